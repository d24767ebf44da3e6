"""Counted from the report, from a named day or from another event: "two weeks ago", "the eve of"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.dates.calendar import UNITS, bounds, joined, month_value, shifted, span, year_value
from pourparler.reading.dates.rules import Around, Resolved, Rule, noting, on_day, worth

if TYPE_CHECKING:
    import re
    from datetime import date

RULES: list[Rule] = []
rule = noting(RULES)

_ABOUT = r"(?:nearly |almost |about |around |some |roughly |approximately |just |only |exactly |over |more than |less than |at least |barely |just over |just under |close to )?"
_AMOUNT = rf"{_ABOUT}(?P<n>an?|\d+(?:\.5)?|half)"


@rule(rf"{_AMOUNT} (?P<u>UNIT)s? (?:ago|back)(?: (?:today|now))?")
def _ago(m: re.Match[str], around: Around) -> Resolved | None:
    return _counted(m["n"], m["u"], -1, around.anchor, "before the report")


@rule(rf"{_AMOUNT} (?P<u>UNIT)s? (?:from now|hence|from today)")
@rule(rf"in {_AMOUNT} (?P<u>UNIT)s?(?:' time|'s time| time)?")
def _from_now(m: re.Match[str], around: Around) -> Resolved | None:
    if m[0].startswith("in ") and around.tense == "past":
        return None  # "in ten days" as a length of time
    return _counted(m["n"], m["u"], 1, around.anchor, "after the report")


@rule(
    rf"{_AMOUNT} (?P<u>UNIT)s? (?P<d>earlier|before|previously|prior|in advance|later|after|afterwards|on)(?: that)?"
)
@rule(r"(?:the )?(?P<u>day|week|month|year|decade|century)(?P<n>) (?P<d>before|after|earlier|later)")
def _from_reference(m: re.Match[str], around: Around) -> Resolved | None:
    known = bounds(around.reference) if around.reference else None
    back = m["d"] in ("earlier", "before", "previously", "prior", "in advance")
    start = (known[0] if back else known[1]) if known else None
    return _counted(
        m["n"] or "1", m["u"], -1 if back else 1, start, f"{m['d']}, counted from {around.reference}"
    )


@rule(
    rf"(?:(?:{_AMOUNT} )?(?P<u>UNIT)s?|the (?P<e>eve)|the (?P<e2>morning|night|evening|day)) (?P<d>before|after|prior to|following|in advance of|ahead of|of) (?P<x>.+)"
)
def _around_named(m: re.Match[str], around: Around) -> Resolved | None:
    """Count from a date that the expression itself names: "the eve of 5 February"."""
    named = around.read(m["x"])
    known = bounds(named.value) if named and named.value else None
    if known is None and m["e"]:
        known = bounds(around.reference) if around.reference else None
    if known is None:
        return None
    if m["e"]:
        return on_day(shifted(known[0], days=-1), f"the day before {m['x']}")
    back = m["d"] in ("before", "prior to", "in advance of", "ahead of")
    if m["d"] == "of":
        return on_day(known[0], m["x"]) if m["e2"] and known[0] == known[1] else None
    start = known[0] if back else known[1]
    return _counted(m["n"] or "1", m["u"] or "day", -1 if back else 1, start, f"counted from {m['x']}")


@rule(r"(?:the |in )?eve(?: of .+)?")
def _eve(_m: re.Match[str], around: Around) -> Resolved | None:
    known = bounds(around.reference) if around.reference else None
    return on_day(shifted(known[0], days=-1) if known else None, f"the day before {around.reference}")


def _counted(amount: str, unit: str, sign: int, start: date | None, how: str) -> Resolved | None:
    """Count days to a day, months to a month, years to a year."""
    if start is None:
        return None
    number = {"a": 1.0, "an": 1.0, "half": 0.5}.get(amount) or float(amount)
    if number > 9999:
        return None
    how = f"{amount} {unit} {how}"
    if unit in UNITS:
        return on_day(shifted(start, days=sign * int(number * UNITS[unit])), how)
    if unit in ("hour", "minute"):
        days = int(number // 24) if unit == "hour" else 0
        return on_day(shifted(start, days=sign * days), how)
    if unit in ("month", "quarter"):
        moved = shifted(start, months=sign * int(number * (3 if unit == "quarter" else 1)))
        return worth(month_value(moved.year, moved.month) if moved else None, how)
    if unit == "year" and number != int(number):
        moved = shifted(start, months=sign * int(number * 12))
        return worth(month_value(moved.year, moved.month) if moved else None, how)
    if unit == "year":
        return worth(year_value(start.year + sign * int(number)), how)
    return _decades(start, int(number), sign, 10 if unit == "decade" else 100, how)


def _decades(start: date, number: int, sign: int, size: int, how: str) -> Resolved | None:
    middle = start.year + sign * number * size
    first, last = year_value(middle - size // 2), year_value(middle + size // 2)
    return worth(joined(first, last) if first and last else None, f"{how}, give or take half of one")


@rule(rf"(?:the |these )?(?:past|last|previous|preceding) {_ABOUT}(?P<n>\d+(?:\.5)?) (?P<u>UNIT)s?")
@rule(r"(?:the |over the )?past (?P<u>day|week|month|year|decade|century)(?P<n>)")
@rule(r"(?:the |over the )?last (?P<u>decade)(?P<n>)")
def _past_span(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    start = _moved(around.anchor, m["n"] or "1", m["u"], -1)
    return worth(span(start, around.anchor), "up to the day of the report")


@rule(rf"(?:the |these )?(?:next|coming|following) {_ABOUT}(?P<n>\d+(?:\.5)?) (?P<u>UNIT)s?")
@rule(rf"within (?:the (?:next|coming) )?{_AMOUNT} (?P<u>UNIT)s?")
def _next_span(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None or (around.tense == "past" and m[0].startswith("within")):
        return None
    end = _moved(around.anchor, m["n"], m["u"], 1)
    return worth(span(around.anchor, end), "from the day of the report on")


def _moved(start: date, amount: str, unit: str, sign: int) -> date | None:
    number = {"a": 1.0, "an": 1.0, "half": 0.5}.get(amount) or float(amount)
    if number > 9999:
        return None
    if unit in UNITS:
        return shifted(start, days=sign * int(number * UNITS[unit]))
    if unit in ("hour", "minute"):
        return shifted(start, days=sign * (int(number // 24) if unit == "hour" else 0))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 1200)
    return shifted(start, months=sign * int(number * months))


@rule(
    r"(?:in |within |over |during |for )?(?:the |these )?(?:past|last|recent|previous)(?: (?:few|several|couple of))? (?P<u>hours|days|weeks|months|years|decades)|(?:recently|lately|of late|in recent times)"
)
@rule(r"(?:quite )?VAGUE (?P<u>hours|days|weeks|months|years|decades|centuries) (?:ago|back)")
@rule(r"(?P<u>hours|days|weeks|months|years|decades|centuries) ago")
def _vague_past(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    return Resolved(
        None, f"{m[0]}: not said exactly when, not after the report", not_after=around.anchor.isoformat()
    )


@rule(
    r"(?:in |within |over |during |for )?(?:the |these )?(?:next|coming|upcoming|following)(?: (?:few|several|couple of))? (?P<u>hours|days|weeks|months|years|decades)(?: ahead)?|soon|shortly"
)
@rule(r"(?:the )?(?:days|weeks|months|years) (?:ahead|to come)")
@rule(r"in VAGUE (?P<u>hours|days|weeks|months|years)(?:' time)?")
def _vague_future(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None or (m[0].startswith("in ") and around.tense == "past"):
        return None
    return Resolved(
        None, f"{m[0]}: not said exactly when, not before the report", not_before=around.anchor.isoformat()
    )


_FEWER = {"days": (6, 0), "weeks": (30, 0), "months": (0, 11), "years": (0, 119)}  # days, months


@rule(
    r"(?:the |in |in the )*(?P<u>days|weeks|months|years) (?:that )?(?:immediately |directly |shortly |right )?(?:following|after|followed|since) (?P<x>.+)"
)
def _after_named(m: re.Match[str], around: Around) -> Resolved | None:
    """Read "in the months following February 2022": after it, and fewer than twelve months."""
    named = around.read(m["x"])
    known = bounds(named.value) if named and named.value else None
    if known is None or named is None or named.value is None:
        return None
    start = shifted(known[1], days=1)
    days, months = _FEWER[m["u"]]
    end = shifted(known[1], days=days, months=months)
    if start is None or end is None:
        return None
    how = f"after {named.value}; {m['u']}, so fewer than a {['week', 'month', 'year', 'decade'][list(_FEWER).index(m['u'])]}"
    if m["u"] in ("months", "years"):
        left, right = month_value(start.year, start.month), month_value(end.year, end.month)
        return worth(joined(left, right) if left and right else None, how)
    return worth(span(start, end), how)


@rule(
    r"(?:the )?(?:very )?(?P<d>same|next|following|previous|that|then)(?: (?:very )?(?P<u>day|night|morning|evening|afternoon))?(?: night| morning| evening| afternoon)?"
)
def _anaphor(m: re.Match[str], around: Around) -> Resolved | None:
    known = bounds(around.reference) if around.reference else None
    if known is None or (m["u"] is None and m["d"] != "then"):
        return None
    if m["d"] == "then":
        return worth(around.reference, "the time spoken of before")
    shift = {"next": 1, "following": 1, "previous": -1}.get(m["d"], 0)
    start = known[1] if shift > 0 else known[0]
    return on_day(shifted(start, days=shift), f"counted from {around.reference}")
