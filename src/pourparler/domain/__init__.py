"""The nouns. Frozen records with no input or output; one word per thing, everywhere."""

from pourparler.domain.document import Document, Passage, Span
from pourparler.domain.entries import (
    KINDS,
    Assessment,
    Commitment,
    Entry,
    Event,
    Meeting,
    Number,
    Position,
    Proposal,
    Reader,
    Response,
    Statement,
    StickingPoint,
    entry_id,
)
from pourparler.domain.finding import Finding
from pourparler.domain.issue import Issue, Option, Scale
from pourparler.domain.judgement import Judgement
from pourparler.domain.party import INDEPENDENT, NARRATOR, UNKNOWN, Office, Party, Person
from pourparler.domain.process import Assumption, Process
from pourparler.domain.reading import PersonMention, Reading
from pourparler.domain.view import View

__all__ = [
    "INDEPENDENT", "KINDS", "NARRATOR", "UNKNOWN", "Assessment", "Assumption", "Commitment", "Document",
    "Entry", "Event", "Finding", "Issue", "Judgement", "Meeting", "Number", "Office", "Option", "Party",
    "Passage", "Person", "PersonMention", "Position", "Process", "Proposal", "Reader", "Reading",
    "Response", "Scale", "Span", "Statement", "StickingPoint", "View", "entry_id",
]  # fmt: skip
