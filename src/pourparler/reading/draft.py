"""What is known of a report while its scene is being put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.domain import Document, Span
    from pourparler.reading import coreference as coref
    from pourparler.reading import people as folk
    from pourparler.reading.grammar import Sentence
    from pourparler.reading.parties import Parties, PartyName
    from pourparler.reading.scene import Mention
    from pourparler.reading.tools import Tools
    from pourparler.reading.trees import Tree


SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
OFTEN = 3  # mentions that make a state the one a report is about
NEAR = 3  # sentences over which an unnamed "military" may belong to the state last spoken of


@dataclass(slots=True)
class Draft:
    """What is known while the scene is being put together."""

    document: Document
    tools: Tools
    sentences: tuple[Sentence, ...]
    trees: tuple[Tree, ...]
    quotes: tuple[Span, ...]
    parties: Parties
    named: list[PartyName]
    names: list[folk.Name]
    profiles: dict[str, folk.Profile] = field(default_factory=dict)  # fullest name -> profile
    fullest: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    candidates: list[coref.Candidate] = field(default_factory=list)
    pointed: dict[str, str] = field(default_factory=dict)  # fullest name -> gender
    names_at: dict[int, list[folk.Name]] = field(default_factory=dict)  # by sentence
    named_at: dict[int, list[PartyName]] = field(default_factory=dict)  # by sentence
    names_of: dict[str, list[folk.Name]] = field(default_factory=dict)  # by fullest name
    counts: Counter[str] = field(default_factory=Counter)  # party -> how often it is named as such
    described: dict[str, int] = field(default_factory=dict)  # head word -> last mention described so


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands, before it is known what it stands for."""

    sentence: int
    first: int
    last: int
    head: int
    kind: str  # name | party | pronoun | title
    name: str = ""  # fullest name, or party


def index_names(draft: Draft) -> None:
    """Index names by place, so that a long report costs no more per sentence than a short one."""
    for name in draft.names:
        draft.names_at.setdefault(name.sentence, []).append(name)
        draft.names_of.setdefault(draft.fullest[name.text], []).append(name)
    for party in draft.named:
        draft.named_at.setdefault(party.sentence, []).append(party)
        draft.counts[party.party] += not party.attached


def before(draft: Draft, sentence: int, first: int, reach: int) -> Iterator[PartyName]:
    """Yield the parties named before a place, nearest first, no more than some sentences back."""
    for i in range(sentence, max(-1, sentence - reach - 1), -1):
        for p in reversed(draft.named_at.get(i, ())):
            if i < sentence or p.first < first:
                yield p


def top(tree: Tree, first: int, last: int) -> int:
    """Return the token of first..last-1 that the others hang on."""
    for k in range(first, last):
        if not first <= tree.tokens[k].head < last:
            return k
    return first
