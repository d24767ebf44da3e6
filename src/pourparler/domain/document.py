"""A report and the passages in it that everything else rests on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from pourparler.errors import ContractBroken

Span = tuple[int, int]
"""[start, end) in characters of a document's text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One report, as text, with what is known about where it came from."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None  # ISO 8601 day or moment; may be partial (2026-02)
    published_how: str = "unknown"  # given | metadata | inferred | unknown
    published_why: str | None = None  # the reasoning, where it was inferred
    retrieved: str | None = None  # ISO 8601
    language: str | None = None  # ISO 639-1
    label: str = "public"
    path: str | None = None  # as the user named it
    format: str = "text"  # text | markdown | html | pdf | docx | feed
    sha256: str = field(default="")  # of the text in UTF-8; filled in when left empty

    def __post_init__(self) -> None:
        """Fill in the hash; refuse one that does not fit."""
        # Lone surrogates can come out of broken PDFs: they are hashed, not refused.
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        if self.sha256 not in ("", digest):
            raise ContractBroken(f"document hash {self.sha256} does not fit its text ({digest})")
        object.__setattr__(self, "sha256", digest)

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the text's hash: the same text, the same document."""
        return self.sha256[:16]

    def passage(self, start: int, end: int) -> Passage:
        """Return the passage [start, end) of this document.

        >>> Document("Talks began.").passage(0, 5).exact
        'Talks'
        """
        if not 0 <= start < end <= len(self.text):
            raise ContractBroken(
                f"passage [{start}, {end}) is outside document {self.id} of {len(self.text)} characters"
            )
        return Passage(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a document, by position and by quote (W3C Web Annotation selectors)."""

    document: str  # Document.id
    start: int  # first character
    end: int  # one past the last character
    exact: str  # the text that stands there, character for character

    def stands_in(self, document: Document) -> bool:
        """Say whether the quote stands in the document where it claims to."""
        return document.id == self.document and document.text[self.start : self.end] == self.exact

    @property
    def span(self) -> Span:
        """[start, end)."""
        return (self.start, self.end)
