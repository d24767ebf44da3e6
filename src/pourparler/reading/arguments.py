"""Who did it, to whom, when, where, how many: the arguments of one event trigger."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.reading.actors import acting
from pourparler.reading.numbers import numbers
from pourparler.reading.places import locate
from pourparler.reading.story import best_role

if TYPE_CHECKING:
    from pourparler.domain import Number
    from pourparler.reading.grammar import Frame
    from pourparler.reading.scene import When
    from pourparler.reading.story import Story
    from pourparler.reading.trees import Tree

_PART = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_PARTS = re.compile(rf"{_PART}(?:/{_PART})?")
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # all sides are initiators
ON = ("on", "against", "at", "upon", "toward", "towards")
TO = ("to", "for", "from")
WITH = ("with", "alongside", "between", "among")
NEEDS_TARGET = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "THREATEN", "REQUEST", "AID", "SUPPORT"})
LIGHT = frozenset({
    "hold", "have", "make", "take", "conduct", "carry", "launch", "stage", "mount", "give", "do", "host", "attend",
    "lead", "join", "reach", "sign", "impose", "issue", "file", "undertake", "strike", "complete", "begin", "start",
    "resume", "conclude", "end", "continue", "open", "accept", "reject", "set", "fire", "lift", "offer", "propose",
    "suspend", "announce", "plan", "put", "present", "order", "face", "suffer", "receive", "come", "lay",
    "arrive", "travel", "gather", "participate", "engage", "claim", "interrupt", "respond", "retaliate", "intensify",
    "break", "stop", "halt", "call", "demand", "repeat", "renew", "prepare", "schedule", "wage", "commit",
})  # fmt: skip
CLASHES = frozenset({"clash", "fight", "fighting", "battle", "war", "conflict", "hostility", "hostilities"})
OF_THING = frozenset(
    {"CONCEDE", "RETREAT", "AID", "PROPOSE", "SANCTION", "MOBILIZE"}
)  # "the release of prisoners"
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "use", "need"})
CALLING = frozenset({"call", "appeal", "plead"})  # "called on X to withdraw"
BLAMING = frozenset({
    "accuse", "blame", "criticize", "criticise", "condemn", "denounce", "fault", "suspect", "convict", "prevent", "stop",
    "thank", "praise", "commend", "punish", "warn",
})  # fmt: skip
PARTS = frozenset(
    {
        "round",
        "session",
        "day",
        "hour",
        "series",
        "set",
        "rest",
        "phase",
        "stage",
        "week",
        "resumption",
        "start",
        "end",
    }
)
AT = frozenset({"in", "at", "near", "outside", "across", "inside", "around"})
MOVING = frozenset({
    "fly", "travel", "go", "come", "arrive", "head", "return", "send", "way", "trip", "visit", "dispatch", "leave", "journey",
    "be", "gather", "stop",
})  # fmt: skip
SUFFERED = frozenset({"face", "suffer", "receive", "come", "undergo"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of an event, and how each was found."""

    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    why: tuple[str, ...] = ()


def arguments_of(story: Story, i: int, k: int, label: str, frame: Frame | None) -> Arguments:
    """Return the arguments of the trigger whose head is word k of sentence i.

    Learned roles first; where they say nothing, the tree.
    """
    doers, done_to = by_tree(story, i, k, label)
    learned = {name: learned_actors(story, i, frame, name) for name in ("ini", "rec")}
    ini, rec = learned["ini"] or doers, learned["rec"] or done_to
    if label in MUTUAL:
        ini = _unique(ini + rec)
        ini, rec = (_unique(ini + doers + done_to) if len(ini) < 2 else ini), ()
    both_ways = label == "ASSAULT" and story.trees[i].lemma(k) in CLASHES
    rec = ini if both_ways and not rec else tuple(r for r in rec if r not in ini or both_ways)
    found = [f"initiator by {'a learned role' if learned['ini'] else 'the tree'}"] if ini else []
    found += (
        [f"recipient by {'a learned role' if learned['rec'] else 'the tree'}"]
        if rec and label not in MUTUAL
        else []
    )
    date, date_why = date_of(story, i, k, frame)
    place = place_of(story, i, k, frame)
    return Arguments(
        initiators=ini,
        recipients=rec,
        date=date,
        place=place,
        why=(*found, *([date_why] if date_why else [])),
    )


def learned_actors(story: Story, i: int, frame: Frame | None, name: str) -> tuple[str, ...]:
    """Return who fills a learned role, best fillers first in the order of the text."""
    if frame is None:
        return ()
    roles = [r for r in frame.role(name) if r.probability >= 0.3]
    return _unique(tuple(a for r in roles for a in acting(story, i, story.scene.head_of(i, r.start, r.end))))


# --- by the tree -------------------------------------------------------------------------------


def by_tree(story: Story, i: int, k: int, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (initiators, recipients) as the tree shows them."""
    tree = story.trees[i]
    doers, done_to = _of_verb(tree, k) if tree.verbal(k) else _of_noun(tree, k, label)
    if label == "AGREE":  # what is agreed on is no side
        done_to = [d for d in done_to if tree.case(d) in WITH]
    doers = [d for d in doers if tree.base(d) not in {"compound", "amod"} or _names_party(story, i, d)]
    ini = _unique(tuple(a for d in doers for a in acting(story, i, d)))
    rec = _unique(tuple(a for d in done_to for a in acting(story, i, d)))
    return ini, rec


def _names_party(story: Story, i: int, k: int) -> bool:
    """Say whether a word set before a noun names who acts ("Russian strikes"), not what with ("rocket strikes")."""
    return any(p in story.party_names for p in acting(story, i, k))


def _of_verb(tree: Tree, k: int) -> tuple[list[int], list[int]]:
    if tree.passive(k):
        agent = tree.agent(k)
        patient = tree.first(k, "nsubj:pass")
        if patient < 0 and tree.base(k) in {"acl", "amod"}:
            patient = tree.head(k)
        if patient < 0:
            patient = tree.subject(k)
        doers = [agent] if agent >= 0 else _compound_doers(tree, k)
        return doers, [patient] if patient >= 0 else []
    subject = controller(tree, k)
    done_to = tree.having(k, "obj", "iobj")
    for cases in (ON, WITH, TO):
        target = tree.oblique(k, *cases)
        if target >= 0:
            done_to.append(target)
    if not done_to or all(
        not tree.having(o, "nmod:poss") and tree.tokens[o].upos != "PROPN" for o in done_to
    ):
        for c in tree.having(k, "conj", "advcl", "xcomp"):  # "launched missiles, pounding Ukraine's grid"
            if tree.word(c).endswith("ing"):
                done_to += tree.having(c, "obj")
    for o in tree.having(k, "obj"):
        done_to += [t for t in (tree.oblique(o, *ON, *WITH),) if t >= 0]
    return ([subject] if subject >= 0 else []), done_to


def controller(tree: Tree, k: int) -> int:
    """Return who does what an active verb says: its subject, or the word above that it is asked or accused of."""
    head, own = tree.head(k), tree.first(k, "nsubj", "csubj")
    if own >= 0 or head < 0:
        return tree.subject(k)
    infinitive = any(tree.word(c) == "to" for c in tree.having(k, "mark"))
    if tree.base(k) == "xcomp" and tree.verbal(head) and tree.lemma(head) not in SUBJECT_CONTROL:
        asked = tree.first(head, "obj", "iobj")
        if asked >= 0 and infinitive:
            return asked
    if tree.base(k) in {"xcomp", "advcl", "ccomp"} and infinitive and tree.lemma(head) in CALLING:
        asked = tree.oblique(head, "on", "upon", "to", "for", "with")
        if 0 <= asked < k:
            return asked
    if tree.base(k) in {"advcl", "acl", "obl"} and tree.lemma(head) in BLAMING:
        blamed = tree.first(head, "nsubj:pass") if tree.passive(head) else tree.first(head, "obj")
        if blamed >= 0:
            return blamed
    if tree.base(k) == "acl" and infinitive and not tree.verbal(head):
        owner = [
            c
            for c in tree.having(head, "nmod:poss", "compound", "amod")
            if tree.tokens[c].upos in {"PROPN", "ADJ", "PRON", "NOUN"}
        ]
        if owner:  # "the U.S. decision to invade"
            return owner[0]
    return tree.subject(k)


def _compound_doers(tree: Tree, k: int) -> list[int]:
    """The doer in "US-brokered", "Saudi-hosted": right before the participle, without a preposition."""
    if tree.before_hyphen(k) >= 0:
        return [tree.before_hyphen(k)]
    return [
        c
        for c in tree.having(k, "compound", "obl", "nmod")
        if c == k - 1 and not tree.case(c) and tree.tokens[c].upos in {"PROPN", "ADJ", "NOUN"}
    ]


def _of_noun(tree: Tree, k: int, label: str) -> tuple[list[int], list[int]]:
    doers = tree.having(k, "nmod:poss", "nmod:desc")
    doers += [c for c in tree.having(k, "amod", "compound") if tree.word(c)[:1] != tree.tokens[c].form[:1]]
    done_to: list[int] = []
    for c in tree.having(k, "nmod", "obl"):
        case = tree.case(c)
        if tree.rel(c) == "nmod:poss":
            continue
        if case == "by":
            doers.append(c)
        elif case in WITH:
            (doers if label in MUTUAL or (tree.lemma(k) in CLASHES and case != "with") else done_to).append(c)
        elif case == "of":
            (done_to if label in NEEDS_TARGET | OF_THING or tree.agent(k) >= 0 else doers).append(c)
        elif case in ON or case in TO:
            done_to.append(c)
    for c in [d for d in doers if tree.base(d) in {"compound", "amod"}]:  # "U.S.-Ukraine talks"
        doers += tree.having(c, "compound", "amod", "conj")
    head = tree.head(k)
    if head >= 0 and tree.verbal(head) and tree.lemma(head) in LIGHT:
        subject = controller(tree, head)
        if subject >= 0 and subject != k and k not in tree.under(subject):
            (done_to if tree.lemma(head) in SUFFERED else doers).append(subject)
        done_to += [t for t in (tree.oblique(head, *ON, *WITH),) if t >= 0 and t != k]
    return doers, done_to


# --- when, where, how many ------------------------------------------------------------------------


def date_of(story: Story, i: int, k: int, frame: Frame | None) -> tuple[str | None, str]:
    """Return when it took place and how that was resolved."""
    role = best_role(frame, "date") if frame else None
    if role and role.probability >= 0.4:
        for when in story.scene.when.get(i, ()):
            if when.first < role.end and role.start < when.last:
                return in_days(joined_days(story, i, when)), f"date: {when.how}{_before(story, i, when)}"
    first, last = (frame.start, frame.end) if frame else (k, k + 1)
    tree = story.trees[i]
    for top in ((first, last), *((t, t + 1) for t in occasions(tree, k))):
        found = story.scene.when_at(i, *top)
        if found and not dates_another(tree, found.first, found.last, first, last):
            return in_days(joined_days(story, i, found)), f"date: {found.how}{_before(story, i, found)}"
    return None, ""


def occasions(tree: Tree, k: int) -> list[int]:
    """Return the words that say when and where a noun took place: "held ... talks", "a round of talks", "talks, which began"."""
    if tree.verbal(k):
        return []
    found = []
    top = k
    while (head := tree.head(top)) >= 0 and not tree.verbal(head) and tree.lemma(head) in PARTS:
        found.append(head)
        top = head
    if head >= 0 and tree.lemma(head) in LIGHT:
        found.append(head)
    for noun in (k, *found):
        if not tree.verbal(noun):
            found += [c for c in tree.having(noun, "acl") if c not in found and tree.lemma(c) in LIGHT]
    return found


def joined_days(story: Story, i: int, when: When) -> str | None:
    """Return a day and the next one that is joined to it ("on Monday and Tuesday") as a range; else the date itself."""
    tree = story.trees[i]
    for other in story.scene.when.get(i, ()):
        links = {tree.word(t) for t in range(when.last, min(other.first, when.last + 3))}
        joined = when.last < other.first <= when.last + 2 and links <= {"and", "on"} and "and" in links
        days = when.value and other.value and len(when.value) == len(other.value) == len("2025-01-01")
        if joined and days and str(when.value) < str(other.value):
            return f"{when.value}/{other.value}"
    return when.value


def _before(story: Story, i: int, when: When) -> str:
    """Return a note where a time expression is only the latest day ("before 1 March")."""
    tree = story.trees[i]
    words = {tree.word(when.first), tree.word(max(0, when.first - 1))}
    return " (before that day)" if "before" in words else " (the latest day)" if "by" in words else ""


def coming(date: str | None, why: str, today: str | None) -> str | None:
    """Return a day without a year, read as past, as the coming one: for what is planned.

    >>> coming("2024-06-22", "no year given: the nearest such day", "2025-05-30")
    '2025-06-22'
    """
    if (
        not date
        or not today
        or "no year given" not in why
        or len(date) != len("2025-01-01")
        or date >= today[:10]
    ):
        return date
    later = f"{int(date[:4]) + 1:04}{date[4:]}"
    return later if later >= today[:10] else date


def no_later(date: str | None, why: str, today: str | None) -> str | None:
    """Return the days from today to the latest one for what is planned "before 1 March"; other dates as they are.

    >>> no_later("2023-03-01", "date: 1 March (before that day)", "2023-02-08")
    '2023-02-08/2023-02-28'
    """
    one_day = date is not None and len(date) == len("2025-01-01")
    if not (date and one_day and today and today[:10] < date):
        return date
    if "(before that day)" in why:
        eve = (dt.date.fromisoformat(date) - dt.timedelta(days=1)).isoformat()
        return eve if eve == today[:10] else f"{today[:10]}/{eve}"
    return f"{today[:10]}/{date}" if "(the latest day)" in why else date


def in_days(date: str | None) -> str | None:
    """Return a month, a year or a range of such as a range of days; a day and None as they are.

    >>> in_days("2025-02"), in_days("2025-02-05"), in_days("2022-03/2023-01")
    ('2025-02-01/2025-02-28', '2025-02-05', '2022-03-01/2023-01-31')
    """
    if date is None or not _PARTS.fullmatch(date):
        return date
    start, slash, end = date.partition("/")
    first, last = _edge(start, last=False), _edge(end if slash else start, last=True)
    return first if first == last else f"{first}/{last}"


def _edge(date: str, *, last: bool) -> str:
    parts = [int(p) for p in date[:10].split("-")]
    if len(parts) == 3:
        return date
    month = parts[1] if len(parts) > 1 else 12 if last else 1
    day = monthrange(parts[0], month)[1] if last else 1
    return f"{parts[0]:04}-{month:02}-{day:02}"


def dates_another(tree: Tree, first: int, last: int, start: int, end: int) -> bool:
    """Say whether a time expression only dates a noun other than the trigger ("the 1994 memorandum")."""
    top = next((k for k in range(first, last) if not first <= tree.head(k) < last), first)
    head = tree.head(top)
    inside = tree.rel(top) in {
        "nummod",
        "compound",
        "nmod:poss",
        "nmod:unmarked",
        "amod",
        "nmod",
        "nmod:desc",
    }
    return (
        head >= 0
        and inside
        and not tree.verbal(head)
        and not start <= head < end
        and head not in range(first, last)
    )


def until_clause(story: Story, i: int, k: int) -> str | None:
    """Return the date in "did not hold talks until DATE", or None."""
    tree = story.trees[i]
    for verb in (k, *tree.up(k)):
        if tree.verbal(verb) and tree.negated(verb):
            for when in story.scene.when.get(i, ()):
                before = tree.word(when.first - 1) if when.first else ""
                if (before == "until" or tree.word(when.first) == "until") and when.first > verb:
                    return when.value
    return None


def place_of(story: Story, i: int, k: int, frame: Frame | None) -> str | None:
    """Return where it took place, as the report words it."""
    role = best_role(frame, "place") if frame else None
    tree = story.trees[i]
    if role and role.probability >= 0.35:
        head = story.scene.head_of(i, role.start, role.end)
        words = story.text(i, role.start, role.end)
        return place_name(tree, story, i, head) or words
    for c in tree.having(k, "compound", "amod"):  # "the Abu Dhabi talks"
        if tree.tokens[c].ner.endswith("LOC") and not tree.verbal(k) and (places := place_only(story, i, c)):
            return places
    for top in (k, *occasions(tree, k)):
        for c in tree.having(top, "obl", "nmod"):
            if tree.case(c) in AT and (
                "LOC" in tree.tokens[c].ner or (top == k and named_place(story, i, k, c))
            ):
                return place_name(tree, story, i, c)
    goal = destination(tree, k)
    return place_name(tree, story, i, goal) if goal >= 0 else None


def named_place(story: Story, i: int, k: int, c: int) -> bool:
    """Say whether a name in "talks in NAME" is a place, also one that the model does not know: no date, no person."""
    tree = story.trees[i]
    if (
        tree.verbal(k)
        or tree.case(c) != "in"
        or tree.tokens[c].upos != "PROPN"
        or tree.tokens[c].ner.endswith("PER")
    ):
        return False
    return not any(w.first <= c < w.last for w in story.scene.when.get(i, ()))


def destination(tree: Tree, k: int) -> int:
    """Return the place that somebody goes to for something ("flew to Cairo for talks", "on their way to Cairo to meet")."""
    head = tree.head(k)
    purpose = (
        tree.case(k) == "for"
        if not tree.verbal(k)
        else any(tree.word(c) == "to" for c in tree.having(k, "mark"))
    )
    if head >= 0 and not purpose and not tree.verbal(k) and tree.verbal(head) and tree.lemma(head) in LIGHT:
        return destination(tree, head)  # "flew to Cairo to hold talks"
    if head < 0 or not purpose or not (tree.lemma(head) in MOVING or tree.tokens[head].ner.endswith("LOC")):
        return -1
    if tree.tokens[head].ner.endswith("LOC"):
        return head
    for c in tree.having(head, "obl", "nmod"):
        if tree.case(c) in {"to", "in", "for"} and "LOC" in tree.tokens[c].ner and c != k:
            return c
    return -1


def place_only(story: Story, i: int, k: int) -> str | None:
    """Return the name of a place that is no party ("Geneva", not "U.S." in "U.S. talks")."""
    tree = story.trees[i]
    first = k
    while first > 0 and tree.tokens[first].ner.startswith("I-"):
        first -= 1
    last = k + 1
    while last < len(tree) and tree.tokens[last].ner.startswith("I-"):
        last += 1
    name = story.text(i, first, last)
    if tree.tokens[k].upos != "PROPN" or story.scene.parties_of(story.span(i, first, last)):
        return None
    return name


def place_name(tree: Tree, story: Story, i: int, head: int) -> str | None:
    """Return a place's name with the country behind its comma ("Jeddah, Saudi Arabia")."""
    if head < 0:
        return None
    first, last = tree.phrase(head)
    first += tree.tokens[first].upos == "DET"
    for c in tree.having(head, "appos", "nmod:unmarked", "nmod"):
        if "LOC" in tree.tokens[c].ner and c >= last and tree.word(last) == ",":
            last = max(last, tree.phrase(c)[1])
    return story.text(i, first, last)


def coordinates(story: Story, name: str | None) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a place, or nothing."""
    if not name:
        return None, None
    codes = {p.code for p in story.scene.parties if p.code}
    found = locate(name.removeprefix("near ").removeprefix("the "), countries=codes)
    return (found.latitude, found.longitude) if found else (None, None)


def numbers_of(story: Story, i: int, k: int, frame: Frame | None) -> tuple[Number, ...]:
    """Return the figures that belong to an event: in a learned role, or below the trigger in the tree."""
    sentence = story.scene.sentences[i]
    text = story.scene.document.text[sentence.start : sentence.end]
    roles = [story.span(i, r.start, r.end) for r in frame.role("num")] if frame else []
    found = []
    for number in numbers(text):
        start, end = number.span[0] + sentence.start, number.span[1] + sentence.start
        learned = any(a < end and start < b for a, b in roles)
        if learned or (not roles and _counts_for(story.trees[i], k, start, end)):
            found.append(replace(number, span=(start, end)))
    return tuple(found)


def _counts_for(tree: Tree, k: int, start: int, end: int) -> bool:
    """Say whether a figure hangs on a trigger with no other verb between."""
    at = next((t for t in range(len(tree)) if tree.tokens[t].start < end and start < tree.tokens[t].end), -1)
    if at < 0:
        return False
    for head in (at, *tree.up(at)):
        if head == k:
            return True
        if tree.verbal(head):
            return tree.lemma(head) in LIGHT and tree.head(k) == head
    return False


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
