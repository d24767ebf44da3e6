"""Time expressions of a report, resolved, on the tokens of its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pourparler.reading.dates import find, infer_publication, resolve_in
from pourparler.reading.scene import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Document
    from pourparler.reading.grammar import Sentence


def publication_day(published: str | None) -> date | None:
    """Return the day a report was published, where the whole day is known.

    >>> publication_day("2026-02-05T16:35:50Z"), publication_day("2026-02"), publication_day(None)
    (datetime.date(2026, 2, 5), None, None)
    """
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def dated(document: Document) -> Document:
    """Return the document with its day of publication worked out from its text, where it gives none."""
    if document.published:
        return document
    found = infer_publication(document.text)
    if found is None:
        return document
    return replace(document, published=found.value, published_how="inferred", published_why=found.how)


def times_in(document: Document, sentences: Sequence[Sentence]) -> tuple[When, ...]:
    """Return every time expression, resolved against the publication day."""
    anchor = publication_day(document.published)
    starts = [s.start for s in sentences]
    found: list[When] = []
    for expression in find(document.text):
        i = max(0, bisect_right(starts, expression.start) - 1)
        if not sentences or expression.start >= sentences[i].end:
            continue
        tokens = sentences[i].tokens
        first = bisect_right([t.end for t in tokens], expression.start)
        last = bisect_left([t.start for t in tokens], expression.end)
        if first >= last:
            continue
        resolved = resolve_in(document.text, expression, anchor)
        found.append(
            When(
                (expression.start, expression.end), i, first, last, resolved.value if resolved else None,
                f"'{expression.text}': {resolved.how if resolved else 'the text does not say which'}",
            )
        )  # fmt: skip
    return tuple(found)
