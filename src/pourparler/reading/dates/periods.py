"""Weeks, months, quarters, seasons, years around the report, and parts of them."""

from __future__ import annotations

import re
from datetime import date

from pourparler.reading.dates.calendar import (
    SEASONS,
    bounds,
    joined,
    month_value,
    shifted,
    span,
    valid,
    week_of,
    year_value,
)
from pourparler.reading.dates.rules import Around, Resolved, Rule, noting, on_day, worth
from pourparler.reading.dates.whole import year_word

RULES: list[Rule] = []
rule = noting(RULES)


@rule(
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
        return worth(
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


@rule(r"(?:the |over the |at the |by the )?weekend")
def _weekend(_m: re.Match[str], around: Around) -> Resolved | None:
    value = _whole_period("this", "weekend", around)
    return worth(value, "the weekend nearest to the report")


@rule(
    r"(?P<part>the (?:end|start|beginning|middle|close|turn) of |end of |start of |beginning of |early in |late in |mid-?)(?:the )?(?P<unit>week|month|year|decade|century|quarter)"
)
def _part_of_this(m: re.Match[str], around: Around) -> Resolved | None:
    period = _whole_period("this", m["unit"], around)
    return _part_of(period, m["part"].strip(), f"{m['part']}this {m['unit']}") if period else None


def _part_of(period: str, part: str, how: str) -> Resolved | None:
    """Cut a period: its last or first day, or a third of it."""
    known = bounds(period)
    if not part or known is None:
        return worth(period, how)
    first, last = known
    if re.search(r"\b(?:end|close)\b", part):
        return on_day(last, f"the last day of {how}")
    if re.search(r"\b(?:start|beginning|turn)\b", part):
        return on_day(first, f"the first day of {how}")
    length = (last - first).days + 1
    if re.search(r"early|earlier", part):
        return worth(_third(first, last, length, 0), f"the first third of {how}")
    if re.search(r"late|later", part):
        return worth(_third(first, last, length, 2), f"the last third of {how}")
    return worth(_third(first, last, length, 1), f"the middle third of {how}")


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


@rule(
    r"(?P<part>early(?: in)?|mid|the middle of|the beginning of|the start of|the end of|end of|the close of|beginning of|start of|late(?: in)?|the (?:early|late) part of)[- ]"
    r"(?:the )?(?P<what>.+)"
)
def _part_of_named(m: re.Match[str], around: Around) -> Resolved | None:
    whole = around.read(m["what"])
    if whole is None or whole.value is None:
        return None
    known = bounds(whole.value)
    if known and known[0] == known[1]:  # "late Friday"
        return whole
    return _part_of(whole.value, m["part"], m["what"])


@rule(r"(?P<h>first|1st|second|2nd) half of (?:the )?(?P<what>.+)")
def _half(m: re.Match[str], around: Around) -> Resolved | None:
    whole = around.read(m["what"])
    known = bounds(whole.value) if whole and whole.value else None
    if known is None:
        return None
    first, last = known
    early = m["h"] in ("first", "1st")
    if (last - first).days > 360 and first.year == last.year:
        return worth(
            f"{first.year:04}-01-01/{first.year:04}-06-30"
            if early
            else f"{first.year:04}-07-01/{first.year:04}-12-31",
            "half of a year",
        )
    middle = shifted(first, days=((last - first).days + 1) // 2)
    if middle is None:
        return None
    return worth(
        span(first, shifted(middle, days=-1)) if early else span(middle, last), f"half of {m['what']}"
    )


@rule(
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
    named = around.read(m["y"].removeprefix("the ")) if m["y"] and m["y"] != "the year" else None
    if named and named.value:
        year: int | None = int(named.value[:4])
    elif around.anchor:
        year = around.anchor.year - (number > (around.anchor.month - 1) // 3 + 1 and around.tense != "future")
    else:
        year = None
    return worth(_quarter(year, number) if year else None, "a quarter of a year")


def _quarter(year: int, number: int) -> str | None:
    known = bounds(f"{year:04}-{3 * number:02}")
    return span(valid(year, 3 * number - 2), known[1]) if known else None


@rule(
    r"(?P<which>last |next |this |this past |this coming |that )?(?P<s>spring|summer|autumn|fall|winter)(?:,? (?:of )?(?P<y>\d{4})(?:-\d\d(?:\d\d)?)?| (?:of )?(?P<yw>last|next|this) year)?"
)
def _season(m: re.Match[str], around: Around) -> Resolved | None:
    month, which = SEASONS[m["s"]], (m["which"] or "").strip()
    year = (
        int(m["y"])
        if m["y"]
        else year_word(m["yw"], around)
        if m["yw"]
        else _season_year(month, which, around)
    )
    first = valid(year, month) if year else None
    last = shifted(first, months=3, days=-1) if first else None
    return worth(span(first, last), "a season of the northern year")


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
