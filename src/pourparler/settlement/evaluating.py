"""What given packages are worth, and whether they keep the constraints: many at a time, in integers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from pourparler.settlement.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain.problem import Constraint, Problem, Term
    from pourparler.settlement.tables import Array, Tables

WHOLE = 1 << 21
"""Problems up to this size are looked at whole where an explanation needs all packages."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Packages to explain with: all that keep the constraints, or only some."""

    choices: Array  # (packages, issues)
    values: Array  # (parties, packages)
    complete: bool


def evaluate(tables: Tables, choices: Array) -> Array:
    """Return what packages are worth, in the tables' integers.

    Args:
        tables: Of their problem.
        choices: (packages, issues), option places.
    Returns: (parties, packages).
    """
    values: Array = np.zeros((len(tables.scale), len(choices)), dtype=tables.dtype)
    for issue, part in enumerate(tables.parts):
        values += part[:, choices[:, issue]]
    for extra in tables.extras:
        values[extra.party, _all(extra.interaction.when, choices)] += extra.value
    if tables.lift:
        values = values * np.array(tables.lift, dtype=tables.dtype)[choices.sum(axis=1)]
    for party, cap in enumerate(tables.cap):
        if cap is not None:
            values[party] = np.minimum(values[party], cap)
    return values


def keeps(problem: Problem, choices: Array) -> Array:
    """Say which packages keep every constraint."""
    kept = np.ones(len(choices), dtype=bool)
    if problem.scores == "mean":
        kept &= choices.any(axis=1)
    for constraint in problem.constraints:
        kept &= _keeps(constraint, choices)
    return kept


def pool_of(tables: Tables, packages: Iterable[tuple[int, ...]]) -> Pool:
    """Return every package of a problem small enough to look at whole, else the given ones."""
    if tables.problem.size > WHOLE:
        choices = as_array(packages, tables)
        return Pool(choices, evaluate(tables, choices), complete=False)
    found = list(blocks(tables))
    index = np.concatenate([b.index for b in found]) if found else np.zeros(0, dtype=np.int64)
    values = [b.values for b in found] or [np.zeros((len(tables.scale), 0), dtype=tables.dtype)]
    choices = np.stack(np.unravel_index(index, tables.sizes), axis=1)
    return Pool(choices, np.concatenate(values, axis=1), complete=True)


def as_array(packages: Iterable[tuple[int, ...]], tables: Tables) -> Array:
    """Return packages as (packages, issues)."""
    return np.array(list(packages), dtype=np.int64).reshape(-1, len(tables.sizes))


def neighbours(sizes: Sequence[int], package: Sequence[int], changes: int, limit: int = 500_000) -> Array:
    """Return the packages that differ from one in exactly so many issues; none where there are too many.

    >>> neighbours((2, 3), (0, 0), 1).tolist()
    [[1, 0], [0, 1], [0, 2]]
    """
    rows: list[tuple[int, ...]] = []
    for issues in combinations(range(len(sizes)), changes):
        others = [[o for o in range(sizes[i]) if o != package[i]] for i in issues]
        for options in product(*others):
            row = list(package)
            for issue, option in zip(issues, options, strict=True):
                row[issue] = option
            rows.append(tuple(row))
        if len(rows) > limit:
            return np.zeros((0, len(sizes)), dtype=np.int64)
    return np.array(rows, dtype=np.int64).reshape(-1, len(sizes))


def _truth(term: Term, choices: Array) -> Array:
    truth: Array = np.isin(choices[:, term.issue], term.options)
    return truth


def _all(terms: Sequence[Term], choices: Array) -> Array:
    truth: Array = np.logical_and.reduce([_truth(t, choices) for t in terms])
    return truth


def _keeps(constraint: Constraint, choices: Array) -> Array:
    if constraint.kind == "requires":
        kept: Array = ~_all(constraint.terms, choices) | _all(constraint.then, choices)
        return kept
    low, high = constraint.bounds
    count = sum(
        (_truth(t, choices).astype(np.int64) for t in constraint.terms), start=np.zeros(len(choices), int)
    )
    within: Array = (low <= count) & (count <= high)
    return within
