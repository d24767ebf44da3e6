"""Are confidences what they say? Reliability, and what is covered above a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bin:
    """Entries whose confidence lies in [low, high)."""

    low: float
    high: float
    count: int
    mean: float  # mean confidence
    right: float  # share that is right


def reliability(judged: Sequence[tuple[float, bool]], *, bins: int = 10) -> tuple[Bin, ...]:
    """Return the reliability table.

    Args:
        judged: (confidence in [0, 1], whether the entry is right).
        bins: How many equal bins.
    Returns: The bins that hold anything, from low to high.

    >>> reliability([(0.9, True), (0.95, False), (0.1, False)], bins=2)[-1].right
    0.5
    """
    table = []
    for i in range(bins):
        low, high = i / bins, (i + 1) / bins
        inside = [(c, ok) for c, ok in judged if low <= c < high or (i == bins - 1 and c == 1.0)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            table.append(Bin(low, high, len(inside), mean, sum(ok for _, ok in inside) / len(inside)))
    return tuple(table)


def coverage(judged: Sequence[tuple[float, bool]], threshold: float, gold: int) -> tuple[float, float]:
    """Return (share right, share of the gold covered) of what lies at or above a threshold.

    Args:
        judged: (confidence, whether right) of every predicted entry.
        threshold: In [0, 1].
        gold: How many gold entries there are.

    >>> coverage([(0.9, True), (0.8, True), (0.2, False)], 0.5, 4)
    (1.0, 0.5)
    """
    above = [ok for c, ok in judged if c >= threshold]
    return (sum(above) / len(above) if above else 0.0, sum(above) / gold if gold else 0.0)
