"""Which parties a report names, those included that no register knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pourparler.domain import Party
from pourparler.reading.people import POSSESSIVE, entities, is_title, one_letter_off

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
_FOR_WHERE = re.compile(
    r"\b(representative|coordinator|mediator|rapporteur|envoy)s? (?:for|to|in|on) .*$", re.IGNORECASE
)
_COMPASS = frozenset(
    {"North", "South", "East", "West", "Upper", "Lower", "New", "Northern", "Southern", "Eastern", "Western"}
)
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
            found = (
                first.party
                if first and first.start == 0 and first.how in {"name", "abbreviation"} and not first.attached
                else None
            )
        if found:
            return self._sender(words) or found.name
        front = _FOR_WHERE.sub(r"\1", words)
        for form, party in sorted(self.own.items(), key=lambda f: -len(f[0])):
            if _has_words(front, form):
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
        while (
            high + 1 < len(places)
            and places[high + 1][0] < found.end
            and places[high + 1][2] == places[low][2]
        ):
            high += 1
        if found.ambiguous and trees[places[low][2]].tokens[places[low][3]].ner.endswith("PER"):
            continue
        yield PartyName(
            places[low][2], places[low][3], places[high][3] + 1, (found.start, found.end),
            found.party.name, found.how, locative=found.locative, attached=found.attached,
        )  # fmt: skip


def misread_places(trees: Sequence[Tree], offices: Offices) -> frozenset[str]:
    """Return one-word names that the model takes for people and that are places or parties.

    Reports give a person's full name or title once; a single word that never has either is a place
    or a party, all the more where an office is its own (Veldia's chief negotiator).
    """
    people: set[str] = set()
    surnames: set[str] = set()
    for tree in trees:
        for first, last, kind in entities(tree):
            form = _bare(tree, first, last)
            words = form.split()
            titled = [n for n, w in enumerate(words[:-1]) if is_title(w, offices)]
            if kind == "PER" and len(words) > 1:
                surnames.update(words[titled[-1] + 1 if titled else 0 :])
            elif kind == "PER" and words:
                people.add(form)
                if first and _introduces(tree, first, offices):
                    surnames.add(form)
    return frozenset(
        f for f in people
        if f[0].isupper() and f not in surnames and f.casefold() not in offices.leaders
        and not any(one_letter_off(f.casefold(), s.casefold()) for s in surnames)
    )  # fmt: skip


def _introduces(tree: Tree, k: int, offices: Offices) -> bool:
    """Say whether a title or an honorific stands before or in apposition to a one-word name."""
    before = tree.word(k - 1)
    apposed = (
        tree.base(k) in {"appos", "flat"}
        and tree.head(k) >= 0
        and is_title(tree.lemma(tree.head(k)), offices)
    )
    return is_title(before, offices) or before in offices.honorifics or apposed


def _named(tree: Tree, places: frozenset[str], offices: Offices) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, kind) of what may name a party: entities, whole, and capitalised short forms."""
    inside: set[int] = set()
    yield from _entities_whole(tree, places, offices, inside)
    yield from _short_forms(tree, offices, inside)


def _entities_whole(
    tree: Tree, places: frozenset[str], offices: Offices, inside: set[int]
) -> Iterator[tuple[int, int, str]]:
    """Yield the named entities, widened to the whole name; note the tokens they cover."""
    for first, last, kind in entities(tree):
        low, high = _whole_name(tree, first, last, offices)
        if kind == "DATE" or (kind == "PER" and _bare(tree, first, last) not in places) or low in inside:
            inside.update(range(first, last))
            continue
        inside.update(range(low, high))
        while high > low + 1 and tree.tokens[high - 1].form.islower():
            high -= 1
        yield low, high, "LOC" if kind == "PER" else kind
        owner = _organ_of(tree, low, high, offices)
        if owner:
            yield *owner, "OWNER"


def _short_forms(tree: Tree, offices: Offices, inside: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield capitalised words outside every entity: "the Front", "Contessan Prime Minister"."""
    for k, token in enumerate(tree.tokens):
        if k in inside or not token.form[0].isupper():
            continue
        if _before_office(tree, k, offices):
            yield k, k + 1, "NORP"
        elif k == 0:
            continue
        elif tree.lemma(k) in offices.bodies and tree.word(k - 1) == "the":
            yield k, k + 1, "SHORT"
        elif tree.base(k) in {"amod", "compound"} and len(token.form) > _STEM:
            yield k, k + 1, "ADJ"


def _organ_of(tree: Tree, first: int, last: int, offices: Offices) -> tuple[int, int] | None:
    """Return the owner in "Ministry of the Interior of Quenda", "Government of Fenmark"."""
    if not any(tree.lemma(k) in offices.organs for k in range(first, last)):
        return None
    for k in range(last - 2, first, -1):
        if tree.word(k) == "of":
            low = k + 1 + (tree.word(k + 1) == "the")
            words = [tree.lemma(x) for x in range(low, last)]
            named = (
                low < last
                and tree.tokens[low].form[0].isupper()
                and not offices.portfolios.intersection(words)
            )
            return (low, last) if named else None
    return None


def _before_office(tree: Tree, k: int, offices: Offices) -> bool:
    """Say whether a capitalised adjective stands before an office or a body: "Contessan Prime Minister"."""
    word = tree.word(k)
    if (
        not word.endswith(_ADJECTIVE)
        or len(word) <= _STEM
        or word in offices.not_demonyms
        or is_title(word, offices)
    ):
        return False
    behind = range(k + 1, min(k + 4, len(tree)))
    end = next(
        (x for x in behind if is_title(tree.word(x), offices) or tree.lemma(x) in offices.institutions), -1
    )
    return end > 0 and all(tree.tokens[x].upos in {"ADJ", "NOUN", "PROPN"} for x in range(k + 1, end))


_ADJECTIVE = ("an", "ish", "ese", "ic", "i")


def _whole_name(tree: Tree, first: int, last: int, offices: Offices) -> tuple[int, int]:
    """Widen an entity to the whole name: "Keld" to "Keld Federation", "Sultanate" to "Sultanate of Merai"."""
    while last < len(tree) and tree.tokens[last].form[0].isupper() and _is_body(tree.word(last), offices):
        last += 1
    if _is_body(tree.word(last - 1), offices):
        while (
            first > 1
            and tree.tokens[first - 1].form[0].isupper()
            and tree.tokens[first - 1].upos in {"PROPN", "ADJ"}
            and not tree.tokens[first - 1].ner.endswith("PER")
        ):
            first -= 1
    of = last
    if of + 1 < len(tree) and _is_body(tree.word(last - 1), offices) and tree.word(of) == "of":
        of += 2 if tree.word(of + 1) == "the" else 1
        while of < len(tree) and tree.tokens[of].form[0].isupper() and tree.tokens[of].upos == "PROPN":
            of += 1
            last = of
    return first, last


def unregistered(
    trees: Sequence[Tree], taken: Iterable[PartyName], offices: Offices, places: frozenset[str] = frozenset()
) -> tuple[dict[str, str], dict[str, Party], list[PartyName]]:
    """Find parties that no register knows: places and organisations that act, speak or own offices.

    Returns: surface form -> party; party -> what it is; where each is named.
    """
    covered = {(n.sentence, k) for n in taken for k in range(n.first, n.last)}
    seen = [
        (i, first, last, kind, _bare(tree, first, last))
        for i, tree in enumerate(trees)
        for first, last, kind in _named(tree, places, offices)
        if not any((i, k) in covered for k in range(first, last))
    ]
    acting: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for i, first, last, kind, form in seen:
        kinds.setdefault(form, Counter())[kind] += 1
        if kind not in {"ADJ", "SHORT"} and not _in_dateline(trees[i], i, first, last):
            acting[form] += _acts(trees[i], first, last, kind, offices)
    own = _grouped([f for f in acting if acting[f] and _may_be_party(f, offices)], acting, kinds, offices)
    named = [
        PartyName(i, first, last, (trees[i].tokens[first].start, trees[i].tokens[last - 1].end), own[form],
                  "demonym" if kind in {"NORP", "ADJ"} else "name", locative=_where(trees[i], first, last))
        for i, first, last, kind, form in seen
        if form in own
    ]  # fmt: skip
    totals: dict[str, Counter[str]] = {}
    for form, party in own.items():
        totals.setdefault(party, Counter()).update(kinds.get(form, Counter()))
    described = {party: Party(party, _kind(party, counts, offices)) for party, counts in totals.items()}
    return own, described, named


def _in_dateline(tree: Tree, i: int, first: int, last: int) -> bool:
    """Say whether a name stands in capitals at the head of the report: where it was written."""
    del last
    return i == 0 and first <= 3 and tree.tokens[first].form.isupper() and len(tree.tokens[first].form) > 3


def defined_abbreviations(text: str, taken: Sequence[PartyName], registry: Registry) -> dict[str, str]:
    """Return short forms that no register knows, of parties that the report also names in full.

    "The Norrland Relief Union" makes "N.R.U." and "NRU" plain by its initials.
    """
    initials: dict[str, str] = {}
    for name in taken:
        words = [w for w in re.findall(r"\w+", text[name.span[0] : name.span[1]]) if w[0].isupper()]
        if len(words) > 1:
            initials.setdefault("".join(w[0] for w in words), name.party)
    if not initials:
        return {}
    forms = dict.fromkeys(m[0] for m in _SHORT.finditer(text))
    return {
        form: initials[letters]
        for form in forms
        if (letters := form.replace(".", "")) in initials and registry.resolve(form) is None
    }


_SHORT = re.compile(r"\b(?:[A-Z]\.){2,7}|\b[A-Z]{2,7}\b")


def _bare(tree: Tree, first: int, last: int) -> str:
    """Return a name as it is written, without an article before or a possessive ending behind it."""
    tokens = tree.tokens
    while last > first and tokens[last - 1].form in POSSESSIVE:
        last -= 1
    if last > first and tokens[first].form.lower() == "the":
        first += 1
    parts: list[str] = []
    for k in range(first, last):
        if parts and tokens[k].start > tokens[k - 1].end:
            parts.append(" ")
        parts.append(tokens[k].form)
    return "".join(parts)


def _kind(name: str, counts: Counter[str], offices: Offices) -> str:
    words = {w.lower().removesuffix("s") for w in name.split()}
    for kind in ("state", "movement", "organisation"):
        if words & offices.body_kinds[kind]:
            return kind
    return "state" if counts["LOC"] + counts["NORP"] + counts["OWNER"] else "organisation"


def _may_be_party(form: str, offices: Offices) -> bool:
    words = form.lower().split()
    if not words or not form[0].isupper() or len(form) < 3 or words[-1] in {"of", "for", "the", "and"}:
        return False
    if offices.learned.intersection(words) or offices.institutions.intersection(words[:1]):
        return False
    last = words[-1].removesuffix("s")
    if len(words) == 1 and last in offices.bodies:
        return False
    organ = offices.organs.intersection(words) or (
        last in offices.institutions and last not in offices.bodies
    )
    return not (
        last in offices.media or organ or form.lower() in offices.media_names
        or form.lower() in offices.not_demonyms or form.lower() in {"state", "treasury", "defense", "house", "article", "constitution"}
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
    if kind == "OWNER":
        return 1
    head = _head(tree, first, last)
    up, relation = tree.head(head), tree.rel(head)
    if (
        kind == "ORG"
        and last - first == 1
        and relation in {"compound", "amod"}
        and is_title(tree.word(up), offices)
    ):
        return 0  # "Irrigation minister"
    body = tree.lemma(last - 1)
    if last - first > 1 and (body in offices.body_kinds["movement"] or body in offices.body_kinds["state"]):
        return 1
    if up < 0:
        return 0
    if relation == "nsubj" and (tree.verbal(up) or kind == "ORG") and tree.tokens[up].upos == "VERB":
        return 1
    owned = tree.lemma(up)
    if relation in {"nmod:poss", "compound", "amod", "nmod"} and tree.tokens[up].upos in {"NOUN", "PROPN"}:
        mine = relation != "nmod" or tree.case(head) == "of"
        return int(
            mine
            and (is_title(owned, offices) or owned in offices.institutions or owned in offices.collective)
        )
    if relation == "conj":
        return int(tree.rel(up) == "nsubj")
    return int(
        tree.case(head) in {"with", "between", "against", "by"}
        and relation in {"obl", "obl:agent", "nmod"}
        and kind != "LOC"
    )


def _grouped(
    forms: Sequence[str], acting: Counter[str], kinds: Mapping[str, Counter[str]], offices: Offices
) -> dict[str, str]:
    """Put adjectives and short forms with the party that they stand for, under its own name."""
    names = sorted(forms, key=lambda f: (kinds[f]["LOC"] + kinds[f]["ORG"] == 0, -acting[f], -len(f), f))
    own: dict[str, str] = {}
    for form in names:
        own[form] = next((own[o] for o in own if _same(form, o)), form)
    for form in [f for f in own if not kinds[f]["LOC"] + kinds[f]["ORG"]]:  # "Orvanian": is there an Orvany?
        noun = next(
            (
                f
                for f, c in kinds.items()
                if c["LOC"] + c["ORG"] and " " not in f and f not in own and _same(form, f)
            ),
            None,
        )
        if noun:
            own[noun] = own[form]
    for form, counts in kinds.items():
        if form in own:
            continue
        if len(form.split()) == 1 and (_is_body(form, offices) or form in _COMPASS):
            party = next((own[o] for o in list(own) if form in o.split()), None)
        elif counts["NORP"] + counts["ADJ"]:
            party = next((own[o] for o in list(own) if _same(form, o)), None)
        else:
            party = None
        if party:
            own[form] = party
    best = {
        p: _own_name([f for f in own if own[f] == p], kinds, offices) for p in dict.fromkeys(own.values())
    }
    return {form: best[party] for form, party in own.items()}


def _is_body(word: str, offices: Offices) -> bool:
    """Say whether a word ends the name of a body: Front, Units."""
    low = word.lower()
    return low in offices.bodies or low.removesuffix("s") in offices.bodies


def _own_name(forms: Sequence[str], kinds: Mapping[str, Counter[str]], offices: Offices) -> str:
    """Return the form that names a party best: a name before an adjective, whole before short."""

    def rank(form: str) -> tuple[bool, bool, bool, int, str]:
        short = _is_body(form, offices) or form in _COMPASS
        adjective = kinds[form]["LOC"] + kinds[form]["ORG"] + kinds[form]["OWNER"] == 0
        body = _is_body(form.rsplit(maxsplit=1)[-1], offices) or form.split(maxsplit=1)[0] in _COMPASS
        return (short, adjective, not body, -sum(kinds[form].values()), form)

    return min(forms, key=rank)


def _adjective_of(adjective: str, name: str) -> bool:
    """Say whether a word can be the adjective of a name by its ending: Vennish, Vennland."""
    return any(
        adjective.endswith(ending)
        and len(adjective) - len(ending) >= _STEM
        and name.startswith(adjective[: -len(ending)])
        for ending in ("ish", "ian", "ese", "an", "er", "ers", "i", "ic", "ans", "ians")
    )


def _same(a: str, b: str) -> bool:
    one, two = a.lower(), b.lower()
    if f" {one} " in f" {two} " or f" {two} " in f" {one} ":
        return True
    if " " in one or " " in two:
        return False
    if _adjective_of(one, two) or _adjective_of(two, one):
        return True
    shared = 0
    while shared < min(len(one), len(two)) and one[shared] == two[shared]:
        shared += 1
    return shared >= _STEM and shared >= min(len(one), len(two)) - 2 and abs(len(one) - len(two)) <= 4
