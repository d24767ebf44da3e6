from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.domain import Assumption
from pourparler.domain.draft import Clause, Draft
from pourparler.errors import BadFile
from pourparler.settlement.on_record.checking import DraftCheck, check_draft, termed
from pourparler.settlement.on_record.terms import term_of
from pourparler.sources.draft import load_draft, read_clauses, read_draft
from tests.positions.build import position
from tests.settlement.on_record.build import ISSUES, PARTIES, proposal, response

DRAFT = Draft(
    "A draft",
    (
        Clause("1", "The line is frozen.", "territory", "freeze"),
        Clause("2", "There is a strip.", "demilitarisation", "zone"),
        Clause("3", "Observers come.", "peacekeepers", "guards"),
    ),
)


def checked(*entries: Any, draft: Draft = DRAFT, **more: Any) -> DraftCheck:
    return check_draft(draft, entries, ISSUES, on="2031-03-31", parties=PARTIES, **more)


def words(answer: DraftCheck) -> list[tuple[str, ...]]:
    return [tuple(v.word for v in c.verdicts) for c in answer.clauses]


def test_each_clause_is_met_rejected_conditional_or_silent_for_each_party() -> None:
    answer = checked(
        position("Tarn", "demands", "the whole western bank", issue="territory"),
        position("Veldia", "offers", "to freeze the line", issue="territory"),
        position("Tarn", "rejects", "a strip", issue="demilitarisation"),
        position("Veldia", "conditional", "observers", issue="peacekeepers", condition="unarmed"),
    )
    assert words(answer) == [("rejected", "met"), ("rejected", "silent"), ("silent", "conditional")]
    rejected = answer.clauses[0].verdicts[0]
    assert rejected.why == "it asks for something else: All of the bank to Tarn"
    assert answer.clauses[2].verdicts[1].conditions == ("unarmed",)


def test_every_verdict_but_silence_has_its_sentences() -> None:
    answer = checked(position("Tarn", "rejects", "a strip", issue="demilitarisation"))
    assert all(v.evidence or v.word == "silent" for c in answer.clauses for v in c.verdicts)


def test_rejecting_everything_else_meets_the_clause_and_rejecting_some_is_silence() -> None:
    some = [position("Tarn", "rejects", "the old border", issue="territory", day="2031-03-01")]
    assert words(checked(*some))[0] == ("silent", "silent")
    some.append(position("Tarn", "rejects", "the whole western bank", issue="territory", day="2031-03-02"))
    assert words(checked(*some))[0] == ("met", "silent")


def test_an_answer_to_a_proposal_counts_for_the_clause() -> None:
    zone = proposal("Veldia", "a strip")
    assert words(checked(zone, response("Tarn", "rejects", zone)))[1] == ("rejected", "met")
    assert words(checked(zone, response("Tarn", "accepts", zone)))[1] == ("met", "met")


def test_the_draft_as_a_whole_breaks_assumptions_by_name() -> None:
    assumption = Assumption("no-guards", "why", "an analyst", kind="excludes",
                            value={"options": ["peacekeepers/guards", "territory/freeze"]})  # fmt: skip
    [broken] = checked(assumptions=[assumption]).broken
    assert (broken.ground.assumption, broken.clauses) == ("no-guards", ("1", "3"))


def test_what_a_party_asks_for_and_no_clause_settles_is_said() -> None:
    short = Draft("A draft", DRAFT.clauses[:1])
    answer = checked(position("Tarn", "demands", "no strip", issue="demilitarisation"), draft=short)
    assert [(issue, party) for issue, party, _ in answer.unmentioned] == [("demilitarisation", "Tarn")]


def test_words_of_a_clause_become_a_term_and_unknown_words_do_not() -> None:
    def topics(text: str) -> list[str]:
        return ["demilitarisation"] if "troops" in text else []

    def term(text: str) -> tuple[str | None, str | None, str]:
        t = term_of(Clause("1", text), ISSUES, signed=["territory"], topics=topics)
        return t.issue, t.option, t.how

    assert term("They freeze the line.") == ("territory", "freeze", "phrase")
    assert term("Strips stay without any troops.") == ("demilitarisation", "zone", "phrase")
    assert term("Few troops are left.") == ("demilitarisation", None, "issue only")
    assert term("Everybody smiles.") == (None, None, "nothing")


def test_a_clause_that_was_not_recognised_is_silent_and_says_so() -> None:
    draft = termed(Draft("D", (Clause("1", "Few troops are left."),)), {"1": ("demilitarisation", None)})
    [one] = checked(draft=draft).clauses
    assert "not recognised" in one.verdicts[0].why


def test_clauses_are_found_however_they_are_numbered() -> None:
    text = "Draft of March\n\n1. One.\n2) Two\nruns on.\n(3) Three.\nArticle 4\nFour.\nV. Five.\n6.1 Six.\n"
    draft = read_clauses(text)
    assert draft.title == "Draft of March"
    assert [(c.number, c.text) for c in draft.clauses] == [
        ("1", "One."), ("2", "Two runs on."), ("3", "Three."), ("4", "Four."), ("V", "Five."), ("6.1", "Six."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Nothing is numbered here.", "no numbered clause"),
        ("1. One.\n1. Again.", "line 2: clause 1 stands twice, first in line 1"),
        ("1. One.\n2.\n3. Three.", "line 2: clause 2 is empty"),
        ("1. One.\n\nA stray paragraph.\n\n2. Two.", "line 3: a paragraph without a number"),
    ],
)
def test_bad_texts_are_refused_with_their_line(text: str, complaint: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_clauses(text)
    assert complaint in str(refused.value)


def test_all_errors_of_a_draft_file_come_at_once_with_their_lines() -> None:
    text = """draft: {title: D, complete: perhaps, dat: 2031-03-01}
clauses:
  - {number: 1, issue: teritory, option: freeze, text: One.}
  - {number: 1, issue: territory, option: frieze, text: Two.}
  - {issue: territory}
  - {number: 4}
  - {number: 5, option: freeze, text: Five.}
  - {number: 6, text: Six., terms: {value: many}}
"""
    with pytest.raises(BadFile) as refused:
        read_draft(text, ISSUES)
    said = refused.value.problems
    for line, words_ in {1: "complete", 3: "did you mean territory", 4: "did you mean freeze", 5: "number",
                         6: "says nothing", 7: "without its issue", 8: "value"}.items():  # fmt: skip
        assert any(p.startswith(f"line {line}: ") and words_ in p for p in said), (line, words_, said)
    assert any("clause 1 stands twice" in p for p in said)
    assert any("unknown key `dat`" in p for p in said)


@pytest.mark.parametrize("text", ["draft: {title: D}\n", "clauses: []\n", "draft: {title: D}\nclauses:\n"])
def test_a_draft_without_clauses_is_refused(text: str) -> None:
    with pytest.raises(BadFile, match="no clauses"):
        read_draft(text, ISSUES)


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"\xff\xfe\x00", b"clauses: [unclosed", b"clauses: 7\n", b"\x00\x01\x02"]
)
def test_damaged_draft_files_are_refused_and_never_crash(tmp_path: Any, data: bytes) -> None:
    path = tmp_path / "draft.yaml"
    path.write_bytes(data)
    with pytest.raises(BadFile):
        load_draft(str(path), ISSUES)


def test_a_missing_draft_is_refused(tmp_path: Any) -> None:
    with pytest.raises(BadFile, match="no such file"):
        load_draft(str(tmp_path / "none.yaml"), ISSUES)


@given(st.text(alphabet="1234IVa.)( :-\n\tclausesdrftonumbeik{}[]'\"#&*é\x00", max_size=120))
def test_any_text_is_a_draft_or_is_refused(text: str) -> None:
    for read in (read_clauses, lambda t: read_draft(t, ISSUES)):
        try:
            draft = read(text)
        except BadFile:
            continue
        else:
            assert draft.clauses
            assert all(c.number and (c.text or c.option) for c in draft.clauses)
