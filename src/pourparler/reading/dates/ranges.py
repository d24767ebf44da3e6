"""From one time to another: "4-5 February", "between 2014 and 2016", "from Monday to Wednesday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pourparler.reading.dates.calendar import MONTHS, bounds, joined, month_value, span, valid
from pourparler.reading.dates.rules import Around, Resolved, Rule, noting, worth
from pourparler.reading.dates.whole import without_year
from pourparler.reading.dates.words import MONTH_FORMS

RULES: list[Rule] = []
rule = noting(RULES)

_TO = r"(?: ?- ?| to | and | through | until | till )"


@rule(rf"(?:from |between )?(?P<m>MONTH) (?P<a>\d\d?){_TO}(?P<b>\d\d?)(?:,? (?P<y>\d{{4}}))?")
@rule(rf"(?:from |between )?(?P<a>\d\d?){_TO}(?P<b>\d\d?) (?:of )?(?P<m>MONTH)(?:,? (?P<y>\d{{4}}))?")
def _days_of_month(m: re.Match[str], around: Around) -> Resolved | None:
    month, one, two = MONTH_FORMS[m["m"]], int(m["a"]), int(m["b"])
    if m["y"]:
        first = valid(int(m["y"]), month, one)
    else:
        found = without_year(month, one, around)
        first = date.fromisoformat(found.value) if found and found.value else None
    last = valid(first.year, month, two) if first else None
    return worth(span(first, last), "a range of days in one month")


@rule(rf"(?:from |between )?(?P<a>MONTH){_TO}(?P<b>MONTH)(?:,?(?: in| of)? (?P<y>\d{{4}}))?")
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
    return worth(first and last and joined(first, last), "a range of months")


def _month_before(month: int, around: Around) -> int | None:
    found = around.read(MONTHS[month - 1])
    return int(found.value[:4]) if found and found.value else None


@rule(r"(?P<a>\d{4}) ?[-/] ?(?P<b>\d\d?)")
def _short_years(m: re.Match[str], _: Around) -> Resolved | None:
    first, size = int(m["a"]), 10 ** len(m["b"])
    last = first // size * size + int(m["b"])
    if last <= first and 1 <= int(m["b"]) <= 12:
        return worth(month_value(first, int(m["b"])), "year and month in figures")
    return worth(joined(f"{first:04}", f"{last:04}") if last > first else None, "a range of years")


@rule(r"(?:from |between )?(?P<a>.{3,40}?)(?: to | through | and | until | till |-| - )(?P<b>.{3,40})")
def _from_to(m: re.Match[str], around: Around) -> Resolved | None:
    if " and " in m[0] and not m[0].startswith("between") and not _alike(m["a"], m["b"]):
        return None
    last = around.read(m["b"])
    first = around.read(m["a"])
    if not (first and last and first.value and last.value):
        return None
    value = joined(first.value, last.value)
    if value is None:
        value = unwrapped(m["a"], last.value, around)
    return worth(value, f"from the one ({first.value}) to the other ({last.value})")


def _alike(a: str, b: str) -> bool:
    return bool(re.fullmatch(r"\d{4}s?", a) and re.fullmatch(r"\d{4}s?", b))


def unwrapped(start: str, end: str, around: Around) -> str | None:
    """Read the start once more, counted back from the end: "from Friday to Sunday"."""
    last = bounds(end)
    if last is None:
        return None
    first = replace(around, anchor=last[1], tense="past").read(start)
    return joined(first.value, end) if first and first.value else None
