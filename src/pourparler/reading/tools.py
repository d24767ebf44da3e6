"""What the reader works with: the grammar model, the registry of parties, the word lists.

Opened once by `pourparler.reading.load`; nothing else in `reading` opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pourparler.domain import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.reading.grammar import Grammar
    from pourparler.reading.registry import Registry

READER = Reader("pourparler", "1")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that report speech (lexicon/cues.yaml)."""

    verbs: Mapping[str, frozenset[str]]  # lemma -> the complements that carry content: that, inf, noun ...
    nouns: frozenset[str]  # statement, remark, claim
    silent: frozenset[str]  # decline, refuse: the saying under them is not done
    bare: frozenset[str]  # attitudes and acts without content of their own
    documents: frozenset[str]  # report, letter, text: things that "say"
    particles: Mapping[str, frozenset[str]] = field(default_factory=dict)  # call -> {for, on}


@dataclass(frozen=True, slots=True)
class Offices:
    """Words for offices and for people who speak (lexicon/offices.yaml)."""

    titles: frozenset[str]  # last word of an office: president, envoy, spokesman
    long_titles: frozenset[str]  # "secretary of state"
    independent: frozenset[str]  # analyst, resident, professor: they speak for themselves
    collective: frozenset[str]  # officials, diplomats
    former: frozenset[str]  # former, ex-, late
    institutions: frozenset[str]  # ministry, army, mission
    media: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    of_party: Mapping[str, str]  # a title that only one party uses -> the party
    unnamed: frozenset[str]  # source, sources, people familiar


@dataclass(frozen=True, slots=True, eq=False)
class Tools:
    """Everything that `read` needs beside the document."""

    grammar: Grammar
    registry: Registry
    cues: Cues
    offices: Offices
