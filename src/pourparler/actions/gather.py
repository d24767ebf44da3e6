"""Gather reports: paths to documents, in the order given, nothing lost and nothing raised for a bad file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.errors import WrongCall
from pourparler.sources.folders import places
from pourparler.sources.process import load_process
from pourparler.sources.report import Report, given_day, read_reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Gathered = Report
"""path, document (or None) and findings of one input."""

__all__ = ["Gathered", "gather", "load_process"]


def gather(paths: Sequence[str], *, published: str | None = None) -> Iterator[Gathered]:
    """Yield one `Gathered` per report, in the order given; duplicates and unreadable ones too.

    Args:
        paths: Files, folders (all reports below them, by name) and http(s) addresses.
        published: The publication date, ISO 8601; stands before what a report says of itself.
    Raises: WrongCall, if `published` is no date.
    """
    try:
        day = given_day(published)
    except ValueError as wrong:
        raise WrongCall(
            f"{published!r} is no publication date: give it as 2026-02-05, or 2026-02 where the day is unknown"
        ) from wrong
    return _gathered(paths, day)


def _gathered(paths: Sequence[str], day: str | None) -> Iterator[Gathered]:
    for place in places(paths):
        if place.finding is not None:
            yield Report(place.path, None, (place.finding,))
        else:
            yield from read_reports(place.path, published=day)
