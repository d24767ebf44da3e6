"""From a time expression to an ISO value: the rules of every way of saying when, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.dates import counted, linked, named, near, periods, ranges, whole
from pourparler.reading.dates.rules import Around, Resolved, Tense
from pourparler.reading.dates.words import plain

if TYPE_CHECKING:
    from datetime import date

LONGEST = 200  # characters; no time expression is longer
RULES = tuple(rule for part in (whole, ranges, near, periods, counted, named, linked) for rule in part.RULES)


def resolve(
    expression: str, anchor: date | None, *, tense: Tense | None = None, reference: str | None = None
) -> Resolved | None:
    """Say when a time expression is, or None where the text does not allow it.

    Args:
        expression: The words, with or without their preposition.
        anchor: The day the report was published.
        tense: What the sentence around speaks of.
        reference: ISO value of the event or day that "the eve", "the next day" count from.

    >>> from datetime import date
    >>> resolve("May of last year", date(2026, 2, 5)).value
    '2025-05'
    >>> resolve("Thursday", date(2026, 2, 6)).value
    '2026-02-05'
    >>> resolve("several years", date(2026, 2, 6)) is None
    True
    """
    if len(expression) > LONGEST:
        return None
    return Around(anchor, tense, reference, RULES).read(plain(expression))


__all__ = ["Resolved", "Tense", "resolve"]
