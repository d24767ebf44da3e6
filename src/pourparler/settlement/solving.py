"""From a problem to a result: the method that fits, every bargaining solution, and what to know about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.finding import Finding
from pourparler.domain.problem import Package
from pourparler.domain.result import LISTED, Result, Solution, Valued
from pourparler.errors import CannotDo, TooLarge, UnknownName
from pourparler.settlement.acceptance import accepts, rule_in_words
from pourparler.settlement.bargain import Bargain
from pourparler.settlement.dynamic import dynamic
from pourparler.settlement.egalitarian import egalitarian
from pourparler.settlement.enumeration import LARGEST, enumerate_frontier
from pourparler.settlement.kalai_smorodinsky import kalai_smorodinsky
from pourparler.settlement.leximin import leximin
from pourparler.settlement.merging import merge
from pourparler.settlement.nash import nash
from pourparler.settlement.parts import parts_of
from pourparler.settlement.sweep import conflict, sweep
from pourparler.settlement.tables import tables_of
from pourparler.settlement.utilitarian import utilitarian

if TYPE_CHECKING:
    from collections.abc import Callable

    from pourparler.domain.problem import Constraint, Problem, Term
    from pourparler.settlement.frontier import Frontier
    from pourparler.settlement.tables import Array, Tables

SMALL = 100_000  # up to so many packages, looking at each is as fast as anything
EXACT = True  # every method here decides in integers
SOLUTIONS: dict[str, Callable[[Bargain], tuple[int, ...]]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
    "leximin": leximin,
}
METHODS: dict[str, Callable[[Tables], Frontier]] = {
    "merging": merge,
    "enumeration": enumerate_frontier,
    "dynamic": dynamic,
    "sweep": sweep,
}


def solve(problem: Problem, *, method: str | None = None) -> Result:
    """Find the efficient packages of a problem and what each bargaining solution chooses.

    Args:
        problem: Any problem; spreads stand as their central values.
        method: `merging`, `enumeration`, `dynamic` or `sweep`; None: the fastest that is exact.
    Returns: a result that has checked itself.
    Raises: CannotDo, if the constraints contradict each other, naming them; TooLarge, if no exact method here
        can finish.
    """
    if method not in (None, *METHODS):
        raise UnknownName(f"there is no method '{method}'; there are {', '.join(METHODS)}")
    tables = tables_of(problem)
    found = METHODS[method](tables) if method else _found(tables)
    if not found.vectors.shape[1]:
        raise CannotDo(_contradiction(tables))
    return _result(tables, found)


def _found(tables: Tables) -> Frontier:
    """Use the first method that can finish."""
    size = tables.problem.size
    parts = None if size <= SMALL and not tables.problem.additive else parts_of(tables)
    if parts is not None and (len(parts) > 1 or parts[0].index is None):
        try:
            return merge(tables, parts)
        except TooLarge:
            if size > LARGEST:
                raise
    if size <= LARGEST:
        return enumerate_frontier(tables)
    try:
        return dynamic(tables)
    except TooLarge:
        return sweep(tables)


def _result(tables: Tables, found: Frontier) -> Result:
    problem = tables.problem
    vectors = [tables.utilities(v) for v in found.vectors.T[: LISTED + 1]] if found.vectors.shape[1] else []
    frontier = tuple(Valued(Package(p), vectors[n]) for n, p in found.packages(LISTED))
    good = [row >= d for row, d in zip(found.vectors, tables.no_deal, strict=True)]
    zone = bool(accepts(good, problem).any())
    chosen = _chosen(tables, found, good)
    return Result(
        problem, found.outcomes, zone, found.rational, found.accepted, sum(found.counts), frontier,
        tuple(chosen), found.method, EXACT, _assumptions(problem), problem.evidence,
        (*problem.findings, *_findings(problem, found, zone=zone)),
    )  # fmt: skip


def _chosen(tables: Tables, found: Frontier, good: list[Array]) -> list[Solution]:
    """Apply every bargaining solution to the efficient vectors that all accept."""
    rows = np.flatnonzero(accepts(good, None))
    names = SOLUTIONS
    if not rows.size:
        rows = np.flatnonzero(accepts(good, tables.problem))
        names = {n: s for n, s in SOLUTIONS.items() if n not in ("nash", "kalai_smorodinsky")}
    no_deal: Array = np.array(tables.no_deal, dtype=tables.dtype)[:, None]
    bargain = Bargain(found.vectors[:, rows] - no_deal, tables.scale)
    solutions = []
    for name in SOLUTIONS:
        picked = names[name](bargain) if name in names and rows.size else ()
        solutions.append(_solution(name, [int(rows[p]) for p in picked], tables, found))
    return solutions


def _solution(name: str, vectors: list[int], tables: Tables, found: Frontier) -> Solution:
    packages: list[Valued] = []
    for vector in vectors:
        worth = tables.utilities(found.vectors[:, vector])
        for choices in found.listing(vector):
            if len(packages) == LISTED:
                break
            packages.append(Valued(Package(choices), worth))
    return Solution(name, tuple(packages), sum(found.counts[v] for v in vectors))


def _assumptions(problem: Problem) -> tuple[str, ...]:
    told = [
        "bargaining solutions choose among packages that leave no party below its no-deal value",
        "Kalai-Smorodinsky takes as ideal the most a party can gain in any such package",
        "egalitarian, utilitarian and leximin compare the parties' units as the file gives them",
        rule_in_words(problem),
    ]
    if problem.scores == "mean":
        told.append("scores are plain means over the chosen articles: short drafts score high")
    if problem.uncertain:
        told.append(
            "numbers given as intervals, rankings or distributions stand as their central values here"
        )
    return (*problem.assumptions, *told)


def _findings(problem: Problem, found: Frontier, *, zone: bool) -> list[Finding]:
    findings = []
    if problem.size > LARGEST:
        findings.append(
            Finding(
                f"{problem.size:,} packages are too many to enumerate; used instead: {found.method}",
                code="method",
            )
        )
    if not zone:
        findings.append(
            Finding(
                f"no zone of possible agreement: no package is accepted where {rule_in_words(problem)}",
                code="no-zone",
            )
        )
    if found.rational == 0 and zone:
        findings.append(
            Finding(
                "some packages are accepted under the rule, but each leaves a party below its no-deal value: "
                "Nash and Kalai-Smorodinsky are not defined there",
                code="no-unanimity",
            )
        )
    if found.rational is None:
        findings.append(
            Finding(
                "the packages that leave nobody worse off are too many to count; whether there are any "
                "is decided on the frontier, exactly",
                code="not-counted",
            )
        )
    return findings


def _contradiction(tables: Tables) -> str:
    problem = tables.problem
    clash = conflict(tables) or tuple(range(len(problem.constraints)))
    named = [in_words(problem, problem.constraints[n]) for n in clash]
    return (
        "no package keeps every constraint; these cannot all stand together: "
        + "; ".join(named)
        + ". Drop or loosen one of them"
    )


def in_words(problem: Problem, constraint: Constraint) -> str:
    """Return a constraint as a person would say it, with its place in the file."""
    terms = [_term_in_words(problem, t) for t in constraint.terms]
    place = f" ({constraint.where})" if constraint.where else ""
    if constraint.kind == "requires":
        then = " and ".join(_term_in_words(problem, t) for t in constraint.then)
        return f"{' and '.join(terms)} requires {then}{place}"
    if constraint.kind == "excludes":
        return f"{' excludes '.join(terms)}{place}"
    return f"{constraint.kind} {constraint.count} of {', '.join(terms)}{place}"


def _term_in_words(problem: Problem, term: Term) -> str:
    issue = problem.issues[term.issue]
    if issue.kind == "article":
        return issue.name if term.options == (1,) else f"not {issue.name}"
    return f"{issue.name} = {' or '.join(issue.options[o] for o in term.options)}"
