"""The pure parts of the preparation of training data; they need no PyTorch."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from training import prepare


def tree(sentence: str, heads: list[int], upos: str, rels: str = "") -> dict[str, Any]:
    words = sentence.split()
    return {
        "words": words,
        "heads": heads,
        "upos": upos.split(),
        "rels": rels.split() or ["dep"] * len(words),
    }


def test_capitals_make_a_name_even_where_the_tree_has_adjectives() -> None:
    record = tree("the United States of America fell", [3, 3, 6, 5, 3, 0], "DET ADJ PROPN ADP PROPN VERB")
    assert prepare.name_within(record, 0, 5) == (1, 5)


def test_a_description_is_no_name() -> None:
    record = tree("the small town fell", [3, 3, 4, 0], "DET ADJ NOUN VERB")
    assert prepare.name_within(record, 0, 3) is None


def test_a_title_is_no_part_of_a_person() -> None:
    record = tree(
        "US President Barack Obama spoke",
        [2, 3, 5, 3, 0],
        "PROPN PROPN PROPN PROPN VERB",
        "compound nmod:desc nsubj flat root",
    )
    assert prepare.person_within(record, 0, 4) == (2, 4)


def test_spans_survive_the_splitting_of_hyphens() -> None:
    record = {
        "words": ["The", "U.S.-led", "effort", "failed"],
        "ner": ["O", "B-LOC", "O", "O"],
        "frames": [{"kind": "event", "anchor": [3, 4], "roles": {"ini": [[0, 3]]}, "label": "REJECT"}],
    }
    split = prepare.resplit(record)
    assert split is not None
    assert split["words"] == ["The", "U.S.", "-", "led", "effort", "failed"]
    assert split["ner"] == ["O", "B-LOC", "I-LOC", "I-LOC", "O", "O"]
    assert split["frames"][0]["anchor"] == [5, 6]
    assert split["frames"][0]["roles"] == {"ini": [[0, 5]]}


def test_words_without_hyphens_are_left_alone() -> None:
    assert prepare.resplit({"words": ["No", "-", "deal", "non-aligned"]}) is None


def test_countries_in_the_plural_are_places() -> None:
    words, pos = ["United", "States", "Iraqis"], ["NNP", "NNPS", "NNPS"]
    tags = prepare.gmb_tags(words, ["B-gpe", "I-gpe", "B-gpe"], pos)
    assert tags == ["B-LOC", "I-LOC", "B-NORP"]


def test_a_frame_keeps_its_trigger_or_its_extent() -> None:
    sentence = {
        "attr": [{"k": "say", "cue": [3, 4], "con": [[0, 2]], "src": [2, 3]}, {"k": "say", "con": [[5, 9]]}],
        "pos": [{"issue": "territory", "stance": "rejects", "by": [2, 3], "span": [0, 2]}],
    }
    cue, cont, pos = prepare.frames_of(sentence)
    assert (cue["kind"], cue["anchor"], cue["label"]) == ("cue", [3, 4], "say")
    assert cue["roles"] == {"source": [[2, 3]], "content": [[0, 2]]}
    assert (cont["kind"], cont["anchor"], cont["extent"]) == ("cont", None, [5, 9])
    assert (pos["label"], pos["issue"], pos["extent"]) == ("rejects", "territory", [0, 2])


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]), max_size=12))
def test_tags_become_spans_and_tags_again(tags: list[str]) -> None:
    spans = prepare.spans_of(tags)
    assert prepare.spans_of(prepare.bio(len(tags), spans)) == spans
