"""The same names for everybody: the model never sees which states a report is about.

Before the model reads a sentence, the names, demonyms and capitals of states are put under masks: the
first state that a report names is always read as the same name, the second as another, and so on.  Swap two states in a
report, and the model reads the very same words; what it says cannot depend on whose they are.  The
masks are only for the model: every token keeps its own form and place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.reading.grammar import Sentence, Token
from pourparler.reading.grammar.lemma import lemma
from pourparler.reading.grammar.sentences import paragraphs, sentences
from pourparler.reading.grammar.tokens import pieces, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.domain import Span
    from pourparler.reading.grammar import Frame, Grammar
    from pourparler.reading.grammar.model import Analysis
    from pourparler.reading.registry import PartyMention, Registry

# One-word names that news of conflicts is full of, whose demonyms are regular; the choice has no meaning.
NAMES = ("Russia", "Ukraine", "Iran", "Israel", "Syria", "Iraq", "Pakistan", "Egypt")
DEMONYMS = ("Russian", "Ukrainian", "Iranian", "Israeli", "Syrian", "Iraqi", "Pakistani", "Egyptian")
CAPITALS = ("Moscow", "Kyiv", "Tehran", "Jerusalem", "Damascus", "Baghdad", "Islamabad", "Cairo")
MASKS = {"name": NAMES, "demonym": DEMONYMS, "capital": CAPITALS}


def parse(grammar: Grammar, text: str, registry: Registry) -> tuple[Sentence, ...]:
    """Return the sentences of a text, read under masks.

    Args:
        grammar: The model.
        text: Any text; every offset in the answer counts its characters.
        registry: Who is a state, and what its names are.
    """
    masks = masked(text, registry)
    ends = dict(masks.keys())
    places = [(number, spans, _groups(spans, ends)) for number, spans in _places(text)]
    words = [
        [masks[group] if group in masks else text[group[0] : group[1]] for group in groups]
        for _, _, groups in places
    ]
    return tuple(
        _sentence(grammar, text, number, spans, spread(analysis, _sizes(groups, spans)))
        for (number, spans, groups), analysis in zip(places, grammar.analyse(words), strict=True)
    )


def masked(text: str, registry: Registry) -> dict[Span, str]:
    """Return the masks of a text: characters of a name -> the one word that the model reads there."""
    slots: dict[str, int] = {}
    masks: dict[Span, str] = {}
    for mention in registry.find(text):
        if mention.party.kind != "state" or mention.ambiguous or mention.how == "seat":
            continue
        slot = slots.setdefault(mention.party.name, len(slots)) % len(NAMES)
        word = text[mention.start : mention.end]
        if mention.how == "abbreviation" or not word.isupper():
            masks[mention.start, mention.end] = _mask(mention, word, slot, text)
    return masks


def _mask(mention: PartyMention, word: str, slot: int, text: str) -> str:
    if mention.how == "abbreviation":
        rest = text[mention.end : mention.end + 2]
        return (DEMONYMS if rest[:1] in " -" and rest[1:].islower() else NAMES)[slot]
    mask = MASKS[mention.how][slot]
    plural = mention.how == "demonym" and word.endswith("s") and not word.endswith("ss")
    return f"{mask}s" if plural else mask


def _groups(spans: list[Span], ends: dict[int, int]) -> list[Span]:
    """Return the tokens of a sentence with each masked name as one word."""
    groups: list[Span] = []
    until = -1
    for start, end in spans:
        if start < until:
            continue
        last = ends.get(start, end)
        whole = last == end or any(e == last for _, e in spans)
        groups.append((start, last if whole else end))
        until = groups[-1][1]
    return groups


def _sizes(groups: list[Span], spans: list[Span]) -> list[int]:
    """Return how many tokens each word of the model stands for."""
    sizes, k = [], 0
    for _, end in groups:
        first = k
        while k < len(spans) and spans[k][1] <= end:
            k += 1
        sizes.append(k - first)
    return sizes


def spread(a: Analysis, sizes: list[int]) -> Analysis:
    """Give a name's own words back: the first stands in the tree, the others hang on it."""
    if all(size == 1 for size in sizes):
        return a
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    out = replace(a, upos=[], upos_p=[], heads=[], head_p=[], rels=[], ner=[], ner_p=[])
    for k, size in enumerate(sizes):
        for n in range(size):
            inside = "O" if a.ner[k] == "O" else f"I-{a.ner[k][2:]}"
            out.upos.append(a.upos[k])
            out.heads.append(starts[k] if n else starts[a.heads[k]] if a.heads[k] >= 0 else -1)
            out.rels.append("flat" if n else a.rels[k])
            out.ner.append(inside if n else a.ner[k])
            out.upos_p.append(a.upos_p[k])
            out.head_p.append(a.head_p[k])
            out.ner_p.append(a.ner_p[k])
    return replace(out, frames=tuple(_moved(frame, starts) for frame in a.frames))


def _moved(frame: Frame, starts: list[int]) -> Frame:
    roles = tuple(replace(r, start=starts[r.start], end=starts[r.end]) for r in frame.roles)
    return replace(frame, start=starts[frame.start], end=starts[frame.end], roles=roles)


def _places(text: str) -> Iterator[tuple[int, list[Span]]]:
    for number, (start, end) in enumerate(paragraphs(text)):
        for a, b in sentences(text, start, end):
            for spans in pieces(text, tokenize(text, a, b)):
                yield number, spans


def _sentence(grammar: Grammar, text: str, paragraph: int, spans: list[Span], a: Analysis) -> Sentence:
    lemmas = grammar.lemmas
    tokens = tuple(
        Token(s, e, text[s:e], lemma(text[s:e], upos, lemmas), upos, head, rel, ner, up, hp, np)
        for (s, e), upos, head, rel, ner, up, hp, np in zip(
            spans, a.upos, a.heads, a.rels, a.ner, a.upos_p, a.head_p, a.ner_p, strict=True
        )
    )
    return Sentence(spans[0][0], spans[-1][1], paragraph, tokens, a.frames)


__all__ = ["masked", "parse"]
