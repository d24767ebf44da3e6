"""From a parsed document to its Scene: everybody found, titled, and resolved."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, UNKNOWN, Finding, PersonMention
from pourparler.reading import coreference as coref
from pourparler.reading import people as folk
from pourparler.reading.affiliation import fallback, owner, profile_people
from pourparler.reading.draft import SUBJECTS, Draft, Place, top
from pourparler.reading.parties import (
    Parties,
    defined_abbreviations,
    misread_places,
    registered,
    unregistered,
)
from pourparler.reading.quotes import quotations
from pourparler.reading.scene import Entity, Mention, Scene
from pourparler.reading.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Document, Party, Process, Span
    from pourparler.reading.grammar import Sentence
    from pourparler.reading.scene import When
    from pourparler.reading.tools import Tools

_STANDING = frozenset({"current", "former", "serving", "retired", "incumbent"})


def see(
    document: Document, sentences: Sequence[Sentence], times: tuple[When, ...], anchor: tuple[str | None, str],
    *, tools: Tools, process: Process | None = None,
) -> Scene:  # fmt: skip
    """Put together who is in a report.

    Args:
        document: The report.
        sentences: Its sentences, parsed.
        times: Its time expressions, resolved.
        anchor: The day they count from, and how it was found.
        tools: Model, register, word lists.
        process: What an analyst knows.
    """
    draft = _draft(document, tuple(sentences), tools)
    profile_people(draft, process)
    _resolve(draft)
    people = tuple(_people(draft))
    index = _index(draft)  # puts the mentions in order too
    return Scene(
        document=document, sentences=draft.sentences, mentions=tuple(draft.mentions), people=people,
        times=times, anchor=anchor[0], anchor_how=anchor[1], tools=tools, trees=draft.trees, process=process,
        starts=tuple(s.start for s in draft.sentences), at=index, when=_by_sentence(times),
        sides=_sides(draft), parties=tuple(_parties(draft)), quotes=draft.quotes,
        findings=tuple(_office_findings(people)),
    )  # fmt: skip


def _draft(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Draft:
    trees = tuple(Tree.of(s) for s in sentences)
    registry = tools.registry
    places = misread_places(trees, tools.offices)
    found = (n for i, tree in enumerate(trees) for n in folk.names_in(tree, i, document.text, tools))
    listed = list(registered(document.text, trees, registry))
    wholes = {p.span for p in listed if p.last - p.first > 1}  # New Delhi is nobody's name
    names = [n for n in found if n.text not in places and n.span not in wholes]
    persons = {(n.sentence, k) for n in names for k in range(n.first, n.last)}
    known = [
        p for p in listed
        if not any((p.sentence, k) in persons for k in range(p.first, p.last))
    ]  # fmt: skip
    short = defined_abbreviations(document.text, known, registry)
    own, kinds, more = unregistered(trees, known, tools.offices, places)
    named = sorted([*known, *more], key=lambda p: p.span)
    own = {**own, **short}
    more = [
        replace(m, party=own[b]) if (b := document.text[m.span[0] : m.span[1]]) in short else m for m in more
    ]
    parties = Parties(registry, document.text[:2000], own, kinds)
    return Draft(document, tools, sentences, trees, quotations(document.text), parties, named, names)


def _people(draft: Draft) -> Iterator[PersonMention]:
    for profile in draft.profiles.values():
        yield from folk.mentions_of(profile, draft.tools.offices)
    yield from _unnamed(draft)


def _unnamed(draft: Draft) -> Iterator[PersonMention]:
    """Yield collective officials without names: "current and former intelligence officials"."""
    seen: set[str] = set()
    for mention in draft.mentions:
        entity = mention.entity
        if mention.kind != "title" or entity is None or entity.person or entity.kind != "group":
            continue
        tree = draft.trees[mention.sentence]
        if tree.lemma(mention.head) not in draft.tools.offices.collective or mention.last - mention.first < 2:
            continue
        words = " ".join(draft.document.text[mention.span[0] : mention.span[1]].split())
        bare = words.removeprefix("the ").removeprefix("The ")
        if not _STANDING.intersection(bare.lower().split()) or entity.party == INDEPENDENT:
            continue
        if bare.lower() in seen or tree.tokens[mention.head].upos != "NOUN" or " " not in bare:
            continue
        seen.add(bare.lower())
        low = bare.lower().split()
        yield PersonMention(
            id=folk.person_id(f"{draft.document.id} {bare}"), name=bare, office=bare, party=entity.party,
            former="former" in low and "current" not in low, start=None, end=None, span=mention.span,
        )  # fmt: skip


def _office_findings(people: tuple[PersonMention, ...]) -> Iterator[Finding]:
    for one, two in folk.two_offices(people):
        yield Finding(
            f"{one.name} is called '{one.office}' and '{two.office}': both are kept",
            span=two.span, code="two-offices",
        )  # fmt: skip


def _resolve(draft: Draft) -> None:
    """Walk through the text once and say what each mention stands for."""
    by_sentence: dict[int, list[Place]] = {}
    for place in _places(draft):
        by_sentence.setdefault(place.sentence, []).append(place)
    for sentence in sorted(by_sentence):
        for place in sorted(by_sentence[sentence], key=lambda p: (p.first, -p.last)):
            _add(draft, place)


def _places(draft: Draft) -> Iterator[Place]:
    taken: set[tuple[int, int]] = set()
    for name in draft.names:
        head = top(draft.trees[name.sentence], name.first, name.last)
        taken.update((name.sentence, k) for k in range(name.first, name.last))
        yield Place(name.sentence, name.first, name.last, head, "name", draft.fullest[name.text])
    for party in draft.named:
        head = top(draft.trees[party.sentence], party.first, party.last)
        taken.update((party.sentence, k) for k in range(party.first, party.last))
        if not party.attached and not (party.locative and party.how == "capital"):
            yield Place(party.sentence, party.first, party.last, head, "party", party.party)
    for i, tree in enumerate(draft.trees):
        for k, token in enumerate(tree.tokens):
            if (i, k) in taken:
                continue
            if token.form.lower() in coref.PRONOUNS and token.upos in {"PRON", "DET"}:
                yield Place(i, k, k + 1, k, "pronoun")
            elif token.upos in {"NOUN", "PROPN", "ADJ", "PRON"} and _names_somebody(draft, tree, k):
                first, last = tree.phrase(k)
                yield Place(i, first, last, k, "title")


def _names_somebody(draft: Draft, tree: Tree, k: int) -> bool:
    offices, cues = draft.tools.offices, draft.tools.cues
    lemma = tree.lemma(k)
    if tree.tokens[k].upos == "ADJ" and lemma not in offices.unnamed:
        return False
    if lemma in offices.unnamed:
        return tree.base(k) == "nsubj"
    if tree.base(k) in {"compound", "flat", "amod"}:
        return False
    return (
        lemma in offices.titles or lemma in offices.independent or lemma in offices.collective
        or lemma in offices.institutions or lemma in offices.media or lemma in cues.documents
        or (tree.base(k) == "nsubj" and tree.head(k) >= 0 and tree.lemma(tree.head(k)) in cues.verbs)
    )  # fmt: skip


def _add(draft: Draft, place: Place) -> None:
    tree = draft.trees[place.sentence]
    while place.first < place.head and tree.tokens[place.first].upos in {"ADP", "SCONJ", "CCONJ", "PUNCT"}:
        place = replace(place, first=place.first + 1)
    span = (tree.tokens[place.first].start, tree.tokens[place.last - 1].end)
    entity, antecedent, how = _entity(draft, place, span)
    index = len(draft.mentions)
    draft.mentions.append(
        Mention(
            span, place.sentence, place.first, place.last, place.head, place.kind, entity, antecedent, how
        )
    )
    if entity is None or (place.kind == "party" and _describes(tree, place)):
        return
    verb = tree.head(place.head)
    relation = tree.rel(place.head)
    speaks = relation in SUBJECTS and verb >= 0 and tree.lemma(verb) in draft.tools.cues.verbs
    draft.candidates.append(
        coref.Candidate(
            index, place.sentence, place.first, relation, speaks, coref.inside(draft.quotes, span[0]), verb,
            _sort(tree, place, entity, draft.tools.offices.humans), draft.pointed.get(entity.name, ""),
        )
    )  # fmt: skip


def _describes(tree: Tree, place: Place) -> bool:
    return tree.base(place.head) in {"amod", "compound", "flat"}


def _sort(tree: Tree, place: Place, entity: Entity, humans: frozenset[str]) -> str:
    if entity.kind == "person":
        return "person"
    if entity.kind == "party":
        return "party"
    token = tree.tokens[place.head]
    plural = token.form.lower() != token.lemma.lower() and token.form.lower().endswith(("s", "en", "ople"))
    if (
        token.form.lower() in {"people", "others", "some", "many", "police", "they", "them", "their"}
        or plural
    ):
        return "plural"
    return "person" if token.lemma.lower() in humans else "group"


def _entity(draft: Draft, place: Place, span: Span) -> tuple[Entity | None, int | None, str]:
    if place.kind == "name":
        profile = draft.profiles[place.name]
        return Entity(profile.name, "person", profile.party, profile.id, (profile.how,)), None, "named"
    if place.kind == "party":
        return Entity(place.name, "party", place.name, None, (f"names {place.name}",)), None, "named"
    if place.kind == "pronoun":
        return _pronoun(draft, place, span)
    return _description(draft, place, span)


def _pronoun(draft: Draft, place: Place, span: Span) -> tuple[Entity | None, int | None, str]:
    tree = draft.trees[place.sentence]
    word = tree.word(place.first)
    if word in coref.WHO:
        return _relative(draft, place)
    found = coref.resolve(
        word, (place.sentence, place.first), draft.candidates, tree=tree,
        quoted=coref.inside(draft.quotes, span[0]), cues=draft.tools.cues,
    )  # fmt: skip
    if found is None:
        return None, None, f"'{word}' points to nobody named before"
    one, score = found
    before = draft.mentions[one.index]
    if word in coref.SHE and before.entity and before.entity.kind == "person":
        draft.pointed.setdefault(before.entity.name, "f")
    name = before.entity.name if before.entity else "?"
    return before.entity, one.index, f"'{word}' points back to {name} ({score} points)"


def _relative(draft: Draft, place: Place) -> tuple[Entity | None, int | None, str]:
    tree = draft.trees[place.sentence]
    for k in tree.up(place.first):
        if tree.tokens[k].deprel.startswith("acl"):
            noun = tree.head(k)
            for n in range(len(draft.mentions) - 1, -1, -1):
                m = draft.mentions[n]
                if m.sentence != place.sentence:
                    break
                if m.first <= noun < m.last:
                    return m.entity, n, "relative pronoun"
    for n in range(len(draft.mentions) - 1, -1, -1):
        m = draft.mentions[n]
        if m.sentence != place.sentence:
            break
        if 0 <= place.first - m.last <= 1:
            return m.entity, n, "relative pronoun"
    return None, None, "relative pronoun of nobody named"


def _description(draft: Draft, place: Place, span: Span) -> tuple[Entity | None, int | None, str]:
    """Resolve "the minister", "Ukrainian officials", "a statement by the army", "residents"."""
    tree = draft.trees[place.sentence]
    words = " ".join(draft.document.text[span[0] : span[1]].split())
    head = coref.head_words(tree, place.head)
    token = tree.tokens[place.head]
    if head in draft.tools.offices.unnamed:
        head = _of_whom(tree, place.head) or head
    definite = tree.word(place.first) in {"the", "this", "that", "his", "her", "its", "their"} or (
        tree.tokens[place.head].upos == "PROPN"
    )
    apposed = _named_beside(draft, tree, place)
    if apposed is not None:
        return draft.mentions[apposed].entity, apposed, "in apposition to the name"
    spoken = _spoken_for(draft, place, words, head)
    if definite or spoken is not None:
        found = _same_person(draft, place, head, spoken)
        if found is not None:
            return found
    bare_plural = place.last - place.first == 1 and token.form.lower() != token.lemma.lower()
    earlier = draft.described.get(_key(words, head)) if definite or (spoken is None and bare_plural) else None
    if earlier is not None and (spoken is None or spoken.party in {UNKNOWN, None}):
        before = draft.mentions[earlier]
        return before.entity, earlier, f"the same '{head}' as before"
    spoken = spoken or fallback(draft, place, head)
    entity = Entity(words, "group", spoken.party, None, (spoken.how,))
    draft.described[_key(words, head)] = len(draft.mentions)
    return entity, None, "described"


def _of_whom(tree: Tree, k: int) -> str | None:
    """Return the noun behind "many of the ...", "one of his ..."."""
    for c in tree.having(k, "nmod"):
        if tree.case(c) == "of":
            return coref.head_words(tree, c)
    return None


def _key(words: str, head: str) -> str:
    del words
    return head


def _named_beside(draft: Draft, tree: Tree, place: Place) -> int | None:
    """Return the name that the description is set beside: "Tarn's envoy, Osric Thane"."""
    for k in tree.kids[place.head]:
        if tree.base(k) in {"appos", "flat"}:
            for name in draft.names_at.get(place.sentence, ()):
                if name.first <= k < name.last:
                    return _profile_mention(draft, name)
    up = tree.head(place.head)
    if tree.base(place.head) == "appos" and up >= 0:
        for n in range(len(draft.mentions) - 1, -1, -1):
            m = draft.mentions[n]
            if m.sentence != place.sentence:
                break
            if m.kind == "name" and m.first <= up < m.last:
                return n
    return None


def _profile_mention(draft: Draft, name: folk.Name) -> int:
    """Return the mention of a name that stands further right: added now, found again later."""
    profile = draft.profiles[draft.fullest[name.text]]
    entity = Entity(profile.name, "person", profile.party, profile.id, (profile.how,))
    head = top(draft.trees[name.sentence], name.first, name.last)
    draft.mentions.append(
        Mention(name.span, name.sentence, name.first, name.last, head, "name", entity, None, "named")
    )
    return len(draft.mentions) - 1


def _spoken_for(draft: Draft, place: Place, words: str, head: str) -> folk.Spoken | None:
    """Return for whom a description speaks, by its own words."""
    tree = draft.trees[place.sentence]
    offices = draft.tools.offices
    former = any(tree.word(k) in offices.former for k in range(place.first, place.head))
    former = former and not any(
        tree.word(k) in {"current", "serving"} for k in range(place.first, place.head)
    )
    whose = owner(draft, place.sentence, place.first, place.last, "")
    if whose and not former:
        return whose
    possessive = tree.first(place.head, "nmod:poss")
    if possessive >= 0 and tree.word(possessive) in coref.PRONOUNS:
        for m in reversed(draft.mentions):
            if m.sentence != place.sentence:
                break
            if m.first == possessive and m.entity and m.entity.party and head not in offices.independent:
                return folk.Spoken(m.entity.party, f"'{tree.word(possessive)}' is {m.entity.name}")
    found = folk.party_in_words(words, draft.parties.resolve, offices, former=former)
    if found is None and place.last < len(tree):
        first, last = tree.stretch(
            place.head, without=("acl:relcl", "appos", "conj", "parataxis", "punct", "cop", "nsubj")
        )
        longer = draft.document.text[tree.tokens[first].start : tree.tokens[last - 1].end]
        if longer != words and len(longer) < 300:
            found = folk.party_in_words(longer, draft.parties.resolve, offices, former=former)
    return found


def _same_person(
    draft: Draft, place: Place, head: str, spoken: folk.Spoken | None
) -> tuple[Entity, int, str] | None:
    """Return the official, named shortly before, whom a title without a name points back to."""
    tree = draft.trees[place.sentence]
    token = tree.tokens[place.head]
    if head not in draft.tools.offices.titles and head != "spokesperson":
        return None
    if token.form.lower() != token.lemma.lower():  # plural
        return None
    if tree.word(place.first) in {"a", "an", "another", "one", "any", "every", "some"}:
        return None
    best: tuple[int, int, Entity] | None = None
    for n in range(len(draft.mentions) - 1, max(-1, len(draft.mentions) - _REACH), -1):
        entity = draft.mentions[n].entity
        if entity is None or entity.kind != "person":
            continue
        score = _office_fit(draft, entity, head, spoken) - (place.sentence - draft.mentions[n].sentence)
        if score > -_REACH and (best is None or score > best[0]):
            best = (score, n, entity)
    if best is None:
        return None
    entity = best[2]
    if entity.party is None and spoken:
        entity = replace(entity, party=spoken.party, how=(spoken.how,))
    return entity, best[1], f"'{head}' is the office of {entity.name}"


_REACH = 1000  # mentions


def _office_fit(draft: Draft, entity: Entity, head: str, spoken: folk.Spoken | None) -> int:
    """Return how well a title without a name fits an official: far below zero where it does not."""
    if spoken and entity.party and spoken.party not in {UNKNOWN, INDEPENDENT, entity.party}:
        return -2 * _REACH
    profile = draft.profiles.get(entity.name)
    fit = max((coref.same_office(head, t.text) for _, t in profile.titles), default=0) if profile else 0
    return 10 * fit if fit else -2 * _REACH


def _index(draft: Draft) -> dict[tuple[int, int], int]:
    """Index mentions by every token that can stand for them; names before descriptions."""
    order = {"name": 0, "pronoun": 1, "party": 2, "title": 3}
    draft.mentions[:] = _sorted_mentions(draft.mentions)
    index: dict[tuple[int, int], int] = {}
    ranked = sorted(range(len(draft.mentions)), key=lambda n: (order[draft.mentions[n].kind], n))
    for n in ranked:
        m = draft.mentions[n]
        index.setdefault((m.sentence, m.head), n)
    for n in ranked:
        m = draft.mentions[n]
        if m.kind in {"name", "party"}:
            for k in range(m.first, m.last):
                index.setdefault((m.sentence, k), n)
    return index


def _sorted_mentions(mentions: list[Mention]) -> list[Mention]:
    """Put mentions in the order of the text, each once, with antecedents renumbered."""
    order = sorted(
        range(len(mentions)), key=lambda n: (mentions[n].sentence, mentions[n].first, -mentions[n].last, n)
    )
    place: dict[int, int] = {}
    first: dict[tuple[int, int, int, str], int] = {}
    kept: list[int] = []
    for n in order:
        m = mentions[n]
        key = (m.sentence, m.first, m.last, m.kind)
        if key not in first:
            first[key] = len(kept)
            kept.append(n)
        place[n] = first[key]
    result = []
    for n in kept:
        m = mentions[n]
        before = None if m.antecedent is None else place.get(m.antecedent)
        result.append(Mention(m.span, m.sentence, m.first, m.last, m.head, m.kind, m.entity, before, m.how))
    return result


def _by_sentence(times: tuple[When, ...]) -> dict[int, tuple[When, ...]]:
    grouped: dict[int, list[When]] = {}
    for when in times:
        grouped.setdefault(when.sentence, []).append(when)
    return {i: tuple(found) for i, found in grouped.items()}


def _parties(draft: Draft) -> Iterator[Party]:
    names = dict.fromkeys(p.party for p in draft.named if not (p.locative and p.how == "capital"))
    for mention in draft.mentions:
        if mention.entity and mention.entity.party not in {None, INDEPENDENT, UNKNOWN}:
            names.setdefault(str(mention.entity.party))
    yield from (draft.parties.party(name) for name in names)


def _sides(draft: Draft) -> tuple[str, ...]:
    """Return the two parties that the report names most, where no others come near them."""
    counts = Counter(
        p.party for p in draft.named if not p.attached and draft.parties.party(p.party).kind in {"state", "movement", "other"}
    )  # fmt: skip
    top = [name for name, _ in counts.most_common(2)]  # in the order of the text where they tie
    return tuple(name for name in counts if name in top) if len(top) > 1 else ()
