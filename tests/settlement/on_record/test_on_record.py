from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pourparler.domain import Assumption, Commitment, Document, Position
from pourparler.settlement.on_record import OnRecord, build, firm_only, on_record, settle
from tests.positions.build import READER
from tests.positions.build import position as said
from tests.settlement.on_record.build import (
    GUARDS,
    ISSUES,
    LINE,
    PARTIES,
    choice,
    ground,
    proposal,
    response,
)

SENNAR = Path(__file__).parents[3] / "examples" / "reports" / "sennar-basin-talks.txt"


def asked(*entries: Any, **more: Any) -> OnRecord:
    more = {"on": "2031-03-31", "parties": PARTIES, "issues": ISSUES, **more}
    return on_record(entries, more.pop("issues"), **more)


def position(party: str, stance: str, *options: str, **more: Any) -> Position:
    return said(party, stance, *options, **{"issue": "territory", **more})


def left(answer: OnRecord, id_: str) -> set[str]:
    """Return the options of a choice that are left in some package."""
    return {o for p in answer.parts for box in p.boxes if id_ in p.choices for o in box[p.choices.index(id_)]}


def conflicts(answer: OnRecord) -> list[tuple[str, ...]]:
    return [c for k in answer.knots for c in k.conflicts]


def test_a_demand_leaves_what_it_names_and_a_rejection_the_rest() -> None:
    answer = asked(
        position("Tarn", "rejects", "the old border"), position("Veldia", "rejects", "the whole western bank")
    )
    assert (left(answer, "territory"), answer.count, answer.knots) == ({"freeze"}, 1, ())


def test_issues_that_nobody_spoke_of_stay_open_and_are_not_enumerated() -> None:
    answer = asked(position("Tarn", "demands", "the whole western bank"))
    assert (answer.count, answer.open) == (1, ("demilitarisation", "peacekeepers"))


def test_a_demand_against_a_rejection_is_a_knot_that_either_can_undo() -> None:
    answer = asked(
        position("Tarn", "demands", "the whole western bank", day="2031-03-04"),
        position("Veldia", "rejects", "the whole western bank"),
    )
    [knot] = answer.knots
    assert (answer.count, knot.conflicts) == (
        0, (("Tarn/territory/wants", "Veldia/territory/refuses all"),),
    )  # fmt: skip
    assert [y.grounds for y in knot.smallest] == [
        ("Tarn/territory/wants",),
        ("Veldia/territory/refuses all",),
    ]
    assert [left for y in knot.smallest for left in y.left.boxes] == [(("freeze", "back"),), (("all",),)]
    assert [answer.ground(g).since for g in knot.conflicts[0]] == ["2031-03-04", "2031-03-01"]


def test_each_party_is_shown_what_its_own_yielding_would_take() -> None:
    answer = asked(
        position("Tarn", "demands", "the whole western bank"),
        position("Veldia", "rejects", "the whole western bank"),
        position("Veldia", "offers", "to freeze the line", day="2031-03-02"),
    )
    [knot] = answer.knots
    assert [y.grounds for y in knot.smallest] == [("Tarn/territory/wants",)]
    assert {len(y.grounds) for y in knot.alone} == {1, 2}


def test_a_proposal_that_names_no_option_stands_against_its_rejection() -> None:
    zone = proposal("Veldia", "a belt along the river, with patrols if necessary")
    answer = asked(zone, response("Tarn", "rejects", zone))
    [conflict] = conflicts(answer)
    assert {answer.ground(g).by for g in conflict} == {"Tarn", "Veldia"}
    assert {e for g in conflict for e in answer.ground(g).evidence} == {e.id for e in (zone, response("Tarn", "rejects", zone))}  # fmt: skip


def test_a_rejection_in_other_words_of_the_same_thing_counts() -> None:
    answer = asked(
        proposal("Veldia", "a demilitarised belt, possibly with foreign patrols"),
        position("Tarn", "rejects", "the demilitarized belt", issue="demilitarisation"),
    )
    assert len(conflicts(answer)) == 1


def test_rejecting_a_proposal_of_several_parts_rejects_them_together_and_not_each() -> None:
    package = proposal("Veldia", "a strip", "to freeze the line", issue=None)
    answer = asked(package, response("Tarn", "rejects", package), signed=tuple(ISSUES), parties=("Tarn",))
    assert answer.count == 3 * 2 - 1
    assert not answer.knots


def test_what_is_claimed_stands_against_what_is_held() -> None:
    answer = asked(
        position("Tarn", "claims", "the western bank of the Sennar", voice="narrator"),
        position("Veldia", "controls", "the western bank", voice="narrator"),
    )
    [conflict] = conflicts(answer)
    assert sorted((answer.ground(g).by, answer.ground(g).firmness) for g in conflict) == [
        ("Tarn", "firm"), ("Veldia", "held"),
    ]  # fmt: skip


def test_what_is_held_stands_against_no_mere_offer_and_not_against_its_holder() -> None:
    answer = asked(
        position("Tarn", "offers", "the western bank of the Sennar"),
        position("Tarn", "controls", "the western bank"),
        position("Veldia", "controls", "the western bank"),
    )
    assert not answer.knots


def test_opponents_words_count_on_request_only_and_never_beside_the_partys_own() -> None:
    entries = [
        position("Tarn", "demands", "the whole western bank", voice="opponent"),
        position("Veldia", "rejects", "the whole western bank"),
    ]
    assert not asked(*entries).knots
    assert len(asked(*entries, opponents=True).knots) == 1
    own = position("Tarn", "demands", "to freeze the line")
    assert not asked(*entries, own, opponents=True).knots


def test_the_reports_own_voice_counts_and_is_marked() -> None:
    [ground_] = asked(position("Tarn", "demands", "the whole western bank", voice="narrator")).grounds
    assert ground_.voice == "narrator"


def test_a_later_demand_takes_the_place_of_the_earlier_and_lifts_the_refusal() -> None:
    entries = [
        position("Tarn", "demands", "the whole western bank"),
        position("Tarn", "rejects", "freeze the line", day="2031-03-02"),
        position("Tarn", "demands", "to freeze the line", day="2031-03-05"),
    ]
    assert left(asked(*entries), "territory") == {"freeze"}
    assert left(asked(*entries, on="2031-03-03"), "territory") == {"all"}


def test_an_offer_widens_what_was_demanded_and_is_not_firm() -> None:
    entries = [
        position("Tarn", "demands", "the whole western bank"),
        position("Tarn", "offers", "to freeze the line", day="2031-03-05"),
    ]
    answer = asked(*entries)
    [ground_] = answer.grounds
    assert (left(answer, "territory"), ground_.firmness) == ({"all", "freeze"}, "soft")
    assert firm_only(answer).count == 3


def test_a_conditional_word_rules_nothing_out_and_is_noted_with_its_condition() -> None:
    answer = asked(
        position("Tarn", "conditional", "to freeze the line", condition="if sanctions go"),
        position("Veldia", "demands", "the old border"),
    )
    [noted] = answer.noted
    assert (answer.count, noted.what, noted.conditions) == (1, "conditional", ("if sanctions go",))


def test_unchanged_renews_the_last_word() -> None:
    again = position("Tarn", "demands", day="2031-03-20", issue=None, unchanged=True)
    [ground_] = asked(position("Tarn", "demands", "the whole western bank"), again).grounds
    assert (ground_.since, ground_.last_word, ground_.evidence[-1]) == ("2031-03-01", "2031-03-20", again.id)


def test_words_of_those_not_at_the_table_rule_nothing_out_and_are_noted() -> None:
    answer = asked(position("Norrland", "demands", "the old border"))
    assert (answer.grounds, [(n.by, n.what, n.label) for n in answer.noted]) == (
        (), [("Norrland", "others: demands", "The old border")],
    )  # fmt: skip


def test_stated_assumptions_count_by_name_and_tie_issues_together() -> None:
    assumptions = [
        Assumption("strip-needs-line", "why", "an analyst", kind="requires",
                   value={"if": "demilitarisation/zone", "then": "territory/freeze"}),
        Assumption("no-guards", "why", "an analyst", kind="excludes",
                   value={"options": ["peacekeepers/guards", "territory/freeze"]}),
    ]  # fmt: skip
    answer = asked(
        position("Veldia", "demands", "a strip", issue="demilitarisation"),
        position("Tarn", "demands", "the whole western bank"),
        assumptions=assumptions,
    )
    [conflict] = conflicts(answer)
    assert conflict == (
        "Tarn/territory/wants",
        "Veldia/demilitarisation/wants",
        "assumption/strip-needs-line",
    )
    assert all("assumption" not in g for k in answer.knots for y in k.smallest for g in y.grounds)


def test_contradictory_assumptions_are_named() -> None:
    choices = [choice("x", 2)]
    grounds = [
        ground("assumption/a", "one", ((("x", "o0", True),),), firmness="assumed", assumption="a"),
        ground("assumption/b", "two", ((("x", "o1", True),),), firmness="assumed", assumption="b"),
    ]
    [knot] = settle(choices, grounds).knots
    assert knot.conflicts == (("assumption/a", "assumption/b"),)
    assert [y.grounds for y in knot.smallest] == [("assumption/a",), ("assumption/b",)]


def test_a_reader_that_cuts_a_phrase_short_does_not_hide_the_option() -> None:
    whole = "Tarn demands the whole western bank."
    p = position("Tarn", "demands", "western bank")
    p = replace(p, passages=(Document(whole).passage(0, len(whole)),))
    assert left(asked(p), "territory") == {"all"}


def test_the_words_around_never_turn_a_refusal_round() -> None:
    issues = {**ISSUES, "territory": replace(LINE, options=(*LINE.options[:2], replace(LINE.options[2], phrases=("refuse to withdraw",))))}  # fmt: skip
    text = "Tarn refuses to withdraw."
    p = replace(position("Tarn", "rejects", "withdraw"), passages=(Document(text).passage(0, len(text)),))
    built = build([p], issues, on="2031-03-31", parties=PARTIES)
    assert [c.wording for c in built.choices] == ["withdraw"]
    whole = replace(p, options=(text,))
    assert [c.wording for c in build([whole], issues, on="2031-03-31", parties=PARTIES).choices] == [text]


def test_nothing_on_record_rules_nothing_out() -> None:
    answer = asked()
    assert (answer.count, answer.grounds, answer.knots) == (1, (), ())


def test_a_position_without_an_option_is_noted_and_rules_nothing_out() -> None:
    answer = asked(position("Tarn", "rejects"))
    assert (answer.grounds, [n.what for n in answer.noted]) == ((), ["rejects"])


def test_a_party_that_contradicts_itself_on_one_day_is_a_knot_of_its_own_words() -> None:
    answer = asked(
        position("Tarn", "demands", "the whole western bank"),
        position("Tarn", "rejects", "the whole western bank"),
    )
    assert [{answer.ground(g).by for g in c} for c in conflicts(answer)] == [{"Tarn"}]


def test_packages_that_hang_together_are_boxes_by_what_they_leave_open() -> None:
    tied = Assumption("t", "why", "an analyst", kind="requires",
                      value={"if": "peacekeepers/guards", "then": "territory/freeze"})  # fmt: skip
    answer = asked(position("Tarn", "rejects", "the old border"), assumptions=[tied])
    [part] = answer.parts
    assert (part.count, part.choices) == (3, ("peacekeepers", "territory"))
    assert {sum(len(o) for o in box) for box in part.boxes} == {2, 3}


@pytest.fixture(scope="module")
def sennar() -> Document:
    return Document(SENNAR.read_text(encoding="utf-8"), published="2031-06-11")


def test_the_invented_report_holds_the_strip_the_bank_and_the_guarantee(sennar: Document) -> None:
    """What a reader should find in the report, by hand; see the report for the words."""

    def at(text: str) -> Any:
        start = sennar.text.index(text)
        return (sennar.passage(start, start + len(text)),)

    zone = proposal(
        "Veldia", "both armies leave a strip ten kilometres wide along the river", day="2031-06-11",
        document=sennar, text="Brisk has suggested that both armies leave a strip",
    )  # fmt: skip
    bank = "the western bank of the Sennar, which Veldian troops hold and Maltenburg claims as its own"
    held = position(
        "Veldia", "controls", "the western bank of the Sennar", voice="narrator", day="2031-06-11"
    )
    claimed = position("Tarn", "claims", "the western bank of the Sennar", voice="narrator", day="2031-06-11")
    wants = position("Veldia", "demands", "a treaty under which Norrland and its partners would have to send troops",
                     issue="security-guarantees", day="2031-06-11")  # fmt: skip
    sought = Commitment(
        id="com-1", passages=at("Limne also wants a treaty"), confidence=0.9, reader=READER, by=("Norrland",), to=("Veldia",),
        issue="security-guarantees", status="sought", date="2031-06-11",
    )  # fmt: skip
    entries = [
        zone,
        response(
            "Tarn",
            "rejects",
            zone,
            day="2031-06-09",
            document=sennar,
            text="Tarn dismissed the idea out of hand",
        ),
        replace(held, passages=at(bank)),
        replace(claimed, passages=at(bank)),
        replace(wants, passages=at("Limne also wants a treaty")),
        sought,
    ]
    answer = on_record(entries, {}, on="2031-06-11", parties=PARTIES)
    pairs = {
        frozenset((answer.ground(g).by, answer.ground(g).firmness) for g in c) for c in conflicts(answer)
    }
    assert pairs == {
        frozenset({("Tarn", "firm"), ("Veldia", "soft")}),
        frozenset({("Tarn", "firm"), ("Veldia", "held")}),
    }
    assert not any(answer.choice(c).issue == "security-guarantees" for k in answer.knots for c in k.choices)
    assert GUARDS.id not in {c.issue for c in answer.choices}
