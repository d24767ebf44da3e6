"""A small view with one entry of every kind, made by hand."""

from __future__ import annotations

from typing import Any

from pourparler.domain import (
    Assessment,
    Commitment,
    Document,
    Event,
    Meeting,
    Number,
    Party,
    PersonMention,
    Position,
    Proposal,
    Reader,
    Response,
    Statement,
    StickingPoint,
    View,
    entry_id,
)

READER = Reader("test", "1")
TEXT = (
    "Northland's envoy Ana Marsh said on Monday that a buffer zone was possible. Southland rejected the idea.\n"
    "The army said 12 shells had hit Sund. Talks in Varn go on. The main obstacle is the line of contact.\n"
)


def document(text: str = TEXT, **more: Any) -> Document:
    return Document(
        text,
        title="Talks open",
        publisher="The Bulletin",
        published="2031-03-11",
        published_how="given",
        **more,
    )


def made(kind: type[Any], doc: Document, quote: str, **fields: Any) -> Any:
    start = doc.text.index(quote)
    passage = doc.passage(start, start + len(quote))
    return kind(
        id=entry_id(kind.KIND, doc.id, passage.span, *sorted(map(str, fields.items()))),
        passages=(passage,),
        published=doc.published,
        reader=READER,
        **{"confidence": 0.9, **fields},
    )


def view(doc: Document | None = None, **more: Any) -> View:
    doc = doc or document()
    first, second = doc.text[: doc.text.index(" Southland")], "Southland rejected the idea."
    said = doc.text.index("a buffer zone"), doc.text.index("possible.") + 9
    proposal = made(
        Proposal, doc, first, by="Northland", issue="demilitarisation", components=("a buffer zone",)
    )
    hit = doc.text.index("hit")
    entries = (
        made(
            Statement, doc, first, speaker="Ana Marsh", speaker_span=(18, 27), party="Northland", cue="said",
            cue_span=(28, 32), content_spans=(said,), quoted="indirect", date="2031-03-10",
        ),
        made(
            Event, doc, "The army said 12 shells had hit Sund.", type="ASSAULT", trigger_span=(hit, hit + 3),
            asserted_by="Southland", alleged=True, initiators=("Northland",), recipients=("Southland",), place="Sund",
            numbers=(Number(12.0, "shells", "exact", (hit, hit + 3)),), date="2031-03-10",
        ),
        made(Meeting, doc, "Talks in Varn go on.", participants=("Northland", "Southland"), place="Varn", status="ongoing"),
        made(Position, doc, first, party="Northland", issue="demilitarisation", stance="offers", options=("a buffer zone",), voice="own"),
        made(Position, doc, second, party="Southland", issue="demilitarisation", stance="rejects", options=("a buffer zone",), voice="narrator"),
        proposal,
        made(Response, doc, second, by="Southland", proposal=proposal.id, response="rejects"),
        made(StickingPoint, doc, "The main obstacle is the line of contact.", issue="territory", said_by="narrator"),
        made(Assessment, doc, "Talks in Varn go on.", by="narrator", polarity="mixed", confidence=0.1),
        made(Commitment, doc, first, by=("Northland",), to=("Southland",), terms="a buffer zone", status="offered", asserted_by="narrator"),
    )  # fmt: skip
    person = PersonMention(
        "ana-marsh", "Ana Marsh", "envoy", "Northland", former=False, start=None, end=None, span=(18, 27)
    )
    return View(
        (doc,),
        entries,
        ((doc.id, person),),
        (Party("Northland", "state"), Party("Southland", "state")),
        **more,
    )
