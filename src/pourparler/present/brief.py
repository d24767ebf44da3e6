"""A brief as data: sections of lines, tables and figures, each line with the numbers of its passages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    """A heading and what stands under it; `empty` is said where nothing does.

    A section that shows only the first of a list says in its last line how many more there are and where.
    """

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    figure: Figure | None = None
    empty: str = "Nothing of this kind was found."
    of: str = ""  # in a brief's details: id of the section whose full list this is
    small: bool = False  # an appendix: set in small type after the pages


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
    details: tuple[Section, ...] = ()  # full lists behind the sections, kind by kind; shown if asked for


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a brief is set: its pages, its lists, its appendix, and the passages that all of them cite."""

    pages: tuple[Section, ...]
    lists: tuple[Section, ...]  # in full, where that was asked for
    appendix: tuple[Section, ...]
    passages: tuple[Cited, ...]


def shown(brief: Brief, *, full: bool = False) -> Shown:
    """Return what of a brief is set.

    Args:
        brief: What to show.
        full: Whether the full lists follow the pages.
    """
    sections = (*brief.sections, *(brief.details if full else ()))
    cited = {n for s in sections for line in every_line(s) for n in line.cites}
    return Shown(
        tuple(s for s in brief.sections if not s.small),
        brief.details if full else (),
        tuple(s for s in brief.sections if s.small),
        tuple(c for c in brief.passages if c.number in cited),
    )


def in_order(brief: Brief) -> Brief:
    """Return the brief with its passages numbered as they are first cited, those of the pages first."""
    sections = (*brief.sections, *brief.details)
    cited = dict.fromkeys(n for s in sections for line in every_line(s) for n in line.cites)
    new = {
        old: i
        for i, old in enumerate([*cited, *(c.number for c in brief.passages if c.number not in cited)], 1)
    }

    def line(x: Line) -> Line:
        return replace(x, cites=tuple(sorted(new[n] for n in x.cites)))

    def section(s: Section) -> Section:
        table = s.table and replace(s.table, rows=tuple(tuple(map(line, row)) for row in s.table.rows))
        return replace(s, lines=tuple(map(line, s.lines)), table=table)

    passages = sorted((replace(c, number=new[c.number]) for c in brief.passages), key=lambda c: c.number)
    return replace(
        brief,
        sections=tuple(map(section, brief.sections)),
        details=tuple(map(section, brief.details)),
        passages=tuple(passages),
    )


def every_line(section: Section) -> Iterator[Line]:
    """Yield the lines of a section in the order in which they are set: its table first."""
    for row in section.table.rows if section.table else ():
        yield from row
    yield from section.lines


def report_numbers(brief: Brief) -> dict[str, str]:
    """Return how passages name their reports: document id -> R and its place in the list of reports."""
    return {d.id: f"R{i}" for i, d in enumerate(brief.documents, 1)}


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
