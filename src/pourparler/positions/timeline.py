"""The talks above, violence and relief below, day by day; claims are never counted unmarked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Assessment, Event, Meeting, Proposal, Response
from pourparler.positions.holding import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pourparler.domain import Entry

VIOLENCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
RELIEF = frozenset({"AID", "RETREAT", "CONCEDE", "COOPERATE"})
TABLE = frozenset(
    {"AGREE", "CONSULT", "PROPOSE", "REJECT", "SUPPORT", "REQUEST", "ACCUSE", "SANCTION", "PROTEST"}
)
LANES = ("talks", "violence", "relief")


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry on the timeline."""

    day: str  # ISO 8601 day, month or year: the end of a range
    start: str  # the start of the range; equals `day` where there is none
    lane: str  # one of LANES
    entry: Entry
    alleged: bool  # somebody's claim: never counted without saying so
    status: str


@dataclass(frozen=True, slots=True)
class Total:
    """How many moments a lane holds in a month."""

    month: str
    lane: str
    stated: int  # in the reports' own voice
    alleged: int  # somebody's claim


def timeline(entries: Iterable[Entry], *, since: str = "", on: str = "9999") -> tuple[Moment, ...]:
    """Return what happened, dated, in order; undated entries are left to the caller to list.

    Args:
        entries: Of a view.
        since: First day, ISO 8601.
        on: Last day.
    """
    moments = []
    for e in entries:
        lane = lane_of(e)
        day = _dated(e)
        if lane and day and since <= day <= on + "\uffff":
            start = (e.date or day).partition("/")[0] or day
            alleged = isinstance(e, Event) and e.alleged
            status = e.status if isinstance(e, Event | Meeting) else "happened"
            moments.append(Moment(day, start, lane, e, alleged, status))
    return tuple(
        sorted(
            moments, key=lambda m: (m.day, LANES.index(m.lane), m.entry.document, m.entry.span, m.entry.id)
        )
    )


def lane_of(entry: Entry) -> str | None:
    """Return the lane that an entry belongs to, or None."""
    if isinstance(entry, Event):
        if entry.type in VIOLENCE:
            return "violence"
        return "relief" if entry.type in RELIEF else "talks"
    return "talks" if isinstance(entry, Meeting | Proposal | Response | Assessment) else None


def totals(moments: Iterable[Moment]) -> tuple[Total, ...]:
    """Count by month and lane what happened; claims stand apart."""
    counts: dict[tuple[str, str], list[int]] = {}
    for m in moments:
        if m.status in ("happened", "ongoing") and len(m.day) >= len("2026-02"):
            counts.setdefault((m.day[:7], m.lane), [0, 0])[m.alleged] += 1
    return tuple(Total(month, lane, *counts[month, lane]) for month, lane in sorted(counts))


def _dated(entry: Entry) -> str | None:
    if isinstance(entry, Event | Meeting):
        return day_of(entry) if entry.date else None
    return day_of(entry)
