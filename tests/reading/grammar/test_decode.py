from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.grammar import decode


def is_tree(heads: list[int]) -> bool:
    """Whether every place leads to place 0, which has exactly one child."""
    for start in range(1, len(heads)):
        at, steps = start, 0
        while at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return sum(h == 0 for h in heads[1:]) == 1


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_tree_is_the_best_of_all_trees(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n + 1, n + 1)).astype(np.float32)
    heads = decode.tree(scores).tolist()
    assert is_tree(heads)
    every = ([0, *rest] for rest in product(range(n + 1), repeat=n))
    best = max(
        sum(float(scores[i, h[i]]) for i in range(1, n + 1))
        for h in every
        if is_tree(h) and all(h[i] != i for i in range(1, n + 1))
    )
    assert sum(float(scores[i, heads[i]]) for i in range(1, n + 1)) == pytest.approx(best, abs=1e-5)


@given(st.integers(5, 30), st.integers(0, 2**32 - 1))
def test_long_sentences_get_trees_too(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n + 1, n + 1)).astype(np.float32)
    assert is_tree(decode.tree(scores).tolist())


def test_no_words_no_tree() -> None:
    assert decode.tree(np.zeros((1, 1), np.float32)).tolist() == [0]


def test_an_inside_tag_never_stands_alone() -> None:
    tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    allowed = decode.bio_allowed(tags)
    scores = np.array([[0, 1, 5, 0, 0], [0, 0, 9, 0, 1], [0, 0, 1, 0, 9]], np.float32)
    best = [tags[i] for i in decode.bio_best(scores, allowed)]
    assert best[:2] == ["B-PER", "I-PER"]
    assert all(t[:2] != "I-" or best[i - 1][2:] == t[2:] for i, t in enumerate(best))


@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_role_spans_have_the_greatest_sum_of_odds(n: int, seed: int) -> None:
    inside, opens, closes = np.random.default_rng(seed).normal(size=(3, n)).astype(np.float32)

    def worth(spans: list[tuple[int, int]]) -> float:
        return sum(float(opens[a] + closes[b - 1] + inside[a:b].sum()) for a, b in spans)

    def every(start: int) -> list[list[tuple[int, int]]]:
        if start >= n:
            return [[]]
        out = every(start + 1)
        for end in range(start + 1, n + 1):
            out = out + [[(start, end), *rest] for rest in every(end)]
        return out

    found = [(a, b) for a, b, _ in decode.role_spans(inside, opens, closes)]
    best = max(map(worth, every(0)))
    if found:
        assert worth(found) == pytest.approx(best, abs=1e-4)
    else:
        assert float(inside.max()) < 0 or best == pytest.approx(0, abs=1e-4)
