"""What the reader works with: the grammar model, the registry of parties, the word lists.

Opened once by `pourparler.reading.load`; nothing else in `reading` opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from pourparler.domain import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.reading.grammar import Grammar
    from pourparler.reading.issues import Issues
    from pourparler.reading.registry import Registry
    from pourparler.reading.words import Words

READER = Reader("pourparler", "1")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that report speech (lexicon/cues.yaml)."""

    verbs: Mapping[str, frozenset[str]]  # lemma -> the complements that carry content: that, inf, noun ...
    according: tuple[str, ...]
    hearsay: frozenset[str]
    weighty: frozenset[str]  # announce, demand: an object alone can be what was said
    acts: frozenset[str]  # accuse, warn: with its of-, for- or as-phrase it is said
    hollow: frozenset[str]  # position, stance: objects that say nothing
    nouns: frozenset[str]  # statement, remark, claim
    silent: frozenset[str]  # decline, refuse: the saying under them is not done
    bare: frozenset[str]  # attitudes and acts without content of their own
    documents: frozenset[str]  # report, letter, text: things that "say"


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
    honorifics: frozenset[str]  # Mr., Dr.
    female: frozenset[str]
    male: frozenset[str]
    of_party: Mapping[str, str]  # a title that only one party uses -> the party
    unnamed: frozenset[str]  # source, sources, people familiar
    learned: frozenset[str]  # institute, university: their people speak for themselves
    media_names: frozenset[str]  # Reuters, the BBC
    bodies: frozenset[str]  # front, republic, commission: they end the name of a party
    body_kinds: Mapping[str, frozenset[str]]  # kind of party -> those words
    portfolios: frozenset[str]  # of a ministry: interior, justice
    not_demonyms: frozenset[str]  # they end like one
    organs: frozenset[str]  # ministry, court: of a state, no party of their own
    humans: frozenset[str]  # nouns of one person: titles, callings
    genders: Mapping[str, str]  # given name -> f | m
    leaders: Mapping[str, str]  # folded full name, and surname where only one has it -> party


@cache
def load_cues() -> Cues:
    """Read the words that report speech, once."""
    rows = _yaml("cues")
    verbs: dict[str, set[str]] = {}
    for pattern, lemmas in rows["verbs"].items():
        for lemma in lemmas:
            verbs.setdefault(lemma, set()).add(pattern)
    return Cues(
        verbs={lemma: frozenset(patterns) for lemma, patterns in verbs.items()},
        according=tuple(rows["according"]),
        **{
            name: frozenset(rows[name])
            for name in ("nouns", "silent", "bare", "documents", "hearsay", "weighty", "hollow", "acts")
        },
    )


@cache
def load_offices() -> Offices:
    """Read the words for offices and speakers, once."""
    rows = _yaml("offices")
    sets = {name: frozenset(map(str, value)) for name, value in rows.items() if isinstance(value, list)}
    humans = (sets["titles"] | sets["independent"] | {"man", "woman", "person"}) - sets["institutions"]
    kinds = {kind: frozenset(words) for kind, words in rows["body_kinds"].items()}
    bodies = frozenset().union(*kinds.values())
    return Offices(
        **sets,
        humans=humans,
        bodies=bodies,
        body_kinds=kinds,
        of_party=rows["of_party"],
        leaders=_leaders(),
        genders=_genders(),
    )


def _genders() -> dict[str, str]:
    rows = _yaml("given_names")
    return {**{str(n): "m" for n in rows["male"]}, **{str(n): "f" for n in rows["female"]}}


def _leaders() -> dict[str, str]:
    by_name: dict[str, str] = {}
    by_surname: dict[str, set[str]] = {}
    for party, names in _yaml("leaders").items():
        for name in names:
            folded = str(name).casefold()
            by_name[folded] = party
            by_surname.setdefault(folded.split()[-1], set()).add(party)
    alone = {surname: min(parties) for surname, parties in by_surname.items() if len(parties) == 1}
    return {**alone, **by_name}


def _yaml(name: str) -> Any:
    text = (resources.files("pourparler.reading") / "lexicon" / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tools:
    """Everything that `read` needs beside the document."""

    grammar: Grammar
    registry: Registry
    cues: Cues
    offices: Offices
    words: Words
    issues: Issues
