"""For whom people speak: by their office, their state, what the report says of them, or nobody."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, UNKNOWN
from pourparler.reading import coreference as coref
from pourparler.reading import people as folk
from pourparler.reading.draft import NEAR, OFTEN, SUBJECTS, Place, before, index_names, top

if TYPE_CHECKING:
    from pourparler.domain import Process
    from pourparler.reading.draft import Draft
    from pourparler.reading.trees import Tree


def profile_people(draft: Draft, process: Process | None) -> None:
    """Gather what the report says of every person it names: titles, gender, for whom they speak."""
    offices = draft.tools.offices
    draft.fullest = folk.full_names(draft.names)
    index_names(draft)
    titles: dict[str, list[tuple[folk.Name, folk.Title]]] = {}
    for name in draft.names:
        found = titles.setdefault(draft.fullest[name.text], [])
        tree = draft.trees[name.sentence]
        found.extend((name, t) for t in folk.titles_of(tree, name, draft.document.text, offices))
        lead = tree.tokens[max(0, name.first - 3) : name.first]
        gender = coref.gender_of([t.form for t in lead], offices) or _by_given_name(
            draft, draft.fullest[name.text]
        )
        if gender:
            draft.pointed.setdefault(draft.fullest[name.text], gender)
    for full, given in titles.items():
        draft.profiles[full] = _profile(draft, full, given, process)
    for _ in range(2):  # "Zelenskyy's chief of staff" needs Zelenskyy's party first
        for full, profile in draft.profiles.items():
            if profile.party is None or profile.how.endswith("no office"):
                draft.profiles[full] = _profile(draft, full, list(profile.titles), process)


def _by_given_name(draft: Draft, full: str) -> str:
    words = full.casefold().split()
    return draft.tools.offices.genders.get(words[0], "") if len(words) > 1 else ""


def _profile(
    draft: Draft, full: str, titles: list[tuple[folk.Name, folk.Title]], process: Process | None
) -> folk.Profile:
    known = _known_to_process(full, process)
    spoken = (
        known
        or _party_of_titles(draft, titles)
        or _country_before(draft, full)
        or _party_behind(draft, full)
        or _leading(draft, full)
    )
    spoken = (
        spoken or _well_known(draft, full) or _introduced(draft, full) or _set_beside(draft, full, titles)
    )
    if spoken is None and not any(folk.is_office(t.text, draft.tools.offices) for _, t in titles):
        spoken = folk.Spoken(INDEPENDENT, f"the report gives {full} no office")
    former = bool(titles) and all(t.former for _, t in titles)
    how = spoken.how if spoken else "no office, no party in its titles"
    return folk.Profile(
        full, folk.person_id(full), tuple(titles), spoken.party if spoken else None, former, how,
        draft.names_of[full][0],
    )  # fmt: skip


def _country_before(draft: Draft, full: str) -> folk.Spoken | None:
    """Read "Hungary's Viktor Orban" and "Iranian Kazem Gharibabadi"."""
    for name in draft.names_of[full]:
        for p in draft.named_at.get(name.sentence, ()):
            between = draft.document.text[p.span[1] : name.span[0]].strip()
            owned = between in folk.POSSESSIVE or (not between and p.how == "demonym")
            if p.last <= name.first and owned and not p.attached:
                return folk.Spoken(p.party, f"'{draft.document.text[p.span[0] : name.span[1]]}'")
    return None


def _party_behind(draft: Draft, full: str) -> folk.Spoken | None:
    """Read "Captain Ivo Strand of the Jaronese joint staff"."""
    for name in draft.names_of[full]:
        tree = draft.trees[name.sentence]
        if name.last + 1 < len(tree) and tree.word(name.last) in {"of", "from"}:
            k = name.last + 1 + (tree.word(name.last + 1) == "the")
            for p in draft.named_at.get(name.sentence, ()):
                if p.first == k and not p.attached:
                    return folk.Spoken(p.party, f"'{draft.document.text[name.span[0] : p.span[1]]}'")
    return None


_LEADS = frozenset({"lead", "head", "chair", "command", "represent", "run", "speak"})


def _leading(draft: Draft, full: str) -> folk.Spoken | None:
    """Read "Nadira Volk, who leads the Front" and "Volk heads the Front's delegation"."""
    for name in draft.names_of[full]:
        tree = draft.trees[name.sentence]
        inside = range(name.first, name.last)
        for k in range(len(tree)):
            if tree.lemma(k) not in _LEADS or tree.tokens[k].upos != "VERB":
                continue
            relative = tree.rel(k) == "acl:relcl" and tree.head(k) in inside
            if not relative and not any(c in inside for c in tree.having(k, "nsubj")):
                continue
            for c in tree.having(k, "obj", "obl"):
                first, last = tree.stretch(c)
                words = draft.document.text[tree.tokens[first].start : tree.tokens[last - 1].end]
                words = words.partition(" in ")[0]
                found = draft.parties.resolve(words) if tree.case(c) in {"", "for"} else None
                if found:
                    return folk.Spoken(found, f"{full} {tree.word(k)} '{words}'")
    return None


def _same_body(draft: Draft, name: folk.Name, title: folk.Title) -> folk.Spoken | None:
    """Read "Tarn's Ministry of Defence denied it ... . Defence ministry spokesman Osric Thane said"."""
    bodies = draft.tools.offices.institutions.intersection(title.text.lower().split())
    if not bodies:
        return None
    for p in before(draft, name.sentence, name.first, NEAR):
        behind = draft.document.text[p.span[1] : p.span[1] + 30].lower().split()
        if bodies.intersection(behind[:4]):
            return folk.Spoken(p.party, f"of the {min(bodies)} of {p.party}, named just before")
    return None


def _well_known(draft: Draft, full: str) -> folk.Spoken | None:
    leaders = draft.tools.offices.leaders
    party = leaders.get(full.casefold())
    return folk.Spoken(party, f"{full} is listed among the leaders of {party}") if party else None


def _introduced(draft: Draft, full: str) -> folk.Spoken | None:
    """Read "The U.N. envoy for Syria warned ... . Geir Pedersen said": an office first, the name later."""
    first = draft.names_of[full][0]
    for i in range(first.sentence, max(-1, first.sentence - NEAR), -1):
        tree = draft.trees[i]
        for k in range((first.first if i == first.sentence else len(tree)) - 1, -1, -1):
            if not _titled_subject(draft, tree, k):
                continue
            a, b = tree.stretch(k, without=("acl", "appos", "conj", "parataxis", "punct", "cop", "nsubj"))
            words = draft.document.text[tree.tokens[a].start : tree.tokens[b - 1].end]
            found = folk.party_in_words(words, draft.parties.resolve, draft.tools.offices, former=False)
            if found:
                return folk.Spoken(found.party, f"introduced as '{' '.join(words.split())}'")
    return None


def _titled_subject(draft: Draft, tree: Tree, k: int) -> bool:
    """Say whether a word is a single official, unnamed, who speaks or acts."""
    token = tree.tokens[k]
    if token.upos != "NOUN" or tree.rel(k) != "nsubj" or tree.lemma(k) not in draft.tools.offices.titles:
        return False
    named = any(tree.tokens[c].ner.endswith("PER") for c in tree.kids[k])
    return token.form.lower() == token.lemma.lower() and not named


def _set_beside(draft: Draft, full: str, titles: list[tuple[folk.Name, folk.Title]]) -> folk.Spoken | None:
    """Give an office without a state the party that the report speaks of just before it."""
    if not titles or all(t.former for _, t in titles):
        return None
    name, title = titles[0]
    if any(draft.parties.registry.find(t.text) for _, t in titles):
        return None
    same = _same_body(draft, name, title)
    if same:
        return same
    place = Place(name.sentence, title.first, title.last, title.first, "title")
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


def _party_of_titles(draft: Draft, titles: list[tuple[folk.Name, folk.Title]]) -> folk.Spoken | None:
    spoken = [(t, _party_of_title(draft, n, t)) for n, t in titles]
    current = [s for t, s in spoken if s and not t.former]
    firm = [s for s in current if s.party not in {INDEPENDENT, UNKNOWN}]
    office = [
        s for t, s in spoken if s and t.former and folk.is_title(t.text.split()[-1], draft.tools.offices)
    ]
    return next(iter(firm or office or current or [s for _, s in spoken if s]), None)


def _party_of_title(draft: Draft, name: folk.Name, title: folk.Title) -> folk.Spoken | None:
    """Say whom an office speaks for: by its words, else by whose it is ("Brisk's chief of staff")."""
    whose = owner(draft, name.sentence, title.first, title.last, draft.fullest[name.text])
    if whose:
        return whose
    offices = draft.tools.offices
    found = folk.party_in_words(title.text, draft.parties.resolve, offices, former=title.former)
    if found or title.how == "predicate":
        return found
    whole = draft.document.text[title.span[0] : name.span[0]]
    return folk.party_in_words(whole, draft.parties.resolve, offices, former=title.former)


def owner(draft: Draft, sentence: int, first: int, last: int, but: str) -> folk.Spoken | None:
    """Return the party of a person whose aide or envoy it is: "Zelenskyy's chief of staff"."""
    for name in draft.names_at.get(sentence, ()):
        if not first <= name.first < last:
            continue
        full = draft.fullest[name.text]
        profile = draft.profiles.get(full)
        if full != but and profile and profile.party and profile.party not in {INDEPENDENT, UNKNOWN}:
            return folk.Spoken(profile.party, f"of {full}, who speaks for {profile.party}")
    return None


def _issuer(draft: Draft, place: Place) -> folk.Spoken | None:
    """Return for whom the subject speaks in "the envoys said in a statement"."""
    for m in reversed(draft.mentions):
        if m.sentence != place.sentence:
            return None
        subject = draft.trees[m.sentence].rel(m.head) == "nsubj"
        if subject and m.entity and m.entity.party not in {None, UNKNOWN}:
            return folk.Spoken(str(m.entity.party), f"issued by {m.entity.name}")
    return None


_BROAD = frozenset(
    {"european", "western", "arab", "african", "asian", "gulf", "scandinavian", "nordic", "baltic"}
)
_ARMED = frozenset({
    "rebel", "militant", "insurgent", "militia", "movement", "fighter", "separatist", "faction", "guerrilla", "gunman",
    "group", "junta", "extremist", "alliance", "coalition", "paramilitary", "jihadist", "organization", "organisation",
})  # fmt: skip


def _last_movement(draft: Draft, place: Place) -> folk.Spoken | None:
    """Return the armed or political movement named last before "the rebels", "the group"."""
    for p in before(draft, place.sentence, place.first, 2 * NEAR):
        party = draft.parties.party(p.party)
        if party.kind == "movement" or (party.kind == "organisation" and draft.parties.kinds.get(p.party)):
            return folk.Spoken(p.party, f"{p.party} is the movement named last")
    return None


def _home(draft: Draft) -> folk.Spoken | None:
    """Return the state that a report is about, where one is named far more than any other."""
    states = Counter({p: n for p, n in draft.counts.items() if draft.parties.party(p).kind == "state"})
    ranked = states.most_common(2)
    if not ranked or ranked[0][1] < OFTEN or (len(ranked) > 1 and 2 * ranked[0][1] < 3 * ranked[1][1]):
        return None
    return folk.Spoken(ranked[0][0], f"{ranked[0][0]} is the state that the report is about")


_OF_A_STATE = frozenset({
    "minister", "ministry", "president", "premier", "government", "military", "army", "police", "parliament", "court",
    "governor", "cabinet", "navy", "lawmaker", "prosecutor", "authority", "king", "ambassador", "embassy", "senator",
})  # fmt: skip


def _state_near(draft: Draft, place: Place) -> folk.Spoken | None:
    """Return the party last acting before a bare "the military", or the one that a report is set in."""
    weights: Counter[str] = Counter()
    words = {draft.trees[place.sentence].lemma(k) for k in range(place.first, place.last)}
    of_state = bool(words & _OF_A_STATE)
    for p in before(draft, place.sentence, place.first, NEAR):
        if p.attached or (of_state and draft.parties.party(p.party).kind not in {"state", "organisation"}):
            continue
        tree = draft.trees[p.sentence]
        subject = tree.rel(top(tree, p.first, p.last)) in SUBJECTS
        weights[p.party] += 8 // (1 + place.sentence - p.sentence) + 2 * subject - 3 * p.locative
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 2):
        return _home(draft) if of_state else None
    return folk.Spoken(ranked[0][0], f"{ranked[0][0]} is the party spoken of just before")


def fallback(draft: Draft, place: Place, head: str) -> folk.Spoken:
    """Say for whom a description speaks whose words do not tell."""
    offices = draft.tools.offices
    if head in offices.independent or head in offices.media:
        return folk.Spoken(INDEPENDENT, f"'{head}': speaks for itself")
    if head in offices.unnamed:
        return folk.Spoken(UNKNOWN, f"'{head}': not named")
    words = {draft.trees[place.sentence].word(k) for k in range(place.first, place.last)}
    if words & _BROAD:
        return folk.Spoken(UNKNOWN, f"'{min(words & _BROAD)}' names no party")
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
