"""Weekdays, and the days around the report: "Thursday", "yesterday", "overnight"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pourparler.reading.dates.calendar import WEEKDAYS, bounds, shifted, span, week_of
from pourparler.reading.dates.ranges import unwrapped
from pourparler.reading.dates.rules import CLOCK, PART, Around, Resolved, Rule, noting, on_day, worth
from pourparler.reading.dates.words import WEEKDAY_FORMS

if TYPE_CHECKING:
    import re

RULES: list[Rule] = []
rule = noting(RULES)

_WHEN_PART = r"(?:early |late |earlier |later |mid-)?(?:on |in )?"


@rule(
    rf"(?:(?:noon|midnight|dawn|midday|the early hours of|the night of|\d\d?(?:[:.]\d\d)? ?(?:am|pm)?),? (?:on )?)?"
    rf"{_WHEN_PART}(?P<which>last |next |this |this past |this coming |the following |the previous |the )?(?P<wd>WEEKDAY){PART}{CLOCK}"
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
        return on_day(
            shifted(start, days=-(back or 7)), f"the last {WEEKDAYS[number]} before the day of the report"
        )
    if which in ("next", "this coming", "the following"):
        return on_day(
            shifted(start, days=7 - back), f"the first {WEEKDAYS[number]} after the day of the report"
        )
    if around.tense == "future" and back:
        return on_day(
            shifted(start, days=7 - back), f"the sentence speaks of the future: the coming {WEEKDAYS[number]}"
        )
    return on_day(shifted(start, days=-back), f"the nearest {WEEKDAYS[number]} that is not in the future")


@rule(r"(?P<wd>WEEKDAY),? (?:of )?(?P<w>last|next|this|the following|the previous) week")
@rule(r"(?P<w>last|next|this) week(?: on)? (?P<wd>WEEKDAY)")
def _weekday_of_week(m: re.Match[str], around: Around) -> Resolved | None:
    week = _week(m["w"], around)
    return on_day(
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


@rule(r"(?:a|1) week ago(?: on)? (?P<wd>WEEKDAY)")
def _week_ago_weekday(m: re.Match[str], around: Around) -> Resolved | None:
    found = replace(around, tense="past").read(m["wd"])
    day = date.fromisoformat(found.value) if found and found.value else None
    return on_day(shifted(day, days=-7) if day else None, "a week before that weekday")


_NEAR = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "later today": 0, "earlier today": 0,
    "this day": 0, "the present day": 0, "yesterday": -1, "last night": -1, "last evening": -1, "the day before yesterday": -2,
    "tomorrow": 1, "the day after tomorrow": 2, "this very day": 0, "the time of writing": 0, "yesterday evening": -1,
}  # fmt: skip


@rule(
    rf"(?:early |late |earlier |later |noon |midnight )?(?P<w>the day before yesterday|the day after tomorrow|today|tonight|this (?:very )?(?:morning|afternoon|evening|day)|"
    rf"the present day|the time of writing|yesterday|last night|last evening|tomorrow){PART}{CLOCK}"
)
def _near(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        return None
    return on_day(
        shifted(around.anchor, days=_NEAR.get(m["w"], 0)), f"{m['w']}, counted from the day of the report"
    )


@rule(r"overnight(?: (?:on |into )?(?P<wd>WEEKDAY))?|the night")
def _overnight(m: re.Match[str], around: Around) -> Resolved | None:
    end = around.anchor
    if m.groupdict().get("wd"):
        found = around.read(m["wd"])
        end = date.fromisoformat(found.value) if found and found.value else None
    elif m[0] == "the night":
        return None
    return worth(span(shifted(end, days=-1), end) if end else None, "the night before")


@rule(r"(?P<a>MONTH \d\d?,? ?(?:\d{4})?|WEEKDAY) (?:night )?(?:into|to) (?P<b>WEEKDAY)(?: morning)?")
def _into(m: re.Match[str], around: Around) -> Resolved | None:
    return _from_to_values(m["a"], m["b"], around)


def _from_to_values(a: str, b: str, around: Around) -> Resolved | None:
    last = around.read(b)
    value = unwrapped(a, last.value, around) if last and last.value else None
    return worth(value, "from the one day into the other")
