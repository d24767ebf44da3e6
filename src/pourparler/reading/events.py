"""What happened, who did it to whom, where and when, and who says so.

A trigger comes from the learned frames, from the word lists, or from both; a small logistic model
over what is known about it (`lexicon/calibration.yaml`) says how sure the reader is, and entries
below its threshold are left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pourparler.domain import Event, entry_id
from pourparler.reading.arguments import (
    MUTUAL,
    Arguments,
    arguments_of,
    coming,
    coordinates,
    in_days,
    no_later,
    numbers_of,
    until_clause,
)
from pourparler.reading.deciding import decided
from pourparler.reading.modes import mode_of
from pourparler.reading.status import Status, status_of
from pourparler.reading.tools import READER
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pourparler.reading.grammar import Frame
    from pourparler.reading.story import Story
    from pourparler.reading.trees import Tree
    from pourparler.reading.words import Cue, Words


OPEN = frozenset({"VERB", "NOUN"})
SURE = 0.75  # a frame this probable is not second-guessed about its type
TRUSTED, TRUSTED_ALONE = 0.7, 0.65  # learned status below this yields to the tree, where that is sure or not
USUAL = 0.2  # a word that named an event this often is weighed


@dataclass(slots=True)
class Candidate:
    """A word that may name an event, with what speaks for it."""

    sentence: int
    first: int  # the trigger's tokens
    last: int
    head: int
    type: str
    frame: Frame | None = None
    cue: Cue | None = None  # of the same type
    other: str | None = None  # type that the word lists would give instead
    status: Status = field(default_factory=lambda: Status("happened", "", sure=False))
    arguments: Arguments = field(default_factory=Arguments)
    confidence: float = 0.0


def find_events(story: Story) -> tuple[Event, ...]:
    """Return the events of a report, in the order of its text."""
    bar = story.words.number("calibration", "events", "threshold", 0.35)
    kept: list[Candidate] = []
    before: dict[str, dict[object, Candidate]] = {}  # by type; what differs in nothing that is asked, once
    for candidate in candidates(story):
        alike = before.setdefault(candidate.type, {})
        judge(story, candidate, alike.values())
        a = candidate.arguments
        if may_be_told_again(candidate):
            alike.setdefault((a.date, a.place, frozenset(a.initiators)), candidate)
        if candidate.confidence >= bar:
            kept.append(candidate)
    kept = list(once_a_sentence(story, kept))
    return tuple(_event(story, c) for c in sorted(kept, key=lambda c: (c.sentence, c.first)))


def candidates(story: Story) -> Iterator[Candidate]:
    """Yield every reading of a word that the learned frames or the word lists take for an event."""
    for i, tree in enumerate(story.trees):
        frames = {story.anchor(i, f): f for f in story.frames(i, "event")}
        inside = {k for f in frames.values() if f.end - f.start > 1 for k in range(f.start, f.end)}
        for k in range(len(tree)):
            if tree.tokens[k].upos in OPEN or k in frames:
                yield from readings(story, i, k, frames.get(k), covered=k in inside)


def readings(story: Story, i: int, k: int, frame: Frame | None, *, covered: bool) -> Iterator[Candidate]:
    """Yield one candidate for each type that a word may name."""
    tree = story.trees[i]
    cues = cues_at(tree, k, story.words)
    usual, share = story.words.usual(word_key(tree, k))
    labels = [frame.label] if frame else []
    if not covered and (frame is None or frame.probability < SURE):
        labels += [c.label for c in cues[:1]] + (
            [usual] if share >= USUAL and tree.base(k) != "compound" else []
        )
    final = {label: decided(tree, k, label, story.words) for label in labels}
    for label in dict.fromkeys(final.values()):
        cue = next((c for c in cues if final.get(c.label, c.label) == label), None)
        own = frame if frame is not None and final[frame.label] == label else None
        first, last = (frame.start, frame.end) if own and frame else (k, k + 1)
        one = Candidate(i, first, last, k, label, own, cue)
        other = frame.label if frame and own is None else cues[0].label if cues and cue is None else None
        one.other = other
        yield one


def word_key(tree: Tree, k: int) -> str:
    """Return a word as the table of triggers counts it: "attack/n"."""
    return f"{tree.lemma(k)}/{tree.tokens[k].upos[0].lower()}"


def cues_at(tree: Tree, k: int, words: Words) -> list[Cue]:
    """Return what the word lists say that a word names, the most specific first."""
    token = tree.tokens[k]
    if token.upos == "VERB":
        cues = next((words.verbs[v] for v in verb_forms(tree, k) if v in words.verbs), ())
        return [c for c in cues if verb_fits(tree, k, c)]
    if token.upos == "NOUN" and tree.base(k) != "compound" and not in_phrase(tree, k):
        return [c for c in words.nouns.get(tree.lemma(k), ()) if not c.objects or noun_fits(tree, k, c)]
    return []


def verb_forms(tree: Tree, k: int) -> tuple[str, str, str]:
    """Return a verb's lemma, and the two forms that a lemmatiser makes of it by cutting one letter too many or too few."""
    lemma = tree.lemma(k)
    return lemma, lemma + "e", lemma[:-1] if lemma[-1:] == lemma[-2:-1] else lemma


def noun_fits(tree: Tree, k: int, cue: Cue) -> bool:
    """Say whether a noun is of one of the things that a cue asks for ("exchange of prisoners")."""
    about = tree.having(k, "nmod", "compound", "amod")
    return any({tree.lemma(c), tree.word(c)} & cue.objects for c in about)


def in_phrase(tree: Tree, k: int) -> bool:
    """Say whether a noun only is part of "in exchange for", "in return", "in response to"."""
    return (
        k > 0
        and tree.word(k - 1) == "in"
        and tree.word(k) in {"exchange", "return", "response", "addition", "support"}
    )


def verb_fits(tree: Tree, k: int, cue: Cue) -> bool:
    """Say whether a verb has the particle and one of the objects that a cue asks for."""
    if cue.particle and not tree.has_particle(k, cue.particle):
        return False
    if not cue.objects:
        return True
    governed = tree.having(k, "obj", "nsubj:pass", "obl", "xcomp")
    if tree.rel(k) in {"acl", "amod"} and tree.head(k) >= 0:
        governed.append(tree.head(k))
    for g in list(governed):  # "one of its largest barrages", "a series of attacks"
        governed += [c for c in tree.having(g, "nmod") if tree.case(c) == "of" or tree.lemma(g) == "one"]
    return any({tree.lemma(g), tree.word(g)} & cue.objects for g in governed)


def judge(story: Story, c: Candidate, before: Iterable[Candidate] = ()) -> None:
    """Fill in status, arguments and confidence of a candidate."""
    tree = story.trees[c.sentence]
    c.arguments = arguments_of(story, c.sentence, c.head, c.type, c.frame)
    c.status = settle_status(story, c, status_of(tree, c.head, story.words))
    if c.status.value == "denied" and (until := until_clause(story, c.sentence, c.head)):
        c.status = Status("happened", "'not ... until': it did then")
        c.arguments = replace(c.arguments, date=in_days(until))
    if c.status.value in {"planned", "hypothetical"}:
        why = " ".join(c.arguments.why)
        day = coming(c.arguments.date, why, story.scene.anchor)
        c.arguments = replace(c.arguments, date=no_later(day, why, story.scene.anchor))
    if c.arguments.date is None and (said := saying(story, c)):
        c.arguments = replace(c.arguments, date=said)
    c.confidence = weigh(story.words, "events", features(story, c, before))


def saying(story: Story, c: Candidate) -> str | None:
    """Return the day of the statement that an event consists in ("urged", "we urge"), or None."""
    if c.type not in SPEECH_ACTS:
        return None
    span = story.span(c.sentence, c.head, c.head + 1)
    own = story.own_cue(span)
    told = story.told_by(span)
    if own is None and told is not None and told.party in c.arguments.initiators:
        own = told
    return own.date if own else None


def settle_status(story: Story, c: Candidate, ruled: Status) -> Status:
    """Choose between what the tree says and what the learned frame says."""
    date, today = c.arguments.date, story.scene.anchor
    future = bool(date and today and date.partition("/")[0] > today[:10])
    if future and ruled.value in {"happened", "ongoing"}:
        return Status("planned", f"dated {date}, after the report")
    if c.frame is None or c.frame.status is None:
        return ruled
    if ruled.sure and ruled.value == "denied":
        return ruled
    if ruled.value != c.frame.status and c.frame.status_p < (TRUSTED if ruled.sure else TRUSTED_ALONE):
        return ruled
    return Status(c.frame.status, f"learned ({c.frame.status_p:.2f}); {ruled.why}")


def features(story: Story, c: Candidate, before: Iterable[Candidate] = ()) -> dict[str, float]:
    """Return what is known about a candidate as numbers, for the logistic model.

    Args:
        story: The report.
        c: The candidate, with status and arguments.
        before: The candidates earlier in the report.
    """
    tree = story.trees[c.sentence]
    usual = story.words.share(word_key(tree, c.head), c.type)
    strong, weak = c.cue is not None and c.cue.strong, c.cue is not None and not c.cue.strong
    ini, rec = known_parties(story, c.arguments.initiators), known_parties(story, c.arguments.recipients)
    both = bool(ini and rec) or (c.type in MUTUAL and len(ini) > 1)
    verb, cued = tree.verbal(c.head), c.frame is None and c.cue is not None
    told = story.told_by(story.span(c.sentence, c.head, c.head + 1))
    return {
        **_frame_features(c),
        "usual": math.log(usual / (1 - usual)) + 3.0,
        "usual_alone": math.log(usual / (1 - usual)) + 3.0 if c.frame is None else 0.0,
        "cued_main": float(cued and verb and bool(ini) and told is None and is_predicate(tree, c.head)),
        "strong_frame": float(strong and c.frame is not None),
        "weak_frame": float(weak and c.frame is not None),
        "strong": float(strong),
        "exact": float(c.cue is not None and bool(c.cue.objects)),
        "weak": float(weak),
        "cued_actor": float(cued and bool(ini)),
        "cued_both": float(cued and both),
        "actor": float(bool(ini)),
        "both": float(both),
        "conflict": float(c.other is not None),
        "verb": float(verb),
        "predicate": float(verb and is_predicate(tree, c.head)),
        "bare_noun": float(not verb and not (ini or rec or c.arguments.date or c.arguments.place)),
        "dated": float(c.arguments.date is not None),
        "placed": float(c.arguments.place is not None),
        "hypothetical": float(c.status.value == "hypothetical"),
        "planned": float(c.status.value == "planned"),
        "denied": float(c.status.value == "denied"),
        "quoted": float(told is not None and told.quoted != "indirect"),
        "told": float(told is not None),
        "again": float(any(told_before(b, c) for b in before)),
        **_telling(tree, c, before),
        "lead": float(c.sentence < LEAD),
        "CONSULT": float(c.type == "CONSULT"),
        "ASSAULT": float(c.type == "ASSAULT"),
        "speech": float(c.type in SPEECH_ACTS),
    }


def _telling(tree: Tree, c: Candidate, before: Iterable[Candidate]) -> dict[str, float]:
    """Return how a candidate is told: as news, or only pointed back to ("the attack", "such talks")."""
    noun = not tree.verbal(c.head)
    pointing = noun and any(tree.word(d) in POINTING for d in tree.having(c.head, "det"))
    earlier = any(b.type == c.type and b.sentence < c.sentence for b in before) if pointing else False
    return {
        "pointing": float(pointing),
        "pointed_again": float(earlier),
        "modifier": float(noun and tree.base(c.head) in {"compound", "amod", "nmod"}),
        "relative": float(not noun and tree.base(c.head) in {"acl", "amod"}),
    } | {name: float(c.type == name) for name in TYPED}


POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
TYPED = ("ACCUSE", "AGREE", "COERCE", "CONCEDE", "PROPOSE", "REJECT", "REQUEST", "RETREAT", "SUPPORT")
LEAD = 3  # sentences in which a report says what is new


def _frame_features(c: Candidate) -> dict[str, float]:
    if c.frame is None:
        return {"no_frame": 1.0}
    p = min(max(c.frame.probability, 0.02), 0.98)
    return {"frame": math.log(p / (1 - p)), "sure_frame": float(p > SURE)}


def known_parties(story: Story, names: Sequence[str]) -> tuple[str, ...]:
    """Return those names that are parties, registered or of this report."""
    return tuple(n for n in names if n in story.party_names)


def is_predicate(tree: Tree, k: int) -> bool:
    """Say whether a verb tells something in a clause of its own: main clause, that-clause, joined to one."""
    for _ in range(4):
        if tree.base(k) in {"root", "ccomp", "parataxis"}:
            return True
        if tree.base(k) == "advcl":
            return bool(tree.having(k, "nsubj", "nsubj:pass")) or tree.word(k).endswith("ing")
        if tree.base(k) != "conj" or tree.head(k) < 0:
            return False
        k = tree.head(k)
    return False


def told_before(a: Candidate, b: Candidate) -> bool:
    """Say whether an earlier candidate, itself likely, told of the same: type, somebody, no other date or place."""
    if a.sentence == b.sentence or a.type != b.type or not may_be_told_again(a):
        return False
    x, y = a.arguments, b.arguments
    apart = (x.date and y.date and x.date != y.date) or (x.place and y.place and x.place != y.place)
    if apart or (y.date and not x.date):
        return False
    return not y.initiators or bool(set(x.initiators) & set(y.initiators))


def may_be_told_again(c: Candidate) -> bool:
    """Say whether a candidate is itself likely enough for a later one to repeat it."""
    return bool((c.frame and c.frame.probability > 0.4) or (c.cue and c.cue.strong))


def once_a_sentence(story: Story, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Drop what tells of the same event a second time in one sentence.

    The same: one governs the other (held ... talks), or both have the same type and nothing that
    tells them apart (other actors, another date, another status).
    """
    kept: dict[int, list[Candidate]] = {}  # by sentence
    for c in sorted(found, key=lambda c: (-c.confidence, c.sentence, c.first)):
        beside = kept.setdefault(c.sentence, [])
        if not any(same_event(story, k, c) for k in beside):
            beside.append(c)
            yield c


def same_event(story: Story, a: Candidate, b: Candidate) -> bool:
    """Say whether two candidates of one sentence tell of one event."""
    if a.first < b.last and b.first < a.last:
        return True
    tree = story.trees[a.sentence]
    linked = tree.head(a.head) == b.head or tree.head(b.head) == a.head
    if a.type != b.type:
        return False
    if linked and tree.base(a.head) != "conj" and tree.base(b.head) != "conj":
        return True
    x, y = a.arguments, b.arguments
    apart = (
        (x.date and y.date and x.date != y.date)
        or (x.place and y.place and x.place != y.place)
        or (x.initiators and y.initiators and set(x.initiators) != set(y.initiators))
        or (x.recipients and y.recipients and set(x.recipients) != set(y.recipients))
        or a.status.value != b.status.value
    )
    return not apart


def _event(story: Story, c: Candidate) -> Event:
    passage = story.scene.passage(c.sentence)
    trigger = story.span(c.sentence, c.first, c.last)
    by, alleged, who_why = asserted_by(story, c)
    a = c.arguments
    latitude, longitude = coordinates(story, a.place)
    return Event(
        id=entry_id("event", story.scene.document.id, trigger, c.type),
        passages=(passage,),
        confidence=round(c.confidence, 3),
        reader=READER,
        date=a.date,
        explanation=(*_why(story, c), f"says so: {by}, {who_why}", *a.why),
        type=c.type,
        mode=mode_of(c.type, passage.exact, story.text(c.sentence, c.first, c.last)),
        status=c.status.value,
        asserted_by=by,
        alleged=alleged,
        initiators=a.initiators,
        recipients=a.recipients,
        place=a.place,
        trigger_span=trigger,
        numbers=numbers_of(story, c.sentence, c.head, c.frame),
        latitude=latitude,
        longitude=longitude,
    )


def asserted_by(story: Story, c: Candidate) -> tuple[str, bool, str]:
    """Return who says that the event took place.

    What somebody does by saying it ("we urge ...") the report itself attests.
    """
    span = story.span(c.sentence, c.head, c.head + 1)
    statement = story.told_by(span)
    own = story.own_cue(span)
    if own is not None and own is not statement:
        outer = story.told_by(own.cue_span) if own.cue_span else None
        if outer is None or outer.party == own.party:
            return "narrator", False, "the act of speaking itself, in the report's own voice"
    if statement is not None and c.type in SPEECH_ACTS and statement.party in c.arguments.initiators:
        return "narrator", False, "done by saying it"
    return story.asserted(span)


SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})


def _why(story: Story, c: Candidate) -> tuple[str, ...]:
    lines = [f"trigger '{story.text(c.sentence, c.first, c.last)}' names {c.type}"]
    if c.frame is not None:
        lines.append(f"learned frame, probability {c.frame.probability:.2f}")
    if c.cue is not None:
        lines.append(f"word list: {'names' if c.cue.strong else 'may name'} {c.cue.label}")
    lines.append(f"status {c.status.value}: {c.status.why}")
    return tuple(lines)
