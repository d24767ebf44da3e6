"""A problem in integers: every decimal scaled up, so that efficiency and ties are decided exactly.

Party by party, utility = integer / scale. Where the integers outgrow 62 bits, the arrays hold Python's
own integers instead: slower, and still exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pourparler.domain.problem import Spread, central
from pourparler.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain.problem import Interaction, Preference, Problem

Array = NDArray[Any]
WORD = 1 << 61  # sums over parties of anything below stay inside 64 bits
FLOAT = 1 << 53  # integers up to here are exact as floats


@dataclass(frozen=True, slots=True)
class Extra:
    """An interaction in integers."""

    party: int
    interaction: Interaction
    value: int


@dataclass(frozen=True, slots=True)
class Tables:
    """The integers of a problem; rows are parties."""

    problem: Problem
    scale: tuple[int, ...]  # utility = integer / scale
    parts: tuple[Array, ...]  # issue -> (parties, options)
    extras: tuple[Extra, ...]
    no_deal: tuple[int, ...]
    cap: tuple[int | None, ...]
    lift: tuple[int, ...]  # mean scores: number of articles in -> factor; empty for sums
    bounds: tuple[tuple[int, int], ...]  # least and greatest utility of each party

    @property
    def dtype(self) -> type:
        """64-bit integers where they suffice, else Python's."""
        return np.int64 if self.parts[0].dtype == np.int64 else object

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(p.shape[1] for p in self.parts)

    @property
    def capped(self) -> bool:
        """Whether a cap can cut anything off."""
        tops = zip(self.cap, self.bounds, strict=True)
        return any(cap is not None and cap < top for cap, (_, top) in tops)

    def utilities(self, vector: Iterable[int]) -> tuple[Fraction, ...]:
        """Return a vector of integers as utilities in the parties' own units."""
        return tuple(Fraction(int(v), s) for v, s in zip(vector, self.scale, strict=True))


def tables_of(problem: Problem) -> Tables:
    """Scale a problem's central numbers to integers.

    Args:
        problem: Any problem; spreads stand as their central values.
    """
    rows = [_integers(p, problem.scores) for p in problem.preferences]
    lift = _lift(problem)
    bounds = tuple(_bounds(row, lift) for row in rows)
    greatest = max(
        max(abs(low), abs(high), abs(row.no_deal)) for row, (low, high) in zip(rows, bounds, strict=True)
    )
    dtype = np.int64 if greatest * len(rows) < WORD else object
    parts = tuple(np.array([row.parts[i] for row in rows], dtype=dtype) for i in range(len(problem.issues)))
    extras = tuple(Extra(n, e, value) for n, row in enumerate(rows) for e, value in row.extras)
    return Tables(
        problem, tuple(r.scale for r in rows), parts, extras, tuple(r.no_deal for r in rows),
        tuple(r.cap for r in rows), lift, bounds,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    scale: int
    parts: list[list[int]]
    extras: list[tuple[Interaction, int]]
    no_deal: int
    cap: int | None


def _integers(preference: Preference, scores: str) -> _Row:
    worth = [
        [_product(w, v) for v in row] for w, row in zip(preference.weights, preference.values, strict=True)
    ]
    extras = [(i, central(i.value)) for i in preference.interactions]
    no_deal, cap = central(preference.no_deal), preference.cap
    denominators = {v.denominator for row in worth for v in row} | {v.denominator for _, v in extras}
    base = lcm(no_deal.denominator, cap.denominator if cap is not None else 1, *denominators)
    lift = lcm(*range(1, len(worth) + 1)) if scores == "mean" else 1
    return _Row(
        base * lift,
        [[v.numerator * (base // v.denominator) for v in row] for row in worth],
        [(i, int(v * base)) for i, v in extras],
        int(no_deal * base * lift),
        None if cap is None else int(cap * base * lift),
    )


def _product(weight: Fraction | Spread, value: Fraction | Spread) -> Fraction:
    weight = weight.central if isinstance(weight, Spread) else weight
    value = value.central if isinstance(value, Spread) else value
    return value if weight == 1 else weight * value


def _lift(problem: Problem) -> tuple[int, ...]:
    if problem.scores != "mean":
        return ()
    common = lcm(*range(1, len(problem.issues) + 1))
    return (0, *(common // n for n in range(1, len(problem.issues) + 1)))


def _bounds(row: _Row, lift: Sequence[int]) -> tuple[int, int]:
    low, high = sum(min(r) for r in row.parts), sum(max(r) for r in row.parts)
    low += sum(min(0, v) for _, v in row.extras)
    high += sum(max(0, v) for _, v in row.extras)
    factor = lift[1] if lift else 1
    return min(low * factor, low), max(high * factor, high)


def efficient(values: Array) -> Array:
    """Say which columns no other column dominates; equal columns are all kept.

    Args:
        values: (parties, packages), integers, more is better.
    Returns: (packages,) of bool.
    """
    try:
        import moocore
    except ImportError:
        raise MissingExtra("The search for efficient packages", "settle") from None
    if values.shape[1] < 2:
        return np.ones(values.shape[1], dtype=bool)
    points = np.ascontiguousarray(keys(values).T, dtype=np.float64)
    kept: Array = moocore.is_nondominated(points, maximise=True, keep_weakly=True)
    return kept


def keys(values: Array) -> Array:
    """Return numbers in the same order with the same ties, small enough to be exact as floats."""
    if values.dtype != object and np.abs(values).max(initial=0) < FLOAT:
        return values
    return np.stack([_ranks(row) for row in values])


def _ranks(row: Array) -> Array:
    """Rank whole numbers of any length, equals alike.

    Rounding to floats keeps the order, so only numbers that round to the same float are compared again.
    """
    try:
        rough: Array = row.astype(np.float64)
    except OverflowError:
        ranks: Array = np.unique(row, return_inverse=True)[1]
        return ranks
    order = np.argsort(rough, kind="stable")
    same = np.flatnonzero(rough[order[1:]] == rough[order[:-1]])
    if np.any(row[order[same]] != row[order[same + 1]]):
        order = _sorted_runs(row, order, same)
    new = np.ones(order.size, dtype=np.int64)
    new[:1] = 0
    new[same[row[order[same]] == row[order[same + 1]]] + 1] = 0
    found = np.empty(order.size, dtype=np.int64)
    found[order] = np.cumsum(new)
    return found


def _sorted_runs(row: Array, order: Array, same: Array) -> Array:
    """Sort exactly what rounds to the same float."""
    order = order.copy()
    breaks = np.flatnonzero(np.diff(same) > 1)
    begins = np.concatenate([same[:1], same[breaks + 1]])
    ends = np.concatenate([same[breaks], same[-1:]]) + 2
    for begin, end in zip(begins, ends, strict=True):
        order[begin:end] = sorted(order[begin:end], key=row.__getitem__)
    return order


def group(values: Array) -> tuple[Array, Array]:
    """Sort columns, best for the first party first, and find where each new vector begins.

    Args:
        values: (parties, packages).
    Returns: the order of the columns, and the places in that order where a vector begins.
    """
    ranks = keys(values)
    order = np.lexsort(tuple(-row for row in ranks[::-1]))
    if not order.size:
        return order, order
    new = np.any(ranks[:, order[1:]] != ranks[:, order[:-1]], axis=0)
    return order, np.flatnonzero(np.concatenate([[True], new]))
