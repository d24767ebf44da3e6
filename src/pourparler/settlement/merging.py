"""Merging: the frontier of a sum of issues from the frontiers of its parts.

Where utilities are sums over independent parts, a package can only be efficient if each part of it is. So
parts are added one at a time (a Minkowski sum), and after each the dominated sums are dropped: 10^40
packages take milliseconds. A part is an issue, or issues that constraints and interactions tie together. Source: Ehtamo, Hämäläinen, Heiskanen, Teich, Verkama and Zionts (1999) on
issue-wise Pareto search; the filter is `moocore`'s (Fonseca, Guerreiro, López-Ibáñez and Paquete 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from pourparler.errors import TooLarge
from pourparler.settlement.blocks import choices_of
from pourparler.settlement.counting import count_accepted
from pourparler.settlement.frontier import Frontier
from pourparler.settlement.parts import parts_of
from pourparler.settlement.tables import WORD, Array, efficient, group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.settlement.parts import Part
    from pourparler.settlement.tables import Tables

TIES = 1000  # packages told of one vector, where they have to be sorted
ROWS = 30_000_000
"""No step may look at more sums than this."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One issue's step: which option on top of which vector of the step before."""

    option: Array  # one entry per efficient sum
    parent: Array
    begins: Array  # vector -> its first entry
    ends: Array


def merge(tables: Tables, parts: list[Part] | None = None) -> Frontier:
    """Find the frontier of a problem whose utilities are sums over independent parts.

    Args:
        tables: Of a problem without mean scores and binding caps; constraints and interactions may tie
            together as many issues as can be looked at whole.
        parts: Its parts, where they are known already.
    Raises: TooLarge, where a part or the frontiers of the parts outgrow memory.
    """
    parts = parts_of(tables) if parts is None else parts
    if parts is None:
        raise TooLarge(
            "mean scores, a cap that cuts, or constraints across too many issues: nothing to merge"
        )
    size = prod(p.values.shape[1] for p in parts)
    if not size:
        return _nothing(tables)
    vectors: Array = np.zeros((len(tables.scale), 1), dtype=tables.dtype)
    counts = np.ones(1, dtype=np.int64 if size < WORD else object)
    layers: list[_Layer] = []
    for part in reversed(parts):  # backwards, so that packages come out in their issues' order
        vectors, counts, layer = _add(vectors, counts, part.values)
        layers.append(layer)
    rational, accepted = count_accepted(tables, [p.values for p in parts])
    ties = tuple(int(c) for c in counts)
    listing = _Listing(tables.sizes, parts, layers[::-1], ties)
    return Frontier(vectors, ties, listing, _method(parts), size, rational, accepted)


def _method(parts: Sequence[Part]) -> str:
    if all(p.index is None for p in parts):
        return "merging of the issues' frontiers"
    return "merging of the frontiers of the groups of issues that constraints and interactions tie together"


def _nothing(tables: Tables) -> Frontier:
    none: Array = np.zeros((len(tables.scale), 0), dtype=tables.dtype)
    return Frontier(none, (), lambda _: iter(()), "merging of the issues' frontiers", 0, 0, 0)


def _add(vectors: Array, counts: Array, part: Array) -> tuple[Array, Array, _Layer]:
    options = part.shape[1]
    if vectors.shape[1] * options > ROWS:
        raise TooLarge(
            f"merging the issues' frontiers would need {vectors.shape[1] * options:,} sums in one step, more "
            f"than {ROWS:,}: join options that no party tells apart, or settle a part of the issues first"
        )
    sums = (part[:, :, None] + vectors[:, None, :]).reshape(len(part), -1)
    kept = np.flatnonzero(efficient(sums))
    sums = sums[:, kept]
    order, begins = group(sums)
    option, parent = np.divmod(kept[order], vectors.shape[1])
    layer = _Layer(option, parent, begins, np.append(begins[1:], order.size))
    return sums[:, order[begins]], np.add.reduceat(counts[parent], begins), layer


class _Listing:
    """The packages behind each vector, told by going back through the layers."""

    def __init__(
        self, sizes: Sequence[int], parts: Sequence[Part], layers: list[_Layer], counts: Sequence[int]
    ) -> None:
        self.sizes, self.parts, self.layers, self.counts = sizes, parts, layers, counts
        self.plain = all(p.index is None for p in parts)
        self.known: list[tuple[int, ...]] = []

    def __call__(self, vector: int) -> Iterator[tuple[int, ...]]:
        if self.counts[vector] > 1:
            yield from self._tied(vector)
            return
        if not self.known:
            self.known = self._first()
        yield self._choices(self.known[vector])

    def _tied(self, vector: int) -> Iterator[tuple[int, ...]]:
        found = (self._choices(ways) for ways in self._all(0, vector))
        # Parts whose issues lie between each other's come out in another order than the issues'.
        yield from found if self.plain else sorted(islice(found, TIES))

    def _choices(self, ways: tuple[int, ...]) -> tuple[int, ...]:
        """Return the options that the parts' ways stand for, in the order of the issues."""
        if self.plain:
            return ways
        choices = [0] * len(self.sizes)
        for part, way in zip(self.parts, ways, strict=True):
            number = way if part.index is None else int(part.index[way])
            options = choices_of(number, [self.sizes[i] for i in part.issues])
            for issue, option in zip(part.issues, options, strict=True):
                choices[issue] = option
        return tuple(choices)

    def _first(self) -> list[tuple[int, ...]]:
        """Return one package for each vector, all at once: the only one, where there are no ties."""
        at = np.arange(len(self.counts))
        options = []
        for layer in self.layers:
            entry = layer.begins[at]
            options.append(layer.option[entry])
            at = layer.parent[entry]
        return list(zip(*(o.tolist() for o in options), strict=True))

    def _all(self, depth: int, vector: int) -> Iterator[tuple[int, ...]]:
        if depth == len(self.layers):
            yield ()
            return
        layer = self.layers[depth]
        entries = range(int(layer.begins[vector]), int(layer.ends[vector]))
        for entry in sorted(entries, key=lambda e: (int(layer.option[e]), int(layer.parent[e]))):
            for tail in self._all(depth + 1, int(layer.parent[entry])):
                yield (int(layer.option[entry]), *tail)
