"""From entries to positions, gaps, movement and contradictions, on a day. Pure."""

from pourparler.positions.concessions import Concession, concessions
from pourparler.positions.gaps import change, gap_between, movement
from pourparler.positions.guarantees import Guarantee, guarantees
from pourparler.positions.holding import Stand, day_of, stand
from pourparler.positions.ledger import Clause, Difference, Row, ledger, named_by, side_by_side, versions
from pourparler.positions.matrix import (
    Sticking,
    attention,
    gaps,
    leading_parties,
    sticking_points,
    tone,
)
from pourparler.positions.rounds import Round, rounds
from pourparler.positions.timeline import Moment, Total, timeline, totals

__all__ = [
    "Clause", "Concession", "Difference", "Guarantee", "Moment", "Round", "Row", "Stand", "Sticking", "Total", "attention",
    "change", "concessions", "day_of", "gap_between", "gaps", "guarantees", "leading_parties",
    "ledger", "movement", "named_by", "rounds", "side_by_side", "stand", "sticking_points", "timeline", "tone", "totals", "versions",
]  # fmt: skip
