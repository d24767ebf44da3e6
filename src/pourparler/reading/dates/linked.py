"""With a preposition that says from when or until when: "since February 2022", "by Friday"."""

from __future__ import annotations

import re
from dataclasses import replace

from pourparler.reading.dates.calendar import bounds, joined
from pourparler.reading.dates.rules import Around, Resolved, Rule, noting
from pourparler.reading.dates.words import WEEKDAY

RULES: list[Rule] = []
rule = noting(RULES)


@rule(r"(?:ever )?since (?P<x>.+)")
def _since(m: re.Match[str], around: Around) -> Resolved | None:
    start = replace(around, tense="past").read(m["x"])
    if start is None or start.value is None:
        return None
    end = around.anchor.isoformat() if around.anchor else None
    value = joined(start.value, end) if end else None
    if value:
        return Resolved(value, f"from {start.value} to the day of the report", not_before=start.value)
    return Resolved(None, f"from {start.value}, end unknown", not_before=start.value)


@rule(
    r"(?:not )?(?:until|till|by|no later than|not later than|before|prior to|ahead of|up to|through|to) (?P<x>.+)"
)
def _until(m: re.Match[str], around: Around) -> Resolved | None:
    if around.anchor is None:
        end = around.read(m["x"])
        return Resolved(end.value, end.how, not_after=end.value) if end and end.value else None
    coming = around.tense is None and re.search(WEEKDAY, m["x"])
    end = (replace(around, tense="future") if coming else around).read(m["x"])
    if end is None or end.value is None:
        return None
    known = bounds(end.value)
    if known and known[1] > around.anchor:
        value = joined(around.anchor.isoformat(), end.value)
        return Resolved(value or end.value, f"from the day of the report to {end.value}", not_after=end.value)
    return Resolved(end.value, f"{m[0]}: {end.how}; the beginning is not said", not_after=end.value)


@rule(r"(?:after |post ?- ?)(?P<x>.+)")
def _after(m: re.Match[str], around: Around) -> Resolved | None:
    start = around.read(m["x"])
    if start is None or start.value is None:
        return None
    return Resolved(None, f"after {start.value}, not said how long", not_before=start.value)


@rule(r"from (?P<x>.+?)(?: on| onwards?)?")
def _from(m: re.Match[str], around: Around) -> Resolved | None:
    return around.read(m["x"])
