"""From a time expression to an ISO value: one small rule per way of saying when.

Every rule takes the plain form of the expression (`words.plain`) and what is known around it, and
gives a value or None. Newswire habits: a bare weekday is the nearest one that is not in the future,
the day of the report included, unless the sentence speaks of the future; a day without a year is
the nearest one; "two years ago" is a year, "two weeks ago" a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

import yaml

from pourparler.reading.dates.calendar import (
    MONTHS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    bounds,
    easter,
    hijri,
    hijri_years,
    joined,
    month_value,
    shifted,
    span,
    valid,
    week_of,
    year_value,
)
from pourparler.reading.dates.words import MONTH, MONTH_FORMS, UNIT, VAGUE, WEEKDAY, WEEKDAY_FORMS, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Tense = Literal["past", "future"]

FUTURE_REACH = 100  # days ahead that a day without a year may lie when nothing tells its year
HALF_YEAR = 183  # days; further ahead, a day of the future would be given its year
MONTHS_REACH = 2  # the same for a month without a year


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a time expression comes to."""

    value: str | None  # ISO 8601: day, month, year, or start/end; None where only a bound is known
    how: str  # the reasoning, in words
    not_before: str | None = None  # ISO; known even where the value is not
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around an expression."""

    anchor: date | None  # the day of the report
    tense: Tense | None = None  # what the sentence speaks of
    reference: str | None = None  # ISO; the event or day that "the next day", "the eve" count from


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Around], Resolved | None]


_RULES: list[_Rule] = []


def _rule(
    pattern: str,
) -> Callable[
    [Callable[[re.Match[str], Around], Resolved | None]], Callable[[re.Match[str], Around], Resolved | None]
]:
    filled = (
        pattern.replace("MONTH", MONTH)
        .replace("WEEKDAY", WEEKDAY)
        .replace("UNIT", UNIT)
        .replace("VAGUE", VAGUE)
    )

    def note(
        read: Callable[[re.Match[str], Around], Resolved | None],
    ) -> Callable[[re.Match[str], Around], Resolved | None]:
        _RULES.append(_Rule(re.compile(filled), read))
        return read

    return note


def resolve(
    expression: str, anchor: date | None, *, tense: Tense | None = None, reference: str | None = None
) -> Resolved | None:
    """Say when a time expression is, or None where the text does not allow it.

    Args:
        expression: The words, with or without their preposition.
        anchor: The day the report was published.
        tense: What the sentence around speaks of.
        reference: ISO value of the event or day that relative expressions ("the eve", "the next day") count from.

    >>> resolve("May of last year", date(2026, 2, 5)).value
    '2025-05'
    >>> resolve("Thursday", date(2026, 2, 6)).value
    '2026-02-05'
    >>> resolve("several years", date(2026, 2, 6)) is None
    True
    """
    if len(expression) > 200:
        return None
    return _resolve(plain(expression), Around(anchor, tense, reference))


def _resolve(s: str, around: Around, depth: int = 0) -> Resolved | None:
    if depth > 5 or not s:
        return None
    for rule in _RULES:
        match = rule.pattern.fullmatch(s)
        if match:
            found = rule.read(match, replace(around))
            if found:
                return found
    shorter = _shorter(s)
    return _resolve(shorter, around, depth + 1) if shorter else None


_LEADING = re.compile(
    r"(?:on|in|at|during|of|for|around|about|circa|as of|as recently as|as early as|as late as|dated|starting|"
    r"beginning|effective|noon on|midnight on|dawn on|noon|midnight|dawn|only|just|back in|exactly|shortly before|shortly after|immediately after|"
    r"as|throughout|over|the|that|year|well into|sometime|some time|earlier|later) (?=.)"
)
_TRAILING = re.compile(r"(?: local time|'s|'|,? (?:gmt|utc|est|edt|cet|eet|ist|et)|\bs)$")


def _shorter(s: str) -> str | None:
    trimmed = _LEADING.sub("", s, count=1) if _LEADING.match(s) else _TRAILING.sub("", s)
    return trimmed.strip(" ,") if trimmed != s else None


def _value(value: str | None, how: str) -> Resolved | None:
    return Resolved(value, how) if value else None


def _day(day: date | None, how: str) -> Resolved | None:
    return Resolved(day.isoformat(), how) if day else None


# --- whole dates -------------------------------------------------------------------------------


@_rule(r"(\d{4})-(\d\d)-(\d\d)(?:[t ]\d\d?:\d\d.*)?")
def _iso(m: re.Match[str], _: Around) -> Resolved | None:
    return _day(valid(int(m[1]), int(m[2]), int(m[3])), "a full date")


@_rule(r"(\d{4})/(\d\d?)/(\d\d?)")
def _slashed(m: re.Match[str], _: Around) -> Resolved | None:
    return _day(valid(int(m[1]), int(m[2]), int(m[3])), "a full date")


@_rule(r"(\d\d?)([./-])(\d\d?)\2(\d{4}|\d\d)")
def _numeric(m: re.Match[str], _: Around) -> Resolved | None:
    one, two, year = int(m[1]), int(m[3]), _full_year(int(m[4]))
    if m[2] == "." or one > 12 or one == two:
        return _day(valid(year, two, one), "day, month, year in figures")
    if two > 12:
        return _day(valid(year, one, two), "month, day, year in figures")
    return None  # the order of day and month cannot be told


def _full_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)


_CLOCK = r"(?:,? (?:at )?(?:around )?(?:about )?(?:\d\d?(?:[:.]\d\d)?(?::\d\d)? ?(?:am|pm|gmt|utc|hours|hrs)?|noon|midnight))?"
_PART = r"(?:,? (?:early |late )?(?:in the )?(?:morning|afternoon|evening|night|midday|noon|dawn|daybreak|midnight))?"


@_rule(
    rf"(?:(?P<wd>WEEKDAY),? (?:the )?)?(?P<m>MONTH) (?:the )?(?P<d>\d\d?),? ?(?P<y>\d{{4}})?{_PART}{_CLOCK}"
)
@_rule(
    rf"(?:(?P<wd>WEEKDAY),? (?:the )?)?(?P<d>\d\d?) (?:of )?(?P<m>MONTH)(?:,? (?P<y>\d{{4}}))?{_PART}{_CLOCK}"
)
def _month_day(m: re.Match[str], around: Around) -> Resolved | None:
    month, day = MONTH_FORMS[m["m"]], int(m["d"])
    if m["y"]:
        return _day(valid(int(m["y"]), month, day), "a full date")
    return _without_year(month, day, around, m["wd"])


def _without_year(month: int, day: int, around: Around, weekday: str | None = None) -> Resolved | None:
    if around.anchor is None:
        return None
    year = around.anchor.year
    days = [d for y in (year - 1, year, year + 1) if (d := valid(y, month, day))]
    if weekday:
        fitting = [d for d in days if d.weekday() == WEEKDAY_FORMS[weekday]]
        if fitting:
            return _day(_nearest(fitting, around), f"the nearest {month:02}-{day:02} that is a {weekday}")
    if not days:
        return None
    return _day(_nearest(days, around), "no year given: the nearest such day to the report")


def _nearest(days: list[date], around: Around) -> date:
    """Choose among candidates: by tense where it is known, else the nearest, the past preferred."""
    anchor = around.anchor or date.min
    past, ahead = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    if around.tense == "past" and past:
        return past[-1]
    if around.tense == "future" and ahead and (ahead[0] - anchor).days <= HALF_YEAR:
        return ahead[0]
    if past and ahead:
        far = (ahead[0] - anchor).days
        return ahead[0] if far < (anchor - past[-1]).days and far <= FUTURE_REACH else past[-1]
    return (past or days)[-1] if past else days[0]


@_rule(r"(?P<m>MONTH) (?:of )?(?P<y>last|next|this|the same|that|the previous|the following) year")
@_rule(r"(?P<y>last|next|this) year (?:in )?(?P<m>MONTH)")
def _month_of_year(m: re.Match[str], around: Around) -> Resolved | None:
    year = _year_word(m["y"], around)
    return _value(month_value(year, MONTH_FORMS[m["m"]]) if year else None, f"{m['m']} of {m['y']} year")


@_rule(r"(?P<m>MONTH) (?P<d>\d\d?),? (?:of )?(?P<y>last|next|this) year")
@_rule(r"(?P<d>\d\d?) (?:of )?(?P<m>MONTH),? (?:of )?(?P<y>last|next|this) year")
def _day_of_year(m: re.Match[str], around: Around) -> Resolved | None:
    year = _year_word(m["y"], around)
    return _day(
        valid(year, MONTH_FORMS[m["m"]], int(m["d"])) if year else None, f"{m['y']} year's {m['m']} {m['d']}"
    )


def _year_word(word: str, around: Around) -> int | None:
    if word in ("the same", "that", "the previous", "the following"):
        known = bounds(around.reference) if around.reference else None
        shift = {"the previous": -1, "the following": 1}.get(word, 0)
        return known[0].year + shift if known else None
    if around.anchor is None:
        return None
    return (
        around.anchor.year + {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0}[word]
    )


@_rule(r"(?P<m>MONTH),? (?:of )?(?:the year )?(?P<y>\d{4})")
def _month_year(m: re.Match[str], _: Around) -> Resolved | None:
    return _value(month_value(int(m["y"]), MONTH_FORMS[m["m"]]), "a month of a named year")


@_rule(r"(?P<which>last |next |this |this past |this coming |the past |the coming )?(?P<m>MONTH)")
def _month(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    month, which = MONTH_FORMS[m["m"]], (m["which"] or "").strip()
    now = around.anchor.year * 12 + around.anchor.month - 1
    back = (now - (month - 1)) % 12  # months since it was last that month
    if which in ("last", "this past", "the past"):
        at, how = now - (back or 12), "the last such month before this one"
    elif which in ("next", "this coming", "the coming"):
        at, how = now - back + 12, "the next such month"
    elif which == "this":
        at, how = around.anchor.year * 12 + month - 1, "that month of this year"
    elif around.tense == "future":
        at, how = (now if back == 0 else now - back + 12), "no year given, of the future: the coming one"
    elif around.tense is None and 12 - back <= MONTHS_REACH and back:
        at, how = now - back + 12, "no year given: the nearest such month"
    else:
        at, how = now - back, "no year given: the latest such month"
    return _value(month_value(at // 12, at % 12 + 1), how)


@_rule(r"the (?P<d>\d\d?)")
def _day_of_month(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    months = [shifted(around.anchor.replace(day=1), months=shift) for shift in (-2, -1, 0, 1, 2)]
    days = [d for month in months if month and (d := valid(month.year, month.month, int(m["d"])))]
    return _day(_nearest(days, around), "the nearest such day of a month") if days else None


# --- ranges ------------------------------------------------------------------------------------

_TO = r"(?: ?- ?| to | and | through | until | till )"


@_rule(rf"(?:from |between )?(?P<m>MONTH) (?P<a>\d\d?){_TO}(?P<b>\d\d?)(?:,? (?P<y>\d{{4}}))?")
@_rule(rf"(?:from |between )?(?P<a>\d\d?){_TO}(?P<b>\d\d?) (?:of )?(?P<m>MONTH)(?:,? (?P<y>\d{{4}}))?")
def _days_of_month(m: re.Match[str], around: Around) -> Resolved | None:
    month, one, two = MONTH_FORMS[m["m"]], int(m["a"]), int(m["b"])
    if m["y"]:
        first = valid(int(m["y"]), month, one)
    else:
        found = _without_year(month, one, around)
        first = date.fromisoformat(found.value) if found and found.value else None
    last = valid(first.year, month, two) if first else None
    return _value(span(first, last), "a range of days in one month")


@_rule(rf"(?:from |between )?(?P<a>MONTH){_TO}(?P<b>MONTH)(?:,?(?: in| of)? (?P<y>\d{{4}}))?")
def _months(m: re.Match[str], around: Around) -> Resolved | None:
    one, two = MONTH_FORMS[m["a"]], MONTH_FORMS[m["b"]]
    if m["y"]:
        year = int(m["y"])
        first = month_value(year - (one > two), one)
        last = month_value(year, two)
    else:
        if " and " in m[0] and abs(two - one) != 1 and "between" not in m[0]:
            return None
        end = _month_before(two, around)
        if end is None:
            return None
        last, first = month_value(end, two), month_value(end - (one > two), one)
    return _value(first and last and joined(first, last), "a range of months")


def _month_before(month: int, around: Around) -> int | None:
    found = _resolve(MONTHS[month - 1], around)
    return int(found.value[:4]) if found and found.value else None


@_rule(r"(?P<a>\d{4}) ?[-/] ?(?P<b>\d\d?)")
def _short_years(m: re.Match[str], _: Around) -> Resolved | None:
    first, size = int(m["a"]), 10 ** len(m["b"])
    last = first // size * size + int(m["b"])
    if last <= first and 1 <= int(m["b"]) <= 12:
        return _value(month_value(first, int(m["b"])), "year and month in figures")
    return _value(joined(f"{first:04}", f"{last:04}") if last > first else None, "a range of years")


@_rule(r"(?:from |between )?(?P<a>.{3,40}?)(?: to | through | and | until | till |-| - )(?P<b>.{3,40})")
def _from_to(m: re.Match[str], around: Around) -> Resolved | None:
    if " and " in m[0] and not m[0].startswith("between") and not _alike(m["a"], m["b"]):
        return None
    last = _resolve(m["b"], around)
    first = _resolve(m["a"], around)
    if not (first and last and first.value and last.value):
        return None
    value = joined(first.value, last.value)
    if value is None:
        value = _unwrapped(m["a"], last.value, around)
    return _value(value, f"from the one ({first.value}) to the other ({last.value})")


def _alike(a: str, b: str) -> bool:
    return bool(re.fullmatch(r"\d{4}s?", a) and re.fullmatch(r"\d{4}s?", b))


def _unwrapped(start: str, end: str, around: Around) -> str | None:
    """Read the start once more, counted back from the end: "from Friday to Sunday"."""
    last = bounds(end)
    if last is None:
        return None
    first = _resolve(start, Around(last[1], "past", around.reference))
    return joined(first.value, end) if first and first.value else None


# --- years, decades, centuries -----------------------------------------------------------------


@_rule(r"(?:the year )?(?:a\.?d\.? ?)?(\d{4})(?: a\.?d)?")
def _year(m: re.Match[str], _: Around) -> Resolved | None:
    return _value(year_value(int(m[1])) if int(m[1]) else None, "a year")


@_rule(r"(?P<part>early |mid-?|mid |late |the (?:early|late) )?(?:the )?(?P<y>\d{3}0)'?s")
def _decade(m: re.Match[str], _: Around) -> Resolved | None:
    return _decade_value(int(m["y"]), (m["part"] or ""))


def _decade_value(year: int, part: str) -> Resolved | None:
    first, last = year, year + 9
    if year % 100 == 0 and year < 1900 and not part:  # "the 1600s"
        last = year + 99
    if "early" in part:
        last = year + 4
    elif "late" in part:
        first = year + 5
    elif "mid" in part:
        first, last = year + 4, year + 6
    return _value(span(valid(first), valid(last, 12, 31)), "a decade, or part of one")


@_rule(
    r"(?P<part>early |mid-?|mid |late |first half of |second half of )?(?:the )?(?P<n>\d\d?)(?:st|nd|rd|th)? ?[- ] ?centur(?:y|ies)"
)
def _century(m: re.Match[str], _: Around) -> Resolved | None:
    first = (int(m["n"]) - 1) * 100
    last, part = first + 99, m["part"] or ""
    if "early" in part:
        last = first + 33
    elif "late" in part:
        first += 66
    elif "mid" in part:
        first, last = first + 34, first + 65
    elif "first" in part:
        last = first + 49
    elif "second" in part:
        first += 50
    return _value(span(valid(max(first, 1)), valid(last, 12, 31)), "a century, or part of one")


# --- weekdays ----------------------------------------------------------------------------------

_WHEN_PART = r"(?:early |late |earlier |later |mid-)?(?:on |in )?"


@_rule(
    rf"(?:(?:noon|midnight|dawn|midday|the early hours of|the night of|\d\d?(?:[:.]\d\d)? ?(?:am|pm)?),? (?:on )?)?"
    rf"{_WHEN_PART}(?P<which>last |next |this |this past |this coming |the following |the previous |the )?(?P<wd>WEEKDAY){_PART}{_CLOCK}"
)
def _weekday(m: re.Match[str], around: Around) -> Resolved | None:
    which, number = (m["which"] or "").strip(), WEEKDAY_FORMS[m["wd"]]
    if which in ("the following", "the previous"):
        known = bounds(around.reference) if around.reference else None
        start = known[0] if known else None
    else:
        start = around.anchor
    if start is None:
        return None
    back = (start.weekday() - number) % 7
    if which in ("last", "this past", "the previous"):
        return _day(
            shifted(start, days=-(back or 7)), f"the last {WEEKDAYS[number]} before the day of the report"
        )
    if which in ("next", "this coming", "the following"):
        return _day(
            shifted(start, days=7 - back), f"the first {WEEKDAYS[number]} after the day of the report"
        )
    if around.tense == "future" and back:
        return _day(
            shifted(start, days=7 - back), f"the sentence speaks of the future: the coming {WEEKDAYS[number]}"
        )
    return _day(shifted(start, days=-back), f"the nearest {WEEKDAYS[number]} that is not in the future")


@_rule(r"(?P<wd>WEEKDAY),? (?:of )?(?P<w>last|next|this|the following|the previous) week")
@_rule(r"(?P<w>last|next|this) week(?: on)? (?P<wd>WEEKDAY)")
def _weekday_of_week(m: re.Match[str], around: Around) -> Resolved | None:
    week = _week(m["w"], around)
    return _day(
        shifted(week[0], days=WEEKDAY_FORMS[m["wd"]]) if week else None, f"{m['wd']} of {m['w']} week"
    )


def _week(word: str, around: Around) -> tuple[date, date] | None:
    word = word.removeprefix("the ")
    start = around.anchor
    if word in ("following", "same") and around.reference:
        known = bounds(around.reference)
        start = known[0] if known else None
    days = {"last": -7, "past": -7, "previous": -7, "next": 7, "coming": 7, "following": 7}.get(word, 0)
    day = shifted(start, days=days) if start else None
    return week_of(day) if day else None


@_rule(r"(?:a|1) week ago(?: on)? (?P<wd>WEEKDAY)")
def _week_ago_weekday(m: re.Match[str], around: Around) -> Resolved | None:
    found = _resolve(m["wd"], replace(around, tense="past"))
    day = date.fromisoformat(found.value) if found and found.value else None
    return _day(shifted(day, days=-7) if day else None, "a week before that weekday")


# --- days around the report --------------------------------------------------------------------

_NEAR = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "later today": 0, "earlier today": 0,
    "this day": 0, "the present day": 0, "yesterday": -1, "last night": -1, "last evening": -1, "the day before yesterday": -2,
    "tomorrow": 1, "the day after tomorrow": 2, "this very day": 0, "the time of writing": 0, "yesterday evening": -1,
}  # fmt: skip


@_rule(
    rf"(?:early |late |earlier |later |noon |midnight )?(?P<w>the day before yesterday|the day after tomorrow|today|tonight|this (?:very )?(?:morning|afternoon|evening|day)|"
    rf"the present day|the time of writing|yesterday|last night|last evening|tomorrow){_PART}{_CLOCK}"
)
def _near(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    return _day(
        shifted(around.anchor, days=_NEAR.get(m["w"], 0)), f"{m['w']}, counted from the day of the report"
    )


@_rule(r"overnight(?: (?:on |into )?(?P<wd>WEEKDAY))?|the night")
def _overnight(m: re.Match[str], around: Around) -> Resolved | None:
    end = around.anchor
    if m.groupdict().get("wd"):
        found = _resolve(m["wd"], around)
        end = date.fromisoformat(found.value) if found and found.value else None
    elif m[0] == "the night":
        return None
    return _value(span(shifted(end, days=-1), end) if end else None, "the night before")


@_rule(r"(?P<a>MONTH \d\d?,? ?(?:\d{4})?|WEEKDAY) (?:night )?(?:into|to) (?P<b>WEEKDAY)(?: morning)?")
def _into(m: re.Match[str], around: Around) -> Resolved | None:
    return _from_to_values(m["a"], m["b"], around)


def _from_to_values(a: str, b: str, around: Around) -> Resolved | None:
    last = _resolve(b, around)
    value = _unwrapped(a, last.value, around) if last and last.value else None
    return _value(value, "from the one day into the other")


# --- weeks, months, years around the report ----------------------------------------------------


@_rule(
    r"(?P<part>earlier |later |early |mid-?|mid |late |the (?:end|start|beginning|middle|close) of |end of |start of |beginning of )?(?:the )?"
    r"(?P<which>last|next|this|past|previous|coming|current|same|following|this past|this coming|that) "
    r"(?P<unit>week|weekend|month|quarter|year|decade|century|season|fortnight)"
)
def _period(m: re.Match[str], around: Around) -> Resolved | None:
    if (m["which"] in ("past", "last") and m["unit"] == "decade") or (
        m["which"] == "past" and m["unit"] != "weekend"
    ):
        return None  # "the past year" ends with the report: `_past_span`
    period = _whole_period(m["which"], m["unit"], around)
    if period is None:
        return None
    part = (m["part"] or "").strip()
    if part in ("earlier", "later") and around.anchor and m["which"] in ("this", "current"):
        return _value(
            _so_far(period, part, around.anchor),
            f"{part} this {m['unit']}: up to or from the day of the report",
        )
    how = f"{m['which']} {m['unit']}, counted from the day of the report"
    return _part_of(period, part, how)


def _so_far(period: str, part: str, anchor: date) -> str | None:
    known = bounds(period)
    if known is None:
        return None
    return span(known[0], anchor) if part == "earlier" else span(anchor, known[1])


def _whole_period(which: str, unit: str, around: Around) -> str | None:
    which = which.removeprefix("this ") if which.startswith("this ") else which
    shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    start = around.anchor
    if which in ("following", "same", "previous", "that"):
        known = bounds(around.reference) if around.reference else None
        start = known[0] if known else (around.anchor if which == "previous" else None)
    if start is None:
        return None
    return _shifted_period(start, unit, shift, around)


def _shifted_period(start: date, unit: str, shift: int, around: Around) -> str | None:
    if unit in ("week", "fortnight", "weekend"):
        return _weeks(start, unit, shift, around)
    if unit == "month":
        moved = shifted(start, months=shift)
        return month_value(moved.year, moved.month) if moved else None
    if unit == "quarter":
        moved = shifted(start, months=3 * shift)
        return _quarter(moved.year, (moved.month - 1) // 3 + 1) if moved else None
    if unit in ("year", "season"):
        return year_value(start.year + shift)
    size = 10 if unit == "decade" else 100
    first = (start.year // size + shift) * size
    return span(valid(first), valid(first + size - 1, 12, 31))


def _weeks(start: date, unit: str, shift: int, around: Around) -> str | None:
    moved = shifted(start, days=7 * shift)
    week = week_of(moved) if moved else None
    if week is None:
        return None
    if unit != "weekend":
        return span(*week)
    if (
        shift == 0 and start.weekday() < 3 and around.tense != "future"
    ):  # early in the week: the one just over
        week = week_of(shifted(start, days=-7) or start) or week
    if shift < 0 and start.weekday() >= 5:
        week = week_of(shifted(start, days=-7) or start) or week
    return span(shifted(week[0], days=5), week[1])


@_rule(r"(?:the |over the |at the |by the )?weekend")
def _weekend(_m: re.Match[str], around: Around) -> Resolved | None:
    value = _whole_period("this", "weekend", around)
    return _value(value, "the weekend nearest to the report")


@_rule(
    r"(?P<part>the (?:end|start|beginning|middle|close|turn) of |end of |start of |beginning of |early in |late in |mid-?)(?:the )?(?P<unit>week|month|year|decade|century|quarter)"
)
def _part_of_this(m: re.Match[str], around: Around) -> Resolved | None:
    period = _whole_period("this", m["unit"], around)
    return _part_of(period, m["part"].strip(), f"{m['part']}this {m['unit']}") if period else None


def _part_of(period: str, part: str, how: str) -> Resolved | None:
    """Cut a period: its last or first day, or a third of it."""
    known = bounds(period)
    if not part or known is None:
        return _value(period, how)
    first, last = known
    if re.search(r"\b(?:end|close)\b", part):
        return _day(last, f"the last day of {how}")
    if re.search(r"\b(?:start|beginning|turn)\b", part):
        return _day(first, f"the first day of {how}")
    length = (last - first).days + 1
    if re.search(r"early|earlier", part):
        return _value(_third(first, last, length, 0), f"the first third of {how}")
    if re.search(r"late|later", part):
        return _value(_third(first, last, length, 2), f"the last third of {how}")
    return _value(_third(first, last, length, 1), f"the middle third of {how}")


def _third(first: date, last: date, length: int, which: int) -> str | None:
    if length > 360:  # a year: whole months
        months = ((1, 4), (5, 8), (9, 12))[which]
        return joined(f"{first.year:04}-{months[0]:02}", f"{last.year:04}-{months[1]:02}")
    if 28 <= length <= 31:  # a month: ten days each
        days = ((1, 10), (11, 20), (21, length))[which]
        return span(valid(first.year, first.month, days[0]), valid(first.year, first.month, days[1]))
    step = length // 3
    edges = ((0, step - 1), (step, 2 * step - 1), (2 * step, length - 1))[which]
    return span(shifted(first, days=edges[0]), shifted(first, days=max(edges[1], edges[0])))


@_rule(
    r"(?P<part>early(?: in)?|mid|the middle of|the beginning of|the start of|the end of|end of|the close of|beginning of|start of|late(?: in)?|the (?:early|late) part of)[- ]"
    r"(?:the )?(?P<what>.+)"
)
def _part_of_named(m: re.Match[str], around: Around) -> Resolved | None:
    whole = _resolve(m["what"], around)
    if whole is None or whole.value is None:
        return None
    known = bounds(whole.value)
    if known and known[0] == known[1]:  # "late Friday"
        return whole
    return _part_of(whole.value, m["part"], m["what"])


@_rule(r"(?P<h>first|1st|second|2nd) half of (?:the )?(?P<what>.+)")
def _half(m: re.Match[str], around: Around) -> Resolved | None:
    whole = _resolve(m["what"], around)
    known = bounds(whole.value) if whole and whole.value else None
    if known is None:
        return None
    first, last = known
    early = m["h"] in ("first", "1st")
    if (last - first).days > 360 and first.year == last.year:
        return _value(
            f"{first.year:04}-01-01/{first.year:04}-06-30"
            if early
            else f"{first.year:04}-07-01/{first.year:04}-12-31",
            "half of a year",
        )
    middle = shifted(first, days=((last - first).days + 1) // 2)
    if middle is None:
        return None
    return _value(
        span(first, shifted(middle, days=-1)) if early else span(middle, last), f"half of {m['what']}"
    )


@_rule(
    r"(?:the )?(?:fiscal )?(?P<q>first|1st|second|2nd|third|3rd|fourth|4th|final|last|q[1-4])(?:[- ]quarter)?(?:,? (?:of )?(?P<y>\d{4}|last year|this year|next year|the year))?"
)
def _quarter_of(m: re.Match[str], around: Around) -> Resolved | None:
    if "quarter" not in m[0] and not m["q"].startswith("q"):
        return None
    number = {"1": 1, "2": 2, "3": 3, "4": 4}.get(m["q"].strip("qsthndr"), 0) or {
        "first": 1,
        "second": 2,
        "third": 3,
    }.get(m["q"], 4)
    named = _resolve(m["y"].removeprefix("the "), around) if m["y"] and m["y"] != "the year" else None
    if named and named.value:
        year: int | None = int(named.value[:4])
    elif around.anchor:
        year = around.anchor.year - (number > (around.anchor.month - 1) // 3 + 1 and around.tense != "future")
    else:
        year = None
    return _value(_quarter(year, number) if year else None, "a quarter of a year")


def _quarter(year: int, number: int) -> str | None:
    known = bounds(f"{year:04}-{3 * number:02}")
    return span(valid(year, 3 * number - 2), known[1]) if known else None


@_rule(
    r"(?P<which>last |next |this |this past |this coming |that )?(?P<s>spring|summer|autumn|fall|winter)(?:,? (?:of )?(?P<y>\d{4})(?:-\d\d(?:\d\d)?)?| (?:of )?(?P<yw>last|next|this) year)?"
)
def _season(m: re.Match[str], around: Around) -> Resolved | None:
    month, which = SEASONS[m["s"]], (m["which"] or "").strip()
    year = (
        int(m["y"])
        if m["y"]
        else _year_word(m["yw"], around)
        if m["yw"]
        else _season_year(month, which, around)
    )
    first = valid(year, month) if year else None
    last = shifted(first, months=3, days=-1) if first else None
    return _value(span(first, last), "a season of the northern year")


def _season_year(month: int, which: str, around: Around) -> int | None:
    if around.anchor is None or which == "that":
        return None
    year = around.anchor.year
    begun = [y for y in (year - 1, year) if (d := valid(y, month)) and d <= around.anchor]
    if not begun:
        return None
    over = shifted(date(begun[-1], month, 1), months=3)
    if which in ("last", "this past"):
        return begun[-1] if over and over <= around.anchor else begun[-1] - 1
    if which in ("next", "this coming") or (around.tense == "future" and over and over <= around.anchor):
        return begun[-1] + 1
    if which == "this":
        return year if month != 12 else begun[-1]
    return begun[-1]


# --- counted from the report -------------------------------------------------------------------

_ABOUT = r"(?:nearly |almost |about |around |some |roughly |approximately |just |only |exactly |over |more than |less than |at least |barely |just over |just under |close to )?"
_AMOUNT = rf"{_ABOUT}(?P<n>an?|\d+(?:\.5)?|half)"


@_rule(rf"{_AMOUNT} (?P<u>UNIT)s? (?:ago|back)(?: (?:today|now))?")
def _ago(m: re.Match[str], around: Around) -> Resolved | None:
    return _counted(m["n"], m["u"], -1, around.anchor, "before the report")


@_rule(rf"{_AMOUNT} (?P<u>UNIT)s? (?:from now|hence|from today)")
@_rule(rf"in {_AMOUNT} (?P<u>UNIT)s?(?:' time|'s time| time)?")
def _from_now(m: re.Match[str], around: Around) -> Resolved | None:
    if m[0].startswith("in ") and around.tense == "past":
        return None  # "in ten days" as a length of time
    return _counted(m["n"], m["u"], 1, around.anchor, "after the report")


@_rule(
    rf"{_AMOUNT} (?P<u>UNIT)s? (?P<d>earlier|before|previously|prior|in advance|later|after|afterwards|on)(?: that)?"
)
@_rule(r"(?:the )?(?P<u>day|week|month|year|decade|century)(?P<n>) (?P<d>before|after|earlier|later)")
def _from_reference(m: re.Match[str], around: Around) -> Resolved | None:
    known = bounds(around.reference) if around.reference else None
    back = m["d"] in ("earlier", "before", "previously", "prior", "in advance")
    start = (known[0] if back else known[1]) if known else None
    return _counted(
        m["n"] or "1", m["u"], -1 if back else 1, start, f"{m['d']}, counted from {around.reference}"
    )


@_rule(
    rf"(?:(?:{_AMOUNT} )?(?P<u>UNIT)s?|the (?P<e>eve)|the (?P<e2>morning|night|evening|day)) (?P<d>before|after|prior to|following|in advance of|ahead of|of) (?P<x>.+)"
)
def _around_named(m: re.Match[str], around: Around) -> Resolved | None:
    """Count from a date that the expression itself names: "the eve of 5 February"."""
    named = _resolve(m["x"], around)
    known = bounds(named.value) if named and named.value else None
    if known is None and m["e"]:
        known = bounds(around.reference) if around.reference else None
    if known is None:
        return None
    if m["e"]:
        return _day(shifted(known[0], days=-1), f"the day before {m['x']}")
    back = m["d"] in ("before", "prior to", "in advance of", "ahead of")
    if m["d"] == "of":
        return _day(known[0], m["x"]) if m["e2"] and known[0] == known[1] else None
    start = known[0] if back else known[1]
    return _counted(m["n"] or "1", m["u"] or "day", -1 if back else 1, start, f"counted from {m['x']}")


@_rule(r"(?:the |in )?eve(?: of .+)?")
def _eve(_m: re.Match[str], around: Around) -> Resolved | None:
    known = bounds(around.reference) if around.reference else None
    return _day(shifted(known[0], days=-1) if known else None, f"the day before {around.reference}")


def _counted(amount: str, unit: str, sign: int, start: date | None, how: str) -> Resolved | None:
    """Count days to a day, months to a month, years to a year."""
    if start is None:
        return None
    number = {"a": 1.0, "an": 1.0, "half": 0.5}.get(amount) or float(amount)
    if number > 9999:
        return None
    how = f"{amount} {unit} {how}"
    if unit in UNITS:
        return _day(shifted(start, days=sign * int(number * UNITS[unit])), how)
    if unit in ("hour", "minute"):
        days = int(number // 24) if unit == "hour" else 0
        return _day(shifted(start, days=sign * days), how)
    if unit in ("month", "quarter"):
        moved = shifted(start, months=sign * int(number * (3 if unit == "quarter" else 1)))
        return _value(month_value(moved.year, moved.month) if moved else None, how)
    if unit == "year" and number != int(number):
        moved = shifted(start, months=sign * int(number * 12))
        return _value(month_value(moved.year, moved.month) if moved else None, how)
    if unit == "year":
        return _value(year_value(start.year + sign * int(number)), how)
    return _decades(start, int(number), sign, 10 if unit == "decade" else 100, how)


def _decades(start: date, number: int, sign: int, size: int, how: str) -> Resolved | None:
    middle = start.year + sign * number * size
    first, last = year_value(middle - size // 2), year_value(middle + size // 2)
    return _value(joined(first, last) if first and last else None, f"{how}, give or take half of one")


@_rule(rf"(?:the |these )?(?:past|last|previous|preceding) {_ABOUT}(?P<n>\d+(?:\.5)?) (?P<u>UNIT)s?")
@_rule(r"(?:the |over the )?past (?P<u>day|week|month|year|decade|century)(?P<n>)")
@_rule(r"(?:the |over the )?last (?P<u>decade)(?P<n>)")
def _past_span(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    start = _moved(around.anchor, m["n"] or "1", m["u"], -1)
    return _value(span(start, around.anchor), "up to the day of the report")


@_rule(rf"(?:the |these )?(?:next|coming|following) {_ABOUT}(?P<n>\d+(?:\.5)?) (?P<u>UNIT)s?")
@_rule(rf"within (?:the (?:next|coming) )?{_AMOUNT} (?P<u>UNIT)s?")
def _next_span(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None or (around.tense == "past" and m[0].startswith("within")):
        return None
    end = _moved(around.anchor, m["n"], m["u"], 1)
    return _value(span(around.anchor, end), "from the day of the report on")


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


@_rule(
    r"(?:in |within |over |during |for )?(?:the |these )?(?:past|last|recent|previous)(?: (?:few|several|couple of))? (?P<u>hours|days|weeks|months|years|decades)|(?:recently|lately|of late|in recent times)"
)
@_rule(r"(?:quite )?VAGUE (?P<u>hours|days|weeks|months|years|decades|centuries) (?:ago|back)")
@_rule(r"(?P<u>hours|days|weeks|months|years|decades|centuries) ago")
def _vague_past(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    return Resolved(
        None, f"{m[0]}: not said exactly when, not after the report", not_after=around.anchor.isoformat()
    )


@_rule(
    r"(?:in |within |over |during |for )?(?:the |these )?(?:next|coming|upcoming|following)(?: (?:few|several|couple of))? (?P<u>hours|days|weeks|months|years|decades)(?: ahead)?|soon|shortly"
)
@_rule(r"(?:the )?(?:days|weeks|months|years) (?:ahead|to come)")
@_rule(r"in VAGUE (?P<u>hours|days|weeks|months|years)(?:' time)?")
def _vague_future(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None or (m[0].startswith("in ") and around.tense == "past"):
        return None
    return Resolved(
        None, f"{m[0]}: not said exactly when, not before the report", not_before=around.anchor.isoformat()
    )


_FEWER = {"days": (6, 0), "weeks": (30, 0), "months": (0, 11), "years": (0, 119)}  # days, months


@_rule(
    r"(?:the |in |in the )*(?P<u>days|weeks|months|years) (?:that )?(?:immediately |directly |shortly |right )?(?:following|after|followed|since) (?P<x>.+)"
)
def _after_named(m: re.Match[str], around: Around) -> Resolved | None:
    """Read "in the months following February 2022": after it, and fewer than twelve months."""
    named = _resolve(m["x"], around)
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
        return _value(joined(left, right) if left and right else None, how)
    return _value(span(start, end), how)


# --- pointing back -----------------------------------------------------------------------------


@_rule(
    r"(?:the )?(?:very )?(?P<d>same|next|following|previous|that|then)(?: (?:very )?(?P<u>day|night|morning|evening|afternoon))?(?: night| morning| evening| afternoon)?"
)
def _anaphor(m: re.Match[str], around: Around) -> Resolved | None:
    known = bounds(around.reference) if around.reference else None
    if known is None or (m["u"] is None and m["d"] != "then"):
        return None
    if m["d"] == "then":
        return _value(around.reference, "the time spoken of before")
    shift = {"next": 1, "following": 1, "previous": -1}.get(m["d"], 0)
    start = known[1] if shift > 0 else known[0]
    return _day(shifted(start, days=shift), f"counted from {around.reference}")


# --- named days --------------------------------------------------------------------------------


@cache
def _named() -> Mapping[str, Any]:
    text = (resources.files("pourparler.reading") / "lexicon" / "dates.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return content


@_rule(r"(?P<name>\D[\w'/ -]*?\D|9/11)(?:,? (?:of |in )?(?P<y>\d{4}|last year|this year|next year))?")
def _holiday(m: re.Match[str], around: Around) -> Resolved | None:
    name = m["name"].removeprefix("the ").removesuffix(" holiday").removesuffix(" holidays")
    period = _named()["periods"].get(m["name"]) or _named()["periods"].get(name)
    if period and not m["y"]:
        return Resolved(str(period), f"{name}, by its known dates")
    found = _days_named(name)
    if not found:
        return None
    if m["y"]:
        year = _resolve(m["y"], around)
        days = list(found(int(year.value[:4]))) if year and year.value else []
        return _value(days[0] if days else None, f"{name} of a named year")
    return _nearest_named(name, found, around)


def _days_named(name: str) -> Callable[[int], list[str]] | None:
    words = _named()
    if name in words["fixed"]:
        return lambda year: [f"{year:04}-{words['fixed'][name]}"] if 1 <= year <= 9999 else []
    if name in words["easter"]:
        return lambda year: (
            [d.isoformat() for d in [shifted(easter(year), days=words["easter"][name])] if d]
            if 1 <= year <= 9999
            else []
        )
    if name in words["hijri"]:
        month, first, last = words["hijri"][name]
        return lambda year: [
            v for y in hijri_years(year)
            if (start := hijri(y, month, first)) and start.year == year
            and (v := span(start, hijri(y, month, last)))
        ]  # fmt: skip
    return None


def _nearest_named(name: str, found: Callable[[int], list[str]], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    values = [v for year in range(around.anchor.year - 1, around.anchor.year + 2) for v in found(year)]
    starts = {known[0]: v for v in values if (known := bounds(v))}
    if not starts:
        return None
    return _value(starts[_nearest(sorted(starts), around)], f"the nearest {name} to the report")


# --- with a preposition that says from when or until when ---------------------------------------


@_rule(r"(?:ever )?since (?P<x>.+)")
def _since(m: re.Match[str], around: Around) -> Resolved | None:
    start = _resolve(m["x"], replace(around, tense="past"))
    if start is None or start.value is None:
        return None
    end = around.anchor.isoformat() if around.anchor else None
    value = joined(start.value, end) if end else None
    if value:
        return Resolved(value, f"from {start.value} to the day of the report", not_before=start.value)
    return Resolved(None, f"from {start.value}, end unknown", not_before=start.value)


@_rule(
    r"(?:not )?(?:until|till|by|no later than|not later than|before|prior to|ahead of|up to|through|to) (?P<x>.+)"
)
def _until(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        end = _resolve(m["x"], around)
        return Resolved(end.value, end.how, not_after=end.value) if end and end.value else None
    coming = around.tense is None and re.search(WEEKDAY, m["x"])
    end = _resolve(m["x"], replace(around, tense="future") if coming else around)
    if end is None or end.value is None:
        return None
    known = bounds(end.value)
    if known and known[1] > around.anchor:
        value = joined(around.anchor.isoformat(), end.value)
        return Resolved(value or end.value, f"from the day of the report to {end.value}", not_after=end.value)
    return Resolved(end.value, f"{m[0]}: {end.how}; the beginning is not said", not_after=end.value)


@_rule(r"(?:after |post ?- ?)(?P<x>.+)")
def _after(m: re.Match[str], around: Around) -> Resolved | None:
    start = _resolve(m["x"], around)
    if start is None or start.value is None:
        return None
    return Resolved(None, f"after {start.value}, not said how long", not_before=start.value)


@_rule(r"from (?P<x>.+?)(?: on| onwards?)?")
def _from(m: re.Match[str], around: Around) -> Resolved | None:
    return _resolve(m["x"], around)
