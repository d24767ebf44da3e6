"""From a parsed document to its Scene: everybody found, titled, and resolved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, UNKNOWN, Finding
from pourparler.reading import coreference as coref
from pourparler.reading import people as folk
from pourparler.reading.parties import Parties, PartyName, defined_abbreviations, misread_places, registered, unregistered
from pourparler.reading.quotes import quotations
from pourparler.reading.scene import Entity, Mention, Scene
from pourparler.reading.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Document, Party, PersonMention, Process, Span
    from pourparler.reading.grammar import Sentence
    from pourparler.reading.scene import When
    from pourparler.reading.tools import Tools

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_OFTEN = 4  # mentions that make a state the one a report is about
_NEAR = 3  # sentences over which an unnamed "military" may belong to the state last spoken of
_STANDING = frozenset({"current", "former", "serving", "retired", "incumbent"})


@dataclass(slots=True)
class _Draft:
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
    described: dict[str, int] = field(default_factory=dict)  # head word -> last mention described so


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands, before it is known what it stands for."""

    sentence: int
    first: int
    last: int
    head: int
    kind: str  # name | party | pronoun | title
    name: str = ""  # fullest name, or party


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
    _profile_people(draft, process)
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


def _draft(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> _Draft:
    trees = tuple(Tree.of(s) for s in sentences)
    registry = tools.registry
    places = misread_places(trees, tools.offices)
    found = (n for i, tree in enumerate(trees) for n in folk.names_in(tree, i, document.text, tools))
    names = [n for n in found if n.text not in places]
    persons = {(n.sentence, k) for n in names for k in range(n.first, n.last)}
    known = [
        p for p in registered(document.text, trees, registry)
        if not any((p.sentence, k) in persons for k in range(p.first, p.last))
    ]  # fmt: skip
    short = defined_abbreviations(document.text, known, registry)
    own, kinds, more = unregistered(trees, known, tools.offices, places)
    named = sorted([*known, *more], key=lambda p: p.span)
    own = {**own, **short}
    more = [replace(m, party=own[b]) if (b := document.text[m.span[0] : m.span[1]]) in short else m for m in more]
    parties = Parties(registry, document.text[:2000], own, kinds)
    return _Draft(document, tools, sentences, trees, quotations(document.text), parties, named, names)


# --- people ------------------------------------------------------------------------------------


def _profile_people(draft: _Draft, process: Process | None) -> None:
    offices = draft.tools.offices
    draft.fullest = folk.full_names(draft.names)
    titles: dict[str, list[tuple[folk.Name, folk.Title]]] = {}
    for name in draft.names:
        found = titles.setdefault(draft.fullest[name.text], [])
        tree = draft.trees[name.sentence]
        found.extend((name, t) for t in folk.titles_of(tree, name, draft.document.text, offices))
        lead = tree.tokens[max(0, name.first - 3) : name.first]
        gender = coref.gender_of([t.form for t in lead], offices) or _by_given_name(draft, draft.fullest[name.text])
        if gender:
            draft.pointed.setdefault(draft.fullest[name.text], gender)
    for full, given in titles.items():
        draft.profiles[full] = _profile(draft, full, given, process)
    for _ in range(2):  # "Zelenskyy's chief of staff" needs Zelenskyy's party first
        for full, profile in draft.profiles.items():
            if profile.party is None or profile.how.endswith("no office"):
                draft.profiles[full] = _profile(draft, full, list(profile.titles), process)


def _by_given_name(draft: _Draft, full: str) -> str:
    words = full.casefold().split()
    return draft.tools.offices.genders.get(words[0], "") if len(words) > 1 else ""


def _profile(
    draft: _Draft, full: str, titles: list[tuple[folk.Name, folk.Title]], process: Process | None
) -> folk.Profile:
    known = _known_to_process(full, process)
    spoken = known or _party_of_titles(draft, titles) or _country_before(draft, full) or _party_behind(draft, full)
    spoken = spoken or _well_known(draft, full) or _introduced(draft, full) or _set_beside(draft, full, titles)
    if spoken is None and not any(folk.is_office(t.text, draft.tools.offices) for _, t in titles):
        spoken = folk.Spoken(INDEPENDENT, f"the report gives {full} no office")
    former = bool(titles) and all(t.former for _, t in titles)
    return folk.Profile(
        full, folk.person_id(full), tuple(titles), spoken.party if spoken else None, former,
        spoken.how if spoken else "no office, no party in its titles",
    )  # fmt: skip


def _country_before(draft: _Draft, full: str) -> folk.Spoken | None:
    """Read "Hungary's Viktor Orban" and "Iranian Kazem Gharibabadi"."""
    for name in draft.names:
        if draft.fullest[name.text] != full:
            continue
        for p in draft.named:
            between = draft.document.text[p.span[1] : name.span[0]].strip()
            owned = between in folk.POSSESSIVE or (not between and p.how == "demonym")
            if p.sentence == name.sentence and p.last <= name.first and owned and not p.attached:
                return folk.Spoken(p.party, f"'{draft.document.text[p.span[0] : name.span[1]]}'")
    return None


def _party_behind(draft: _Draft, full: str) -> folk.Spoken | None:
    """Read "Captain Ivo Strand of the Jaronese joint staff"."""
    for name in draft.names:
        if draft.fullest[name.text] != full:
            continue
        tree = draft.trees[name.sentence]
        if name.last + 1 < len(tree) and tree.word(name.last) in {"of", "from"}:
            k = name.last + 1 + (tree.word(name.last + 1) == "the")
            for p in draft.named:
                if p.sentence == name.sentence and p.first == k and not p.attached:
                    return folk.Spoken(p.party, f"'{draft.document.text[name.span[0] : p.span[1]]}'")
    return None


def _same_body(draft: _Draft, name: folk.Name, title: folk.Title) -> folk.Spoken | None:
    """Read "Tarn's Ministry of Defence denied it ... . Defence ministry spokesman Osric Thane said"."""
    bodies = draft.tools.offices.institutions.intersection(title.text.lower().split())
    if not bodies:
        return None
    for p in reversed(draft.named):
        if (p.sentence, p.first) < (name.sentence, name.first) and name.sentence - p.sentence <= _NEAR:
            behind = draft.document.text[p.span[1] : p.span[1] + 30].lower().split()
            if bodies.intersection(behind[:4]):
                return folk.Spoken(p.party, f"of the {min(bodies)} of {p.party}, named just before")
    return None


def _well_known(draft: _Draft, full: str) -> folk.Spoken | None:
    leaders = draft.tools.offices.leaders
    party = leaders.get(full.casefold())
    if party is None and " " not in full.strip():
        party = leaders.get(full.casefold())
    return folk.Spoken(party, f"{full} is listed among the leaders of {party}") if party else None


def _introduced(draft: _Draft, full: str) -> folk.Spoken | None:
    """Read "The U.N. envoy for Syria warned ... . Geir Pedersen said": an office first, the name later."""
    first = next((n for n in draft.names if draft.fullest[n.text] == full), None)
    if first is None:
        return None
    for i in range(first.sentence, max(-1, first.sentence - _NEAR), -1):
        tree = draft.trees[i]
        for k in range((first.first if i == first.sentence else len(tree)) - 1, -1, -1):
            if not _titled_subject(draft, tree, i, k):
                continue
            a, b = tree.stretch(k, without=("acl", "appos", "conj", "parataxis", "punct", "cop", "nsubj"))
            words = draft.document.text[tree.tokens[a].start : tree.tokens[b - 1].end]
            found = folk.party_in_words(words, draft.parties.resolve, draft.tools.offices, former=False)
            if found:
                return folk.Spoken(found.party, f"introduced as '{' '.join(words.split())}'")
    return None


def _titled_subject(draft: _Draft, tree: Tree, i: int, k: int) -> bool:
    """Say whether a word is a single official, unnamed, who speaks or acts."""
    token = tree.tokens[k]
    if token.upos != "NOUN" or tree.rel(k) != "nsubj" or tree.lemma(k) not in draft.tools.offices.titles:
        return False
    named = any(tree.tokens[c].ner.endswith("PER") for c in tree.kids[k])
    return token.form.lower() == token.lemma.lower() and not named and i >= 0


def _set_beside(draft: _Draft, full: str, titles: list[tuple[folk.Name, folk.Title]]) -> folk.Spoken | None:
    """Give an office without a state the party that the report speaks of just before it."""
    if not titles or all(t.former for _, t in titles):
        return None
    name, title = titles[0]
    if any(draft.parties.registry.find(t.text) for _, t in titles):
        return None
    same = _same_body(draft, name, title)
    if same:
        return same
    place = _Place(name.sentence, title.first, title.last, title.first, "title")
    near = _state_near(draft, place)
    del full
    return folk.Spoken(near.party, f"'{title.text}' alone; {near.how}") if near else None


def _known_to_process(full: str, process: Process | None) -> folk.Spoken | None:
    if process is None:
        return None
    wanted = folk.surname(full)
    for person in process.people:
        forms = (person.name, *person.aliases)
        same = any(f.casefold() == full.casefold() for f in forms)
        if same or (" " not in full and any(folk.surname(f) == wanted for f in forms)):
            current = [o for o in person.offices if not o.former] or list(person.offices)
            if current:
                return folk.Spoken(current[-1].party, f"the process file: {person.name}, {current[-1].title}")
    return None


def _party_of_titles(draft: _Draft, titles: list[tuple[folk.Name, folk.Title]]) -> folk.Spoken | None:
    spoken = [(t, _party_of_title(draft, n, t)) for n, t in titles]
    current = [s for t, s in spoken if s and not t.former]
    firm = [s for s in current if s.party not in {INDEPENDENT, UNKNOWN}]
    office = [s for t, s in spoken if s and t.former and folk.is_title(t.text.split()[-1], draft.tools.offices)]
    return next(iter(firm or office or current or [s for _, s in spoken if s]), None)


def _party_of_title(draft: _Draft, name: folk.Name, title: folk.Title) -> folk.Spoken | None:
    """Say whom an office speaks for: by its words, else by whose it is ("Brisk's chief of staff")."""
    owner = _owner(draft, name.sentence, title.first, title.last, draft.fullest[name.text])
    if owner:
        return owner
    offices = draft.tools.offices
    found = folk.party_in_words(title.text, draft.parties.resolve, offices, former=title.former)
    if found or title.how == "predicate":
        return found
    whole = draft.document.text[title.span[0] : name.span[0]]
    return folk.party_in_words(whole, draft.parties.resolve, offices, former=title.former)


def _owner(draft: _Draft, sentence: int, first: int, last: int, but: str) -> folk.Spoken | None:
    """Return the party of a person whose aide or envoy it is: "Zelenskyy's chief of staff"."""
    for name in draft.names:
        if name.sentence != sentence or not first <= name.first < last:
            continue
        full = draft.fullest[name.text]
        profile = draft.profiles.get(full)
        if full != but and profile and profile.party and profile.party not in {INDEPENDENT, UNKNOWN}:
            return folk.Spoken(profile.party, f"of {full}, who speaks for {profile.party}")
    return None


def _people(draft: _Draft) -> Iterator[PersonMention]:
    for profile in draft.profiles.values():
        yield from folk.mentions_of(profile, draft.tools.offices)
    yield from _unnamed(draft)


def _unnamed(draft: _Draft) -> Iterator[PersonMention]:
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
        if not _STANDING.intersection(bare.lower().split()) or entity.party in {INDEPENDENT}:
            continue
        if bare.lower() in seen or tree.tokens[mention.head].upos != "NOUN" or " " not in bare:
            continue
        seen.add(bare.lower())
        low = bare.lower().split()
        yield folk.PersonMention(
            id=folk.person_id(f"{draft.document.id} {bare}"), name=bare, office=bare, party=entity.party,
            former="former" in low and "current" not in low, start=None, end=None, span=mention.span,
        )  # fmt: skip


def _office_findings(people: tuple[PersonMention, ...]) -> Iterator[Finding]:
    for one, two in folk.two_offices(people):
        yield Finding(
            f"{one.name} is called '{one.office}' and '{two.office}': both are kept",
            span=two.span, code="two-offices",
        )  # fmt: skip


# --- mentions ----------------------------------------------------------------------------------


def _resolve(draft: _Draft) -> None:
    """Walk through the text once and say what each mention stands for."""
    by_sentence: dict[int, list[_Place]] = {}
    for place in _places(draft):
        by_sentence.setdefault(place.sentence, []).append(place)
    for sentence in sorted(by_sentence):
        for place in sorted(by_sentence[sentence], key=lambda p: (p.first, -p.last)):
            _add(draft, place)


def _places(draft: _Draft) -> Iterator[_Place]:
    taken: set[tuple[int, int]] = set()
    for name in draft.names:
        head = _top(draft.trees[name.sentence], name.first, name.last)
        taken.update((name.sentence, k) for k in range(name.first, name.last))
        yield _Place(name.sentence, name.first, name.last, head, "name", draft.fullest[name.text])
    for party in draft.named:
        head = _top(draft.trees[party.sentence], party.first, party.last)
        taken.update((party.sentence, k) for k in range(party.first, party.last))
        if not party.attached and not (party.locative and party.how == "capital"):
            yield _Place(party.sentence, party.first, party.last, head, "party", party.party)
    for i, tree in enumerate(draft.trees):
        for k, token in enumerate(tree.tokens):
            if (i, k) in taken:
                continue
            if token.form.lower() in coref.PRONOUNS and token.upos in {"PRON", "DET"}:
                yield _Place(i, k, k + 1, k, "pronoun")
            elif token.upos in {"NOUN", "PROPN", "ADJ", "PRON"} and _names_somebody(draft, tree, k):
                first, last = tree.phrase(k)
                yield _Place(i, first, last, k, "title")


def _top(tree: Tree, first: int, last: int) -> int:
    for k in range(first, last):
        if not first <= tree.tokens[k].head < last:
            return k
    return first


def _names_somebody(draft: _Draft, tree: Tree, k: int) -> bool:
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


def _add(draft: _Draft, place: _Place) -> None:
    tree = draft.trees[place.sentence]
    while place.first < place.head and tree.tokens[place.first].upos in {"ADP", "SCONJ", "CCONJ", "PUNCT"}:
        place = replace(place, first=place.first + 1)
    span = (tree.tokens[place.first].start, tree.tokens[place.last - 1].end)
    entity, antecedent, how = _entity(draft, place, span)
    index = len(draft.mentions)
    draft.mentions.append(
        Mention(span, place.sentence, place.first, place.last, place.head, place.kind, entity, antecedent, how)
    )
    if entity is None or (place.kind == "party" and _describes(tree, place)):
        return
    verb = tree.head(place.head)
    relation = tree.rel(place.head)
    speaks = relation in _SUBJECTS and verb >= 0 and tree.lemma(verb) in draft.tools.cues.verbs
    draft.candidates.append(
        coref.Candidate(
            index, place.sentence, place.first, relation, speaks, coref.inside(draft.quotes, span[0]), verb,
            _sort(tree, place, entity, draft.tools.offices.humans), draft.pointed.get(entity.name, ""),
        )
    )  # fmt: skip


def _describes(tree: Tree, place: _Place) -> bool:
    return tree.base(place.head) in {"amod", "compound", "flat"}


def _sort(tree: Tree, place: _Place, entity: Entity, humans: frozenset[str]) -> str:
    if entity.kind == "person":
        return "person"
    if entity.kind == "party":
        return "party"
    token = tree.tokens[place.head]
    plural = token.form.lower() != token.lemma.lower() and token.form.lower().endswith(("s", "en", "ople"))
    if token.form.lower() in {"people", "others", "some", "many", "police", "they", "them", "their"} or plural:
        return "plural"
    return "person" if token.lemma.lower() in humans else "group"


def _entity(draft: _Draft, place: _Place, span: Span) -> tuple[Entity | None, int | None, str]:
    if place.kind == "name":
        profile = draft.profiles[place.name]
        return Entity(profile.name, "person", profile.party, profile.id, (profile.how,)), None, "named"
    if place.kind == "party":
        return Entity(place.name, "party", place.name, None, (f"names {place.name}",)), None, "named"
    if place.kind == "pronoun":
        return _pronoun(draft, place, span)
    return _description(draft, place, span)


def _pronoun(draft: _Draft, place: _Place, span: Span) -> tuple[Entity | None, int | None, str]:
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


def _relative(draft: _Draft, place: _Place) -> tuple[Entity | None, int | None, str]:
    tree = draft.trees[place.sentence]
    for k in tree.up(place.first):
        if tree.tokens[k].deprel.startswith("acl"):
            noun = tree.head(k)
            for m in reversed(draft.mentions):
                if m.sentence != place.sentence:
                    break
                if m.first <= noun < m.last:
                    return m.entity, draft.mentions.index(m), "relative pronoun"
    return None, None, "relative pronoun of nobody named"


def _description(draft: _Draft, place: _Place, span: Span) -> tuple[Entity | None, int | None, str]:
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
    spoken = spoken or _fallback(draft, place, head)
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


def _named_beside(draft: _Draft, tree: Tree, place: _Place) -> int | None:
    """Return the name that the description is set beside: "Tarn's envoy, Osric Thane"."""
    for k in tree.kids[place.head]:
        if tree.base(k) in {"appos", "flat"}:
            for name in draft.names:
                if name.sentence == place.sentence and name.first <= k < name.last:
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


def _profile_mention(draft: _Draft, name: folk.Name) -> int:
    """Return the mention of a name that stands further right: added now, found again later."""
    profile = draft.profiles[draft.fullest[name.text]]
    entity = Entity(profile.name, "person", profile.party, profile.id, (profile.how,))
    head = _top(draft.trees[name.sentence], name.first, name.last)
    draft.mentions.append(
        Mention(name.span, name.sentence, name.first, name.last, head, "name", entity, None, "named")
    )
    return len(draft.mentions) - 1


def _spoken_for(draft: _Draft, place: _Place, words: str, head: str) -> folk.Spoken | None:
    """Return for whom a description speaks, by its own words."""
    tree = draft.trees[place.sentence]
    offices = draft.tools.offices
    former = any(tree.word(k) in offices.former for k in range(place.first, place.head))
    former = former and not any(tree.word(k) in {"current", "serving"} for k in range(place.first, place.head))
    owner = _owner(draft, place.sentence, place.first, place.last, "")
    if owner and not former:
        return owner
    possessive = tree.first(place.head, "nmod:poss")
    if possessive >= 0 and tree.word(possessive) in coref.PRONOUNS:
        for m in reversed(draft.mentions):
            if m.sentence != place.sentence:
                break
            if m.first == possessive and m.entity and m.entity.party and head not in offices.independent:
                return folk.Spoken(m.entity.party, f"'{tree.word(possessive)}' is {m.entity.name}")
    found = folk.party_in_words(words, draft.parties.resolve, offices, former=former)
    if found is None and place.last < len(tree):
        first, last = tree.stretch(place.head, without=("acl:relcl", "appos", "conj", "parataxis", "punct", "cop", "nsubj"))
        longer = draft.document.text[tree.tokens[first].start : tree.tokens[last - 1].end]
        if longer != words and len(longer) < 300:
            found = folk.party_in_words(longer, draft.parties.resolve, offices, former=former)
    return found


def _same_person(
    draft: _Draft, place: _Place, head: str, spoken: folk.Spoken | None
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
    best: tuple[int, int, Mention] | None = None
    for n in range(len(draft.mentions) - 1, -1, -1):
        m = draft.mentions[n]
        if m.entity is None or m.entity.kind != "person":
            continue
        if spoken and m.entity.party and spoken.party not in {UNKNOWN, INDEPENDENT, m.entity.party}:
            continue
        profile = draft.profiles.get(m.entity.name)
        fit = max((coref.same_office(head, t.text) for _, t in profile.titles), default=0) if profile else 0
        if fit and (spoken is None or fit == 2 or place.sentence - m.sentence <= coref.FAR):
            score = 10 * fit - (place.sentence - m.sentence)
            if best is None or score > best[0]:
                best = (score, n, m)
    if best is None or best[2].entity is None:
        return None
    entity = best[2].entity
    if entity.party is None and spoken:
        entity = replace(entity, party=spoken.party, how=(spoken.how,))
    return entity, best[1], f"'{head}' is the office of {entity.name}"


def _fallback(draft: _Draft, place: _Place, head: str) -> folk.Spoken:
    """Say for whom a description speaks whose words do not tell."""
    offices = draft.tools.offices
    if head in offices.independent or head in offices.media:
        return folk.Spoken(INDEPENDENT, f"'{head}': speaks for itself")
    if head in offices.unnamed:
        return folk.Spoken(UNKNOWN, f"'{head}': not named")
    if head in _ARMED:
        near = _last_movement(draft, place)
        if near:
            return near
    bodies = offices.institutions | offices.collective | offices.titles
    issuer = _issuer(draft, place) if head in draft.tools.cues.documents else None
    if issuer:
        return issuer
    if head in bodies or head in draft.tools.cues.documents:
        near = _state_near(draft, place)
        if near:
            return near
    if head in bodies or head in draft.tools.cues.documents or head in _ARMED:
        return folk.Spoken(UNKNOWN, f"'{head}': nothing says for whom")
    return folk.Spoken(INDEPENDENT, f"'{head}': no office and no party")


def _issuer(draft: _Draft, place: _Place) -> folk.Spoken | None:
    """Return for whom the subject speaks in "the envoys said in a statement"."""
    for m in reversed(draft.mentions):
        if m.sentence != place.sentence:
            return None
        subject = draft.trees[m.sentence].rel(m.head) == "nsubj"
        if subject and m.entity and m.entity.party not in {None, UNKNOWN}:
            return folk.Spoken(str(m.entity.party), f"issued by {m.entity.name}")
    return None


_ARMED = frozenset({
    "rebel", "militant", "insurgent", "militia", "movement", "fighter", "separatist", "faction", "guerrilla", "gunman",
    "group", "junta", "extremist", "alliance", "coalition", "paramilitary", "jihadist", "organization", "organisation",
})  # fmt: skip


def _last_movement(draft: _Draft, place: _Place) -> folk.Spoken | None:
    """Return the armed or political movement named last before "the rebels", "the group"."""
    for p in reversed(draft.named):
        before = (p.sentence, p.first) < (place.sentence, place.first)
        if before and place.sentence - p.sentence <= 2 * _NEAR:
            party = draft.parties.party(p.party)
            if party.kind == "movement" or (party.kind == "organisation" and draft.parties.kinds.get(p.party)):
                return folk.Spoken(p.party, f"{p.party} is the movement named last")
    return None


def _home(draft: _Draft) -> folk.Spoken | None:
    """Return the state that a report is about, where one is named far more than any other."""
    counts = Counter(p.party for p in draft.named if not p.attached and draft.parties.party(p.party).kind == "state")
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return folk.Spoken(ranked[0][0], f"{ranked[0][0]} is the state that the report is about")


_OF_A_STATE = frozenset({
    "minister", "ministry", "president", "premier", "government", "military", "army", "police", "parliament", "court",
    "governor", "cabinet", "navy", "lawmaker", "prosecutor", "authority", "king", "ambassador", "embassy", "senator",
})  # fmt: skip


def _state_near(draft: _Draft, place: _Place) -> folk.Spoken | None:
    """Return the party last acting before a bare "the military", or the one that a report is set in."""
    weights: Counter[str] = Counter()
    words = {draft.trees[place.sentence].lemma(k) for k in range(place.first, place.last)}
    of_state = bool(words & _OF_A_STATE)
    for p in draft.named:
        if p.sentence > place.sentence or (p.sentence == place.sentence and p.first >= place.first):
            break
        away = place.sentence - p.sentence
        if of_state and draft.parties.party(p.party).kind not in {"state", "organisation"}:
            continue
        if away <= _NEAR and not p.attached:
            tree = draft.trees[p.sentence]
            subject = tree.rel(_top(tree, p.first, p.last)) in _SUBJECTS
            weights[p.party] += 8 // (1 + away) + 2 * subject - 3 * p.locative
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 2):
        return _home(draft) if of_state else None
    return folk.Spoken(ranked[0][0], f"{ranked[0][0]} is the party spoken of just before")


# --- the whole ---------------------------------------------------------------------------------


def _index(draft: _Draft) -> dict[tuple[int, int], int]:
    """Index mentions by every token that can stand for them; names before descriptions."""
    order = {"name": 0, "pronoun": 1, "party": 2, "title": 3}
    draft.mentions[:], index = _sorted_mentions(draft.mentions), {}
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
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].sentence, mentions[n].first, -mentions[n].last, n))
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
        result.append(
            Mention(m.span, m.sentence, m.first, m.last, m.head, m.kind, m.entity, before, m.how)
        )
    return result


def _by_sentence(times: tuple[When, ...]) -> dict[int, tuple[When, ...]]:
    grouped: dict[int, list[When]] = {}
    for when in times:
        grouped.setdefault(when.sentence, []).append(when)
    return {i: tuple(found) for i, found in grouped.items()}


def _parties(draft: _Draft) -> Iterator[Party]:
    names = dict.fromkeys(p.party for p in draft.named if not (p.locative and p.how == "capital"))
    for mention in draft.mentions:
        if mention.entity and mention.entity.party not in {None, INDEPENDENT, UNKNOWN}:
            names.setdefault(str(mention.entity.party))
    yield from (draft.parties.party(name) for name in names)


def _sides(draft: _Draft) -> tuple[str, ...]:
    """Return the two parties that the report names most, where no others come near them."""
    counts = Counter(
        p.party for p in draft.named if not p.attached and draft.parties.party(p.party).kind in {"state", "movement", "other"}
    )  # fmt: skip
    top = [name for name, _ in counts.most_common(2)]  # in the order of the text where they tie
    return tuple(name for name in counts if name in top) if len(top) > 1 else ()
