"""Who said what, in whose words, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler import reading as readers
from pourparler.domain import Document

if TYPE_CHECKING:
    from pourparler.domain import Reading, Statement
    from pourparler.reading.tools import Tools


def said(read: Reading, statement: Statement) -> str:
    return " / ".join(read.document.text[a:b] for a, b in statement.content_spans)


def test_an_indirect_statement_is_its_clause_without_the_word_that(read: Reading) -> None:
    """
    Kremlin spokesman Dmitry Peskov told reporters on Wednesday that the talks would resume in May.
    """
    [statement] = read.statements
    assert said(read, statement) == "the talks would resume in May"
    assert (statement.speaker, statement.party) == ("Dmitry Peskov", "Russia")
    assert (statement.cue, statement.quoted, statement.date) == ("told", "indirect", "2026-02-04")


def test_a_quotation_goes_on_over_the_next_sentence_without_a_new_cue(read: Reading) -> None:
    """
    “The line must be drawn first,” said Ukrainian President Volodymyr Zelenskyy. “Everything else can wait.”
    """
    [statement] = read.statements
    assert said(read, statement) == "“The line must be drawn first,” / “Everything else can wait.”"
    assert (statement.speaker, statement.quoted) == ("Volodymyr Zelenskyy", "direct")


def test_a_new_cue_starts_a_new_statement_and_a_pronoun_keeps_the_speaker(read: Reading) -> None:
    """
    French President Emmanuel Macron said the truce was fragile. He added that it could collapse within days.
    """
    first, second = read.statements
    assert (second.speaker, second.party) == (first.speaker, first.party) == ("Emmanuel Macron", "France")
    assert said(read, second) == "it could collapse within days"


def test_what_is_quoted_in_part_is_mixed_and_keeps_its_marks(read: Reading) -> None:
    """
    Ukraine's lead negotiator, Rustem Umerov, said the first day had been “meaningful and productive.”
    """
    [statement] = read.statements
    assert said(read, statement) == "the first day had been “meaningful and productive.”"
    assert statement.quoted == "mixed"


def test_declining_to_comment_says_nothing(read: Reading) -> None:
    """
    The Turkish Foreign Ministry declined to comment. The envoy did not say when the talks would resume.
    """
    assert read.statements == ()


def test_according_to_names_a_source(read: Reading) -> None:
    """
    According to the Israeli army, two soldiers were wounded near the fence.
    """
    [statement] = read.statements
    assert statement.party == "Israel"
    assert said(read, statement) == "two soldiers were wounded near the fence"


def test_a_colon_can_stand_for_the_verb(read: Reading) -> None:
    """
    Russian Foreign Minister Sergei Lavrov: “We have nothing to add.”
    """
    [statement] = read.statements
    assert (statement.speaker, statement.party) == ("Sergei Lavrov", "Russia")


def test_analysts_speak_for_themselves_and_officials_for_their_state(read: Reading) -> None:
    """
    Ukrainian political analyst Ihor Reiterovych said the gap was wide. A senior Israeli official said it was closing.
    """
    analyst, official = read.statements
    assert (analyst.party, official.party) == ("independent", "Israel")


def test_an_unnamed_source_without_a_side_is_unknown(read: Reading) -> None:
    """
    Two people familiar with the talks said a draft would be ready by Friday.
    """
    [statement] = read.statements
    assert statement.party == "unknown"


def test_every_statement_explains_itself(read: Reading) -> None:
    """
    Egyptian mediators said on Tuesday that Hamas had accepted the list.
    """
    [statement] = read.statements
    assert any("cue 'said'" in line for line in statement.explanation)
    assert any(line.startswith("speaker") for line in statement.explanation)
    assert any(line.startswith("date") for line in statement.explanation)


PIECES = st.sampled_from(
    ["“", "”", '"', "'", " said ", " according to ", "\n\n", "\n", ". ", ", ", "that ", "He ", "Moscow ", "the minister ",
     "Peskov ", " told reporters ", ": ", "Kyiv's ", "—", "talks ", "\u202e", "\x00", "é", "中", "—“", "on Friday "]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
def test_no_text_stops_the_reader_and_every_span_stands_in_it(tools: Tools, text: str) -> None:
    read = readers.read(Document(text), tools=tools)
    for statement in read.statements:
        assert all(0 <= a < b <= len(text) for a, b in statement.content_spans)
        assert all(p.stands_in(read.document) for p in statement.passages)
        assert 0 <= statement.confidence <= 1


def test_reading_twice_gives_the_same_entries(tools: Tools) -> None:
    document = Document(
        "Moscow said on Monday it would not sign. “Never,” said Kremlin spokesman Dmitry Peskov."
    )
    assert readers.read(document, tools=tools) == readers.read(document, tools=tools)
