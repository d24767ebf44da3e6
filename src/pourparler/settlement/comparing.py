"""Where the bargaining solutions disagree, who gains from each, and how drafts fare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain.problem import Package, admissible, allowed, central, utility
from pourparler.domain.result import dominates
from pourparler.settlement.solving import in_words

if TYPE_CHECKING:
    from fractions import Fraction

    from pourparler.domain.problem import Problem
    from pourparler.domain.result import Result


@dataclass(frozen=True, slots=True)
class Preferred:
    """Which solutions a party would argue for: those that give it the most."""

    party: str
    most: Fraction
    solutions: tuple[str, ...]
    least: Fraction


@dataclass(frozen=True, slots=True)
class Fares:
    """How a draft fares."""

    name: str
    package: Package
    utility: tuple[Fraction, ...] | None  # None: it has none (an empty draft where scores are means)
    broken: tuple[str, ...]  # constraints it breaks, in words
    accepted_by: tuple[str, ...]
    refused_by: tuple[str, ...]
    dominated: bool | None  # None: not decided, where the frontier is not listed whole


def disagreement(result: Result) -> tuple[Preferred, ...]:
    """Return, where the solutions choose differently, which of them each party gains most from.

    Returns: nothing where all solutions agree.
    """
    worth = {s.name: s.packages[0].utility for s in result.solutions if s.packages}
    if len(set(worth.values())) < 2:
        return ()
    found = []
    for place, party in enumerate(result.problem.parties):
        gets = {name: u[place] for name, u in worth.items()}
        most = max(gets.values())
        names = tuple(n for n, u in gets.items() if u == most)
        found.append(Preferred(party, most, names, min(gets.values())))
    return tuple(found)


def fares(result: Result) -> tuple[Fares, ...]:
    """Test the drafts that came with the problem."""
    return tuple(fare(result, name, package) for name, package in result.problem.drafts)


def fare(result: Result, name: str, package: Package) -> Fares:
    """Test one draft: constraints, who accepts it, whether something is better for all."""
    problem = result.problem
    broken = tuple(in_words(problem, c) for c in problem.constraints if not allowed(c, package))
    if problem.scores == "mean" and not any(package.choices):
        return Fares(name, package, None, ("a draft without articles",), (), problem.parties, None)
    worth = tuple(utility(p, package, problem.scores) for p in problem.preferences)
    good = [u >= central(p.no_deal) for p, u in zip(problem.preferences, worth, strict=True)]
    accepted = tuple(p for p, g in zip(problem.parties, good, strict=True) if g)
    refused = tuple(p for p, g in zip(problem.parties, good, strict=True) if not g)
    return Fares(name, package, worth, broken, accepted, refused, _dominated(result, problem, package, worth))


def _dominated(
    result: Result, problem: Problem, package: Package, worth: tuple[Fraction, ...]
) -> bool | None:
    if any(dominates(v.utility, worth) for v in result.frontier):
        return True
    whole = result.frontier_count == len(result.frontier) or not admissible(problem, package)
    return False if whole else None
