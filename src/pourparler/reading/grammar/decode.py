"""From scores to trees, spans and roles.  Pure numpy; no learned weights here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]


def softmax(scores: Floats) -> Floats:
    """Softmax over the last axis."""
    e = np.exp(scores - scores.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out


def tree(scores: Floats) -> Ints:
    """The best tree with one root.

    Args:
        scores: [n + 1 dependents, n + 1 heads]; place 0 is the root.
    Returns: The head of every place, [n + 1]; place 0 points at itself.
    Source: greedy where that is a tree, else Chu-Liu/Edmonds with every root candidate's cost
        compared as in Zmigrod, Vieira & Cotterell (2020).
    """
    n = len(scores) - 1
    if n <= 0:
        return np.zeros(1, np.int64)
    s = scores.astype(np.float64).copy()
    np.fill_diagonal(s, -np.inf)
    s[0] = -np.inf
    heads: Ints = s.argmax(1)
    heads[0] = 0
    if int((heads[1:] == 0).sum()) == 1 and not _cycle(heads):
        return heads
    heads = _edmonds(s)
    return heads if int((heads[1:] == 0).sum()) == 1 else _one_root(s)


def _one_root(s: NDArray[np.float64]) -> Ints:
    """Edmonds once for each of the likeliest roots; the best tree of all."""
    best, best_score = None, -np.inf
    for root in np.argsort(-s[1:, 0], kind="stable")[:4] + 1:
        only = s.copy()
        only[1:, 0] = -1e9
        only[root] = -1e9
        only[root, 0] = 0.0
        heads = _edmonds(only)
        rows = np.arange(1, len(s))
        score = s[rows, heads[1:]].sum()
        if score > best_score:
            best, best_score = heads, score
    assert best is not None  # noqa: S101 - a graph with finite scores has a tree
    return best


def _cycle(heads: Ints) -> list[int]:
    """One cycle among the heads, or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        for place in path:
            state[place] = 2
    return []


def _edmonds(s: NDArray[np.float64]) -> Ints:
    """Maximum spanning arborescence from place 0; contracts one cycle at a time."""
    s = s.copy()
    np.fill_diagonal(s, -np.inf)
    heads: Ints = s.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(s), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    k = len(outside)
    gain = s[cycle] - s[cycle, heads[cycle]][:, None]  # what entering here costs the cycle
    enter = gain[:, outside].argmax(0)
    leave = s[np.ix_(outside, np.asarray(cycle))].argmax(1)
    small = np.full((k + 1, k + 1), -np.inf)
    small[:k, :k] = s[np.ix_(outside, outside)]
    small[:k, k] = s[outside, np.asarray(cycle)[leave]]
    small[k, :k] = gain[enter, outside]
    found = _edmonds(small)
    for i, place in enumerate(outside):
        if place:
            heads[place] = cycle[leave[i]] if found[i] == k else outside[found[i]]
    entry = int(found[k])
    heads[cycle[enter[entry]]] = outside[entry]
    return heads


def bio_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of BIO tags; a stray I- opens a span.

    >>> bio_spans(["B-PER", "I-PER", "O", "I-LOC"])
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        mark, _, kind = tag.partition("-")
        if mark == "I" and spans and spans[-1][1] == i and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], i + 1, kind)
        else:
            spans.append((i, i + 1, kind))
    return spans


def bio_best(scores: Floats, allowed: NDArray[np.bool_]) -> Ints:
    """The best tag sequence in which no I- stands without its B- (Viterbi).

    Args:
        scores: [n, tags].
        allowed: [tags before, tags after], whether one may follow the other.
    """
    n = len(scores)
    greedy: Ints = scores.argmax(1)
    if n == 0 or (allowed[greedy[:-1], greedy[1:]].all() and allowed[0, greedy[0]]):
        return greedy
    wall = np.where(allowed, 0.0, -1e9)
    best = scores[0] + wall[0]
    back = np.zeros((n, scores.shape[1]), np.int64)
    for i in range(1, n):
        step = best[:, None] + wall
        back[i] = step.argmax(0)
        best = step.max(0) + scores[i]
    out = np.zeros(n, np.int64)
    out[-1] = best.argmax()
    for i in range(n - 1, 0, -1):
        out[i - 1] = back[i, out[i]]
    return out


def bio_allowed(tags: Sequence[str]) -> NDArray[np.bool_]:
    """Which tag may follow which, [before, after]; "O" stands for the start as well."""
    return np.array([[b[:2] != "I-" or (a[2:] == b[2:] and a != "O") for b in tags] for a in tags], bool)


def role_spans(inside: Floats, opens: Floats, closes: Floats) -> list[tuple[int, int, float]]:
    """The stretches that fill one role: the set of spans with the greatest sum of log-odds.

    Args:
        inside: Log-odds, [n], that a token is in a stretch.
        opens: Log-odds that it is the first of one.
        closes: Log-odds that it is the last of one.
    Returns: (start, end, probability), in order; often none.
    """
    if not len(inside) or (inside.max() < 0 and (inside + opens + closes).max() < 0):
        return []
    rows = inside.tolist(), opens.tolist(), closes.tolist()
    out, within = 0.0, -math.inf
    closed: list[bool] = []  # does a stretch end with the token?
    opened: list[bool] = []  # does one begin with it?
    for here, first, last in zip(*rows, strict=True):
        start = out + first
        opened.append(start >= within)
        within = max(start, within) + here
        closed.append(within + last > out)
        # The next token may open another stretch, without a gap.
        out = max(out, within + last)
    return _walk_back(closed, opened, *rows)


def _walk_back(
    closed: list[bool], opened: list[bool], inside: list[float], opens: list[float], closes: list[float]
) -> list[tuple[int, int, float]]:
    spans = []
    i = len(closed) - 1
    while i >= 0:
        if not closed[i]:
            i -= 1
            continue
        end = i + 1
        while not opened[i]:
            i -= 1
        odds = (opens[i] + closes[end - 1] + sum(inside[i:end]) / (end - i)) / 3
        spans.append((i, end, 1 / (1 + math.exp(-max(odds, -700.0)))))
        i -= 1
    return spans[::-1]
