"""The gains of many packages in many draws, as a product of matrices: draws x numbers, numbers x packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.problem import Problem, Term
    from pourparler.settlement.drawing import Draws
    from pourparler.settlement.tables import Array

SLACK = 2e-6  # of a party's largest number: single precision, and gains of exactly nothing count as good

ROWS = 40
TILE = 1 << 18  # multiplications; OpenBLAS starts threads above this


@dataclass(frozen=True, slots=True)
class Field:
    """Gains over no deal, ready to be looked at for some draws at a time."""

    numbers: tuple[Array, ...]  # party -> (draws, numbers)
    shape: tuple[Array, ...]  # party -> (numbers, packages)
    ceiling: tuple[Array | None, ...]  # party -> the greatest gain that its cap leaves, per draw
    slack: tuple[float, ...]

    @property
    def parties(self) -> int:
        """How many parties."""
        return len(self.numbers)

    @property
    def packages(self) -> int:
        """How many packages."""
        return int(self.shape[0].shape[1])

    def gains(self, party: int, part: slice) -> Array:
        """Return what packages bring a party in some draws: (draws, packages)."""
        found = _product(self.numbers[party][part], self.shape[party])
        ceiling = self.ceiling[party]
        return found if ceiling is None else np.minimum(found, ceiling[part, None])

    def only(self, packages: Array) -> Field:
        """Return the same for some of the packages."""
        shape = tuple(np.ascontiguousarray(s[:, packages]) for s in self.shape)
        return Field(self.numbers, shape, self.ceiling, self.slack)


def gains_field(problem: Problem, worlds: Sequence[Draws], choices: Array) -> Field:
    """Arrange draws and packages for multiplication.

    Args:
        problem: Theirs.
        worlds: Party by party.
        choices: (packages, issues).
    """
    base = _chosen(problem, choices)
    numbers, shapes, ceilings, slack = [], [], [], []
    for wants, world in zip(problem.preferences, worlds, strict=True):
        rows = [*base, *(_together(i.when, choices) for i in wants.interactions)]
        shape = np.stack(rows)
        if problem.scores == "mean":
            shape = shape / choices.sum(axis=1)
        shapes.append(np.vstack([shape, -np.ones(len(choices))]).astype(np.float32))
        table = np.vstack([*world.parts, *(e[None, :] for e in world.extras), world.no_deal[None, :]])
        numbers.append(np.ascontiguousarray(table.T, dtype=np.float32))
        ceilings.append(None if wants.cap is None else (float(wants.cap) - world.no_deal).astype(np.float32))
        slack.append(SLACK * float(np.abs(table).max(initial=0)))
    return Field(tuple(numbers), tuple(shapes), tuple(ceilings), tuple(slack))


def _product(left: Array, right: Array) -> Array:
    """Multiply in tiles so small that the linear algebra library stays on this core.

    Its own threads would compete with our workers, and with whatever else the machine is doing.
    """
    found = np.empty((left.shape[0], right.shape[1]), dtype=left.dtype)
    width = max(1, TILE // (ROWS * right.shape[0]))
    for top in range(0, left.shape[0], ROWS):
        rows = slice(top, top + ROWS)
        for begin in range(0, right.shape[1], width):
            columns = slice(begin, begin + width)
            np.matmul(left[rows], right[:, columns], out=found[rows, columns])
    return found


def _chosen(problem: Problem, choices: Array) -> list[Array]:
    """Return one row per option of each issue: which packages have it."""
    return [
        (choices[:, n] == option).astype(np.float64)
        for n, issue in enumerate(problem.issues)
        for option in range(len(issue.options))
    ]


def _together(terms: Sequence[Term], choices: Array) -> Array:
    found: Array = np.logical_and.reduce([np.isin(choices[:, t.issue], t.options) for t in terms])
    return found.astype(np.float64)
