"""Holidays and named stretches of history."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from pourparler.reading.dates.calendar import bounds, easter, hijri, hijri_years, shifted, span
from pourparler.reading.dates.rules import Around, Resolved, Rule, nearest, noting, worth

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

RULES: list[Rule] = []
rule = noting(RULES)


@cache
def _named() -> Mapping[str, Any]:
    text = (resources.files("pourparler.reading") / "lexicon" / "dates.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return content


@rule(r"(?P<name>\D[\w'/ -]*?\D|9/11)(?:,? (?:of |in )?(?P<y>\d{4}|last year|this year|next year))?")
def _holiday(m: re.Match[str], around: Around) -> Resolved | None:
    name = m["name"].removeprefix("the ").removesuffix(" holiday").removesuffix(" holidays")
    period = _named()["periods"].get(m["name"]) or _named()["periods"].get(name)
    if period and not m["y"]:
        return Resolved(str(period), f"{name}, by its known dates")
    found = _days_named(name)
    if not found:
        return None
    if m["y"]:
        year = around.read(m["y"])
        days = list(found(int(year.value[:4]))) if year and year.value else []
        return worth(days[0] if days else None, f"{name} of a named year")
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
    return worth(starts[nearest(sorted(starts), around)], f"the nearest {name} to the report")
