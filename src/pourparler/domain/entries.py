"""Entries: the things a report says, each resting on at least one passage.

The fields are those of the public JSON contract (`domain.contract`), in its words.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pourparler.errors import ContractBroken

if TYPE_CHECKING:
    from pourparler.domain.document import Passage, Span

STATUSES = ("happened", "ongoing", "planned", "hypothetical", "denied")
STANCES = (
    "claims", "controls", "demands", "supports", "offers", "conditional", "open", "opposes", "rejects",
)  # fmt: skip
VOICES = ("own", "opponent", "third", "narrator")
RESPONSES = ("accepts", "rejects", "conditional", "considering")
POLARITIES = ("positive", "negative", "mixed")
COMMITMENT_STATUSES = ("sought", "offered", "made", "kept", "broken")
QUOTED = ("direct", "indirect", "mixed")
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "PROPOSE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Who found an entry: a reader of ours, another program, or a person."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as the report gives it."""

    value: float | None
    unit: str | None
    bound: str  # exact | about | at least | at most
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry carries."""

    KIND: ClassVar[str] = "entry"

    id: str
    passages: tuple[Passage, ...]  # the sentences that show it; never empty
    confidence: float  # [0, 1], calibrated
    reader: Reader
    date: str | None = None  # when it held: ISO 8601 day, month, year, or start/end
    published: str | None = None  # when the report said it
    recorded: str | None = None  # when the record learned it; None outside the record
    label: str = "public"
    explanation: tuple[str, ...] = ()  # cue, pattern or head, arcs, how speaker and date were resolved

    def __post_init__(self) -> None:
        """Refuse an entry that rests on nothing."""
        if not self.passages:
            raise ContractBroken(f"{self.KIND} {self.id} has no passage")
        if not 0.0 <= self.confidence <= 1.0:
            raise ContractBroken(f"{self.KIND} {self.id} has confidence {self.confidence}, not in [0, 1]")

    @property
    def document(self) -> str:
        """The id of the document that says it."""
        return self.passages[0].document

    @property
    def span(self) -> Span:
        """The first passage's [start, end)."""
        return self.passages[0].span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """Somebody said something."""

    KIND: ClassVar[str] = "statement"

    speaker: str | None  # fullest name in the report, else the description
    speaker_span: Span | None  # the mention nearest the cue, pronouns included
    party: str | None  # spoken for; `independent` or `unknown` where so
    cue: str | None
    cue_span: Span | None
    content_spans: tuple[Span, ...]
    quoted: str  # one of QUOTED
    within: str | None = None  # id of the statement in whose content this one stands
    person: str | None = None  # Person.id, where the speaker is an official


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something happened, is planned, is feared or is denied."""

    KIND: ClassVar[str] = "event"

    type: str  # one of EVENT_TYPES
    mode: str | None = None  # a PLOVER mode
    status: str = "happened"  # one of STATUSES
    asserted_by: str | None = None  # `narrator`, or whose claim it is
    alleged: bool = False
    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    trigger_span: Span
    numbers: tuple[Number, ...] = ()
    latitude: float | None = None  # degrees north, where the place is known
    longitude: float | None = None  # degrees east


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Entry):
    """A round of talks between the sides, or of the sides with a mediator."""

    KIND: ClassVar[str] = "meeting"

    place: str | None = None
    participants: tuple[str, ...] = ()
    brokers: tuple[str, ...] = ()
    status: str = "happened"
    ordinal: int | None = None  # which round or day, where the report says so
    count: int | None = None  # how many meetings, "seven times"
    agenda: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Entry):
    """Where a party stands on an issue."""

    KIND: ClassVar[str] = "position"

    party: str | None
    issue: str | None  # None: "Russia's position is unchanged"
    stance: str  # one of STANCES
    options: tuple[str, ...] = ()  # options named, as the report words them
    condition: str | None = None
    unchanged: bool = False
    voice: str = "narrator"  # one of VOICES
    statement: str | None = None  # id of the statement that carries it


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Entry):
    """A plan or offer on the table."""

    KIND: ClassVar[str] = "proposal"

    by: str | None
    to: tuple[str, ...] = ()
    issue: str | None = None
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Entry):
    """What a party answered to a proposal."""

    KIND: ClassVar[str] = "response"

    by: str | None
    proposal: str | None = None  # id of the proposal it answers, and of no other
    response: str  # one of RESPONSES
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Entry):
    """Somebody, or the report, calls talks, a deal or a process good, stalled or failed."""

    KIND: ClassVar[str] = "assessment"

    by: str | None  # `narrator` for the report's own voice
    about: str | None = None
    polarity: str  # one of POLARITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class StickingPoint(Entry):
    """What the report itself calls the obstacle."""

    KIND: ClassVar[str] = "sticking_point"

    issue: str | None
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Entry):
    """Who guarantees what to whom, in exchange for what."""

    KIND: ClassVar[str] = "commitment"

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    issue: str | None = None
    terms: str | None = None
    in_exchange_for: str | None = None
    trigger: str | None = None
    binding: bool | None = None
    status: str = "made"  # one of COMMITMENT_STATUSES
    asserted_by: str | None = None


KINDS: dict[str, type[Entry]] = {
    kind.KIND: kind
    for kind in (
        Statement, Event, Meeting, Position, Proposal, Response, Assessment, StickingPoint, Commitment,
    )
}  # fmt: skip


def entry_id(kind: str, document: str, span: Span, *key: object) -> str:
    """Return an id that is stable across re-reading.

    Args:
        kind: The entry's KIND.
        document: Document.id.
        span: Where it stands.
        key: The fields that make it this entry and no other (speaker, type, stance ...).
    Returns: 12 hexadecimal digits behind the kind's first letters.

    >>> entry_id("event", "ab", (0, 9), "AGREE") == entry_id("event", "ab", (0, 9), "AGREE")
    True
    """
    blob = json.dumps([kind, document, list(span), *key], ensure_ascii=True, default=str)
    return f"{kind[:3]}-{hashlib.sha256(blob.encode()).hexdigest()[:12]}"
