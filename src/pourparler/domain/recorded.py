"""What the record answers when it is told or asked something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain.document import Document
    from pourparler.domain.entries import Entry
    from pourparler.domain.finding import Finding
    from pourparler.domain.judgement import Judgement
    from pourparler.domain.view import View


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one reading changed. Empty `new`, `superseded` and `kept`: nothing was written."""

    document: str  # Document.id
    at: str  # the moment the record gives to it; for nothing written, the moment it was asked
    new: tuple[str, ...] = ()  # entry ids written now
    already: tuple[str, ...] = ()  # entry ids that stood there, word for word
    superseded: tuple[str, ...] = ()  # ids of the predecessor's entries that no longer stand
    kept: tuple[str, ...] = ()  # ids of entries of this reading to which an earlier judgement applies
    orphaned: tuple[str, ...] = ()  # ids of judged entries that this reading no longer has
    stored: bool = False  # True: the document was not in the record before
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased."""

    document: str  # Document.id
    at: str
    entries: int  # how many entries lost their text and names
    judgements: int  # how many judgements lost their reason and replacement
    findings: tuple[Finding, ...] = ()  # what could not be erased yet, and what to do about it


@dataclass(frozen=True, slots=True)
class Audit:
    """What checking the whole record against its hash chain found."""

    operations: int  # links of the chain
    rows: int  # rows checked against their hashes
    forgotten: int  # documents whose text is gone on purpose
    head: str  # hash of the last link: note it down elsewhere, and a cut-off tail shows too
    findings: tuple[Finding, ...] = ()  # one for each row that is not what was acknowledged

    @property
    def intact(self) -> bool:
        """Say whether everything is as it was acknowledged."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Found:
    """The statements that a search found."""

    query: str
    view: View  # entries: statements, newest first; documents: only those they stand in
    total: int  # how many there are; the view may be cut at a limit


@dataclass(frozen=True, slots=True)
class Item:
    """One entry in the queue of what waits for a person."""

    entry: Entry
    document: Document
    number: int  # its place in the queue, from 1
    total: int
    judgement: Judgement | None = None  # `unsure` ones come back
