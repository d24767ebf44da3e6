"""Merging: the frontier of a sum of issues from the frontiers of its parts.

For additive utilities without constraints, a package can only be efficient if each part of it is. So
issues are added one at a time (a Minkowski sum), and after each the dominated sums are dropped: 10^40
packages take milliseconds. Source: Ehtamo, Hämäläinen, Heiskanen, Teich, Verkama and Zionts (1999) on
issue-wise Pareto search; the filter is `moocore`'s (Fonseca, Guerreiro, López-Ibáñez and Paquete 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pourparler.errors import TooLarge
from pourparler.settlement.counting import count_accepted
from pourparler.settlement.frontier import Frontier
from pourparler.settlement.tables import WORD, Array, efficient, group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.settlement.tables import Tables

ROWS = 30_000_000
"""No step may look at more sums than this."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One issue's step: which option on top of which vector of the step before."""

    option: Array  # one entry per efficient sum
    parent: Array
    begins: Array  # vector -> its first entry
    ends: Array


def merge(tables: Tables) -> Frontier:
    """Find the frontier of an additive problem without constraints.

    Args:
        tables: Of a problem for which `problem.additive` holds and no cap cuts.
    Raises: TooLarge, where the frontiers of the parts outgrow memory.
    """
    counting = np.int64 if tables.problem.size < WORD else object
    vectors: Array = np.zeros((len(tables.scale), 1), dtype=tables.dtype)
    counts = np.ones(1, dtype=counting)
    layers: list[_Layer] = []
    for part in reversed(tables.parts):  # backwards, so that packages come out in their issues' order
        vectors, counts, layer = _add(vectors, counts, part)
        layers.append(layer)
    rational, accepted = count_accepted(tables)
    ties = tuple(int(c) for c in counts)
    return Frontier(
        vectors, ties, _Listing(layers[::-1], ties),
        "merging of the issues' frontiers", tables.problem.size, rational, accepted,
    )  # fmt: skip


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

    def __init__(self, layers: list[_Layer], counts: Sequence[int]) -> None:
        self.layers, self.counts = layers, counts
        self.known: list[tuple[int, ...]] = []

    def __call__(self, vector: int) -> Iterator[tuple[int, ...]]:
        if self.counts[vector] > 1:
            yield from self._all(0, vector)
            return
        if not self.known:
            self.known = self._first()
        yield self.known[vector]

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
