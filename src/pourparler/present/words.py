"""How single nouns are put into words, in one place for every brief, table and chart."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Event, Number, Position

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

STATUS_WORDS = {
    "happened": "",
    "ongoing": "under way",
    "planned": "planned",
    "hypothetical": "hypothetical",
    "denied": "denied",
}
VOICE_WORDS = {
    "own": "own word",
    "opponent": "an opponent's word",
    "third": "a third party's word",
    "narrator": "the report's word",
}


def day(date: str | None) -> str:
    """Put an ISO date or range into words; the empty string for none.

    >>> day("1994-01-01/1994-12-31"), day("2025-08-01/2025-08-31")
    ('1994', 'August 2025')
    >>> day("2026-02-05"), day("2025-05"), day("2026-02-04/2026-02-05"), day(None)
    ('5 February 2026', 'May 2025', '4 February 2026 to 5 February 2026', '')
    """
    if not date:
        return ""
    start, slash, end = date.partition("/")
    if slash:
        whole = _whole(start, end)
        if whole:
            return day(whole)
        return f"{day(start) or 'until'} to {day(end) or 'today'}" if start and end else day(start or end)
    parts = start[:10].split("-")
    if not all(p.isdigit() for p in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return start
    words = [parts[0]]
    if len(parts) > 1:
        words.append(MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.append(str(int(parts[2])))
    return " ".join(reversed(words))


def _whole(start: str, end: str) -> str:
    """Return the year or month of which two days are the first and the last, else nothing."""
    if start[5:] == "01-01" and end[5:] == "12-31" and start[:4] == end[:4]:
        return start[:4]
    if start[:8] == end[:8] and start[8:] == "01" and start[5:7].isdigit() and 1 <= int(start[5:7]) <= 12:
        last = monthrange(int(start[:4]), int(start[5:7]))[1]
        return start[:7] if end[8:] == str(last) else ""
    return ""


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "entry", "entries"), counted(2, "report")
    ('1 entry', '2 reports')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def names(found: Sequence[str]) -> str:
    """Join names as a sentence would.

    >>> names(["Russia", "Ukraine", "United States"])
    'Russia, Ukraine and United States'
    """
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def issue(name: str | None) -> str:
    """Put an issue's id into words."""
    return name.replace("-", " ") if name else "issue not stated"


def number(figure: Number) -> str:
    """Put a figure into words: bound, value, unit.

    >>> from pourparler.domain import Number
    >>> number(Number(314.0, "prisoners", "at least", (0, 3)))
    'at least 314 prisoners'
    """
    value = "" if figure.value is None else f"{figure.value:,.10g}"
    bound = "" if figure.bound == "exact" else figure.bound
    return " ".join(filter(None, [bound, value, figure.unit]))


# PLOVER's categories as an official would say them.
EVENT_WORDS = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "easing",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "de-escalation", "REQUEST": "request",
    "ACCUSE": "accusation", "REJECT": "rejection", "THREATEN": "threat", "SANCTION": "sanction",
    "PROTEST": "protest", "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "attack",
    "PROPOSE": "proposal",
}  # fmt: skip
RESPONSE_WORDS = {
    "accepts": "accepts",
    "rejects": "rejects",
    "conditional": "accepts on a condition",
    "considering": "has neither accepted nor rejected",
}


def event(type_: str, trigger: str) -> str:
    """Put an event's type into words beside the report's own.

    >>> event("ASSAULT", "struck"), event("CONSULT", "talks"), event("ASSAULT", "attacked")
    ('struck (attack)', 'talks', 'attacked')
    """
    word = EVENT_WORDS.get(type_, type_.lower())
    return trigger if word[:5] in trigger.casefold() else f"{trigger} ({word})"


def short_day(date: str | None) -> str:
    """Put an ISO date or range into as few letters as are clear.

    >>> short_day("2026-02-05"), short_day("2026-02-17/2026-02-18"), short_day("2026-01-30/2026-02-02")
    ('5 Feb 2026', '17–18 Feb 2026', '30 Jan – 2 Feb 2026')
    >>> short_day("2026-02"), short_day("1994-01-01/1994-12-31"), short_day(None)
    ('Feb 2026', '1994', '')
    """
    start, slash, end = (date or "").partition("/")
    if slash and start and end and not _whole(start, end):
        one, other = _few(start), _few(end)
        if one == other:
            return other
        if start[:7] == end[:7] and len(start) == len(end) == len("2026-02-05"):
            return f"{one.split()[0]}–{other}"
        if start[:4] == end[:4]:
            return f"{one.removesuffix(start[:4]).strip()} – {other}"
        return f"{one} – {other}"
    return _few(_whole(start, end) or start or end) if date else ""


def _few(date: str) -> str:
    return " ".join(w[:3] if w in MONTHS else w for w in day(date).split())


def ordinal(number: int) -> str:
    """Put a place in an order into words.

    >>> ordinal(1), ordinal(3), ordinal(21)
    ('first', 'third', '21st')
    """
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def condition(text: str) -> str:
    """Put a condition so that it can follow "if".

    >>> condition("if the army leaves"), condition(", provided that inspections end")
    ('the army leaves', 'inspections end')
    """
    text = text.lstrip(" ,;")
    for lead in ("if ", "provided that ", "provided ", "on condition that ", "on condition "):
        if text.casefold().startswith(lead):
            return text[len(lead) :]
    return text


def event_actors(event: Event) -> str:
    """Say who did it to whom."""
    left, right = names(event.initiators), names(event.recipients)
    return f"{left or 'unnamed'} → {right}" if right else left


def stance(position: Position) -> str:
    """Put a stance with its options and condition into words."""
    what = "; ".join(position.options)
    parts = [position.stance + (f": {what}" if what else "")]
    if position.condition:
        parts.append(f"on condition: {position.condition}")
    if position.unchanged:
        parts.append("said to be unchanged")
    return ", ".join(parts)
