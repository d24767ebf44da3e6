"""What the record holds, as of a date and for a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.domain.document import Document
    from pourparler.domain.entries import Entry
    from pourparler.domain.finding import Finding
    from pourparler.domain.judgement import Judgement
    from pourparler.domain.party import Party
    from pourparler.domain.reading import PersonMention


@dataclass(frozen=True, slots=True)
class View:
    """Documents and entries as they stood; judgements applied.

    A rejected entry is left out of `entries`, a corrected one is replaced by its replacement
    (which carries the same id); `judgements` keeps the last word on each.
    """

    documents: tuple[Document, ...] = ()  # by published, then id
    entries: tuple[Entry, ...] = ()  # by published, document, span, kind
    people: tuple[tuple[str, PersonMention], ...] = ()  # (document id, mention)
    parties: tuple[Party, ...] = ()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)  # entry id -> last judgement
    same_story: Mapping[str, str] = field(default_factory=dict)  # document id -> the one it repeats
    as_of: str | None = None
    recorded_by: str | None = None
    findings: tuple[Finding, ...] = ()
