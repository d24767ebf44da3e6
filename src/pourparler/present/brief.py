"""A brief as data: sections of lines, tables and figures, each line with the numbers of its passages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pourparler.domain.document import Document, Passage, Span
    from pourparler.domain.finding import Finding

# A sentence ends at a stop, a quotation mark may follow, then white space; or at a line's end.
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s|\n")
_FAR = 400  # characters: how far a sentence is looked for around a mention


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the brief says."""

    text: str
    cites: tuple[int, ...] = ()
    mark: str = ""  # "" stated plainly | "claim" | "unresolved" | "note" | "head"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of lines under column heads."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, ready to be shown, with what it says in words."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `empty` is said where nothing does."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    figure: Figure | None = None
    empty: str = "Nothing of this kind was found."


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered passage."""

    number: int
    passage: Passage
    source: str  # how the report is named in lists


@dataclass(frozen=True, slots=True)
class Brief:
    """What a person reads at six in the morning."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    passages: tuple[Cited, ...]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Citations:
    """Numbers passages in the order in which they are first cited; the same passage, the same number."""

    documents: Mapping[str, Document]
    _numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    _passages: list[Passage] = field(default_factory=list)

    def of(self, passages: Iterable[Passage]) -> tuple[int, ...]:
        """Return the numbers of passages, each once, in ascending order."""
        return tuple(sorted({self._number(p) for p in passages}))

    def around(self, document: str, span: Span) -> tuple[int, ...]:
        """Return the number of the sentence around a mention."""
        return self.of([sentence_around(self.documents[document], span)])

    def listed(self) -> tuple[Cited, ...]:
        """Return every passage cited so far."""
        return tuple(
            Cited(n, p, source_name(self.documents[p.document]))
            for n, p in enumerate(self._passages, start=1)
        )

    def _number(self, passage: Passage) -> int:
        key = (passage.document, passage.start, passage.end)
        if key not in self._numbers:
            self._passages.append(passage)
            self._numbers[key] = len(self._passages)
        return self._numbers[key]


def source_name(document: Document) -> str:
    """Return how a report is named: publisher, title, day; else its path or id.

    >>> from pourparler.domain import Document
    >>> source_name(Document("x", title="Talks open", publisher="The Bulletin", published="2026-02-05"))
    'The Bulletin, “Talks open”, 2026-02-05'
    """
    title = f"“{document.title}”" if document.title else None
    name = ", ".join(filter(None, [document.publisher, title, (document.published or "")[:10]]))
    if document.title or document.publisher:
        return name
    path = (document.path or document.id).replace("\\", "/").rsplit("/", 1)[-1]
    return ", ".join(filter(None, [path, name]))


def sentence_around(document: Document, span: Span) -> Passage:
    """Return the sentence in which a span stands, as far as stops and line ends tell."""
    text, (start, end) = document.text, span
    low, high = max(0, start - _FAR), min(len(text), end + _FAR)
    before = [m.end() for m in _SENTENCE_END.finditer(text, low, start) if not _abbreviation(text, m.start())]
    after = [m for m in _SENTENCE_END.finditer(text, end - 1, high) if not _abbreviation(text, m.start())]
    first = before[-1] if before else low
    last = after[0].end() if after else high
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return document.passage(first, last)


def _abbreviation(text: str, stop: int) -> bool:
    word = text[max(0, stop - 5) : stop].split()[-1:] or [""]
    return text[stop] == "." and (
        len(word[0]) <= 1 or word[0] in ("U.S", "Gen", "Feb", "Mr", "Mrs", "Dr", "St")
    )
