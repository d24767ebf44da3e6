from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pourparler.scoring import score
from pourparler.scoring.matching import overlap_share, pairs, same_date, same_place, same_speaker


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "speaker": "Ana Marsh", "speaker_span": [0, 9], "party": "Northland", "content_spans": [[15, 40]],
        "quoted": "indirect", "date": None, "within": None, **changes,
    }  # fmt: skip


def test_a_statement_matches_from_half_its_content_on() -> None:
    gold = {"statements": [statement()]}
    half = {"statements": [statement(content_spans=[[15, 28]])]}
    less = {"statements": [statement(content_spans=[[15, 26]])]}
    assert score(gold, half)["statements"].matched == 1
    assert score(gold, less)["statements"].matched == 0


def test_nested_statements_are_not_counted() -> None:
    tally = score({"statements": [statement(), statement(within=0)]}, {"statements": [statement()]})
    assert (tally["statements"].gold, tally["statements"].f1) == (1, 1.0)


def test_a_speaker_is_right_by_overlap_or_surname() -> None:
    assert same_speaker(statement(), statement(speaker="she", speaker_span=[5, 9]))
    assert same_speaker(statement(), statement(speaker="Marsh", speaker_span=[60, 65]))
    assert not same_speaker(statement(), statement(speaker="Oram", speaker_span=[60, 64]))


def test_an_event_in_the_sentence_counts_and_an_overlapping_trigger_wins() -> None:
    gold = {"events": [{"type": "ASSAULT", "trigger_span": [10, 16], "status": "happened"}]}
    near = {"type": "ASSAULT", "trigger_span": [20, 24], "span": [0, 30], "status": "planned"}
    exact = {"type": "ASSAULT", "trigger_span": [10, 16], "span": [0, 30], "status": "happened"}
    tally = score(gold, {"events": [near, exact]})["events"]
    assert (tally.matched, tally.right["status"]) == (1, 1)
    other = {"events": [{**exact, "type": "COERCE"}]}
    assert score(gold, other)["events"].matched == 0
    assert score(gold, other)["events, type ignored"].matched == 1


def test_a_position_needs_party_issue_stance_group_and_sentence() -> None:
    gold = {"party": "Northland", "issue": "water", "stance": "demands", "span": [0, 50]}
    assert score({"positions": [gold]}, {"positions": [{**gold, "stance": "claims"}]})["positions"].f1 == 1
    for change in ({"stance": "rejects"}, {"party": "Southland"}, {"issue": "other"}, {"span": [60, 90]}):
        assert score({"positions": [gold]}, {"positions": [{**gold, **change}]})["positions"].f1 == 0


def test_dates_and_places_match_by_what_they_share() -> None:
    assert same_date("2025-03-11", "2025-03-10/2025-03-12")
    assert same_date("2025-03", "2025-03-12")
    assert not same_date("2025-03-11", "2025-03-12")
    assert not same_date(None, "2025-03-12")
    assert same_place("Jeddah, Saudi Arabia", "Jeddah")
    assert not same_place("Jeddah", None)


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4)


@given(spans, spans)
def test_the_overlap_share_is_symmetric_and_within_bounds(a: Any, b: Any) -> None:
    assert 0.0 <= overlap_share(a, b) == overlap_share(b, a) <= 1.0


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_pairs_are_one_to_one(a: list[int], b: list[int]) -> None:
    chosen = pairs([{"v": x} for x in a], [{"v": x} for x in b], lambda g, p: float(g["v"] == p["v"]))
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    assert len(chosen) == sum(min(a.count(v), b.count(v)) for v in set(a))


def test_gold_against_itself_is_perfect() -> None:
    line = {"statements": [statement(), statement(content_spans=[[50, 60]])]}
    assert score(line, line)["statements"].f1 == 1.0
