"""What one reader found in one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.domain.document import Document, Span
    from pourparler.domain.entries import (
        Assessment,
        Commitment,
        Entry,
        Event,
        Meeting,
        Position,
        Proposal,
        Response,
        Statement,
        StickingPoint,
    )
    from pourparler.domain.finding import Finding
    from pourparler.domain.party import Party


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person in an office, as one report titles them."""

    id: str  # the same for the same name in every report
    name: str  # fullest name given, or a description ("former intelligence officials")
    office: str | None  # as the report titles them
    party: str | None
    former: bool
    start: str | None  # ISO 8601: since when in office, if the report says so
    end: str | None
    span: Span  # the mention


@dataclass(frozen=True, slots=True)
class Reading:
    """All entries of one document, in the order of its text."""

    document: Document
    parties: tuple[Party, ...] = ()
    people: tuple[PersonMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    positions: tuple[Position, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    responses: tuple[Response, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    sticking_points: tuple[StickingPoint, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    findings: tuple[Finding, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, kind by kind."""
        yield from self.statements
        yield from self.events
        yield from self.meetings
        yield from self.positions
        yield from self.proposals
        yield from self.responses
        yield from self.assessments
        yield from self.sticking_points
        yield from self.commitments
