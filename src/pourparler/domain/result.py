"""The answer, which remembers the question: method, assumptions, evidence, and whether it is exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain.problem import admissible, central, utility
from pourparler.errors import ContractBroken

if TYPE_CHECKING:
    from fractions import Fraction

    from pourparler.domain.finding import Finding
    from pourparler.domain.problem import Package, Problem

LISTED = 1000
"""At most so many packages are listed; counts are always of all of them."""

ROUGHLY = 1e-9
COMPARED = 250


@dataclass(frozen=True, slots=True)
class Valued:
    """A package with what it is worth to each party, in the parties' order and units."""

    package: Package
    utility: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """What one bargaining solution chooses: all its ties, or the first of them."""

    name: str
    packages: tuple[Valued, ...]
    count: int | None  # of all ties; None where they were not counted


@dataclass(frozen=True, slots=True)
class Result:
    """What a search for a settlement found."""

    problem: Problem
    outcomes: int | None  # packages that keep every constraint; None: not counted
    zone: bool  # some package is good enough for those whose agreement is needed
    rational: int | None  # packages that leave no party below its no-deal value
    accepted: int | None  # packages accepted under the rule on quorum and vetoes
    frontier_count: int | None  # packages that no other package dominates, ties included
    frontier: tuple[Valued, ...]  # the first LISTED of them
    solutions: tuple[Solution, ...]
    method: str
    exact: bool
    assumptions: tuple[str, ...]
    evidence: tuple[str, ...]
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        """Check itself: what is listed is admissible, undominated and worth what it says."""
        chosen = [v for s in self.solutions for v in s.packages[:3]]
        for valued in (*chosen, *self.frontier[:3]):
            _check_valued(self.problem, valued)
        if not self.problem.acceptance.quorum:
            for valued in chosen:
                _check_rational(self.problem, valued)
        _check_undominated(
            {s.packages[0].utility: s.name for s in self.solutions if s.packages}, self.frontier
        )

    def solution(self, name: str) -> Solution:
        """Return the solution of that name."""
        return next(s for s in self.solutions if s.name == name)


def dominates(better: tuple[Fraction, ...], worse: tuple[Fraction, ...]) -> bool:
    """Say whether one vector is at least as good for everyone, and better for someone.

    >>> dominates((2, 1), (1, 1)), dominates((1, 1), (1, 1))
    (True, False)
    """
    return better != worse and all(b >= w for b, w in zip(better, worse, strict=True))


def _check_valued(problem: Problem, valued: Valued) -> None:
    worth = tuple(utility(p, valued.package, problem.scores) for p in problem.preferences)
    if worth != valued.utility or not admissible(problem, valued.package):
        raise ContractBroken(
            f"package {problem.named(valued.package)} is listed as worth "
            f"{[float(u) for u in valued.utility]}, but is worth {[float(u) for u in worth]} or breaks a "
            "constraint: this is a bug, please report it with the problem file"
        )


def _check_rational(problem: Problem, valued: Valued) -> None:
    for preference, worth in zip(problem.preferences, valued.utility, strict=True):
        if worth < central(preference.no_deal):
            raise ContractBroken(f"a chosen package leaves {preference.party} below its no-deal value")


def _check_undominated(chosen: dict[tuple[Fraction, ...], str], frontier: tuple[Valued, ...]) -> None:
    """Compare with efficient packages spread along the frontier; floats clear most, fractions decide."""
    some = frontier[:: max(1, len(frontier) // COMPARED)]
    rough = [tuple(u.numerator / u.denominator for u in v.utility) for v in some]
    for utilities, name in chosen.items():
        floor = [u - ROUGHLY * (1 + abs(u)) for u in map(float, utilities)]
        for other, valued in zip(rough, some, strict=True):
            near = all(o >= f for o, f in zip(other, floor, strict=True))
            if near and dominates(valued.utility, utilities):
                raise ContractBroken(f"the {name} package is dominated")
