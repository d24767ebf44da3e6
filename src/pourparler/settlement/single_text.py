"""The next proposal for a single negotiating text: a small step that everyone can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.problem import Package
from pourparler.settlement.evaluating import as_array, evaluate, keeps, neighbours
from pourparler.settlement.ledger import Ledger, ledger

if TYPE_CHECKING:
    from pourparler.domain.problem import Problem
    from pourparler.settlement.tables import Array, Tables

STEP = 2  # issues that one proposal may reopen


@dataclass(frozen=True, slots=True)
class NextProposal:
    """What to put to the parties next, and why."""

    ledger: Ledger
    improves_all: bool  # nobody gives anything up
    why: str


def next_proposal(tables: Tables, text: Package, aim: Package) -> NextProposal | None:
    """Propose the next version of a single negotiating text.

    First choice: a change of at most STEP issues that leaves nobody worse off, with the largest smallest
    gain. If there is none, the one that comes closest to the aim, losing the least for whoever loses most.

    Args:
        tables: Of the problem.
        text: The version on the table.
        aim: Where the process should end, such as the Kalai-Smorodinsky package.
    Returns: None if the text is the aim.
    Source: the single negotiating text after Fisher; joint improvements after Raiffa (1982), ch. 14 and 17.
    """
    if text == aim:
        return None
    problem = tables.problem
    options = [neighbours(tables.sizes, text.choices, n) for n in range(1, STEP + 1)]
    choices = np.concatenate([*options, as_array([aim.choices], tables)])
    choices = choices[keeps(problem, choices)]
    shares = _shares(tables, choices, text)
    kind = np.flatnonzero((shares >= 0).all(axis=0) & (shares > 0).any(axis=0))
    if kind.size:
        best = kind[np.lexsort((-shares[:, kind].sum(axis=0), -shares[:, kind].min(axis=0)))[0]]
        return _proposal(problem, text, choices[best], improves_all=True)
    toward = _toward(tables, choices, text, aim)
    return None if toward is None else _proposal(problem, text, toward, improves_all=False)


def _shares(tables: Tables, choices: Array, text: Package) -> Array:
    start = evaluate(tables, as_array([text.choices], tables))
    ranges = np.array([[float(max(1, high - low))] for low, high in tables.bounds])
    shares: Array = ((evaluate(tables, choices) - start) / ranges).astype(float)
    return shares


def _toward(tables: Tables, choices: Array, text: Package, aim: Package) -> Array | None:
    """Pick the step that settles some issues as the aim does and costs its greatest loser least."""
    goal, here = np.array(aim.choices), np.array(text.choices)
    changed = choices != here
    right = (changed & (choices == goal)).any(axis=1) & ~(changed & (choices != goal)).any(axis=1)
    rows = np.flatnonzero(right)
    if not rows.size:
        return None
    shares = _shares(tables, choices[rows], text)
    best = rows[np.lexsort((-shares.sum(axis=0), -shares.min(axis=0)))[0]]
    found: Array = choices[best]
    return found


def _proposal(problem: Problem, text: Package, choices: Array, *, improves_all: bool) -> NextProposal:
    entry = ledger(problem, text, Package(tuple(int(c) for c in choices)))
    gains = list(zip(problem.parties, entry.gains, strict=True))
    up = [f"{p} gains {float(g):g}" for p, g in gains if g > 0]
    down = [f"{p} gives {float(-g):g}" for p, g in gains if g < 0]
    reason = (
        "nobody loses by it" if improves_all else "no small change is free: this one costs its loser least"
    )
    return NextProposal(entry, improves_all, f"{reason}: {', '.join([*up, *down]) or 'no party moves'}")
