"""One occasion, one line: what several entries tell of the same talks is put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pourparler.domain import Event, Meeting, Proposal, Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pourparler.domain import Entry

_LONG = 8  # days: a longer range ("in 2025") is joined only to what has the same range
_ROUND = 3  # days: those of one numbered round in one place may lie so far apart
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
    groups: list[list[_Told]] = []
    where: dict[object, list[int]] = {}  # what a group and an entry may share -> places of groups
    for told in map(_told, sorted(talks, key=_fullest_first)):
        found_by = sorted({i for key in _asked(told) for i in where.get(key, ())})
        place = next((i for i in found_by if _one_occasion(groups[i], told)), len(groups))
        if place == len(groups):
            groups.append([])
        groups[place].append(told)
        for key in _kept(told):
            known = where.setdefault(key, [])
            if place not in known[-1:]:
                known.append(place)
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


@dataclass(frozen=True, slots=True)
class _Told:
    """An entry with what is compared, read once."""

    entry: Meeting | Event
    held: str  # the status; what goes on has been held
    low: str
    high: str
    first: int | None  # the days as numbers; None where they are no whole days
    last: int | None
    place: str  # without the country; empty where nobody says
    sides: frozenset[str]
    ordinal: int | None
    sentences: tuple[tuple[int, int], ...]


def _told(e: Meeting | Event) -> _Told:
    start, slash, end = (e.date or "").partition("/")
    low, high = start[:10], (end if slash else start)[:10]
    return _Told(
        e,
        "held" if e.status in ("happened", "ongoing") else e.status,
        low,
        high,
        _number(low),
        _number(high),
        (e.place or "").casefold().partition(",")[0].strip(),
        frozenset(_sides(e)),
        e.ordinal if isinstance(e, Meeting) else None,
        tuple(p.span for p in e.passages),
    )


def _number(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def _long(t: _Told) -> bool:
    return t.first is None or t.last is None or t.last - t.first > _LONG


def _every_day(t: _Told) -> range:
    return range(0) if _long(t) or t.first is None or t.last is None else range(t.first, t.last + 1)


def _kept(t: _Told) -> Iterator[object]:
    """Yield what a group is found by: its report, its days, its numbered place."""
    yield t.held, t.entry.document
    if t.ordinal and t.place:
        yield t.held, t.ordinal, t.place
    if t.entry.date and _long(t):
        yield t.held, t.low, t.high
    for day in _every_day(t):
        yield t.held, day, t.place
        yield t.held, day


def _asked(t: _Told) -> Iterator[object]:
    """Yield what an entry looks for groups by: no place may be any place."""
    yield t.held, t.entry.document
    if t.ordinal and t.place:
        yield t.held, t.ordinal, t.place
    if t.entry.date and _long(t):
        yield t.held, t.low, t.high
    for day in _every_day(t):
        yield from ((t.held, day, t.place), (t.held, day, "")) if t.place else ((t.held, day),)


def _one_occasion(group: Sequence[_Told], t: _Told) -> bool:
    first = group[0]
    if first.held != t.held or (first.place and t.place and first.place != t.place):
        return False
    numbered = first.ordinal is not None and first.ordinal == t.ordinal
    overlap = _overlap(first, t)
    if any(_one_sentence(g, t) for g in group) and (not t.entry.date or numbered or overlap):
        return True
    if not t.entry.date or any(g.ordinal and t.ordinal and g.ordinal != t.ordinal for g in group):
        return False
    if numbered and first.place and t.place:
        return _near(first, t)
    if not any(_overlap(g, t) for g in group):
        return False
    known = frozenset().union(*(g.sides for g in group))
    return numbered or not known or not t.sides or bool(known & t.sides)


def _one_sentence(a: _Told, b: _Told) -> bool:
    return a.entry.document == b.entry.document and any(
        low < stop and start < high for low, high in a.sentences for start, stop in b.sentences
    )


def _sides(e: Meeting | Event) -> tuple[str, ...]:
    return e.participants if isinstance(e, Meeting) else (*e.initiators, *e.recipients)


def _overlap(a: _Told, b: _Told) -> bool:
    if _long(a) or _long(b):
        return (a.low, a.high) == (b.low, b.high)
    return a.low <= b.high and b.low <= a.high


def _near(a: _Told, b: _Told) -> bool:
    """Say whether the days of both together are few enough for one round."""
    if _long(a) or _long(b) or a.first is None or b.first is None or a.last is None or b.last is None:
        return _overlap(a, b)
    return max(a.last, b.last) - min(a.first, b.first) <= _ROUND


def _made(group: Sequence[_Told]) -> Round:
    # Of days in one sentence that are far apart those of the fullest entry count.
    dated = [t for t in group if t.entry.date and (t is group[0] or _near(group[0], t))]
    sides = dict.fromkeys(p for t in group for p in _sides(t.entry))
    named = [p for p in sides if p[:1].isupper()]  # "three countries" names nobody
    entries = tuple(t.entry for t in group)
    return Round(
        start=min((t.low for t in dated), default=""),
        end=max((t.high for t in dated), default=""),
        status=entries[0].status,
        place=max((e.place or "" for e in entries), key=len) or None,
        participants=tuple(sorted(named or sides)),
        brokers=tuple(dict.fromkeys(b for e in entries if isinstance(e, Meeting) for b in e.brokers)),
        ordinal=next((t.ordinal for t in group if t.ordinal), None),
        entries=entries,
    )
