"""Small builders for tests of what the record rules out."""

from __future__ import annotations

from typing import Any

from pourparler.domain import (
    Document,
    Issue,
    Option,
    Passage,
    Proposal,
    Response,
    StickingPoint,
    entry_id,
)
from pourparler.settlement.on_record.grounds import Choice, Ground, Literal
from tests.positions.build import READER

LINE = Issue(
    "territory", "Territory",
    options=(
        Option("all", "All of the bank to Tarn", ("whole western bank",)),
        Option("freeze", "The line is frozen", ("freeze the line",)),
        Option("back", "The old border", ("old border",)),
    ),
)  # fmt: skip
ZONE = Issue(
    "demilitarisation", "A demilitarised zone",
    options=(Option("zone", "A strip without troops", ("strip",)), Option("none", "No strip", ("no strip",))),
)  # fmt: skip
GUARDS = Issue("peacekeepers", "Peacekeepers", options=(Option("guards", "Observers", ("observers",)), Option("nobody", "Nobody", ("nobody",))))  # fmt: skip
ISSUES = {i.id: i for i in (LINE, ZONE, GUARDS)}
PARTIES = ("Tarn", "Veldia")


def _text(text: str, document: Document | None) -> Passage:
    if document is None:
        made = Document(text)
        return made.passage(0, len(text))
    start = document.text.index(text)
    return document.passage(start, start + len(text))


def proposal(by: str, *components: str, issue: str | None = "demilitarisation", **more: Any) -> Proposal:
    day = more.pop("day", "2031-03-01")
    passage = _text(more.pop("text", f"{by} proposes {components} {issue} {day}"), more.pop("document", None))
    return Proposal(
        id=entry_id("proposal", passage.document, passage.span),
        passages=(passage,), confidence=0.9, reader=READER, date=day, published=day,
        by=by, issue=issue, components=components, **more,
    )  # fmt: skip


def response(by: str, what: str, to: Proposal, **more: Any) -> Response:
    day = more.pop("day", "2031-03-02")
    passage = _text(more.pop("text", f"{by} {what} {to.id} {day}"), more.pop("document", None))
    return Response(
        id=entry_id("response", passage.document, passage.span, by, what),
        passages=(passage,), confidence=0.9, reader=READER, date=day, published=day,
        by=by, proposal=to.id, response=what, **more,
    )  # fmt: skip


def sticking(issue: str) -> StickingPoint:
    passage = _text(f"{issue} remains the main sticking point", None)
    return StickingPoint(
        id=entry_id("sticking_point", passage.document, passage.span), passages=(passage,), confidence=0.9,
        reader=READER, date="2031-03-01", published="2031-03-01", issue=issue, said_by="narrator",
    )  # fmt: skip


def choice(id_: str, options: int) -> Choice:
    names = tuple(f"o{i}" for i in range(options))
    return Choice(id_, id_, names, names)


def ground(id_: str, by: str, clauses: tuple[tuple[tuple[str, str, bool], ...], ...], **more: Any) -> Ground:
    made = tuple(tuple(Literal(*x) for x in clause) for clause in clauses)
    picks = tuple(dict.fromkeys((x.choice, x.option) for clause in made for x in clause))
    return Ground(id_, by, more.pop("firmness", "firm"), ("demands",), picks, made, evidence=(id_,), **more)
