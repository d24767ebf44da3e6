"""Who moved, on what, and after what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pourparler.domain import Event, Meeting
from pourparler.positions.gaps import movement
from pourparler.positions.holding import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pourparler.domain import Entry, Issue
    from pourparler.domain.gap import Movement

_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Concession:
    """A party's own move that narrowed a gap, with what went before it in the record."""

    party: str
    issue: str
    step: Movement
    after: tuple[str, ...]  # ids of meetings and events of the seven days before: order, not cause


def concessions(
    entries: Sequence[Entry], issues: Mapping[str, Issue], *, parties: tuple[str, str], on: str
) -> tuple[Concession, ...]:
    """Return every move by one of two parties that narrowed a gap between them, in order of days."""
    found = []
    for issue in sorted(issues):
        for step in movement(entries, issues, issue=issue, parties=parties, on=on):
            if step.change == "narrower":
                found += [Concession(p, issue, step, _before(entries, step.on)) for p in step.moved]
    return tuple(sorted(found, key=lambda c: (c.step.on, c.issue, c.party)))


def _before(entries: Sequence[Entry], day: str) -> tuple[str, ...]:
    try:
        since = (date.fromisoformat(day) - _BEFORE).isoformat()
    except ValueError:
        return ()
    return tuple(
        e.id
        for e in entries
        if isinstance(e, Event | Meeting) and e.date and since <= (day_of(e) or "") < day
        and (not isinstance(e, Event) or (e.status == "happened" and not e.alleged))
    )  # fmt: skip
