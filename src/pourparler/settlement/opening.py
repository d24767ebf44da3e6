"""No zone of possible agreement: the least changes that would open one, several different ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.problem import Package, central
from pourparler.errors import CannotDo
from pourparler.settlement.enumeration import enumerate_frontier
from pourparler.settlement.evaluating import WHOLE, pool_of
from pourparler.settlement.solving import in_words
from pourparler.settlement.tables import tables_of

if TYPE_CHECKING:
    from pourparler.domain.problem import Problem
    from pourparler.domain.result import Result
    from pourparler.settlement.evaluating import Pool
    from pourparler.settlement.tables import Array, Tables

MOST_CONSTRAINTS = 25


@dataclass(frozen=True, slots=True)
class Opening:
    """One change that opens a zone: who moves, by how much, and the package that becomes acceptable."""

    way: str  # no-deal value | shared | option | weight | side payment | new option | constraint
    movers: tuple[str, ...]
    amounts: tuple[Fraction, ...]  # mover by mover, in its own unit (a weight: as a share)
    package: Package | None
    words: str


def openings(result: Result) -> tuple[Opening, ...]:
    """Find the least changes that open a zone of agreement among all parties.

    Args:
        result: Of a problem in which no package leaves every party at or above its no-deal value.
    Returns: different ways, each with the least change; a problem too large to look at whole is looked at
        through its listed efficient packages.
    """
    tables = tables_of(result.problem)
    pool = pool_of(tables, [v.package.choices for v in result.frontier])
    short: Array = np.array(tables.no_deal, dtype=tables.dtype)[:, None] - pool.values
    if (short <= 0).all(axis=0).any():
        return ()
    found: list[Opening] = []
    for party in range(len(tables.scale)):
        found += _one_party(tables, pool, short, party)
    found += _shared(tables, pool, short)
    found += _side_payment(tables, pool, short)
    if tables.problem.additive:
        found += _new_option(tables, pool)
    found += _constraints(tables)
    return tuple(found)


def _package(pool: Pool, row: int) -> Package:
    return Package(tuple(int(c) for c in pool.choices[row]))


def _number(value: Fraction) -> str:
    return f"{float(value):.6g}"


def _one_party(tables: Tables, pool: Pool, short: Array, party: int) -> list[Opening]:
    """What one party alone could change: its no-deal value, its worth of an option, a weight."""
    others = np.delete(short, party, axis=0)
    rows = np.flatnonzero((others <= 0).all(axis=0))
    if not rows.size:
        return []
    row = int(rows[np.argmin(short[party, rows])])
    gap = Fraction(int(short[party, row]), tables.scale[party])
    name = tables.problem.parties[party]
    old = central(tables.problem.preferences[party].no_deal)
    package = _package(pool, row)
    lower = Opening(
        "no-deal value", (name,), (gap,), package,
        f"{name} alone moves: its no-deal value falls by {_number(gap)}, from {_number(old)} to {_number(old - gap)}",
    )  # fmt: skip
    return [lower, *_option(tables, package, party, gap), *_weight(tables, pool, rows, party)]


def _option(tables: Tables, package: Package, party: int, gap: Fraction) -> list[Opening]:
    """Name the option in the package that falls furthest short of what the party could have there."""
    if tables.lift:
        return []
    name = tables.problem.parties[party]
    rooms = [
        int(part[party].max() - part[party, c]) for part, c in zip(tables.parts, package.choices, strict=True)
    ]
    issue = int(np.argmax([float(r) for r in rooms]))
    chosen = tables.problem.issues[issue]
    at = Fraction(int(tables.parts[issue][party, package.choices[issue]]), tables.scale[party])
    words = (
        f"{name} values {chosen.name} = {chosen.options[package.choices[issue]]} at {_number(at + gap)} instead of "
        f"{_number(at)} (weighted), {_number(gap)} more"
    )
    return [Opening("option", (name,), (gap,), package, words)]


def _weight(tables: Tables, pool: Pool, rows: Array, party: int) -> list[Opening]:
    """Find the smallest change of one weight, the others keeping their proportions."""
    problem = tables.problem
    wants = problem.preferences[party]
    weights = [central(w) for w in wants.weights]
    if tables.lift or wants.interactions or all(w == 1 for w in weights):
        return []
    target = float(central(wants.no_deal))
    utility = (pool.values[party, rows] / float(tables.scale[party])).astype(float)
    best: tuple[float, int, int] | None = None
    for issue, weight in enumerate(weights):
        if not 0 <= weight < 1:
            continue
        value = np.array([float(central(v)) for v in wants.values[issue]])[pool.choices[rows, issue]]
        rest = (utility - float(weight) * value) / float(1 - weight)
        with np.errstate(divide="ignore", invalid="ignore"):
            needed = (target - rest) / (value - rest)
        change = np.where((needed >= 0) & (needed <= 1), np.abs(needed - float(weight)), np.inf)
        row = int(np.argmin(change))
        if np.isfinite(change[row]) and (best is None or change[row] < best[0]):
            best = (float(change[row]), issue, int(rows[row]))
    return [] if best is None else [_reweighted(problem, _package(pool, best[2]), party, best[1])]


def _reweighted(problem: Problem, package: Package, party: int, issue: int) -> Opening:
    """Work the change out again in fractions."""
    wants = problem.preferences[party]
    weights = [central(w) for w in wants.weights]
    values = [central(row[c]) for row, c in zip(wants.values, package.choices, strict=True)]
    worth = sum((w * v for w, v in zip(weights, values, strict=True)), start=Fraction(0))
    rest = (worth - weights[issue] * values[issue]) / (1 - weights[issue])
    needed = (central(wants.no_deal) - rest) / (values[issue] - rest)
    words = (
        f"{wants.party} weighs {problem.issues[issue].name} at {_number(needed)} instead of "
        f"{_number(weights[issue])}, its other weights keeping their proportions"
    )
    return Opening("weight", (wants.party,), (needed - weights[issue],), package, words)


def _shared(tables: Tables, pool: Pool, short: Array) -> list[Opening]:
    """Split the move: the largest cut of a no-deal value, as a share of a party's range, is smallest."""
    ranges = np.array([[float(max(1, high - low))] for low, high in tables.bounds])
    worst = (np.maximum(short, 0) / ranges).astype(float).max(axis=0)
    row = int(np.argmin(worst))
    moves = {
        p: Fraction(int(s), scale)
        for p, s, scale in zip(tables.problem.parties, short[:, row], tables.scale, strict=True)
        if s > 0
    }
    if len(moves) < 2:
        return []
    told = " and ".join(f"{p} by {_number(m)}" for p, m in moves.items())
    return [
        Opening(
            "shared", tuple(moves), tuple(moves.values()), _package(pool, row),
            f"the move is split: no-deal values fall for {told}",
        )
    ]  # fmt: skip


def _side_payment(tables: Tables, pool: Pool, short: Array) -> list[Opening]:
    """Let those above their no-deal value pay those below, one unit being worth the same to each."""
    units = (short / np.array([[float(s)] for s in tables.scale])).astype(float)
    surplus = -units.sum(axis=0)
    rows = np.flatnonzero(surplus >= 0)
    if not rows.size:
        return []
    needed = np.maximum(units[:, rows], 0).sum(axis=0)
    row = int(rows[np.argmin(needed)])
    exact = [Fraction(int(s), scale) for s, scale in zip(short[:, row], tables.scale, strict=True)]
    if sum(exact) > 0:
        return []
    pay = sum((e for e in exact if e > 0), start=Fraction(0))
    rich = sum((-e for e in exact if e < 0), start=Fraction(0))
    payers = {p: -e * pay / rich for p, e in zip(tables.problem.parties, exact, strict=True) if e < 0}
    receivers = [f"{p} {_number(e)}" for p, e in zip(tables.problem.parties, exact, strict=True) if e > 0]
    told = " and ".join(f"{p} pays {_number(a)}" for p, a in payers.items())
    words = f"{told}, so that {' and '.join(receivers)} is made up, if a unit is worth the same to each"
    return [Opening("side payment", tuple(payers), tuple(payers.values()), _package(pool, row), words)]


def _new_option(tables: Tables, pool: Pool) -> list[Opening]:
    """Find the issue where a new option, worth the smallest share of each party's best there, would do."""
    best: tuple[float, int, int] | None = None
    no_deal: Array = np.array(tables.no_deal, dtype=tables.dtype)[:, None]
    for issue, part in enumerate(tables.parts):
        top = part.max(axis=1, keepdims=True)
        span = (top - part.min(axis=1, keepdims=True)).astype(float)
        needed = no_deal - (pool.values - part[:, pool.choices[:, issue]])
        fits = np.flatnonzero((needed <= top).all(axis=0))
        if not fits.size:
            continue
        low = part.min(axis=1, keepdims=True)
        share = ((needed[:, fits] - low).astype(float) / np.where(span > 0, span, 1)).max(axis=0)
        row = int(np.argmin(share))
        if best is None or share[row] < best[0]:
            best = (float(share[row]), issue, int(fits[row]))
    if best is None:
        return []
    _, issue, row = best
    part = tables.parts[issue]
    needs = no_deal[:, 0] - (pool.values[:, row] - part[:, pool.choices[row, issue]])
    worth = tuple(Fraction(int(n), s) for n, s in zip(needs, tables.scale, strict=True))
    told = " and ".join(f"{_number(w)} to {p}" for w, p in zip(worth, tables.problem.parties, strict=True))
    words = f"a new option on {tables.problem.issues[issue].name} worth at least {told} (weighted)"
    return [Opening("new option", tables.problem.parties, worth, _package(pool, row), words)]


def _constraints(tables: Tables) -> list[Opening]:
    """Name the constraints whose loss alone opens a zone."""
    problem = tables.problem
    if problem.size > WHOLE or not 0 < len(problem.constraints) <= MOST_CONSTRAINTS:
        return []
    found = []
    for number, constraint in enumerate(problem.constraints):
        relaxed = tables_of(problem.without_constraint(number))
        try:
            frontier = enumerate_frontier(relaxed)
        except CannotDo:
            continue
        good = (frontier.vectors >= np.array(relaxed.no_deal, dtype=relaxed.dtype)[:, None]).all(axis=0)
        if good.any():
            package = Package(next(frontier.listing(int(np.flatnonzero(good)[0]))))
            words = f"the constraint is dropped: {in_words(problem, constraint)}"
            found.append(Opening("constraint", (), (), package, words))
    return found
