from __future__ import annotations

from typing import Any

from pourparler.domain import Commitment, Document, Proposal, Response, entry_id
from pourparler.positions import guarantees, ledger, named_by, side_by_side, versions
from tests.positions.build import ISSUES, READER


def made(kind: type[Any], text: str, *, day: str = "2031-03-01", **fields: Any) -> Any:
    passage = Document(text + day).passage(0, len(text))
    return kind(
        id=entry_id(kind.KIND, passage.document, passage.span), passages=(passage,), confidence=0.9, reader=READER,
        date=day, published=day, **fields,
    )  # fmt: skip


def test_an_answer_belongs_to_its_own_proposal_and_to_no_other() -> None:
    theirs = made(Proposal, "A neutral zone in the east.", by="Eastmark", issue="demilitarisation")
    ours = made(
        Proposal, "A zone along the river.", by="Northland", issue="demilitarisation", day="2031-03-02"
    )
    no = made(
        Response,
        "Southland rejected it.",
        by="Southland",
        proposal=ours.id,
        response="rejects",
        day="2031-03-03",
    )
    rows, lost = ledger([no, ours, theirs])
    assert [(r.proposal.id, [a.id for a in r.responses]) for r in rows] == [
        (theirs.id, []),
        (ours.id, [no.id]),
    ]
    assert lost == ()


def test_an_answer_to_nothing_on_record_is_not_lost() -> None:
    no = made(Response, "Southland rejected the plan.", by="Southland", response="rejects")
    assert ledger([no]) == ((), (no,))


def test_two_drafts_that_cap_an_army_differently_are_set_side_by_side() -> None:
    first = made(Proposal, "a", by="Eastmark", components=("an army capped at 600,000",))
    silent = made(Proposal, "b", by="Eastmark", components=("a truce",), day="2031-03-02")
    second = made(
        Proposal, "c", by="Westmark", components=("a cap of 800,000 in peacetime",), day="2031-03-03"
    )
    [difference] = versions(ledger([second, silent, first])[0], ISSUES)
    assert (difference.before, difference.after) == ("600,000", "800,000")
    assert difference.by == ("Eastmark", "Westmark")
    assert difference.evidence == (first.id, second.id)


def test_a_guarantee_says_what_it_lacks() -> None:
    old = made(
        Commitment,
        "The pact",
        day="1994-12-05",
        by=("Eastmark",),
        to=("Northland",),
        terms="borders",
        in_exchange_for="missiles",
    )
    [row] = guarantees([old])
    assert row.lacks == ("trigger", "binding force")


def test_texts_that_settle_an_issue_differently_stand_side_by_side() -> None:
    one = made(Proposal, "At most 600,000 soldiers.", by="Eastmark", components=("600,000",))
    again = made(Proposal, "Six hundred thousand.", by="Northland", components=("600,000",), day="2031-03-02")
    other = made(Proposal, "At most 800,000.", by="Northland", components=("800,000",), day="2031-03-03")
    [clause] = side_by_side(ledger([other, again, one])[0], ISSUES)
    assert [(said, [p.by for p in by]) for said, by in clause.texts] == [
        ("600,000", ["Eastmark", "Northland"]),
        ("800,000", ["Northland"]),
    ]
    assert named_by(one, ISSUES) == named_by(again, ISSUES) != named_by(other, ISSUES)
    assert side_by_side(ledger([one, again])[0], ISSUES) == ()
