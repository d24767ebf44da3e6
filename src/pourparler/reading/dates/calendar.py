"""Days, months, years and ranges as ISO 8601 text, and the arithmetic between them.

A value is "2026-02-05", "2026-02", "2026" or a range "start/end" of two of these.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, northern
UNITS = {"day": 1, "week": 7, "fortnight": 14}
LAST_YEAR = 9999


def valid(year: int, month: int = 1, day: int = 1) -> date | None:
    """Give the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shifted(day: date, *, days: int = 0, months: int = 0) -> date | None:
    """Move by days and calendar months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= LAST_YEAR:
        return None
    moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(days=days)
    except OverflowError:
        return None


def bounds(value: str) -> tuple[date, date] | None:
    """Give the first and last day of a value.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    start, _, end = value.partition("/")
    first, last = _ends(start), _ends(end or start)
    if first is None or last is None:
        return None
    return first[0], last[1]


def _ends(point: str) -> tuple[date, date] | None:
    parts = point.split("-")
    if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
        return None
    numbers = [int(part) for part in parts]
    first = valid(*numbers)
    if first is None:
        return None
    if len(numbers) == 3:
        return first, first
    if len(numbers) == 1:
        return first, date(first.year, 12, 31)
    return first, date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])


def month_value(year: int, month: int) -> str | None:
    """Give "2026-02"."""
    return f"{year:04}-{month:02}" if valid(year, month) else None


def year_value(year: int) -> str | None:
    """Give "2026"."""
    return f"{year:04}" if valid(year) else None


def span(first: date | None, last: date | None) -> str | None:
    """Give a range of days, or the day itself where both are one."""
    if first is None or last is None or last < first:
        return None
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def joined(start: str, end: str) -> str | None:
    """Join two values into a range from the start of the one to the end of the other."""
    first, last = bounds(start), bounds(end)
    if first is None or last is None or last[1] < first[0]:
        return None
    left, right = start.partition("/")[0], end.rpartition("/")[2]
    return left if left == right else f"{left}/{right}"


def week_of(day: date) -> tuple[date, date] | None:
    """Give the Monday and Sunday of a day's week."""
    first = shifted(day, days=-day.weekday())
    last = shifted(day, days=6 - day.weekday())
    return (first, last) if first and last else None


def easter(year: int) -> date:
    """Give Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def hijri(year: int, month: int, day: int) -> date | None:
    """Give the Gregorian day of a date in the tabular Islamic calendar (civil epoch)."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    try:
        return date.fromordinal(days)
    except (ValueError, OverflowError):
        return None


def hijri_years(year: int) -> range:
    """Give the Islamic years that may begin, run or end in a Gregorian year."""
    first = int((year - 622) * 33 / 32)
    return range(max(1, first - 1), first + 3)
