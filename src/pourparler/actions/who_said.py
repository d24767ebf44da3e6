"""Find who said something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.store import opened

if TYPE_CHECKING:
    from pourparler.domain.recorded import Found


def who_said(
    query: str,
    *,
    db: str,
    as_of: str | None = None,
    recorded_by: str | None = None,
    confirmed: bool = False,
    limit: int | None = 50,
) -> Found:
    """Return the statements that fit a query, newest first.

    Args:
        query: Words that all occur, in any form; "exact phrases"; speaker:NAME; party:NAME; begin*; -word.
        db: The record's file.
        as_of: A day: what had been published and judged by then.
        recorded_by: A day or moment: what the record held then.
        confirmed: Only what a person confirmed or corrected.
        limit: How many at most; None for all.
    Raises: WrongCall, if the query cannot be meant.
    """
    with opened(db) as memory:
        return memory.search(query, as_of=as_of, recorded_by=recorded_by, confirmed=confirmed, limit=limit)
