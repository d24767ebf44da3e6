from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.domain import Document
from pourparler.reading.duplicates import repeats, same_story, shingles

WORDS = [
    "the",
    "envoy",
    "said",
    "that",
    "talks",
    "on",
    "the",
    "border",
    "went",
    "well",
    "and",
    "guarantees",
    "remain",
    "open",
    "for",
    "both",
    "sides",
    "in",
    "Quillon",
]


def story(seed: int, length: int = 200) -> str:
    chance = random.Random(seed)  # noqa: S311
    return " ".join(chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(length))


def test_one_wire_story_in_five_papers_is_one_report() -> None:
    wire = story(1)
    first = Document(wire, publisher="The Wire", published="2031-06-11")
    papers = [
        Document("LIMNE, 11 June (Wire) – " + wire, publisher="A", published="2031-06-12"),
        Document(wire.upper() + "\nReporting by the staff", publisher="B", published="2031-06-12"),
        Document(wire[: len(wire) // 2], publisher="C", published="2031-06-12"),
        Document(wire.replace("envoy", "ambassador", 3), publisher="D", published="2031-06-11"),
    ]
    other = Document(story(2), publisher="E")
    same = same_story([other, *papers, first])
    assert set(same) == {d.id for d in papers} or set(same) == {d.id for d in [first, *papers[:3]]}
    assert len(set(same.values())) == 1
    assert other.id not in same


def test_the_original_is_the_earliest_published() -> None:
    late, early = (
        Document(story(1) + " end", published="2031-06-12"),
        Document(story(1), published="2031-06-11"),
    )
    assert same_story([late, early]) == {late.id: early.id}


def test_a_quoted_paragraph_is_no_copy() -> None:
    quoted = story(1, 60)
    assert same_story([Document(quoted), Document(f"{story(2)} {quoted} {story(3)}")]) == {}


def test_short_texts_are_compared_whole() -> None:
    assert same_story([Document("Talks began on Thursday."), Document("Talks began on Friday.")]) == {}
    one, other = Document("Talks began."), Document("TALKS BEGAN")
    assert len(same_story([one, other])) == 1


def test_nothing_repeats_nothing() -> None:
    assert same_story([]) == {}
    assert same_story([Document(""), Document("…"), Document("")]) == {}


@settings(max_examples=15, deadline=None)
@given(st.permutations([(n // 3, n % 3) for n in range(9)]))
def test_the_order_of_the_documents_does_not_matter(order: list[tuple[int, int]]) -> None:
    documents = {
        key: Document(story(key[0]) + f" copy {key[1]}", published=f"2031-06-1{key[1]}")
        for key in sorted(order)
    }
    expected = {documents[story_, n].id: documents[story_, 0].id for story_ in range(3) for n in (1, 2)}
    assert same_story([documents[key] for key in order]) == expected


@settings(deadline=None)
@given(st.text(), st.text())
def test_repeating_is_mutual(one: str, other: str) -> None:
    assert repeats(shingles(one), shingles(other)) == repeats(shingles(other), shingles(one))
    assert repeats(shingles(one), shingles(one))
