"""The registry of parties: from any name, demonym, capital or seat of government to one party.

Canonical names are the short names of newswire: "Russia", "United States", "United Kingdom",
"North Korea", "Democratic Republic of Congo", "Ivory Coast", "UN", "EU", "NATO", "African Union",
"Hamas", "Houthis". The word lists are YAML in `lexicon/registry`, each with its source. No rule
here knows a party: what a word may do depends on the kind of word it is, never on whose it is.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

import yaml

from pourparler.domain import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

How = Literal["name", "abbreviation", "demonym", "capital", "seat"]

# One character for one character, so that offsets stay true.
_FOLD = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\r": " ",
        "\u00a0": " ",
        "\u2019": "'",
        "\u2018": "'",
        "\u2011": "-",
        "\u2013": "-",
    }
)
_WORD = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"([^\W_]+)(['-]s)?([ -])$")
_WORD_AFTER = re.compile(r"([ -])([^\W_]+)")
_HEAD_CUT = re.compile(r" (?:to|in|on|at|against|with|who|which|that|from|near|about)\b")
_OF = re.compile(r" (?:of|for|by) (?:the )?")
_DAYS_AND_MONTHS = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
_FUNCTION_WORDS = frozenset(
    [
        "a", "an", "the", "in", "on", "at", "to", "of", "for", "from", "with", "by", "and", "or", "but",
        "so", "yet", "nor", "as", "if", "when", "while", "after", "before", "since", "although",
        "though", "both", "neither", "either", "that", "this", "these", "those", "now", "then",
        "meanwhile", "however", "even", "because", "until", "unless", "between", "against", "about",
        "into", "over", "under", "per", "via", "than", "like", "where", "what", "who", "how", "why",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A place in a text where a party is named, and how."""

    start: int
    end: int  # exclusive
    text: str
    party: Party
    how: How
    ambiguous: bool = False  # also a person's name, or a name that several parties share
    locative: bool = False  # "talks in Doha", "the Minsk agreements": where, not who
    attached: bool = False  # "Iran-backed", "pro-Russian": it describes somebody else


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    party: str
    how: How


@dataclass(frozen=True, slots=True)
class _Shared:
    """A name of several parties, told apart by the words that stand in the text."""

    means: tuple[tuple[str | None, re.Pattern[str]], ...]
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class _Phrases:
    place_followers: frozenset[str]
    institution_followers: frozenset[str]
    place_prepositions: frozenset[str]
    prefixes: frozenset[str]
    backed: frozenset[str]
    given_names: frozenset[str]
    not_government: frozenset[str]
    office_words: frozenset[str]
    authorities: frozenset[str]
    of_the_state: frozenset[str]
    state_voices: frozenset[str]
    shared: Mapping[str, _Shared]


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """Every party that can be recognised by name.

    >>> registry = Registry.builtin()
    >>> registry.resolve("the Kremlin").name
    'Russia'
    >>> [(m.text, m.party.name, m.how) for m in registry.find("Emirati envoys met Hamas in Doha.")]
    [('Emirati', 'United Arab Emirates', 'demonym'), ('Hamas', 'Hamas', 'name'), ('Doha', 'Qatar', 'capital')]
    """

    parties: Mapping[str, Party]  # canonical name -> party
    _names: Mapping[str, tuple[_Name, ...]]  # canonical name -> its surface forms
    _index: Mapping[str, tuple[_Name, ...]]  # first word -> names, longest first
    _phrases: _Phrases

    @classmethod
    def builtin(cls) -> Registry:
        """Give the registry that ships with the package; its word lists are read once."""
        return load()

    def extended(self, parties: Iterable[Party]) -> Registry:
        """Give a registry that also knows these parties.

        A party whose name or alias is already known takes over all names of the known one, under
        the name given here; kind and code are kept where the new party leaves them open.
        """
        known, names = dict(self.parties), dict(self._names)
        for party in parties:
            old = self._same(party, known)
            forms = names.pop(old.name, ()) if old else ()
            if old:
                del known[old.name]
            added = _forms((party.name, *party.aliases), party.name, "name")
            given = {name.text for name in added}
            kept = tuple(replace(n, party=party.name) for n in forms if n.text not in given)
            names[party.name] = (*added, *kept)
            known[party.name] = _merged(party, old, names[party.name])
        return replace(self, parties=known, _names=names, _index=_indexed(names, self._phrases))

    def party(self, name: str) -> Party | None:
        """Give the party of this canonical name."""
        return self.parties.get(name)

    def forms(self, party: str, how: How) -> tuple[str, ...]:
        """Give a party's names of one kind: what it is called, its demonyms, its capitals or its seats."""
        return tuple(name.text for name in self._names.get(party, ()) if name.how == how)

    def demonym(self, party: str) -> str | None:
        """Give the adjective for a party: "Russian" for Russia."""
        return next(iter(self.forms(party, "demonym")), None)

    def is_capital(self, name: str) -> bool:
        """Say whether this is the name of a capital."""
        return any(n.how == "capital" for n in self._exact(_fold(name)))

    def find(self, text: str, *, context: str = "") -> tuple[PartyMention, ...]:
        """Find every mention of a party, left to right, the longest first where they overlap.

        Args:
            text: What to search; the offsets point into it.
            context: More text of the same report, to tell like-named parties apart.
        """
        folded = _fold(text)
        return tuple(self._mentions(text, folded, f"{folded} {context}" if context else folded))

    def resolve(self, mention: str, *, context: str = "") -> Party | None:
        """Say for whom a name or a short description stands, or None.

        >>> registry = Registry.builtin()
        >>> registry.resolve("the Russian Foreign Ministry").name
        'Russia'
        >>> registry.resolve("the UN envoy to Syria").name
        'UN'
        >>> registry.resolve("pro-Russian separatists") is None
        True
        """
        words = _fold(mention).strip().removesuffix("'s").rstrip(" .,;:'\"").lstrip(" \"'(")
        bare = re.sub(r"^[Tt]he ", "", words)
        for form in dict.fromkeys((words, bare, f"{bare}.")):
            if exact := self._exact(form):
                name = self._told_apart(exact[0], f"{form} {context}")[0]
                return self.parties[name] if name else None
        return self._of_description(words, f"{words} {context}")

    def _same(self, party: Party, known: Mapping[str, Party]) -> Party | None:
        if party.name in known:
            return known[party.name]
        for text in (party.name, *party.aliases):
            for name in self._exact(_fold(text)):
                if name.how in ("name", "abbreviation") and name.party in known:
                    return known[name.party]
        return None

    def _exact(self, form: str) -> tuple[_Name, ...]:
        first = _WORD.search(form)
        if not first:
            return ()
        return tuple(n for n in self._index.get(first[0], ()) if n.party and n.text == form)

    def _mentions(self, text: str, folded: str, context: str) -> Iterator[PartyMention]:
        covered = 0
        for word in _WORD.finditer(folded):
            if word.start() < covered or word[0] not in self._index:
                continue
            name = self._longest(folded, word)
            if name is None:
                continue
            start = word.start()
            covered = start + len(name.text)
            if mention := self._mention(text, folded, start, name, context):
                yield mention

    def _longest(self, folded: str, word: re.Match[str]) -> _Name | None:
        for name in self._index[word[0]]:
            end = word.start() + len(name.text)
            if folded.startswith(name.text, word.start()) and not folded[end : end + 1].isalnum():
                return name
        return None

    def _mention(self, text: str, folded: str, start: int, name: _Name, context: str) -> PartyMention | None:
        end = start + len(name.text)
        if not name.party or self._is_institution(folded, end):
            return None
        party, doubtful = self._told_apart(name, context)
        if party is None or party not in self.parties:
            return None
        return PartyMention(
            start, end, text[start:end], self.parties[party], name.how,
            ambiguous=doubtful or self._maybe_person(folded, start, end, name),
            locative=self._is_place(folded, start, end, name),
            attached=self._is_attached(folded, start, end),
        )  # fmt: skip

    def _told_apart(self, name: _Name, context: str) -> tuple[str | None, bool]:
        shared = self._phrases.shared.get(name.text)
        if shared is None:
            return name.party, False
        for party, words in shared.means:
            if words.search(context):
                return party, False
        return shared.otherwise, True

    def _is_institution(self, folded: str, end: int) -> bool:
        after = _WORD_AFTER.match(folded, end)
        return bool(after and after[2] in self._phrases.institution_followers)

    def _maybe_person(self, folded: str, start: int, end: int, name: _Name) -> bool:
        if name.text not in self._phrases.given_names:
            return False
        after = _WORD_AFTER.match(folded, end)
        if after and after[1] == " " and after[2][0].isupper() and after[2] not in self._phrases.office_words:
            return True
        before = _WORD_BEFORE.search(folded, max(0, start - 40), start)
        return bool(
            before and before[3] == " " and not before[2] and before[1][0].isupper()
            and before[1].lower() not in _FUNCTION_WORDS | _DAYS_AND_MONTHS
        )  # fmt: skip

    def _is_place(self, folded: str, start: int, end: int, name: _Name) -> bool:
        if name.how not in ("name", "abbreviation", "capital"):
            return False
        before = _WORD_BEFORE.search(folded, max(0, start - 40), start)
        if before and before[1].lower() == "the":
            before = _WORD_BEFORE.search(folded, max(0, before.start() - 40), before.start())
        if before and before[3] == " " and before[1] in self._phrases.place_prepositions:
            return True
        if name.how != "capital":
            return False
        after = _WORD_AFTER.match(folded, end)
        if after and after[1] == " " and after[2] in self._phrases.place_followers:
            return True
        return name.text.isupper() or self._names_its_country(folded, end)

    def _names_its_country(self, folded: str, end: int) -> bool:
        country = re.compile(r", (?=[A-Z])").match(folded, end)
        word = _WORD.match(folded, country.end()) if country else None
        follower = self._longest(folded, word) if word and word[0] in self._index else None
        return bool(follower and follower.how == "name")

    def _is_attached(self, folded: str, start: int, end: int) -> bool:
        before = _WORD_BEFORE.search(folded, max(0, start - 20), start)
        if before and before[1] in self._phrases.prefixes and before[3] == "-":
            return True
        after = _WORD_AFTER.match(folded, end)
        return bool(after and after[1] == "-" and after[2] in self._phrases.backed)

    def _of_description(self, words: str, context: str) -> Party | None:
        """Read a noun phrase: who stands before "to Syria", else who stands after "of"."""
        head, _, tail = words.partition(",")
        named = [(m.start, m.end) for m in self._mentions(head, head, head)]
        cut = _outside(_HEAD_CUT, head, named)
        core = head[: cut.start()] if cut else head
        of = _outside(_OF, core, named)
        front, back = (core[: of.start()], core[of.end() :]) if of else (core, "")
        for part in (front, back):
            if party := self._acting(part, context):
                return party
        if (
            not of
            and cut
            and cut[0] == " in"
            and core.split()[-1:]
            and core.split()[-1].lower() in self._phrases.authorities
        ):
            return self._acting(head[cut.end() :], context)
        return self._acting(tail, context) if not self._named(front) and tail else None

    def _named(self, part: str) -> bool:
        return any(True for _ in self._mentions(part, part, part))

    def _acting(self, part: str, context: str) -> Party | None:
        found = [
            m for m in self._mentions(part, part, context)
            if not (m.attached or m.locative or (m.ambiguous and m.text in self._phrases.given_names))
        ]  # fmt: skip
        if not found:
            return None
        others = [m for m in found if m.party.kind != "state" and m.how != "demonym"]
        if others and found[0].how == "demonym":
            return others[0].party
        first = found[0]
        rest = re.findall(r"[^\W_]+(?:-[^\W_]+)*", f"{part[first.end :]} {part[: first.start]}")
        return first.party if self._for_the_state(first, frozenset(rest)) else None

    def _for_the_state(self, mention: PartyMention, rest: frozenset[str]) -> bool:
        """Say whether the words beside a nationality leave its government speaking."""
        if mention.how == "seat" or mention.party.kind in ("organisation", "movement"):
            return True
        private = self._phrases.not_government & rest
        voiced = rest & self._phrases.of_the_state and private <= self._phrases.state_voices
        return not private or bool(voiced)


def _outside(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> re.Match[str] | None:
    """Give the first match that lies in none of the spans."""
    found = pattern.finditer(text)
    return next((m for m in found if not any(a <= m.start() < b for a, b in spans)), None)


@cache
def load() -> Registry:
    """Read the word lists, once."""
    states: dict[str, dict[str, Any]] = _yaml("states.yaml")
    rows = [{"code": code, "kind": "state", **row} for code, row in states.items()]
    rows += _yaml("territories.yaml")
    rows += [{"kind": "organisation", **row} for row in _yaml("organisations.yaml")]
    rows += [{"kind": "movement", **row} for row in _yaml("movements.yaml")]
    names = {row["name"]: _row_names(row) for row in rows}
    parties = {row["name"]: _row_party(row, names[row["name"]]) for row in rows}
    words: dict[str, Any] = _yaml("phrases.yaml")
    phrases = _read_phrases(words)
    silent = tuple(_Name(_fold(text), "", "name") for text in words["not_parties"])
    index = _indexed({**names, "": silent}, phrases)
    return Registry(parties, {**names, "": silent}, index, phrases)


def _yaml(name: str) -> Any:
    text = (resources.files("pourparler.reading") / "lexicon" / "registry" / name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def _row_names(row: Mapping[str, Any]) -> tuple[_Name, ...]:
    capitals = row.get("capital", [])
    demonyms = row.get("demonyms", [])
    return (
        *_forms((row["name"], *row.get("also", [])), row["name"], "name"),
        *_forms((*demonyms, *map(_plural, filter(_has_plural, demonyms))), row["name"], "demonym"),
        *_forms([capitals] if isinstance(capitals, str) else capitals, row["name"], "capital"),
        *_forms((*row.get("seats", []), *row.get("wings", [])), row["name"], "seat"),
    )


def _forms(texts: Sequence[str], party: str, how: How) -> tuple[_Name, ...]:
    return tuple(
        _Name(_fold(text), party, "abbreviation" if how == "name" and _is_abbreviation(text) else how)
        for text in dict.fromkeys(texts)
    )


def _is_abbreviation(text: str) -> bool:
    return text.replace(".", "").isupper() and " " not in text


def _has_plural(demonym: str) -> bool:
    return not demonym.endswith(("ese", "sh", "ch", "ss", "s", "ois", "gyz", "ic"))


def _plural(demonym: str) -> str:
    return f"{demonym}s"


def _row_party(row: Mapping[str, Any], names: tuple[_Name, ...]) -> Party:
    aliases = tuple(n.text for n in names if n.how in ("name", "abbreviation") and n.text != row["name"])
    return Party(row["name"], row["kind"], row.get("code"), None, aliases)


def _merged(party: Party, old: Party | None, names: tuple[_Name, ...]) -> Party:
    called = (n.text for n in names if n.how in ("name", "abbreviation") and n.text != _fold(party.name))
    return replace(
        party,
        kind=old.kind if old and party.kind == "other" else party.kind,
        code=party.code or (old.code if old else None),
        aliases=tuple(called),
    )


def _indexed(names: Mapping[str, tuple[_Name, ...]], phrases: _Phrases) -> dict[str, tuple[_Name, ...]]:
    """Index the names by first word; a capital letter spelling of each longer name is added."""
    given = [name for forms in names.values() for name in forms]
    taken = {name.text for name in given}
    shouted = (
        replace(n, text=n.text.upper()) for n in given
        if n.party and len(n.text) > 3 and n.text not in phrases.given_names and n.text.upper() not in taken
    )  # fmt: skip
    index: dict[str, dict[str, _Name]] = {}
    for name in (*given, *shouted):
        if first := _WORD.search(name.text):
            index.setdefault(first[0], {}).setdefault(name.text, name)
    return {word: tuple(sorted(forms.values(), key=lambda n: -len(n.text))) for word, forms in index.items()}


def _read_phrases(words: Mapping[str, Any]) -> _Phrases:
    shared = {
        name: _Shared(tuple((p, _any_of(cues)) for p, cues in row["means"].items()), row["otherwise"])
        for row in words["contexts"]
        for name in row["names"]
    }
    sets = ("place_followers", "institution_followers", "place_prepositions", "prefixes", "backed",
            "given_names", "not_government", "office_words", "authorities", "of_the_state", "state_voices")  # fmt: skip
    return _Phrases(**{name: frozenset(words[name]) for name in sets}, shared=shared)


def _any_of(cues: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\b")


def _fold(text: str) -> str:
    return text.translate(_FOLD)
