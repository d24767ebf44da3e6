"""Talks that several entries tell are one occasion; what is planned, held or denied stays apart."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pourparler.domain import Document, Event, Meeting, Proposal, entry_id
from pourparler.positions import rounds, timeline
from tests.positions.build import READER


def made(kind: type[Any], text: str = "They met.", document: str = "", **fields: Any) -> Any:
    doc = Document(f"{document} {text}")
    passage = doc.passage(0, len(doc.text))
    key = entry_id(kind.KIND, doc.id, passage.span, str(sorted(fields.items())))
    return kind(
        id=key,
        passages=(passage,),
        confidence=0.9,
        reader=READER,
        published="2031-03-12",
        **fields,
    )


def meeting(**fields: Any) -> Meeting:
    found: Meeting = made(Meeting, **{"text": f"A meeting {sorted(fields.items())}.", **fields})
    return found


def talks(**fields: Any) -> Event:
    more = {"type": "CONSULT", "trigger_span": (0, 4), "text": f"Talks {sorted(fields.items())}.", **fields}
    found: Event = made(Event, **more)
    return found


def test_a_meeting_and_the_talks_of_its_sentence_are_one() -> None:
    told = {"text": "Northland and Southland met in Varn.", "date": "2031-03-10", "place": "Varn"}
    [one] = rounds(
        [talks(**told, initiators=("Northland",)), meeting(**told, participants=("Southland",), ordinal=2)]
    )
    assert (one.participants, one.ordinal, len(one.entries)) == (("Northland", "Southland"), 2, 2)
    [moment] = timeline(one.entries)
    assert moment.round == one


def test_two_days_of_one_numbered_round_are_one() -> None:
    first = meeting(date="2031-03-10", place="Varn", ordinal=3, participants=("Northland", "Southland"))
    second = meeting(date="2031-03-11", place="Varn", ordinal=3)
    [one] = rounds([second, first])
    assert (one.start, one.end) == ("2031-03-10", "2031-03-11")


def test_other_sides_another_place_another_number_or_another_status_are_other_talks() -> None:
    day = {"date": "2031-03-10", "place": "Varn", "participants": ("Northland", "Southland")}
    others = (
        {"participants": ("Westland", "Eastland"), "ordinal": None},
        {"place": "Sund"},
        {"ordinal": 2},
        {"status": "planned"},
        {"date": "2031-03-14"},
    )
    for other in others:
        assert len(rounds([meeting(**day, ordinal=1), meeting(**{**day, "ordinal": 1, **other})])) == 2, other


def test_one_round_told_twice_in_one_sentence_with_other_days_is_one() -> None:
    told = {"text": "A second round, from 14 to 16 February, in Varn.", "place": "Varn", "ordinal": 2}
    [one] = rounds(
        [
            meeting(**told, date="2031-02-19"),
            meeting(**told, date="2031-02-14/2031-02-16", participants=("Northland",)),
        ]
    )
    assert (one.start, one.end) == ("2031-02-14", "2031-02-16")


def test_what_names_nobody_is_no_side() -> None:
    [one] = rounds([meeting(date="2031-03-10", participants=("three countries", "Northland"))])
    assert one.participants == ("Northland",)


def test_a_proposal_and_its_proposing_are_one_moment() -> None:
    said = {"text": "Northland proposed a zone.", "date": "2031-03-10"}
    event = made(Event, **said, type="PROPOSE", trigger_span=(0, 4), initiators=("Northland",))
    [moment] = timeline([event, made(Proposal, **said, by="Northland")])
    assert isinstance(moment.entry, Proposal)
    [alone] = timeline([event])
    assert alone.entry == event


some = st.builds(
    meeting,
    date=st.sampled_from(["2031-03-10", "2031-03-11", "2031-03-10/2031-03-12", "2031", None]),
    place=st.sampled_from(["Varn", "Sund", None]),
    ordinal=st.sampled_from([1, 2, None]),
    status=st.sampled_from(["happened", "planned"]),
    participants=st.sampled_from([(), ("Northland",), ("Northland", "Southland"), ("Westland",)]),
    document=st.sampled_from(["a", "b"]),
)


@given(st.lists(some, max_size=6, unique_by=lambda m: m.id), st.randoms())
def test_every_entry_stands_in_one_occasion_whatever_the_order(meetings: list[Meeting], rng: Any) -> None:
    found = rounds(meetings)
    assert sorted(e.id for r in found for e in r.entries) == sorted(m.id for m in meetings)
    mixed = list(meetings)
    rng.shuffle(mixed)
    assert rounds(mixed) == found
