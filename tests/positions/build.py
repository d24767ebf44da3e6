"""Small builders for tests of positions."""

from __future__ import annotations

from typing import Any

from pourparler.domain import Document, Issue, Option, Position, Reader, Scale, entry_id

READER = Reader("test", "1")
ARMY_OPTIONS = (
    Option("cap-600", "600,000", ("600,000", "six hundred thousand"), 0.0),
    Option("cap-700", "700,000", ("700,000",), 0.5),
    Option("cap-800", "800,000", ("800,000",), 1.0),
)
ARMY = Issue("army-size", "Army size", scale=Scale(ARMY_OPTIONS, "the test"), options=ARMY_OPTIONS)
ISSUES = {"army-size": ARMY}


def position(party: str, stance: str, *options: str, day: str = "2031-03-01", **more: Any) -> Position:
    issue = more.pop("issue", "army-size")
    text = f"{party} {stance} {options} {issue} {day} {more}"
    passage = Document(text).passage(0, len(text))
    return Position(
        id=entry_id("position", passage.document, passage.span),
        passages=(passage,),
        confidence=0.9,
        reader=READER,
        date=day,
        published=day,
        party=party,
        issue=issue,
        stance=stance,
        options=options,
        **{"voice": "own", **more},
    )
