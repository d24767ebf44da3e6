"""When a report was published, worked out from its own words; never from today's date.

A dateline or a header with a full date settles it. Otherwise a day without a year ("said on
February 5") is given its year by what else the text says: a weekday beside it, how old a war is
that began in a named month, the latest year that it speaks of as past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pourparler.reading.dates.calendar import MONTHS, bounds, shifted, valid
from pourparler.reading.dates.finding import TimeExpression, find, tense_at
from pourparler.reading.dates.resolving import resolve
from pourparler.reading.dates.words import MONTH_FORMS, WEEKDAY_FORMS, plain

HEAD = 600  # characters in which a dateline or a header stands
WIDEST = 500  # days; a wider guess at the day of publication is none
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published, as far as its text tells."""

    value: str  # ISO day, month or range
    how: str  # the reasoning, in words


@dataclass(frozen=True, slots=True)
class _Day:
    """A day without a year."""

    month: int
    day: int
    weekday: int | None
    text: str


@dataclass(frozen=True, slots=True)
class _Window:
    """Days between which the report must have been published."""

    first: date
    last: date
    how: str


_STAMP = re.compile(r"(?:published|updated|posted|issued|dated?|date)\b[^\n]{0,30}$", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*[A-ZÀ-Ý][A-ZÀ-Ý .,'/-]{2,60}[,(] ?$|(?:^|\n)[ \t]*[A-Z][\w .,'/-]{1,60}(?:\([A-Z]\w+\) ?)?[,(] ?$"
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|stated|wrote|added|declared|reported|warned|confirmed|claimed|posted|noted|urged|called|met|held|signed)\b"
)
_AGE = re.compile(
    r"\b(?P<about>nearly|almost|more than|over|about|some|roughly|close to)?[ -]?(?P<n>[a-z]+|\d{1,2})(?P<unit>[- ]years?|[- ]months?)[- ]?(?:old|long)?[ -](?:\w+[ -]){0,2}?"
    r"(?:war|conflict|invasion|fighting|crisis|siege|civil war|uprising|insurgency|occupation|truce|ceasefire|blockade)\b",
    re.IGNORECASE,
)
_NAMED_START = re.compile(
    rf"(?:(?:\d{{1,2}} )?(?:{'|'.join(m.capitalize() for m in MONTHS)})\.? (?:\d{{1,2}}, )?)?\b(?:19|20)\d\d\b"
)
_DAY_ONLY = re.compile(
    r"(?:(?P<wd>[a-z]+),? )?(?:(?P<m>[a-z]+) (?P<d>\d{1,2})|(?P<d2>\d{1,2}) (?:of )?(?P<m2>[a-z]+))(?: .*)?"
)


def infer_publication(text: str) -> Publication | None:
    """Say when a report was published, from its text alone, or None.

    >>> text = "KYIV, Feb. 5, 2026 - Officials met."
    >>> infer_publication(text).value
    '2026-02-05'
    """
    found = find(text)
    return _headed(text, found) or _reasoned(text, found)


def _headed(text: str, found: tuple[TimeExpression, ...]) -> Publication | None:
    for expression in found:
        if expression.start > HEAD:
            break
        value = _full_day(expression)
        if value and (why := _standing(text, expression)):
            return Publication(value, f"{why}: “{expression.text}”")
    return None


def _full_day(expression: TimeExpression) -> str | None:
    resolved = resolve(expression.text, None)
    value = resolved.value if resolved else None
    return value if value and len(value) == 10 else None


def _standing(text: str, expression: TimeExpression) -> str | None:
    """Say whether a date stands as a header or dateline: a line of its own, a stamp, before a dash."""
    before, after = text[: expression.start], text[expression.end : expression.end + 80]
    line = before.rpartition("\n")[2]
    rest = after.partition("\n")[0]
    if _STAMP.search(line[-60:]):
        return "the report gives its date"
    if (
        len(line) <= 40
        and len(rest.strip(" .)|,-–—")) <= 25
        and not re.search(r"[a-z]{3,}ed\b|\bsaid\b", line + rest)
    ):
        return "a date in a line of its own"
    if re.match(r"\)? ?(?:\([A-Za-z /]+\) ?)?(?:--|-|–|—|:)", after) and _DATELINE.search(before[-80:]):
        return "the dateline"
    return None


def _reasoned(text: str, found: tuple[TimeExpression, ...]) -> Publication | None:
    told = [e for e in found if tense_at(text, e.start, e.end) != "future"]
    days = [(e, d) for e in told if (d := _day_only(e.text))]
    latest = _latest_past(told)
    windows = _age_windows(text, told, latest)
    said = [d for e, d in days if _SAID.search(text[max(0, e.start - 60) : e.end + 60])] or [
        d for _, d in days
    ]
    chosen = _choose(said, windows, latest)
    if chosen:
        return chosen
    if spoken := _spoken_day(text, told):
        return spoken
    if len(windows) == 1 and (windows[0].last - windows[0].first).days <= WIDEST:
        window = windows[0]
        return Publication(f"{window.first:%Y-%m}/{window.last:%Y-%m}", window.how)
    return None


def _day_only(text: str) -> _Day | None:
    m = _DAY_ONLY.fullmatch(plain(text))
    if not m or re.search(r"\d{4}", text):
        return None
    month, number = MONTH_FORMS.get(m["m"] or m["m2"] or ""), int(m["d"] or m["d2"])
    if month is None or not valid(2024, month, number):
        return None
    return _Day(month, number, WEEKDAY_FORMS.get(m["wd"] or ""), text)


def _latest_past(found: list[TimeExpression]) -> tuple[date, str] | None:
    """Give the first day of the latest time that the text speaks of as past, by a full date of its own."""
    values = [(known[0], e.text) for e in found if (r := resolve(e.text, None)) and (v := r.value or r.not_before)
              and (known := bounds(v)) and known[0].year in YEARS]  # fmt: skip
    return max(values) if values else None


def _age_windows(text: str, found: list[TimeExpression], latest: tuple[date, str] | None) -> list[_Window]:
    """Read "a nearly four-year-old war" together with the times at which it may have begun."""
    windows = []
    for m in _AGE.finditer(text):
        years = _years(m["n"], m["unit"])
        if years is None:
            continue
        for began, name in _beginnings(found):
            window = _window(m, years, began, name)
            if window and (latest is None or window.last >= latest[0]):
                windows.append(window)
    return list(dict.fromkeys(windows))


def _beginnings(found: list[TimeExpression]) -> list[tuple[tuple[date, date], str]]:
    """Give the days, months and years that the text names in full, each with its bounds."""
    named = [m[0] for e in found if (m := _NAMED_START.search(e.text))]
    values = [(name, r.value) for name in dict.fromkeys(named) if (r := resolve(name, None)) and r.value]
    return [(known, name) for name, value in values if "/" not in value and (known := bounds(value))]


def _years(word: str, unit: str) -> float | None:
    figure = plain(word)
    if not figure.isdecimal():
        return None
    return int(figure) / (12 if "month" in unit else 1)


def _window(m: re.Match[str], years: float, began: tuple[date, date], text: str) -> _Window | None:
    months = round(years * 12)
    slack = max(1, min(6, months // 8 + 1))
    about = (m["about"] or "").lower()
    early = -slack if about in ("nearly", "almost", "close to", "about", "some", "roughly") else 0
    late = 0 if about in ("nearly", "almost", "close to") else 12 if months >= 12 else 1
    first = shifted(began[0], months=months + early)
    last = shifted(began[1], months=months + late)
    if first is None or last is None:
        return None
    return _Window(
        first,
        last,
        f"“{m[0].strip()}”, counted from {text}, puts the report between {first:%B %Y} and {last:%B %Y}",
    )


def _choose(days: list[_Day], windows: list[_Window], latest: tuple[date, str] | None) -> Publication | None:
    """Give a day its year where exactly one year fits everything."""
    for day in sorted(dict.fromkeys(days), key=lambda d: (d.month, d.day), reverse=True):
        fitting = [c for year in YEARS if (c := _candidate(day, year, latest))]
        aged = [(c, w) for c in fitting for w in windows if w.first <= c <= w.last]
        if aged and len({c for c, _ in aged}) == 1:
            spoken, window = aged[0]
            return Publication(
                spoken.isoformat(),
                f"“{day.text}” is the last day spoken of, and {window.how}: {spoken:%d %B %Y}",
            )
        if day.weekday is not None and latest and not windows:
            near = [c for c in fitting if (c - latest[0]).days < 5 * 365]
            if len(near) == 1:
                how = f"“{day.text}” falls on that weekday only in {near[0].year}, the next time after {latest[1]}"
                return Publication(near[0].isoformat(), how)
    return None


def _candidate(day: _Day, year: int, latest: tuple[date, str] | None) -> date | None:
    candidate = valid(year, day.month, day.day)
    if candidate is None or (latest and candidate < latest[0]):
        return None
    if day.weekday is not None and candidate.weekday() != day.weekday:
        return None
    return candidate


def _spoken_day(text: str, found: list[TimeExpression]) -> Publication | None:
    """Take the latest full date where somebody speaks or acts on it, if nothing in the text is later."""
    dated = [(v, e) for e in found if (v := _full_day(e))]
    if not dated:
        return None
    value, expression = max(dated, key=lambda pair: pair[0])
    around = text[max(0, expression.start - 60) : expression.end + 60]
    other = _latest_past(found)
    if not _SAID.search(around) or (other and other[0] > date.fromisoformat(value)):
        return None
    return Publication(
        value, f"the latest day in the text, on which somebody speaks or acts: “{expression.text}”"
    )


__all__ = ["Publication", "infer_publication"]
