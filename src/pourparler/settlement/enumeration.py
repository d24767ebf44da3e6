"""Enumeration: look at every package, in blocks, and keep the ones that nothing dominates.

It takes constraints, interactions, mean scores and caps. A few champions of the frontier so far drop
most of a block before the exact filter looks at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pourparler.errors import TooLarge
from pourparler.settlement.acceptance import accepts
from pourparler.settlement.blocks import blocks, choices_of
from pourparler.settlement.frontier import Frontier
from pourparler.settlement.tables import Array, efficient, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.settlement.blocks import Block
    from pourparler.settlement.tables import Tables

LARGEST = 100_000_000
"""More packages than this are not enumerated."""
PENDING = 1 << 16
TIES = 1000  # packages remembered for one vector; all are counted
ROWS = 6_000_000
CHAMPIONS = 12


def enumerate_frontier(tables: Tables) -> Frontier:
    """Find the frontier by looking at every package.

    Args:
        tables: Of any problem of at most LARGEST packages.
    Raises: TooLarge, for more packages or a frontier that outgrows memory.
    """
    if tables.problem.size > LARGEST:
        raise TooLarge(f"{tables.problem.size:,} packages are too many to enumerate: {LARGEST:,} at most")
    gathered = _Gathered(tables)
    for block in blocks(tables):
        gathered.add(block)
    gathered.reduce()
    return gathered.frontier()


class _Gathered:
    """What is known after some blocks: counts, and the packages that nothing so far dominates."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.outcomes = self.rational = self.accepted = 0
        parties = len(tables.scale)
        self.values: Array = np.zeros((parties, 0), dtype=tables.dtype)
        self.index = np.zeros(0, dtype=np.int64)
        self.ties = np.zeros(0, dtype=np.int64)  # packages that a row stands for
        self.pending: list[Block] = []
        self.waiting = 0
        self.champions: Array = np.zeros((parties, 0), dtype=tables.dtype)

    def add(self, block: Block) -> None:
        self._count(block.values)
        if not self.champions.size:
            self.champions = _champions(block.values)
        values, index = _undefeated(block.values, block.index, self.champions)
        self.pending.append(type(block)(index, values))
        self.waiting += index.size
        if self.waiting > PENDING:
            self.reduce()

    def reduce(self) -> None:
        """Filter what is pending together with what was kept."""
        values = np.concatenate([self.values, *(b.values for b in self.pending)], axis=1)
        index = np.concatenate([self.index, *(b.index for b in self.pending)])
        ties = np.concatenate([self.ties, np.ones(index.size - self.index.size, dtype=np.int64)])
        kept = efficient(values)
        self.values, self.index, self.ties = values[:, kept], index[kept], ties[kept]
        self.pending, self.waiting = [], 0
        if self.index.size > PENDING:
            self._merge_ties()
        if self.index.size > ROWS:
            raise TooLarge(f"more than {ROWS:,} packages are efficient: too many to keep; join some options")
        if self.values.size:
            self.champions = _champions(self.values)

    def frontier(self) -> Frontier:
        """Return what was found."""
        order, begins = group(self.values)
        ends = np.append(begins[1:], order.size)
        counts = np.add.reduceat(self.ties[order], begins) if order.size else order
        sizes = self.tables.sizes

        def listing(vector: int) -> Iterator[tuple[int, ...]]:
            rows = np.sort(self.index[order[begins[vector] : ends[vector]]])
            yield from (choices_of(int(i), sizes) for i in rows)

        return Frontier(
            self.values[:, order[begins]], tuple(int(c) for c in counts), listing,
            "enumeration of every package in blocks", self.outcomes, self.rational, self.accepted,
        )  # fmt: skip

    def _count(self, values: Array) -> None:
        self.outcomes += values.shape[1]
        good = [v >= d for v, d in zip(values, self.tables.no_deal, strict=True)]
        rational = int(np.count_nonzero(accepts(good, None)))
        self.rational += rational
        if not self.tables.problem.acceptance.quorum:
            self.accepted += rational
        else:
            self.accepted += int(np.count_nonzero(accepts(good, self.tables.problem)))

    def _merge_ties(self) -> None:
        """Let the last remembered row of a vector stand for all later packages with the same vector."""
        order, begins = group(self.values)  # stable: rows of a vector stay in the order of packages
        lengths = np.diff(np.append(begins, order.size))
        place = np.arange(order.size) - np.repeat(begins, lengths)
        kept = place < TIES
        number = np.cumsum(kept) - 1
        self.ties = np.bincount(number, weights=self.ties[order]).astype(np.int64)
        rows = order[kept]
        self.values, self.index = self.values[:, rows], self.index[rows]


def _champions(values: Array) -> Array:
    """Pick packages that stand high for everyone: they dominate the most."""
    if not values.shape[1]:
        return values
    low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    share = ((values - low) / np.where(high > low, high - low, 1)).astype(np.float64)
    parties = len(values)
    mixes = np.random.default_rng(0).dirichlet(np.ones(parties), CHAMPIONS)
    mixes[0] = 1 / parties
    return values[:, np.unique(np.argmax(mixes @ share, axis=1))]


def _undefeated(values: Array, index: Array, champions: Array) -> tuple[Array, Array]:
    """Drop what a champion dominates; equals stay."""
    for champion in champions.T:
        below = values[0] <= champion[0]
        for row, limit in zip(values[1:], champion[1:], strict=True):
            below &= row <= limit
        below &= values.sum(axis=0) < champion.sum()
        kept = np.flatnonzero(~below)
        values, index = values[:, kept], index[kept]
    return values, index
