"""Meetings as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Document, Meeting, View
from pourparler.present import words
from pourparler.present.brief import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[^/]*)?")
_STATUS = {"happened": "CONFIRMED", "ongoing": "CONFIRMED", "denied": "CANCELLED"}
_LINE = 75  # octets, without the line's end
_BEGINNING = "2000-01-01T00:00:00.000000Z"  # for meetings that no record has seen


@dataclass(frozen=True, slots=True)
class Calendar:
    """The text, how many meetings are in it, and how many have no day."""

    text: str
    count: int
    undated: int


def calendar(view: View) -> Calendar:
    """Return the meetings of a view that have a day, in the order of the view."""
    documents = {d.id: d for d in view.documents}
    meetings = [entry for entry in view.entries if isinstance(entry, Meeting)]
    dated = [(m, days) for m in meetings if (days := _days(m.date))]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pourparler//Record//EN", "CALSCALE:GREGORIAN"]
    for meeting, days in dated:
        lines += _event(meeting, days, documents[meeting.document])
    lines.append("END:VCALENDAR")
    text = "".join(f"{folded(line)}\r\n" for line in lines)
    return Calendar(text, len(dated), len(meetings) - len(dated))


def _days(date: str | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day; None where no day is known."""
    start, _, end = (date or "").partition("/")
    first, last = _DAY.fullmatch(start), _DAY.fullmatch(end or start)
    if not first or not last:
        return None
    try:
        days = dt.date.fromisoformat(first[1]), dt.date.fromisoformat(last[1])
    except ValueError:
        return None
    return days if days[0] <= days[1] < dt.date.max else None


def _event(meeting: Meeting, days: tuple[dt.date, dt.date], document: Document) -> Iterator[str]:
    stamp = re.sub(r"[-:]|\.\d+", "", meeting.recorded or _BEGINNING)
    what = "Talks: " + (words.names(meeting.participants) or "participants not stated")
    if meeting.status not in ("happened", "ongoing"):
        what += f" ({meeting.status})"
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.id}@pourparler.invalid"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days[1] + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(what)}"
    if meeting.place:
        yield f"LOCATION:{escaped(meeting.place)}"
    yield f"DESCRIPTION:{escaped(_description(meeting, document))}"
    yield f"STATUS:{_STATUS.get(meeting.status, 'TENTATIVE')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(meeting: Meeting, document: Document) -> str:
    told = [
        f"brokered by {words.names(meeting.brokers)}" if meeting.brokers else "",
        f"on {meeting.agenda}" if meeting.agenda else "",
        f"round or day no. {meeting.ordinal}" if meeting.ordinal else "",
        "“" + " … ".join(p.exact for p in meeting.passages) + "”",
        source_name(document),
    ]
    return "\n".join(filter(None, told))


def escaped(text: str) -> str:
    r"""Return text as a value of a calendar: RFC 5545, section 3.3.11.

    >>> escaped("Oslo, Norway; day 1\nnext")
    'Oslo\\, Norway\\; day 1\\nnext'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or c >= " ").replace("\x7f", "")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, never within a character: RFC 5545, section 3.1."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = " ", 1  # the blank that marks a continued line counts
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
