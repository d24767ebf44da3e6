"""How many packages are good enough: counted exactly by meeting in the middle, without listing them.

The parts are split into two halves; each half's sums are sorted, and a pair is good for a party exactly
if the first half's rank reaches the rank that the second half leaves to be reached (Horowitz and Sahni 1974).
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from pourparler.settlement.acceptance import accepts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.settlement.tables import Array, Tables

PAIRS = 400_000_000
"""More pairs than this are not counted."""
LONGEST = 20_000_000
MANY = 300_000
"""With two parties in doubt, halves of up to so many sums are counted, however many pairs they make."""
CELLS = 1 << 21


def count_accepted(tables: Tables, parts: Sequence[Array]) -> tuple[int | None, int | None]:
    """Count the packages that leave nobody worse off, and those that the rule accepts.

    Args:
        tables: Of a problem whose utilities are sums over the parts, with no binding cap.
        parts: One (parties, choices) per part; any choices go together.
    Returns: both counts, or None for each where there are too many pairs to count.
    """
    size = prod(p.shape[1] for p in parts)
    sure = [_sure(parts, party, d) for party, d in enumerate(tables.no_deal)]
    if all(s is True for s in sure):
        return size, size
    if not tables.problem.acceptance.quorum and any(s is False for s in sure):
        return 0, 0
    first, second = _halves(parts)
    longest = prod(p.shape[1] for p in first)
    two = sure.count(None) == 2 and not tables.problem.acceptance.quorum and longest <= MANY
    if not two and (size > PAIRS or longest > LONGEST):
        return None, None
    sums = outer_sums(first, tables), outer_sums(second, tables)
    ranks = [
        None if known is not None else _ranks(sums[0][n], sums[1][n], tables.no_deal[n])
        for n, known in enumerate(sure)
    ]
    if two:
        one, other = (r for r in ranks if r is not None)
        count = _count_two(one, other)
        return count, count
    return _count(tables, sure, ranks, (sums[0].shape[1], sums[1].shape[1]))


def _sure(parts: Sequence[Array], party: int, no_deal: int) -> bool | None:
    """Say whether a party accepts every package, or none; None: it depends."""
    low = sum(int(p[party].min()) for p in parts)
    high = sum(int(p[party].max()) for p in parts)
    return True if low >= no_deal else False if high < no_deal else None


def _halves(parts: Sequence[Array]) -> tuple[list[Array], list[Array]]:
    """Split the parts so that the two halves have about as many combinations; the larger comes first."""
    halves: tuple[list[Array], list[Array]] = ([], [])
    sizes = [1, 1]
    for part in sorted(parts, key=lambda p: -p.shape[1]):
        half = sizes.index(min(sizes))
        halves[half].append(part)
        sizes[half] *= part.shape[1]
    return halves if sizes[0] >= sizes[1] else (halves[1], halves[0])


def outer_sums(parts: Sequence[Array], tables: Tables) -> Array:
    """Return the sums of every combination of options, the last issue running fastest."""
    sums: Array = np.zeros((len(tables.scale), 1), dtype=tables.dtype)
    for part in parts:
        sums = (sums[:, :, None] + part[:, None, :]).reshape(len(part), -1)
    return sums


def _ranks(first: Array, second: Array, no_deal: int) -> tuple[Array, Array]:
    order = np.argsort(first, kind="stable")
    small = np.int16 if first.size < (1 << 15) - 1 else np.int32
    rank = np.empty(first.size, dtype=small)
    rank[order] = np.arange(first.size, dtype=small)
    needed = np.searchsorted(first[order], no_deal - second, side="left").astype(small)
    return rank, needed


def _count_two(one: tuple[Array, Array], other: tuple[Array, Array]) -> int:
    """Count the pairs that reach what is needed for two parties, without looking at each pair."""
    order = np.argsort(one[1], kind="stable")
    reached = np.searchsorted(one[1][order], one[0], side="right")
    return int(_below(other[1][order].astype(np.int64), reached, other[0].astype(np.int64) + 1).sum())


def _below(values: Array, ends: Array, limits: Array) -> Array:
    """Count, for each end and limit, the values before the end that are below the limit.

    A wavelet tree, laid out bit by bit from the highest (Grossi, Gupta and Vitter 2003).

    >>> _below(np.array([3, 0, 2, 1]), np.array([3, 4]), np.array([3, 2])).tolist()
    [2, 2]
    """
    bits = int(values.max(initial=0)).bit_length()
    count = np.where(limits >= 1 << bits, ends, 0)
    begin, end = np.zeros_like(ends), np.where(limits >= 1 << bits, 0, ends)
    for bit in reversed(range(bits)):
        ones = (values >> bit) & 1 == 1
        zeros = np.concatenate([[0], np.cumsum(~ones)])
        left, right = zeros[begin], zeros[end]
        high = (limits >> bit) & 1 == 1
        count = count + np.where(high, right - left, 0)
        begin = np.where(high, zeros[-1] + begin - left, left)
        end = np.where(high, zeros[-1] + end - right, right)
        values = np.concatenate([values[~ones], values[ones]])
    found: Array = count
    return found


def _count(
    tables: Tables,
    sure: Sequence[bool | None],
    ranks: Sequence[tuple[Array, Array] | None],
    shape: tuple[int, int],
) -> tuple[int, int]:
    rows = max(1, CELLS // shape[1])
    rational = accepted = 0
    same = not tables.problem.acceptance.quorum
    for begin in range(0, shape[0], rows):
        part = slice(begin, begin + rows)
        cells = (min(shape[0], begin + rows) - begin, shape[1])
        good = [_good(sure, rank, n, part, cells) for n, rank in enumerate(ranks)]
        everyone = accepts(good, None)
        rational += int(np.count_nonzero(everyone))
        rule = everyone if same else accepts(good, tables.problem)
        accepted += int(np.count_nonzero(rule))
    return rational, accepted


def _good(
    known: Sequence[bool | None],
    rank: tuple[Array, Array] | None,
    party: int,
    part: slice,
    cells: tuple[int, int],
) -> Array:
    if rank is None:
        return np.broadcast_to(np.bool_(known[party]), cells)
    reached: Array = rank[0][part][:, None] >= rank[1][None, :]
    return reached
