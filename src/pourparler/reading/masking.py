"""The same names for everybody: the model never sees which states a report is about.

Before the model reads a sentence, the names, demonyms and capitals of states are put under masks: the
first state that a report names is always read as the same name, the second as another, and so on.  Swap two states in a
report, and the model reads the very same words; what it says cannot depend on whose they are.  The
masks are only for the model: every token keeps its own form and place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.grammar import Sentence, Token
from pourparler.reading.grammar.lemma import lemma
from pourparler.reading.grammar.sentences import paragraphs, sentences
from pourparler.reading.grammar.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.domain import Span
    from pourparler.reading.grammar import Grammar
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
    places = list(_places(text))
    masks = masked(text, registry)
    words = [[masks.get(span) or text[span[0] : span[1]] for span in spans] for _, spans in places]
    analyses = grammar.analyse(words)
    return tuple(
        _sentence(grammar, text, paragraph, spans, analysis)
        for (paragraph, spans), analysis in zip(places, analyses, strict=True)
    )


def masked(text: str, registry: Registry) -> dict[Span, str]:
    """Return the masks of a text: characters of a token -> the word that the model reads there.

    One-word names only: a name of two words keeps its length by keeping its words.
    """
    slots: dict[str, int] = {}
    masks: dict[Span, str] = {}
    for mention in registry.find(text):
        if mention.party.kind != "state" or mention.ambiguous or mention.how not in MASKS:
            continue
        slot = slots.setdefault(mention.party.name, len(slots)) % len(NAMES)
        word = text[mention.start : mention.end]
        if word.isalpha() and not word.isupper():
            masks[mention.start, mention.end] = _mask(mention, word, slot)
    return masks


def _mask(mention: PartyMention, word: str, slot: int) -> str:
    mask = MASKS[mention.how][slot]
    plural = mention.how == "demonym" and word.endswith("s") and not word.endswith("ss")
    return f"{mask}s" if plural else mask


def _places(text: str) -> Iterator[tuple[int, list[Span]]]:
    for number, (start, end) in enumerate(paragraphs(text)):
        for a, b in sentences(text, start, end):
            spans = tokenize(text, a, b)
            if spans:
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
