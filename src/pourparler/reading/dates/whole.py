"""Days, months, years, decades and centuries named outright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.dates.calendar import bounds, month_value, shifted, span, valid, year_value
from pourparler.reading.dates.rules import CLOCK, PART, Around, Resolved, Rule, nearest, noting, on_day, worth
from pourparler.reading.dates.words import MONTH_FORMS, WEEKDAY_FORMS

if TYPE_CHECKING:
    import re

RULES: list[Rule] = []
rule = noting(RULES)
MONTHS_REACH = 2  # months ahead that a month without a year may lie when nothing tells its year


@rule(r"(\d{4})-(\d\d)-(\d\d)(?:[t ]\d\d?:\d\d.*)?")
def _iso(m: re.Match[str], _: Around) -> Resolved | None:
    return on_day(valid(int(m[1]), int(m[2]), int(m[3])), "a full date")


@rule(r"(\d{4})/(\d\d?)/(\d\d?)")
def _slashed(m: re.Match[str], _: Around) -> Resolved | None:
    return on_day(valid(int(m[1]), int(m[2]), int(m[3])), "a full date")


@rule(r"(\d\d?)([./-])(\d\d?)\2(\d{4}|\d\d)")
def _numeric(m: re.Match[str], _: Around) -> Resolved | None:
    one, two, year = int(m[1]), int(m[3]), _full_year(int(m[4]))
    if m[2] == "." or one > 12 or one == two:
        return on_day(valid(year, two, one), "day, month, year in figures")
    if two > 12:
        return on_day(valid(year, one, two), "month, day, year in figures")
    return None  # the order of day and month cannot be told


def _full_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)


@rule(rf"(?:(?P<wd>WEEKDAY),? (?:the )?)?(?P<m>MONTH) (?:the )?(?P<d>\d\d?),? ?(?P<y>\d{{4}})?{PART}{CLOCK}")
@rule(
    rf"(?:(?P<wd>WEEKDAY),? (?:the )?)?(?P<d>\d\d?) (?:of )?(?P<m>MONTH)(?:,? (?P<y>\d{{4}}))?{PART}{CLOCK}"
)
def _month_day(m: re.Match[str], around: Around) -> Resolved | None:
    month, day = MONTH_FORMS[m["m"]], int(m["d"])
    if m["y"]:
        return on_day(valid(int(m["y"]), month, day), "a full date")
    return without_year(month, day, around, m["wd"])


def without_year(month: int, day: int, around: Around, weekday: str | None = None) -> Resolved | None:
    """Give the day of a month in the year that fits."""
    if around.anchor is None:
        return None
    year = around.anchor.year
    days = [d for y in (year - 1, year, year + 1) if (d := valid(y, month, day))]
    if weekday:
        fitting = [d for d in days if d.weekday() == WEEKDAY_FORMS[weekday]]
        if fitting:
            return on_day(nearest(fitting, around), f"the nearest {month:02}-{day:02} that is a {weekday}")
    if not days:
        return None
    return on_day(nearest(days, around), "no year given: the nearest such day to the report")


@rule(r"(?P<m>MONTH) (?:of )?(?P<y>last|next|this|the same|that|the previous|the following) year")
@rule(r"(?P<y>last|next|this) year (?:in )?(?P<m>MONTH)")
def _month_of_year(m: re.Match[str], around: Around) -> Resolved | None:
    year = year_word(m["y"], around)
    return worth(month_value(year, MONTH_FORMS[m["m"]]) if year else None, f"{m['m']} of {m['y']} year")


@rule(r"(?P<m>MONTH) (?P<d>\d\d?),? (?:of )?(?P<y>last|next|this) year")
@rule(r"(?P<d>\d\d?) (?:of )?(?P<m>MONTH),? (?:of )?(?P<y>last|next|this) year")
def _day_of_year(m: re.Match[str], around: Around) -> Resolved | None:
    year = year_word(m["y"], around)
    return on_day(
        valid(year, MONTH_FORMS[m["m"]], int(m["d"])) if year else None, f"{m['y']} year's {m['m']} {m['d']}"
    )


def year_word(word: str, around: Around) -> int | None:
    """Give the year that "last", "this", "the following" means."""
    if word in ("the same", "that", "the previous", "the following"):
        known = bounds(around.reference) if around.reference else None
        shift = {"the previous": -1, "the following": 1}.get(word, 0)
        return known[0].year + shift if known else None
    if around.anchor is None:
        return None
    return (
        around.anchor.year + {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0}[word]
    )


@rule(r"(?P<m>MONTH),? (?:of )?(?:the year )?(?P<y>\d{4})")
def _month_year(m: re.Match[str], _: Around) -> Resolved | None:
    return worth(month_value(int(m["y"]), MONTH_FORMS[m["m"]]), "a month of a named year")


@rule(r"(?P<which>last |next |this |this past |this coming |the past |the coming )?(?P<m>MONTH)")
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
    return worth(month_value(at // 12, at % 12 + 1), how)


@rule(r"the (?P<d>\d\d?)")
def _day_of_month(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    months = [shifted(around.anchor.replace(day=1), months=shift) for shift in (-2, -1, 0, 1, 2)]
    days = [d for month in months if month and (d := valid(month.year, month.month, int(m["d"])))]
    return on_day(nearest(days, around), "the nearest such day of a month") if days else None


@rule(r"(?:the year )?(?:a\.?d\.? ?)?(\d{4})(?: a\.?d)?")
def _year(m: re.Match[str], _: Around) -> Resolved | None:
    return worth(year_value(int(m[1])) if int(m[1]) else None, "a year")


@rule(r"(?P<part>early |mid-?|mid |late |the (?:early|late) )?(?:the )?(?P<y>\d{3}0)'?s")
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
    return worth(span(valid(first), valid(last, 12, 31)), "a decade, or part of one")


@rule(
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
    return worth(span(valid(max(first, 1)), valid(last, 12, 31)), "a century, or part of one")
