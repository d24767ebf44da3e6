"""Time expressions of a report, resolved, on the tokens of its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Document
    from pourparler.reading.grammar import Sentence
    from pourparler.reading.scene import When
    from pourparler.reading.tools import Tools


def anchor_of(document: Document, sentences: Sequence[Sentence], tools: Tools) -> Document:
    """Return the document with its publication day, inferred where the text allows it."""
    del sentences, tools
    return document


def times_in(document: Document, sentences: Sequence[Sentence]) -> tuple[When, ...]:
    """Return every time expression, resolved against the publication day."""
    del document, sentences
    return ()
