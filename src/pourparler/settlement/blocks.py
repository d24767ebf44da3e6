"""Every package that keeps the constraints, a block at a time: memory stays bounded whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from pourparler.settlement.counting import outer_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain.problem import Constraint, Problem, Term
    from pourparler.settlement.tables import Array, Extra, Tables

BLOCK = 1 << 17  # packages in a block; chosen so that a block of four parties stays in the cache


@dataclass(frozen=True, slots=True)
class Block:
    """Some packages that keep every constraint."""

    index: Array  # number of each package, counting with the last issue fastest
    values: Array  # (parties, packages)


@dataclass(frozen=True, slots=True)
class _Tail:
    """What the last issues contribute, the same in every block."""

    first: int  # the first issue of the tail
    sums: Array
    inside: Array | None  # mean scores: how many articles are in


def blocks(tables: Tables) -> Iterator[Block]:
    """Yield all packages that keep the constraints, in order.

    Args:
        tables: Of any problem; it is for the caller to refuse one that is too large.
    """
    tail = _tail(tables)
    size = tail.sums.shape[1]
    rules = [_Rule(c, tables.problem, tail.first) for c in tables.problem.constraints]
    gains = [_Gain(e, tables.problem, tail.first) for e in tables.extras]
    heads = product(*(range(n) for n in tables.sizes[: tail.first]))
    for number, head in enumerate(heads):
        mask = _mask(rules, head)
        if mask is not None and not mask.any():
            continue
        values = _values(tables, tail, gains, head)
        index = np.arange(number * size, (number + 1) * size, dtype=np.int64)
        if tail.inside is not None:
            values, mask = _mean(values, tail.inside + sum(head), mask, tables)
        if mask is not None:
            values, index = values[:, mask], index[mask]
        yield Block(index, _capped(values, tables))


def choices_of(index: int, sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the options of a package from its number.

    >>> choices_of(5, (2, 3))
    (1, 2)
    """
    found = []
    for size in reversed(sizes):
        index, choice = divmod(index, size)
        found.append(choice)
    return tuple(reversed(found))


def _tail(tables: Tables) -> _Tail:
    sizes = tables.sizes
    first = len(sizes) - 1
    while first > 0 and prod(sizes[first - 1 :]) <= BLOCK:
        first -= 1
    inside = None
    if tables.lift:
        inside = np.zeros(1, dtype=np.int64)
        for _ in sizes[first:]:
            inside = (inside[:, None] + np.arange(2)[None, :]).reshape(-1)
    return _Tail(first, outer_sums(tables.parts[first:], tables), inside)


def _values(tables: Tables, tail: _Tail, gains: Sequence[_Gain], head: tuple[int, ...]) -> Array:
    start = [sum(p[n, c] for p, c in zip(tables.parts, head, strict=False)) for n in range(len(tables.scale))]
    values = tail.sums + np.array(start, dtype=tables.dtype)[:, None]
    for gain in gains:
        gain.add(values, head)
    return values


def _mean(values: Array, inside: Array, mask: Array | None, tables: Tables) -> tuple[Array, Array]:
    lift: Array = np.array(tables.lift, dtype=tables.dtype)
    some = inside > 0
    return values * lift[inside], some if mask is None else mask & some


def _capped(values: Array, tables: Tables) -> Array:
    if tables.capped:
        for n, cap in enumerate(tables.cap):
            if cap is not None:
                values[n] = np.minimum(values[n], cap)
    return values


def _mask(rules: Sequence[_Rule], head: tuple[int, ...]) -> Array | None:
    """Return which packages of the block keep the rules; None: all of them."""
    mask: Array | None = None
    for rule in rules:
        kept = rule.kept(head)
        if kept is not None:
            mask = kept if mask is None else mask & kept
    return mask


class _Terms:
    """Some terms, split into what the head of a package decides and what its tail decides."""

    def __init__(self, terms: Sequence[Term], problem: Problem, first: int) -> None:
        self.head = [t for t in terms if t.issue < first]
        self.tail = [_truth(t, problem, first) for t in terms if t.issue >= first]

    def heads(self, head: tuple[int, ...]) -> int:
        return sum(head[t.issue] in t.options for t in self.head)

    def all_in_head(self, head: tuple[int, ...]) -> bool:
        return self.heads(head) == len(self.head)

    def all_in_tail(self) -> Array | None:
        return np.logical_and.reduce(self.tail) if self.tail else None

    def count_in_tail(self) -> Any:
        return sum((t.astype(np.int16) for t in self.tail), start=np.int16(0))


class _Rule:
    """A constraint, ready to be asked of a block; answers are remembered, for few differ."""

    def __init__(self, constraint: Constraint, problem: Problem, first: int) -> None:
        self.constraint = constraint
        self.when = _Terms(constraint.terms, problem, first)
        self.then = _Terms(constraint.then, problem, first)
        self.size = prod(len(i.options) for i in problem.issues[first:])
        self.known: dict[tuple[int, bool], Array | None] = {}

    def kept(self, head: tuple[int, ...]) -> Array | None:
        key = (self.when.heads(head), self.then.all_in_head(head))
        if key not in self.known:
            found = self._requires(*key) if self.constraint.kind == "requires" else self._counted(key[0])
            self.known[key] = None if found.all() else found
        return self.known[key]

    def _counted(self, already: int) -> Array:
        low, high = self.constraint.bounds
        count = np.broadcast_to(self.when.count_in_tail() + already, self.size)
        kept: Array = (low <= count) & (count <= high)
        return kept

    def _requires(self, already: int, then: bool) -> Array:  # noqa: FBT001 - half of a key
        everything = np.ones(self.size, dtype=bool)
        if already < len(self.when.head):
            return everything
        when, tail = self.when.all_in_tail(), self.then.all_in_tail()
        met = everything if tail is None else tail
        kept: Array = (met if then else ~everything) | (~everything if when is None else ~when)
        return kept


class _Gain:
    """An interaction, ready to be added to a block."""

    def __init__(self, extra: Extra, problem: Problem, first: int) -> None:
        self.party, self.value = extra.party, extra.value
        self.when = _Terms(extra.interaction.when, problem, first)

    def add(self, values: Array, head: tuple[int, ...]) -> None:
        if self.when.all_in_head(head):
            where = self.when.all_in_tail()
            values[self.party, slice(None) if where is None else where] += self.value


def _truth(term: Term, problem: Problem, first: int) -> Array:
    sizes = [len(i.options) for i in problem.issues]
    below = prod(sizes[term.issue + 1 :])
    above = prod(sizes[first : term.issue])
    one = np.isin(np.arange(sizes[term.issue]), term.options)
    return np.tile(np.repeat(one, below), above)
