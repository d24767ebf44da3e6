"""Merging: the frontier of a sum of issues from the frontiers of its parts.

For additive utilities without constraints, a package can only be efficient if each part of it is. So
issues are added one at a time (a Minkowski sum), and after each the dominated sums are dropped: 10^40
packages take milliseconds. Source: Ehtamo, Hämäläinen, Heiskanen, Teich, Verkama and Zionts (1999) on
issue-wise Pareto search; the filter is `moocore`'s (Fonseca, Guerreiro, López-Ibáñez and Paquete 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from pourparler.errors import TooLarge
from pourparler.settlement.counting import count_accepted
from pourparler.settlement.frontier import Frontier
from pourparler.settlement.tables import WORD, Array, efficient, group

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    return Frontier(
        vectors, tuple(int(c) for c in counts), partial(_listing, layers[::-1]),
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


def _listing(layers: list[_Layer], vector: int) -> Iterator[tuple[int, ...]]:
    if not layers:
        yield ()
        return
    layer, rest = layers[0], layers[1:]
    entries = range(int(layer.begins[vector]), int(layer.ends[vector]))
    for entry in sorted(entries, key=lambda e: (int(layer.option[e]), int(layer.parent[e]))):
        for tail in _listing(rest, int(layer.parent[entry])):
            yield (int(layer.option[entry]), *tail)
