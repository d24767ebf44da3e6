"""One occasion, one line: what several entries tell of the same talks is put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pourparler.domain import Event, Meeting, Proposal, Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain import Entry

_LONG = timedelta(days=8)  # a longer range ("in 2025") is joined only to what has the same range
_ROUND = timedelta(days=3)  # days of one numbered round in one place may lie so far apart
_TALKS = "CONSULT"
# An event that says again what another entry says with more of it: event type -> kind of that entry
_AGAIN: dict[str, type[Entry]] = {"PROPOSE": Proposal, "REJECT": Response}


@dataclass(frozen=True, slots=True)
class Round:
    """Talks on one occasion, as all entries on it together tell."""

    start: str  # ISO 8601; the empty string where nobody dates it
    end: str
    status: str
    place: str | None
    participants: tuple[str, ...]
    brokers: tuple[str, ...]
    ordinal: int | None  # which round or day, where a report says so
    entries: tuple[Meeting | Event, ...]  # meetings and talks, never empty; the fullest first


def rounds(entries: Iterable[Entry]) -> tuple[Round, ...]:
    """Return the talks on record, each occasion once, in order of days.

    Two entries are one occasion where they stand in one sentence, or where their days overlap and
    neither place, sides nor number speak against it; the days of one numbered round in one place are one.
    What is planned, held and denied stays apart.
    """
    talks = [e for e in entries if isinstance(e, Meeting) or (isinstance(e, Event) and e.type == _TALKS)]
    groups: list[list[Meeting | Event]] = []
    for entry in sorted(talks, key=_fullest_first):
        for group in groups:
            if _one_occasion(group, entry):
                group.append(entry)
                break
        else:
            groups.append([entry])
    found = [_made(group) for group in groups]
    return tuple(
        sorted(found, key=lambda r: (r.end or "9999", r.start, r.entries[0].document, r.entries[0].span))
    )


def said_again(entries: Sequence[Entry]) -> frozenset[str]:
    """Return ids of events whose sentence another entry tells with more of it: a proposal, an answer."""
    fuller = {(kind, p.document, p.start) for e in entries for kind in {type(e)} for p in e.passages}
    return frozenset(
        e.id
        for e in entries
        if isinstance(e, Event)
        and e.type in _AGAIN
        and any((_AGAIN[e.type], p.document, p.start) in fuller for p in e.passages)
    )


def _fullest_first(e: Meeting | Event) -> tuple[object, ...]:
    ordinal = e.ordinal if isinstance(e, Meeting) else None
    told = bool(e.date) + bool(e.place) + bool(ordinal)
    return (not e.date, -told, -len(e.participants if isinstance(e, Meeting) else e.initiators),
            e.date or "", e.document, e.span, e.id)  # fmt: skip


def _one_occasion(group: Sequence[Meeting | Event], e: Meeting | Event) -> bool:
    first = group[0]
    if _held(first.status) != _held(e.status):
        return False
    numbers = {n for x in (*group, e) if (n := _ordinal(x))}
    numbered = _ordinal(first) is not None and _ordinal(first) == _ordinal(e)
    if any(_one_sentence(g, e) for g in group) and (not e.date or numbered or _overlap(first, e)):
        return _agree_on_place(first, e)
    if len(numbers) > 1 or not _agree_on_place(first, e) or not e.date:
        return False
    if numbered and first.place and e.place:
        return _near(first, e)
    known = {p for g in group for p in _sides(g)}
    return any(_overlap(g, e) for g in group) and (
        numbered or not known or not _sides(e) or bool(known & set(_sides(e)))
    )


def _held(status: str) -> str:
    return "held" if status in ("happened", "ongoing") else status


def _one_sentence(a: Entry, b: Entry) -> bool:
    return a.document == b.document and any(
        p.start < q.end and q.start < p.end for p in a.passages for q in b.passages
    )


def _agree_on_place(a: Meeting | Event, b: Meeting | Event) -> bool:
    one, other = (a.place or "").casefold(), (b.place or "").casefold()
    return one.startswith(other) or other.startswith(one)


def _sides(e: Meeting | Event) -> tuple[str, ...]:
    return e.participants if isinstance(e, Meeting) else (*e.initiators, *e.recipients)


def _ordinal(e: Meeting | Event) -> int | None:
    return e.ordinal if isinstance(e, Meeting) else None


def _overlap(a: Entry, b: Entry) -> bool:
    (low, high), (start, end) = _days(a), _days(b)
    if any(_length(x) > _LONG for x in (a, b)):
        return (low, high) == (start, end)
    return low <= end and start <= high


def _near(a: Entry, b: Entry) -> bool:
    ends = [_parsed(x) for x in (*_days(a), *_days(b))]
    if any(x is None for x in ends) or any(_length(x) > _LONG for x in (a, b)):
        return _overlap(a, b)
    whole = [x for x in ends if x is not None]
    return max(whole) - min(whole) <= _ROUND


def _days(e: Entry) -> tuple[str, str]:
    start, slash, end = (e.date or "").partition("/")
    return start[:10], (end if slash else start)[:10]


def _length(e: Entry) -> timedelta:
    start, end = (_parsed(x) for x in _days(e))
    return end - start if start and end else _LONG * 2


def _parsed(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _made(group: Sequence[Meeting | Event]) -> Round:
    # Of days in one sentence that are far apart those of the fullest entry count.
    dated = [_days(e) for e in group if e.date and (e is group[0] or _near(group[0], e))]
    sides = dict.fromkeys(p for e in group for p in _sides(e))
    named = [p for p in sides if p[:1].isupper()]  # "three countries" names nobody
    return Round(
        start=min((s for s, _ in dated), default=""),
        end=max((e for _, e in dated), default=""),
        status=group[0].status,
        place=max((e.place or "" for e in group), key=len) or None,
        participants=tuple(sorted(named or sides)),
        brokers=tuple(dict.fromkeys(b for e in group if isinstance(e, Meeting) for b in e.brokers)),
        ordinal=next((n for e in group if (n := _ordinal(e))), None),
        entries=tuple(group),
    )
