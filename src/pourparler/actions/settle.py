"""From a problem's place to its result, explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.settlement.explaining import explain
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

if TYPE_CHECKING:
    from pourparler.domain.result import Result
    from pourparler.settlement.explaining import Explanation


@dataclass(frozen=True, slots=True)
class Settled:
    """A result with everything that is said about it."""

    result: Result
    explanation: Explanation

    @property
    def exit_code(self) -> int:
        """0, or 1 where a finding needs a person."""
        return int(any(f.needs_person for f in self.result.findings))


def settle(path: str, *, method: str | None = None, seed: int = 0, draws: int = 10_000) -> Settled:
    """Read a problem, solve it and explain the result.

    Args:
        path: A YAML file, a CSV table, or a GENIUS, GeniusWeb or scorable-game folder.
        method: `merging`, `enumeration`, `dynamic` or `sweep`; None: the fastest that is exact.
        seed: For the draws of uncertain numbers.
        draws: How many; 0: none.
    """
    result = solve(read_problem(path), method=method)
    return Settled(result, explain(result, seed=seed, draws=draws))
