"""Dates as files declare them, made ISO 8601. Nothing is guessed: what is not a date is None."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=$|[T ])")
_WORDS = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:(?P<d1>\d{1,2})\s+(?P<m1>[A-Za-z]+)\.?,?|(?P<m2>[A-Za-z]+)\.?\s+(?P<d2>\d{1,2}),?)\s+(?P<y>\d{4})\b",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso_day(said: str | None) -> str | None:
    """Return the day, month or year that a metadata field names, or None.

    The local day of a moment is kept: that is the day the publisher calls it. Forms that read
    differently in different countries (02/05/2026) are refused rather than guessed.

    >>> iso_day("2026-02-05T23:30:00-05:00"), iso_day("Thu, 05 Feb 2026 10:00:00 GMT"), iso_day("2026-02")
    ('2026-02-05', '2026-02-05', '2026-02')
    >>> iso_day("February 5, 2026"), iso_day("02/05/2026"), iso_day("2026-02-30")
    ('2026-02-05', None, None)
    """
    said = (said or "").strip()[:100]
    for form in (_ISO, _COMPACT, _SLASHED):
        if match := form.match(said):
            return _checked(*match.groups())
    if match := _WORDS.match(said):
        word = (match["m1"] or match["m2"])[:3].lower()
        if word in _MONTHS:
            return _checked(match["y"], str(_MONTHS.index(word) + 1), match["d1"] or match["d2"])
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    length = 10 if day else 7 if month else 4
    return whole.isoformat()[:length]
