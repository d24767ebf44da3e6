"""The talks above, violence and relief below, day by day; claims are never counted unmarked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Assessment, Event, Meeting, Proposal, Response
from pourparler.positions.holding import day_of
from pourparler.positions.rounds import rounds, said_again

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pourparler.domain import Entry
    from pourparler.positions.rounds import Round

VIOLENCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
RELIEF = frozenset({"AID", "RETREAT", "CONCEDE", "COOPERATE"})
TABLE = frozenset(
    {"AGREE", "CONSULT", "PROPOSE", "REJECT", "SUPPORT", "REQUEST", "ACCUSE", "SANCTION", "PROTEST"}
)
LANES = ("talks", "violence", "relief")


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: an entry, or all entries on one occasion of talks."""

    day: str  # ISO 8601 day, month or year: the end of a range
    start: str  # the start of the range; equals `day` where there is none
    lane: str  # one of LANES
    entry: Entry
    alleged: bool  # somebody's claim: never counted without saying so
    status: str
    round: Round | None = None  # talks: everything on record about the occasion; `entry` is the fullest


@dataclass(frozen=True, slots=True)
class Total:
    """How many moments a lane holds in a month."""

    month: str
    lane: str
    stated: int  # in the reports' own voice
    alleged: int  # somebody's claim


def timeline(entries: Iterable[Entry], *, since: str = "", on: str = "9999") -> tuple[Moment, ...]:
    """Return what happened, dated, in order; undated entries are left to the caller to list.

    A meeting and the talks held at it are one moment; so are a proposal and the proposing, an answer and
    the rejecting.

    Args:
        entries: Of a view.
        since: First day, ISO 8601.
        on: Last day.
    """
    some = list(entries)
    talks = rounds(some)
    passed = said_again(some) | {e.id for r in talks for e in r.entries}
    moments = [
        Moment(r.end, r.start, "talks", lead, _alleged(lead), r.status, r)
        for r in talks
        for lead in r.entries[:1]
        if r.end and since <= r.end <= on + "\uffff"
    ]
    for e in some:
        lane = None if e.id in passed else lane_of(e)
        day = _dated(e)
        if lane and day and since <= day <= on + "\uffff":
            start = (e.date or day).partition("/")[0] or day
            status = e.status if isinstance(e, Event) else "happened"
            moments.append(Moment(day, start, lane, e, _alleged(e), status))
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


def _alleged(entry: Entry) -> bool:
    return isinstance(entry, Event) and entry.alleged


def _dated(entry: Entry) -> str | None:
    return day_of(entry) if entry.date or not isinstance(entry, Event) else None
