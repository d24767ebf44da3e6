"""Marks written as words find their tokens, or say why not."""

from __future__ import annotations

import pytest

from training import marks, prepare

WORDS = ["Officials", "said", "the", "army", "said", "it", "would", "leave", "Abyei", "by", "Saturday", "."]


def test_words_find_their_tokens() -> None:
    marked = {
        "id": 1,
        "attr": [{"k": "say", "cue": "said#2", "src": "the army", "con": ["it would ... Saturday"]}],
        "time": ["Saturday"],
    }
    assert marks.sentence(marked, WORDS) == {
        "id": 1,
        "attr": [{"k": "say", "cue": [4, 5], "src": [2, 4], "con": [[5, 11]]}],
        "time": [[10, 11]],
    }


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("said", "stands 2 times"),
        ("said#3", "only 2 times"),
        ("the navy", "not in the sentence"),
        ("army ... Officials", "after"),
    ],
)
def test_a_mark_that_names_no_one_place_is_refused(mark: str, why: str) -> None:
    with pytest.raises(marks.NotThereError, match=why):
        marks.find(mark, WORDS)


def test_names_have_one_of_three_types() -> None:
    assert marks.names("7 | Abyei=LOC;; Officials=ORG", WORDS) == [[0, 1, "ORG"], [8, 9, "LOC"]]
    with pytest.raises(marks.NotThereError, match="a type is one of"):
        marks.names("7 | Abyei=TOWN", WORDS)


def test_a_sentence_without_a_proper_noun_holds_no_name() -> None:
    plain = {"id": "a", "words": ["They", "left"], "upos": ["PRON", "VERB"]}
    assert prepare.with_names(plain, {})["ner"] == ["O", "O"]
    unread = {"id": "b", "words": ["Abyei", "fell"], "upos": ["PROPN", "VERB"]}
    assert "ner" not in prepare.with_names(unread, {})
    assert prepare.with_names(unread, {"b": [[0, 1, "LOC"]]})["ner"] == ["B-LOC", "O"]
