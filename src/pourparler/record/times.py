"""Days and moments as text that sorts as time does."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from pourparler.errors import WrongCall

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")


def moment(text: str) -> str:
    """Return a moment in UTC to the microsecond, so that text order is time order.

    A moment without offset counts as UTC; a day is its first moment.

    >>> moment("2026-02-05T10:00:00+02:00")
    '2026-02-05T08:00:00.000000Z'
    """
    try:
        parsed = dt.datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall(f"'{text}' is no moment: write it like 2026-02-05T10:00:00+00:00") from None
    known = parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)
    try:
        return known.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    except OverflowError:
        raise WrongCall(f"'{text}' lies outside the years 1 to 9999") from None


def last_moment(text: str) -> str:
    """Return the last moment of a day, month or year; a moment stays what it is.

    >>> last_moment("2026-02")
    '2026-02-28T23:59:59.999999Z'
    """
    if "T" in text or " " in text:
        return moment(text)
    return f"{day(text)}T23:59:59.999999Z"


def day(text: str) -> str:
    """Return the last day of a day, month or year that a person asks for.

    >>> day("2026-02-05")
    '2026-02-05'
    """
    found = latest_day(text)
    if found is None or "T" in text:
        raise WrongCall(f"'{text}' is no day: write it like 2026-02-05")
    return found


def latest_day(published: str | None) -> str | None:
    """Return the last day that a publication date can mean; None where there is none.

    What is only known to be from February counts as published when February is over. A moment counts
    for the day it names, in its own time zone.

    >>> latest_day("2026-02"), latest_day("2026-02-05T23:00:00-05:00"), latest_day(None)
    ('2026-02-28', '2026-02-05', None)
    """
    match = _PARTIAL.fullmatch((published or "").rsplit("/", 1)[-1])
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        found = dt.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return None
    return found.isoformat()
