"""Everything that is said about a result beside the result: trades, drafts, openings, robustness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain.problem import admissible
from pourparler.settlement.comparing import Fares, Preferred, disagreement, fares
from pourparler.settlement.evaluating import pool_of
from pourparler.settlement.ledger import Ledger, least_swaps, ledger, near_equals
from pourparler.settlement.opening import Opening, openings
from pourparler.settlement.single_text import NextProposal, next_proposal
from pourparler.settlement.tables import tables_of
from pourparler.settlement.uncertainty import DRAWS, Uncertainty, uncertainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.problem import Package
    from pourparler.domain.result import Result
    from pourparler.settlement.tables import Tables

WEIGHED = 10_000  # problems up to this size are weighed whole over the draws


@dataclass(frozen=True, slots=True)
class Trade:
    """From a named package to a better one."""

    start: str
    end: str
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a mediator asks about a result."""

    disagreement: tuple[Preferred, ...]
    drafts: tuple[Fares, ...]
    trades: tuple[Trade, ...]
    near_equals: tuple[Package, ...]  # of the Kalai-Smorodinsky package
    openings: tuple[Opening, ...]  # where there is no zone
    next_proposal: NextProposal | None  # from the first draft
    uncertainty: Uncertainty | None  # where numbers are not pinned down


def explain(result: Result, *, seed: int = 0, draws: int = DRAWS) -> Explanation:
    """Explain a result.

    Args:
        result: What `solve` found.
        seed: For the draws of uncertain numbers.
        draws: How many.
    """
    tables = tables_of(result.problem)
    aim = _aim(result)
    listed = [v.package.choices for v in result.frontier]
    drafts = [(n, p) for n, p in result.problem.drafts if admissible(result.problem, p)]
    return Explanation(
        disagreement(result),
        fares(result),
        tuple(_trades(result, tables, drafts)),
        near_equals(tables, aim, listed) if aim else (),
        () if _unanimous(result) else openings(result),
        next_proposal(tables, drafts[0][1], aim) if drafts and aim else None,
        _uncertainty(result, tables, seed, draws) if result.problem.uncertain and draws else None,
    )


def _aim(result: Result) -> Package | None:
    for name in ("kalai_smorodinsky", "egalitarian"):
        packages = result.solution(name).packages
        if packages:
            return packages[0].package
    return None


def _unanimous(result: Result) -> bool:
    return bool(result.solution("nash").packages)


def _trades(result: Result, tables: Tables, drafts: Sequence[tuple[str, Package]]) -> list[Trade]:
    """Trade from each draft by the least swaps; without drafts, from one solution to another."""
    found = []
    for name, package in drafts:
        better = least_swaps(tables, package)
        if better is not None:
            found.append(Trade(name, "better for all", ledger(result.problem, package, better)))
    first = result.solution("nash").packages
    for other in ("kalai_smorodinsky", "egalitarian", "utilitarian"):
        second = result.solution(other).packages
        if not found and first and second and first[0].utility != second[0].utility:
            entry = ledger(result.problem, first[0].package, second[0].package)
            found.append(Trade("nash", other, entry))
    return found


def _uncertainty(result: Result, tables: Tables, seed: int, draws: int) -> Uncertainty:
    """Weigh all packages of a small problem, else the listed efficient ones and the drafts."""
    from pourparler.domain.problem import Package

    listed = [v.package for v in result.frontier] + [p for _, p in result.problem.drafts]
    if result.problem.size <= WEIGHED:
        pool = pool_of(tables, ())
        listed = [Package(tuple(int(c) for c in row)) for row in pool.choices]
    return uncertainty(result.problem, list(dict.fromkeys(listed)), seed=seed, draws=draws)
