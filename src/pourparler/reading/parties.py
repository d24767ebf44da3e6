"""Which parties a report names, those included that no register knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pourparler.domain import Party
from pourparler.reading.people import POSSESSIVE, entities, is_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pourparler.domain import Span
    from pourparler.reading.registry import Registry
    from pourparler.reading.tools import Offices
    from pourparler.reading.trees import Tree

_SENT_TO = re.compile(
    r"\b(?:U\.N\.|UN|United Nations|E\.U\.|EU|NATO|OSCE)(?: Security Council)? (?:\w+ )?(?:ambassador|envoy|mission|representative|delegate)",
    re.IGNORECASE,
)  # fmt: skip
_STEM = 4  # letters that a demonym shares with its country at least


@dataclass(frozen=True, slots=True)
class PartyName:
    """A place in the text where a party is named."""

    sentence: int
    first: int
    last: int
    span: Span
    party: str
    how: str  # name | abbreviation | demonym | capital | seat
    locative: bool = False  # where, not who
    attached: bool = False  # "Iran-backed": describes somebody else


@dataclass(frozen=True, slots=True, eq=False)
class Parties:
    """The register, and the parties that only this report knows."""

    registry: Registry
    context: str = ""
    own: Mapping[str, str] = field(default_factory=dict)  # surface form -> party
    kinds: Mapping[str, Party] = field(default_factory=dict)  # party -> its description

    def resolve(self, words: str) -> str | None:
        """Return the party that a name or a short description stands for, or None."""
        found = self.registry.resolve(words, context=self.context)
        if found is None and words[:1].isupper():
            first = next(iter(self.registry.find(words)), None)
            found = first.party if first and first.start == 0 and first.how in {"name", "abbreviation"} and not first.attached else None
        if found:
            return self._sender(words) or found.name
        for form, party in self.own.items():
            if _has_words(words, form):
                return party
        return None

    def _sender(self, words: str) -> str | None:
        """Return the state whose envoy to an organisation it is: "Iran's U.N. ambassador"."""
        if not _SENT_TO.search(words):
            return None
        first = next(iter(self.registry.find(words)), None)
        return first.party.name if first and first.party.kind == "state" else None

    def party(self, name: str) -> Party:
        """Return what is known of a party."""
        return self.kinds.get(name) or self.registry.party(name) or Party(name)


def _has_words(words: str, form: str) -> bool:
    at = words.find(form)
    while at >= 0:
        before, after = words[at - 1 : at], words[at + len(form) : at + len(form) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = words.find(form, at + 1)
    return False


def registered(text: str, trees: Sequence[Tree], registry: Registry) -> Iterator[PartyName]:
    """Yield every registered party named in the text, with its tokens."""
    places = [(t.start, t.end, i, k) for i, tree in enumerate(trees) for k, t in enumerate(tree.tokens)]
    ends = [p[1] for p in places]
    for found in registry.find(text):
        low = bisect_left(ends, found.start + 1)
        if low >= len(places) or places[low][0] >= found.end:
            continue
        high = low
        while high + 1 < len(places) and places[high + 1][0] < found.end and places[high + 1][2] == places[low][2]:
            high += 1
        if found.ambiguous and trees[places[low][2]].tokens[places[low][3]].ner.endswith("PER"):
            continue
        yield PartyName(
            places[low][2], places[low][3], places[high][3] + 1, (found.start, found.end),
            found.party.name, found.how, locative=found.locative, attached=found.attached,
        )  # fmt: skip


def misread_places(trees: Sequence[Tree], offices: Offices) -> frozenset[str]:
    """Return one-word names that the model takes for people here and for places elsewhere in the report.

    A name is a place or a party where another of its mentions is labelled one, where an adjective
    goes with it (Tarn, Tarnish), or where an office is its own (Veldia's chief negotiator).
    """
    people: Counter[str] = Counter()
    others: set[str] = set()
    surnames: set[str] = set()
    owners: set[str] = set()
    for tree in trees:
        for first, last, kind in entities(tree):
            form = _bare(tree, first, last)
            if kind != "PER":
                if kind in {"LOC", "ORG", "NORP"}:
                    others.add(form)
                continue
            words = form.split()
            surnames.update(words if len(words) > 1 else ())
            if len(words) == 1:
                people[form] += 1
                if first and is_title(tree.word(first - 1), offices):
                    surnames.add(form)
                if _owns_office(tree, first, offices):
                    owners.add(form)
    return frozenset(
        form for form in people
        if form not in surnames and form.casefold() not in offices.leaders
        and (form in others or form in owners or any(_same(form, o) for o in others if len(o) > _STEM))
    )  # fmt: skip


def _owns_office(tree: Tree, k: int, offices: Offices) -> bool:
    up = tree.head(k)
    if up < 0 or tree.rel(k) not in {"nmod:poss", "compound"}:
        return False
    owned = tree.lemma(up)
    return is_title(owned, offices) or owned in offices.institutions or owned in {"troop", "force", "artillery", "soldier"}


def unregistered(
    trees: Sequence[Tree], taken: Iterable[PartyName], offices: Offices, places: frozenset[str] = frozenset()
) -> tuple[dict[str, str], dict[str, Party], list[PartyName]]:
    """Find parties that no register knows: places and organisations that act, speak or own offices.

    Returns: surface form -> party; party -> what it is; where each is named.
    """
    covered = {(n.sentence, k) for n in taken for k in range(n.first, n.last)}
    seen = [
        (i, first, last, "LOC" if kind == "PER" else kind, _bare(tree, first, last))
        for i, tree in enumerate(trees)
        for first, last, kind in _with_adjectives(tree)
        if (kind != "PER" or _bare(tree, first, last) in places) and kind != "DATE" and not any((i, k) in covered for k in range(first, last))
    ]
    acting: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for i, first, last, kind, form in seen:
        kinds.setdefault(form, Counter())[kind] += 1
        acting[form] += 0 if kind == "ADJ" else _acts(trees[i], first, last, kind, offices)
    own = _grouped([f for f in acting if acting[f] and _may_be_party(f, offices)], acting, kinds)
    named = [
        PartyName(i, first, last, (trees[i].tokens[first].start, trees[i].tokens[last - 1].end), own[form],
                  "demonym" if kind in {"NORP", "ADJ"} else "name", locative=_where(trees[i], first, last))
        for i, first, last, kind, form in seen
        if form in own
    ]  # fmt: skip
    described = {party: Party(party, _kind(kinds.get(party, Counter()))) for party in own.values()}
    return own, described, named


def defined_abbreviations(text: str, registry: Registry) -> dict[str, str]:
    """Return the short forms that a report itself explains: "the Norrland Relief Union (N.R.U.)".

    Only those that no register knows, of names that one does.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        if registry.resolve(match[2]) is None:
            party = registry.resolve(match[1])
            if party:
                found[match[2]] = party.name
    return found


_DEFINED = re.compile(r"((?:[A-Z][\w'’-]+ )(?:(?:[A-Z][\w'’-]+|of|the|and|for|in) ){0,7})\(((?:[A-Z]\.?){2,8})\)")


def _with_adjectives(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Yield named entities, and capitalised adjectives that the model left out ("Tarnish artillery")."""
    inside: set[int] = set()
    for first, last, kind in entities(tree):
        inside.update(range(first, last))
        yield first, last, kind
    for k, token in enumerate(tree.tokens):
        if k and k not in inside and token.form[0].isupper() and tree.base(k) in {"amod", "compound"} and len(token.form) > _STEM:
            yield k, k + 1, "ADJ"


def _bare(tree: Tree, first: int, last: int) -> str:
    words = [t.form for t in tree.tokens[first:last] if t.form not in POSSESSIVE]
    if words and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words)


def _kind(counts: Counter[str]) -> str:
    return {"LOC": "state", "NORP": "other"}.get(counts.most_common(1)[0][0], "organisation") if counts else "other"


def _may_be_party(form: str, offices: Offices) -> bool:
    words = form.lower().split()
    if not words or not form[0].isupper() or len(form) < 3 or words[-1] in {"of", "for", "the", "and"}:
        return False
    if offices.learned.intersection(words) or offices.institutions.intersection(words[:1]):
        return False
    last = words[-1].removesuffix("s")
    return not (
        last in offices.media or last in offices.institutions or form.lower() in offices.media_names
        or form.lower() in {"state", "treasury", "defense", "house", "article", "constitution"}
        or is_title(words[-1], offices)
    )  # fmt: skip


def _where(tree: Tree, first: int, last: int) -> bool:
    head = _head(tree, first, last)
    return tree.case(head) in {"in", "at", "near", "from", "outside", "across", "into", "through", "around"}


def _head(tree: Tree, first: int, last: int) -> int:
    for k in range(first, last):
        if not first <= tree.tokens[k].head < last:
            return k
    return first


def _acts(tree: Tree, first: int, last: int, kind: str, offices: Offices) -> int:
    """Count a mention as evidence of a party: it does something, or it owns an office."""
    head = _head(tree, first, last)
    up, relation = tree.head(head), tree.rel(head)
    if up < 0:
        return 0
    if relation == "nsubj" and (tree.verbal(up) or kind == "ORG") and tree.tokens[up].upos == "VERB":
        return 1
    owned = tree.lemma(up)
    if relation in {"nmod:poss", "compound", "amod", "nmod"} and tree.tokens[up].upos in {"NOUN", "PROPN"}:
        mine = relation != "nmod" or tree.case(head) == "of"
        return int(mine and (is_title(owned, offices) or owned in offices.institutions or owned in offices.collective))
    if relation == "conj":
        return int(tree.rel(up) == "nsubj")
    return int(tree.case(head) in {"with", "between", "against", "by"} and relation in {"obl", "obl:agent", "nmod"} and kind != "LOC")


def _grouped(
    forms: Sequence[str], acting: Counter[str], kinds: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """Put demonyms and short forms with the party that they stand for."""
    names = sorted(forms, key=lambda f: (-(kinds[f]["LOC"] + kinds[f]["ORG"] > 0), -acting[f], -len(f), f))
    own: dict[str, str] = {}
    for form in names:
        own[form] = next((own[o] for o in own if _same(form, o)), form)
    for form in kinds:
        if form not in own and kinds[form]["NORP"] + kinds[form]["ADJ"]:
            party = next((own[o] for o in list(own) if _same(form, o)), None)
            if party:
                own[form] = party
    return own


def _same(a: str, b: str) -> bool:
    one, two = a.lower(), b.lower()
    if f" {one} " in f" {two} " or f" {two} " in f" {one} ":
        return True
    if " " in one or " " in two:
        return False
    shared = 0
    while shared < min(len(one), len(two)) and one[shared] == two[shared]:
        shared += 1
    return shared >= _STEM and shared >= min(len(one), len(two)) - 2 and abs(len(one) - len(two)) <= 4
