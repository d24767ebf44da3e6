"""The logrolling ledger: what is traded for what between one package and a better one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.problem import Package, utility
from pourparler.settlement.evaluating import evaluate, keeps, neighbours, pool_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from pourparler.domain.problem import Problem
    from pourparler.settlement.tables import Array, Tables

MOST_SWAPS = 3
CLOSE = 0.02  # of each party's range: nearer packages are near-equal


@dataclass(frozen=True, slots=True)
class Swap:
    """One issue settled differently, with what that alone changes for each party."""

    issue: str
    before: str
    after: str
    gains: tuple[Fraction, ...]  # in the parties' order and units; below 0 a loss


@dataclass(frozen=True, slots=True)
class Ledger:
    """Two packages and the swaps between them."""

    before: Package
    after: Package
    swaps: tuple[Swap, ...]
    gains: tuple[Fraction, ...]  # of all swaps together
    together: tuple[Fraction, ...]  # of those, what only the combination brings; zero for plain sums


def ledger(problem: Problem, before: Package, after: Package) -> Ledger:
    """Set out what is traded for what between two packages.

    Args:
        problem: Theirs.
        before: A package.
        after: Another.
    Returns: one swap per issue settled differently, each party's gain or loss from each, and in all.
    Source: logrolling after Froman and Cohen (1970); the ledger's form is ours.
    """
    start = [utility(p, before, problem.scores) for p in problem.preferences]
    end = [utility(p, after, problem.scores) for p in problem.preferences]
    swaps = []
    for n, issue in enumerate(problem.issues):
        old, new = before.choices[n], after.choices[n]
        if old != new:
            alone = _alone(problem, before, n, new, start)
            swaps.append(Swap(issue.name, issue.options[old], issue.options[new], alone))
    gains = tuple(e - s for s, e in zip(start, end, strict=True))
    single = [sum((s.gains[p] for s in swaps), start=gains[0] * 0) for p in range(len(gains))]
    together = tuple(g - s for g, s in zip(gains, single, strict=True))
    return Ledger(before, after, tuple(swaps), gains, together)


def _alone(
    problem: Problem, before: Package, issue: int, new: int, start: list[Fraction]
) -> tuple[Fraction, ...]:
    choices = (*before.choices[:issue], new, *before.choices[issue + 1 :])
    if problem.scores == "mean" and not any(choices):
        return tuple(-s for s in start)
    worth = (utility(p, Package(choices), problem.scores) for p in problem.preferences)
    return tuple(w - s for w, s in zip(worth, start, strict=True))


def least_swaps(tables: Tables, package: Package) -> Package | None:
    """Return the package with the fewest swaps that leaves nobody worse off and somebody better.

    Among equally few, the one whose gains, as shares of each party's range, have the largest smallest,
    then the largest sum.

    Args:
        tables: Of the problem.
        package: From where.
    Returns: None if there is none within MOST_SWAPS, or none at all in a problem looked at whole.
    """
    for changes in range(1, MOST_SWAPS + 1):
        choices = neighbours(tables.sizes, package.choices, changes)
        choices = choices[keeps(tables.problem, choices)]
        found = _improving(tables, package, choices)
        if found is not None:
            return found
    pool = pool_of(tables, ())
    distance = (pool.choices != np.array(package.choices)).sum(axis=1)
    better = _better(pool.values, evaluate(tables, np.array([package.choices])))
    if not better.any():
        return None
    nearest = better & (distance == distance[better].min())
    return _improving(tables, package, pool.choices[nearest])


def _better(values: Array, start: Array) -> Array:
    better: Array = np.all(values >= start, axis=0) & np.any(values > start, axis=0)
    return better


def _improving(tables: Tables, package: Package, choices: Array) -> Package | None:
    if not len(choices):
        return None
    start = evaluate(tables, np.array([package.choices]))
    values = evaluate(tables, choices)
    better = np.flatnonzero(_better(values, start))
    if not better.size:
        return None
    shares = ((values[:, better] - start) / _ranges(tables)).astype(float)
    best = np.lexsort((-shares.sum(axis=0), -shares.min(axis=0)))[0]
    return Package(tuple(int(c) for c in choices[better[best]]))


def _ranges(tables: Tables) -> Array:
    return np.array([[float(max(1, high - low))] for low, high in tables.bounds])


def near_equals(
    tables: Tables, package: Package, others: Iterable[tuple[int, ...]], *, close: float = CLOSE
) -> tuple[Package, ...]:
    """Return the packages that are worth nearly the same to everyone, nearest first.

    Args:
        tables: Of the problem.
        package: The one to compare with.
        others: Packages to look among, where the problem is too large to look at whole.
        close: Greatest difference for any party, as a share of its range.
    """
    pool = pool_of(tables, others)
    start = evaluate(tables, np.array([package.choices]))
    apart = (np.abs(pool.values - start) / _ranges(tables)).astype(float).max(axis=0)
    same = (pool.choices == np.array(package.choices)).all(axis=1)
    rows = np.flatnonzero((apart <= close) & ~same)
    rows = rows[np.argsort(apart[rows], kind="stable")][:10]
    return tuple(Package(tuple(int(c) for c in pool.choices[r])) for r in rows)
