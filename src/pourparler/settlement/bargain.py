"""What a bargaining solution chooses from: the gains over no deal of the efficient vectors that all accept."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pourparler.settlement.tables import Array

NEAR = 1e-9
"""Candidates this near the best, as floats, are compared again as integers."""


@dataclass(frozen=True, slots=True)
class Bargain:
    """Gains over no deal, in integers: gain = integer / scale."""

    gains: Array  # (parties, vectors)
    scale: tuple[int, ...]

    @property
    def ideal(self) -> tuple[int, ...]:
        """The most that each party can gain in any package that all accept."""
        return tuple(int(row.max()) for row in self.gains)

    def comparable(self) -> tuple[int, ...]:
        """Return the factors that bring every party's integers to one unit."""
        common = lcm(*self.scale)
        return tuple(common // s for s in self.scale)

    def exact(self, vector: int) -> tuple[int, ...]:
        """Return one vector's gains in Python's integers."""
        return tuple(int(g) for g in self.gains[:, vector])


def best(rough: Array, exactly: Callable[[int], Any]) -> tuple[int, ...]:
    """Return every vector whose exact score is the greatest.

    Args:
        rough: The scores as floats, good to NEAR of their greatest size.
        exactly: Vector -> its score, exactly.
    """
    top = rough.max()
    size = np.abs(rough).max()
    candidates = np.flatnonzero(rough >= top - NEAR * max(size, np.finfo(float).tiny))
    scores = {int(c): exactly(int(c)) for c in candidates}
    greatest = max(scores.values())
    return tuple(c for c, score in scores.items() if score == greatest)


def in_floats(rows: Array, divisors: Sequence[int]) -> Array:
    """Divide each party's integers by a number of its own, as floats."""
    parts = [(row / float(d)).astype(np.float64) for row, d in zip(rows, divisors, strict=True)]
    return np.stack(parts)
