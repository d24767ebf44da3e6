from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.grammar.tokens import split_hyphens, tokenize


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv's envoys didn't go.", ["Kyiv", "'s", "envoys", "did", "n't", "go", "."]),
        ("Kyiv’s envoys can’t go…", ["Kyiv", "’s", "envoys", "ca", "n’t", "go", "…"]),
        ("the rebels' demands", ["the", "rebels", "'", "demands"]),
        ("U.S.-brokered talks", ["U.S.", "-", "brokered", "talks"]),
        ("non-aligned, pro-Russian", ["non-aligned", ",", "pro-Russian"]),
        ("a cease-fire—at last", ["a", "cease", "-", "fire", "—", "at", "last"]),
        ("Gen. Li met Sen. Roe on Feb. 5.", ["Gen.", "Li", "met", "Sen.", "Roe", "on", "Feb.", "5", "."]),
        ("He left the U.N. at 5 p.m.", ["He", "left", "the", "U.N.", "at", "5", "p.m."]),
        ("$1.5 billion, 40% of it", ["$", "1.5", "billion", ",", "40", "%", "of", "it"]),
        ("10,000 troops (at least)", ["10,000", "troops", "(", "at", "least", ")"]),
        ("They cannot wait", ["They", "can", "not", "wait"]),
        ("see https://un.org/a?b=1.", ["see", "https://un.org/a?b=1", "."]),
        ("O'Neill said: “No.”", ["O'Neill", "said", ":", "“", "No", ".", "”"]),
        ("the F-16s", ["the", "F", "-", "16s"]),
        ("👨‍👩‍👧 fled 🇺🇦!", ["👨‍👩‍👧", "fled", "🇺🇦", "!"]),
    ],
)
def test_words_are_split_as_the_treebanks_split_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_decomposed_accent_stays_with_its_letter() -> None:
    assert words("Pe\u0301rez a\u0300 Gene\u0300ve") == ["Pe\u0301rez", "a\u0300", "Gene\u0300ve"]


def test_hyphenated_words_of_other_corpora_can_be_split() -> None:
    assert list(split_hyphens("30-year-old")) == ["30", "-", "year", "-", "old"]


@given(st.text(max_size=200))
def test_nothing_but_white_space_is_left_out_and_nothing_overlaps(text: str) -> None:
    spans = tokenize(text)
    at = 0
    for start, end in spans:
        assert not text[at:start].strip()
        assert at <= start < end
        assert not any(c.isspace() for c in text[start:end])
        at = end
    assert not text[at:].strip()
