"""Near-duplicates: one agency story in five papers is one report with five publishers.

MinHash over word shingles finds candidates (Broder 1997; locality-sensitive hashing as in Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3); each candidate pair is then compared exactly.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pourparler.domain import Document

_WORDS = 4  # per shingle
_PERMUTATIONS = 128
_SEED = 1
_CANDIDATE = 0.3  # estimated similarity from which a pair is looked at
_SHARED = 0.7  # share of the shorter text's shingles that must stand in the longer one
_SHORTEST = 0.35  # of the longer text's length: papers cut a story, but a quoted paragraph is no copy
_FEWEST = 12  # shingles: below that only identical words count


def same_story(documents: Iterable[Document]) -> dict[str, str]:
    """Map each document that repeats a story to the document it repeats.

    The one that the others repeat is the earliest published, then the longest, then the one with the
    smallest id: the order in which documents come does not matter.

    Args:
        documents: Any number; documents with the same text have the same id and count once.
    Returns: Document id -> id of the one it repeats; originals are not in it.
    """
    from datasketch import MinHashLSH

    # dict.fromkeys would hash whole texts: the id is the hash already.
    unique = dict(sorted({d.id: d for d in documents}.items()))
    pieces = {name: shingles(document.text) for name, document in unique.items()}
    index = MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)
    stories = _Groups()
    for name, own in pieces.items():
        if not own:
            continue
        sketch = _sketch(own)
        for other in index.query(sketch):
            if stories.top(other) != stories.top(name) and repeats(own, pieces[other]):
                stories.join(name, other)
        index.insert(name, sketch)
    return _originals(stories.groups(unique), unique)


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of words, case and punctuation aside."""
    words = re.findall(r"\w+", text.casefold())
    if not words:
        return frozenset()
    runs = (" ".join(words[n : n + _WORDS]) for n in range(max(1, len(words) - _WORDS + 1)))
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs
    )


def repeats(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether two texts, as shingles, are one story."""
    small, large = sorted((one, other), key=len)
    if len(small) < _FEWEST:
        return small == large
    return len(small) >= _SHORTEST * len(large) and len(small & large) >= _SHARED * len(small)


def _sketch(pieces: frozenset[int]) -> Any:
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update_batch([piece.to_bytes(8, "big") for piece in sorted(pieces)])
    return sketch


def _originals(groups: Iterable[list[str]], documents: Mapping[str, Document]) -> dict[str, str]:
    made: dict[str, str] = {}
    for group in groups:
        first = min(group, key=lambda d: (documents[d].published or "9999", -len(documents[d].text), d))
        made.update({name: first for name in group if name != first})
    return made


class _Groups:
    """Union-find over names."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def top(self, name: str) -> str:
        while (above := self.above.get(name, name)) != name:
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        self.above[self.top(one)] = self.top(other)

    def groups(self, names: Iterable[str]) -> list[list[str]]:
        made: dict[str, list[str]] = {}
        for name in names:
            made.setdefault(self.top(name), []).append(name)
        return [group for group in made.values() if len(group) > 1]
