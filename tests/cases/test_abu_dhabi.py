"""The facts of a real wire story, as typed entries with passages. The story is not copied here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pourparler.actions.read import read

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.domain import Reading

pytestmark = pytest.mark.shared
STORY = "data/reports/abu-dhabi-2026-02-05.txt"


@pytest.fixture(scope="module")
def story(shared: Path) -> Reading:
    [file] = read([str(shared / STORY)], published="2026-02-05")
    assert file.reading is not None
    return file.reading


@pytest.fixture(scope="module")
def bare(shared: Path) -> Any:
    [file] = read([str(shared / STORY)])
    return file


def text(reading: Reading, span: tuple[int, int]) -> str:
    return reading.document.text[slice(*span)]


def said_by(reading: Reading, surname: str) -> list[Any]:
    return [s for s in reading.statements if (s.speaker or "").endswith(surname)]


def test_the_round_in_abu_dhabi_its_second_day_and_its_broker(story: Reading) -> None:
    rounds = [
        m for m in story.meetings if {"Russia", "Ukraine"} <= set(m.participants) and m.status != "planned"
    ]
    assert any("United States" in m.brokers and m.ordinal == 2 for m in rounds)
    assert any((m.place or "").startswith("Abu Dhabi") for m in story.meetings)


@pytest.mark.parametrize(
    ("name", "office", "party"),
    [
        ("Kirill Dmitriev", "lead envoy", "Russia"),
        ("Rustem Umerov", "lead negotiator", "Ukraine"),
        ("Volodymyr Zelenskyy", "President", "Ukraine"),
        ("Dmitry Peskov", "spokesman", "Russia"),
        ("Steve Witkoff", "lead negotiator", "United States"),
        ("Vladimir Putin", "President", "Russia"),
    ],
)
def test_people_as_the_report_titles_them(story: Reading, name: str, office: str, party: str) -> None:
    assert any(p.name == name and office in (p.office or "") and p.party == party for p in story.people)


def test_the_white_houses_two_people_and_no_statement_invented_for_them(story: Reading) -> None:
    assert {"Steve Witkoff", "Jared Kushner"} <= {p.name for p in story.people}
    assert said_by(story, "Witkoff") == said_by(story, "Kushner") == []


def test_current_and_former_intelligence_officials(story: Reading) -> None:
    assert any("current and former intelligence" in text(story, p.span) for p in story.people)


@pytest.mark.parametrize(
    ("surname", "party", "date", "words"),
    [
        ("Dmitriev", "Russia", "2026-02-05", "positive movement"),
        ("Umerov", "Ukraine", None, "meaningful and productive"),
        ("Peskov", "Russia", None, "absolutely clear"),
        ("Zelenskyy", "Ukraine", None, "another exchange of prisoners"),
        ("Reiterovych", "independent", None, "stronger guarantees"),
    ],
)
def test_statements_with_speaker_party_and_date(
    story: Reading, surname: str, party: str, date: str | None, words: str
) -> None:
    found = [s for s in said_by(story, surname) if any(words in text(story, c) for c in s.content_spans)]
    assert [(s.party, s.date) for s in found][:1] == [(party, date)]


def test_the_barrage_on_the_eve_of_the_talks(story: Reading) -> None:
    [hit] = [
        e for e in story.events if e.type == "ASSAULT" and "Russia" in e.initiators and e.status == "happened"
    ][:1]
    assert "Ukraine" in hit.recipients
    assert hit.date in ("2026-02-03", "2026-02-03/2026-02-04", "2026-02-04")


def test_the_exchange_of_prisoners_is_planned(story: Reading) -> None:
    assert any(
        e.status in ("planned", "hypothetical") and "exchange of prisoners" in e.passages[0].exact and e.type in ("RETREAT", "CONCEDE", "COOPERATE", "AGREE")
        for e in story.events
    )  # fmt: skip


def test_the_zone_is_ukraines_proposal_and_russias_rejection_points_to_it(story: Reading) -> None:
    [zone] = [p for p in story.proposals if p.by == "Ukraine" and "demilitarized zone" in p.passages[0].exact]
    assert [(r.by, r.response) for r in story.responses if r.proposal == zone.id] == [("Russia", "rejects")]


def test_what_each_side_claims_and_controls_in_the_donbas(story: Reading) -> None:
    held = {(p.party, p.stance) for p in story.positions if p.issue == "territory"}
    assert {("Ukraine", "controls"), ("Russia", "claims")} <= held


def test_the_demand_for_binding_guarantees_and_whom_it_addresses(story: Reading) -> None:
    assert any(
        (p.party, p.issue, p.stance) == ("Ukraine", "security-guarantees", "demands") for p in story.positions
    )
    [sought] = [c for c in story.commitments if c.status == "sought" and "United States" in (*c.by, *c.to)][
        :1
    ]
    assert sought.binding is True
    assert "Western" in " ".join((*sought.by, *sought.to)) or "West" in (*sought.by, *sought.to)
    assert "attack" in (sought.trigger or "")
    assert not any(
        e.type == "ASSAULT" and e.status == "happened" and "in the future" in e.passages[0].exact
        for e in story.events
    )


def test_sticking_points(story: Reading) -> None:
    assert {"territory", "security-guarantees"} <= {s.issue for s in story.sticking_points}


def test_the_narrowed_gap_is_an_assessment_of_the_report_itself(story: Reading) -> None:
    assert any(
        a.by == "narrator" and a.polarity == "positive" and "narrowed somewhat" in a.passages[0].exact
        for a in story.assessments
    )


def test_the_memorandum_of_1994(story: Reading) -> None:
    [memo] = [c for c in story.commitments if (c.date or "").startswith("1994")]
    assert set(memo.by) == {"United States", "Russia", "United Kingdom"}
    assert memo.to == ("Ukraine",)
    assert "nuclear" in (memo.in_exchange_for or "")
    assert memo.status in ("made", "broken")


def test_the_direct_talks_of_2022_and_none_until_may_2025(story: Reading) -> None:
    dates = [m.date or "" for m in story.meetings] + [
        e.date or "" for e in story.events if e.type == "CONSULT"
    ]
    assert any(d.startswith("2022") for d in dates)
    assert any("2025-05" in d for d in dates)


def test_seven_meetings_with_the_russian_president(story: Reading) -> None:
    assert any(m.count == 7 for m in story.meetings)


def test_unchanged_is_a_position_without_an_issue(story: Reading) -> None:
    assert any(p.party == "Russia" and p.unchanged for p in story.positions)


def test_without_a_date_it_is_worked_out_from_the_text_and_says_how(bare: Any) -> None:
    document = bare.reading.document
    assert (document.published, document.published_how) in (("2026-02-05", "inferred"), (None, "unknown"))
    if document.published:
        assert document.published_why
    assert any("date" in f.message for f in bare.findings)


def test_every_entry_stands_in_the_story(story: Reading) -> None:
    assert all(p.stands_in(story.document) for e in story.entries() for p in e.passages)
