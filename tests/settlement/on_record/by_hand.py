"""What a careful person finds in a few reports of the example, so that tests do not hang on the reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler import record
from pourparler.domain import (
    Commitment,
    Document,
    Position,
    Proposal,
    Reading,
    Response,
    StickingPoint,
    entry_id,
)
from tests.positions.build import READER

if TYPE_CHECKING:
    from pourparler.domain import Passage

UKRAINE = Path(__file__).parents[3] / "examples" / "ukraine-2026"


class Report:
    """One report of the example, to which entries are added by their sentence."""

    def __init__(self, name: str) -> None:
        text = (UKRAINE / f"{name}.md").read_text(encoding="utf-8").partition("---\n\n")[2]
        self.day = name[:10]
        self.document = Document(text, title=name, published=self.day, published_how="given")

    def common(self, kind: str, sentence: str, *key: object) -> dict[str, Any]:
        passage: Passage = self.document.passage(
            start := self.document.text.index(sentence), start + len(sentence)
        )
        return {
            "id": entry_id(kind, passage.document, passage.span, *key), "passages": (passage,), "confidence": 0.95,
            "reader": READER, "date": self.day, "published": self.day,
        }  # fmt: skip

    def position(
        self, sentence: str, party: str, issue: str, stance: str, *options: str, **more: Any
    ) -> Position:
        common = self.common("position", sentence, party, issue, stance)
        return Position(**{**common, "party": party, "issue": issue, "stance": stance, "options": options,
                           "voice": "own", **more})  # fmt: skip


def readings() -> list[Reading]:
    zones, guarantees = Report("2026-01-30-two-zones"), Report("2026-02-12-army-size-and-nato")
    last = Report("2026-02-20-what-narrowed")
    zone = Proposal(
        **zones.common("proposal", "a demilitarised zone, possibly with European peacekeepers"), by="Ukraine",
        issue="demilitarisation", components=("a demilitarised zone, possibly with European peacekeepers",),
    )  # fmt: skip
    rejected = Response(**zones.common("response", "Russia has rejected this idea."), by="Russia", proposal=zone.id,
                        response="rejects")  # fmt: skip
    bind = "Kyiv demands that the United States and other Western states bind themselves to help."
    sought = Commitment(**guarantees.common("commitment", bind), by=("United States",), to=("Ukraine",),
                        issue="security-guarantees", status="sought")  # fmt: skip
    named = StickingPoint(**last.common("sticking_point", "territory remains the main sticking point"),
                          issue="territory", said_by="narrator")  # fmt: skip
    wants = last.position("Russia wants all of it.", "Russia", "territory", "demands", "whole of the Donbas")
    part = "Ukraine, which offers to freeze the line of contact, refuses to give up the part it holds."
    return [
        Reading(zones.document, proposals=(zone,), responses=(rejected,)),
        Reading(
            guarantees.document,
            positions=(guarantees.position(bind, "Ukraine", "security-guarantees", "demands", "bind themselves to help"),),
            commitments=(sought,),
        ),
        Reading(
            last.document,
            positions=(
                wants,
                last.position(part, "Ukraine", "territory", "offers", "freeze the line of contact"),
                last.position(part, "Ukraine", "territory", "rejects", "give up the part it holds"),
            ),
            sticking_points=(named,),
        ),
    ]  # fmt: skip


def store(db: str) -> None:
    """Store these readings as a record."""
    with record.open(db, now=lambda: "2026-03-01T06:00:00+00:00") as memory:
        for reading in readings():
            memory.add(reading)
