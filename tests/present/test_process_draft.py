from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.domain import Document, Meeting, Party, PersonMention, Position, Reading
from pourparler.present.process_draft import Drafting, process_draft
from pourparler.reading.issues import Issues
from pourparler.sources.process import read_process
from tests.present.build import made

BUILT_IN = Issues.builtin().issues
TEXT = "Northland wants the ridge. Northland and Southland met, and Lake Union brokered."


def drafted(*readings: Reading) -> str:
    drafting = Drafting()
    for reading in readings:
        drafting.add(reading)
    return process_draft(drafting, BUILT_IN)


def reading(
    *, party: str = "Northland", office: str = "envoy", option: str = "the ridge", issue: str = "the-ridge"
) -> Reading:
    document = Document(TEXT, published="2031-06-11", path="a.txt")
    wants = made(Position, document, "Northland wants the ridge.", party=party, issue=issue, stance="demands", options=(option,),
                 voice="own")  # fmt: skip
    met = made(
        Meeting,
        document,
        "Northland and Southland met",
        participants=(party, "Southland"),
        brokers=("Lake Union",),
    )
    person = PersonMention(
        "per-1", "Ruta Venn", office, party, former=False, start=None, end=None, span=(0, 9)
    )
    return Reading(
        document,
        (Party(party, "movement"), Party("Southland", "state", "SOU")),
        (person,),
        positions=(wants,),
        meetings=(met, met),
    )


def test_the_draft_of_a_process() -> None:
    process = read_process(drafted(reading(), reading()))
    assert [(p.name, p.kind, p.role) for p in process.parties] == [
        ("Northland", "movement", "party"), ("Lake Union", "other", "broker"), ("Southland", "state", None),
    ]  # fmt: skip
    [person] = process.people
    assert (person.id, person.offices[0].title, person.offices[0].party) == (
        "ruta-venn",
        "envoy",
        "Northland",
    )
    [issue] = process.issues
    assert [(o.label, o.phrases) for o in issue.options] == [("the ridge", ("the ridge",))]
    assert issue.scale is None


def test_every_guess_asks_to_be_checked_and_shows_its_sentence() -> None:
    text = drafted(reading())
    assert "“Northland wants the ridge.” (a.txt)" in text
    assert text.count("check:") >= 8


def test_nothing_read_is_still_a_process_file() -> None:
    process = read_process(drafted())
    assert (process.parties, process.people, process.issues, process.assumptions) == ((), (), (), ())


@settings(max_examples=200, deadline=None)
@given(party=st.text(), office=st.text(), option=st.text(), issue=st.sampled_from([*BUILT_IN, "the-ridge"]))
def test_whatever_reports_say_the_draft_loads(party: str, office: str, option: str, issue: str) -> None:
    text = drafted(
        reading(party=party, office=office, option=option, issue=issue),
        reading(party=party.upper(), option=option.lower()),
    )
    read_process(text)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab: #,{}[]\"'\n-&*!|>%@`\\é\u2028\x85"), st.text(max_size=3)).map("".join),
        min_size=1,
    ).map("".join)
)
def test_no_wording_breaks_out_of_its_place(words: str) -> None:
    process = read_process(drafted(reading(option=words, party="Northland " + words, office=words)))
    assert len(process.issues) == 1
    assert all(" ".join(o.label.split()) == o.label for i in process.issues for o in i.options)
