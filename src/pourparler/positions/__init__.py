"""From entries to positions, gaps, movement and contradictions, on a day. Pure."""

from pourparler.positions.concessions import Concession, concessions
from pourparler.positions.gaps import change, gap_between, movement
from pourparler.positions.guarantees import Guarantee, guarantees
from pourparler.positions.holding import Stand, day_of, stand
from pourparler.positions.ledger import Difference, Row, ledger, versions
from pourparler.positions.matrix import (
    Sticking,
    attention,
    gaps,
    leading_parties,
    sticking_points,
    tone,
)
from pourparler.positions.timeline import Moment, Total, timeline, totals

__all__ = [
    "Concession", "Difference", "Guarantee", "Moment", "Row", "Stand", "Sticking", "Total", "attention",
    "change", "concessions", "day_of", "gap_between", "gaps", "guarantees", "leading_parties",
    "ledger", "movement", "stand", "sticking_points", "timeline", "tone", "totals", "versions",
]  # fmt: skip
