"""What is put on the table, by whom, and who answered what to which proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Proposal, Response, entry_id
from pourparler.reading.arguments import date_of
from pourparler.reading.options import condition_at, parts_of
from pourparler.reading.positions import only_asked
from pourparler.reading.story import NOBODY, Story, best_role, teller
from pourparler.reading.tools import READER
from pourparler.reading.topics import issue_of
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.reading.grammar import Frame
    from pourparler.reading.trees import Tree

NEGATED = {
    "accepts": "rejects",
    "rejects": "considering",
    "considering": "rejects",
    "conditional": "conditional",
}
DOUBTFUL = 0.6  # below this the words decide, not the learned frame
OWNED = 6  # sentences over which "the draft" may be the one whose owner was named
REACH = 8  # sentences over which an answer may point back to a proposal


@dataclass(slots=True)
class Offer:
    """A candidate proposal."""

    sentence: int
    head: int
    by: str | None
    to: tuple[str, ...]
    issue: str | None
    components: tuple[str, ...]
    how: str
    frame: Frame | None = None
    rule: str = ""  # verb | noun | modifier | clause
    confidence: float = 0.0


# --- proposals -----------------------------------------------------------------------------------


def find_proposals(story: Story) -> tuple[Proposal, ...]:
    """Return the proposals on the table, each where the report first sets it out."""
    bar = story.words.number("calibration", "proposals", "threshold", 0.4)
    kept: list[Offer] = []
    for i in range(len(story.trees)):
        for offer in sorted(merged(story, i), key=lambda o: -bool(o.frame)):
            offer.confidence = weigh(story.words, "proposals", features(story, offer, kept))
            if offer.confidence >= bar and not any(same_offer(offer, k) for k in kept):
                kept.append(offer)
    return tuple(_proposal(story, o) for o in sorted(kept, key=lambda o: (o.sentence, o.head)))


def same_offer(new: Offer, old: Offer) -> bool:
    """Say whether a candidate only speaks again of a proposal already found."""
    if new.sentence == old.sentence:
        one = new.by == old.by or None in {new.by, old.by}
        return one and (new.issue == old.issue or new.rule != "clause")
    same = new.issue == old.issue and (new.by == old.by or new.by is None)
    return same and new.rule in {"noun", "modifier"}


def merged(story: Story, i: int) -> list[Offer]:
    """Return the candidates of a sentence; one that a frame and a rule show carries both."""
    ruled = list(by_rules(story, i))
    learned = []
    for frame in story.frames(i, "prop"):
        one = by_frame(story, i, frame)
        for rule in ruled:
            if rule.by == one.by or one.by is None or rule.issue == one.issue:
                one.rule, one.how = rule.rule, f"{one.how}; {rule.how}"
                if frame.probability < DOUBTFUL:
                    one.by, one.issue = rule.by, rule.issue
                one.by, one.to = one.by or rule.by, one.to or rule.to
                one.components = one.components or rule.components
        learned.append(one)
    return learned + [r for r in ruled if not any(r.by == o.by or r.issue == o.issue for o in learned)]


def by_frame(story: Story, i: int, frame: Frame) -> Offer:
    """Turn a learned frame into a candidate."""
    head = story.anchor(i, frame)
    span = best_role(frame, "span")
    words = (span.start, span.end) if span else (frame.start, frame.end)
    by = [a for r in frame.role("by") if r.probability >= 0.3 for a in story.actors_of_role(i, r)]
    to = [a for r in frame.role("to") if r.probability >= 0.3 for a in story.actors_of_role(i, r)]
    parts = tuple(story.text(i, r.start, r.end) for r in frame.role("parts") if r.probability >= 0.3)
    author = by[0] if by else _sayer(story, i, head)
    issue = issue_in(story, i, words, frame)
    return Offer(
        i, head, author, tuple(t for t in dict.fromkeys(to) if t != author), issue,
        parts or (story.text(i, *words),), f"learned frame, probability {frame.probability:.2f}", frame,
    )  # fmt: skip


def _sayer(story: Story, i: int, k: int) -> str | None:
    statement = story.told_by(story.span(i, k, k + 1))
    return teller(statement) if statement and statement.party not in NOBODY else None


def issue_in(story: Story, i: int, words: tuple[int, int], frame: Frame | None = None) -> str:
    """Return the issue that some tokens are about; `other` where nothing tells."""
    return issue_of(story, i, words, frame)[0] or "other"


def by_rules(story: Story, i: int) -> Iterator[Offer]:
    """Yield what proposing verbs, nouns and modifiers show in the tree."""
    tree = story.trees[i]
    for k in range(len(tree)):
        if tree.lemma(k) in story.words.set("proposals", "verbs") and tree.tokens[k].upos == "VERB":
            yield from _by_verb(story, i, k)
        elif tree.lemma(k) in story.words.set("proposals", "nouns") and tree.tokens[k].upos == "NOUN":
            yield from _by_clauses(story, i, k) if clause_head(story, tree, k) >= 0 else _by_noun(story, i, k)


def _by_verb(story: Story, i: int, k: int) -> Iterator[Offer]:
    tree = story.trees[i]
    if tree.negated(k) or only_asked(story, i, k):
        return
    thing = _thing(tree, k)
    if thing < 0:
        return
    bare = tree.lemma(k) in story.words.set("proposals", "needs_object")
    if bare and not (
        tree.base(thing) == "xcomp" or tree.lemma(thing) in story.words.set("proposals", "objects")
    ):
        return
    doer = tree.agent(k) if tree.passive(k) else tree.subject(k)
    if doer < 0 and tree.base(k) == "amod":
        doer = next(
            (c for c in (tree.before_hyphen(k), *tree.having(k, "compound", "obl", "nmod")) if c >= 0), -1
        )
    by = list(story.actors(i, doer)) if doer >= 0 and doer != thing else []
    if not by:
        return
    to = [a for c in (tree.oblique(k, "to"), tree.first(k, "iobj")) if c >= 0 for a in story.parties(i, c)]
    words = tree.stretch(thing)
    yield Offer(
        i, k, by[0], tuple(dict.fromkeys(t for t in to if t not in by)), issue_in(story, i, words), parts_of(story, i, thing),
        f"'{tree.word(k)}' with a party as its subject", None, "modifier" if tree.base(k) == "amod" else "verb",
    )  # fmt: skip


def _thing(tree: Tree, k: int) -> int:
    """Return what is proposed: object, infinitive, gerund, that-clause, or the noun it modifies."""
    if tree.base(k) == "amod" or (tree.rel(k) == "acl" and tree.passive(k)):
        return tree.head(k)
    if tree.passive(k):
        return tree.first(k, "nsubj:pass", "nsubj")
    if tree.lemma(k) == "speak":  # "has spoken of a demilitarised zone"
        return tree.oblique(k, "of")
    return tree.first(k, "obj", "xcomp", "ccomp")


def _by_noun(story: Story, i: int, k: int) -> Iterator[Offer]:
    """A proposal of X, X's plan to, the U.S. offer for."""
    tree = story.trees[i]
    owners = tree.having(k, "nmod:poss", "amod", "compound", "nmod:desc")
    owners += [c for c in tree.having(k, "nmod") if tree.case(c) in {"by", "from"}]
    by = [p for c in owners for p in story.parties(i, c) if p not in NOBODY]
    about = [
        c
        for c in tree.having(k, "nmod", "acl", "obl")
        if c not in owners and tree.case(c) not in {"to", "in"}
    ]
    if not by:
        return
    words = tree.stretch(about[0]) if about else tree.phrase(k)
    parts = parts_of(story, i, about[0]) if about else (story.text(i, *words),)
    yield Offer(
        i, k, by[0], (), issue_in(story, i, words), parts, f"'{tree.word(k)}' of a party", None, "noun"
    )


def clause_head(story: Story, tree: Tree, k: int) -> int:
    """Return the verb of what a document provides: "the draft would cap", "under the draft, X would"; -1 if none."""
    head = tree.head(k)
    if head < 0 or not tree.verbal(head):
        return -1
    provides = tree.lemma(head) in story.words.set("proposals", "provides")
    would = any(tree.word(c) in {"would", "will"} for c in tree.having(head, "aux"))
    if tree.base(k) == "nsubj":
        return head if would or provides else -1
    return (
        head
        if would and tree.base(k) == "obl" and tree.case(k) in {"under", "according to", "in", "by"}
        else -1
    )


def _by_clauses(story: Story, i: int, k: int) -> Iterator[Offer]:
    """One proposal for each thing that a draft or plan would bring."""
    tree = story.trees[i]
    by = next(iter(document_owners(story, i, k)), None)
    for verb in tree.conjuncts(clause_head(story, tree, k)):
        if not tree.verbal(verb):
            continue
        words = tree.stretch(verb, without=("conj", "cc", "mark"))
        yield Offer(
            i, verb, by, (), issue_in(story, i, words), (story.text(i, *words),), f"what '{tree.word(k)}' would bring",
            None, "clause",
        )  # fmt: skip


def document_owners(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return whose draft or plan it is: by its own words, else by the nearest mention before that says so."""
    nouns = story.words.set("proposals", "nouns")
    for back in range(min(i, OWNED) + 1):
        tree = story.trees[i - back]
        for n in [k] if back == 0 else [c for c in range(len(tree) - 1, -1, -1) if tree.lemma(c) in nouns]:
            owners = tree.having(n, "nmod:poss", "amod", "compound", "nmod:desc")
            found = [p for c in owners for p in story.parties(i - back, c) if p not in NOBODY]
            if found:
                return tuple(found)
    return ()


def features(story: Story, o: Offer, before: Sequence[Offer]) -> dict[str, float]:
    """Return what is known about a candidate proposal as numbers."""
    tree = story.trees[o.sentence]
    return {
        "frame": o.frame.probability if o.frame else 0.0,
        "framed": float(o.frame is not None),
        **{name: float(o.rule == name) for name in ("verb", "noun", "modifier", "clause")},
        "both": float(bool(o.frame) and bool(o.rule)),
        "propose": float(tree.lemma(o.head) in {"propose", "proposal"}),
        "nameless": float(o.by is None),
        "other": float(o.issue in {None, "other"}),
        "again": float(any(b.issue == o.issue and b.by == o.by for b in before)),
    }


def _proposal(story: Story, o: Offer) -> Proposal:
    passage = story.scene.passage(o.sentence)
    return Proposal(
        id=entry_id("proposal", story.scene.document.id, passage.span, o.by, o.issue),
        passages=(passage,),
        confidence=round(o.confidence, 3),
        reader=READER,
        date=date_of(story, o.sentence, o.head, None)[0],
        explanation=(o.how, f"issue: {o.issue}"),
        by=o.by,
        to=o.to,
        issue=o.issue,
        components=o.components,
    )


# --- responses -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Answer:
    """A candidate response."""

    sentence: int
    head: int
    by: str | None
    response: str
    about: tuple[int, int]  # tokens of what is answered
    how: str
    frame: Frame | None = None
    rule: str = ""  # verb | predicate
    proposal: Proposal | None = None
    pointing: str = ""  # how the proposal was found
    confidence: float = 0.0


def find_responses(story: Story, proposals: Sequence[Proposal]) -> tuple[Response, ...]:
    """Return the answers to proposals, each pointing to the proposal that it answers.

    Args:
        story: The report, parsed and resolved.
        proposals: What `find_proposals` found.
    """
    bar = story.words.number("calibration", "responses", "threshold", 0.4)
    kept: dict[tuple[int, str | None], Answer] = {}
    for i in range(len(story.trees)):
        for answer in answers(story, i):
            answer.proposal, answer.pointing = proposal_meant(story, answer, proposals)
            answer.confidence = weigh(story.words, "responses", answer_features(story, answer))
            key = (i, answer.by)
            if (
                answer.by
                and answer.confidence >= bar
                and (key not in kept or kept[key].confidence < answer.confidence)
            ):
                kept[key] = answer
    return tuple(_response(story, a) for a in sorted(kept.values(), key=lambda a: (a.sentence, a.head)))


def answers(story: Story, i: int) -> list[Answer]:
    """Return the candidates of a sentence; one that a frame and a rule show carries both."""
    ruled = list(answers_by_rule(story, i))
    learned = []
    for frame in story.frames(i, "resp"):
        for one in answers_by_frame(story, i, frame):
            for rule in ruled:
                if rule.by == one.by:
                    one.rule, one.how = rule.rule, f"{one.how}; {rule.how}"
                    one.about = rule.about
                    # A "not" that the tree shows outweighs any probability: an answer must not be turned round.
                    if frame.probability < DOUBTFUL or story.trees[i].negated(rule.head):
                        one.response, one.head = rule.response, rule.head
            learned.append(one)
    return learned + [r for r in ruled if not any(r.by == a.by for a in learned)]


def answers_by_frame(story: Story, i: int, frame: Frame) -> Iterator[Answer]:
    """Yield a candidate for everybody that a learned frame names as answering."""
    head = story.anchor(i, frame)
    by = [a for r in frame.role("by") if r.probability >= 0.3 for a in story.actors_of_role(i, r)]
    tree = story.trees[i]
    if not by:
        subject = tree.subject(head)
        by = [p for p in story.parties(i, subject) if p not in NOBODY] if subject >= 0 else []
    sayer = _sayer(story, i, head)
    span = best_role(frame, "span")
    about = (span.start, span.end) if span else (frame.start, frame.end)
    for one in dict.fromkeys(by or ([sayer] if sayer else [])):
        yield Answer(
            i, head, one, frame.label, about, f"learned frame, probability {frame.probability:.2f}", frame
        )


def answers_by_rule(story: Story, i: int) -> Iterator[Answer]:
    """Yield accepting, rejecting and considering verbs and predicates with a party as subject."""
    tree = story.trees[i]
    for k in range(len(tree)):
        if tree.tokens[k].upos == "VERB" and tree.lemma(k) in story.words.answers:
            yield from _answer_verb(story, i, k)
        elif tree.having(k, "cop"):
            yield from _answer_predicate(story, i, k)


def _answer_verb(story: Story, i: int, k: int) -> Iterator[Answer]:
    tree = story.trees[i]
    cue = next(
        (c for c in story.words.answers[tree.lemma(k)] if not c.particle or tree.has_particle(k, c.particle)),
        None,
    )
    objects = tree.objects(k) + tree.having(k, "obl") + tree.having(k, "ccomp", "xcomp")
    thing = next((o for o in objects if answerable(story, tree, o)), -1)
    if cue is None or thing < 0:
        return
    doer = tree.agent(k) if tree.passive(k) else tree.subject(k)
    if doer < 0:
        return
    response = _as_it_stands(story, i, k, cue.label)
    if response is None:
        return
    for party in story.parties(i, doer):
        if party not in NOBODY:
            yield Answer(
                i,
                k,
                party,
                response,
                tree.stretch(thing),
                f"'{tree.word(k)} {tree.word(thing)}'",
                None,
                "verb",
            )


def _as_it_stands(story: Story, i: int, k: int, label: str) -> str | None:
    """Return the answer with negation and condition counted; None where it is only urged or wished."""
    tree = story.trees[i]
    auxiliaries = {tree.word(c) for c in tree.having(k, "aux")}
    negated = tree.negated(k)
    head = tree.head(k)
    if head >= 0 and tree.base(k) in {"xcomp", "ccomp", "advcl", "acl"} and tree.having(k, "mark"):
        if tree.lemma(head) in {"refuse", "decline"}:
            negated = not negated
        elif tree.lemma(head) not in {
            "say",
            "tell",
            "ready",
            "willing",
            "prepared",
            "agree",
            "announce",
            "add",
            "decide",
            "inclined",
            "confirm",
        }:
            return None
    if auxiliaries & {"must", "should", "could", "may", "might"}:
        return None
    response = NEGATED[label] if negated else label
    if response == "accepts" and (
        condition_at(story, i, k) or "in principle" in story.text(i, *tree.stretch_all(k)).lower()
    ):
        return "conditional"
    return response


def answerable(story: Story, tree: Tree, k: int) -> bool:
    """Say whether a word can be what is answered: a proposal, a plan, "that", "the idea"."""
    objects = story.words.set("responses", "objects")
    if tree.lemma(k) in objects or tree.word(k) in objects:
        return True
    if tree.tokens[k].upos in {"PRON", "DET"}:
        return tree.word(k) in story.words.set("responses", "anaphors")
    return any(
        tree.lemma(c) in objects or tree.word(c) in objects for c in tree.having(k, "nmod", "obj", "compound")
    )


def _answer_predicate(story: Story, i: int, k: int) -> Iterator[Answer]:
    tree = story.trees[i]
    for response in ("accepts", "rejects", "considering"):
        if tree.word(k) not in story.words.set("responses", "predicates", response):
            continue
        subject = tree.subject(k)
        if subject < 0:
            return
        by: tuple[str, ...]
        if answerable(story, tree, subject):
            sayer = _sayer(story, i, k)
            by = (sayer,) if sayer else ()
            about = tree.stretch(subject)
        else:
            by = tuple(p for p in story.parties(i, subject) if p not in NOBODY)
            under = tree.having(k, "xcomp", "obl", "nmod")
            thing = next((c for c in under if answerable(story, tree, c)), -1)
            if thing < 0:
                return
            about = tree.stretch(thing)
        negated = NEGATED[response] if tree.negated(k) else response
        for party in by:
            yield Answer(i, k, party, negated, about, f"'{tree.word(k)}' said of it", None, "predicate")
        return


def proposal_meant(story: Story, a: Answer, proposals: Sequence[Proposal]) -> tuple[Proposal | None, str]:
    """Return the proposal that an answer points to, never the answerer's own, and how it was found.

    Latest first: one whose author the answer names, then one on the same issue, then, where the
    answer only says "that", "the plan", the latest on the table.
    """
    here = story.scene.passage(a.sentence).span
    before = [p for p in proposals if p.span[0] <= here[0] and p.by != a.by]
    before.sort(key=lambda p: -p.span[0])
    tree = story.trees[a.sentence]
    named = {
        p
        for k in range(*a.about)
        for p in story.parties(a.sentence, k)
        if tree.tokens[k].upos in {"PROPN", "ADJ"}
    }
    issue = issue_in(story, a.sentence, a.about)
    for p in before:
        if p.by in named:
            return p, f"it names its author, {p.by}"
    for p in before:
        if issue not in {None, "other"} and p.issue == issue:
            return p, f"the latest proposal on {issue}"
    head = story.scene.head_of(a.sentence, *a.about)
    near = [p for p in before if a.sentence - story.scene.sentence_at(p.span[0]) <= REACH]
    if near and (a.frame is not None or answerable(story, tree, head)):
        return near[0], f"'{story.text(a.sentence, *a.about)[:40]}' points back to the latest proposal"
    return None, "no proposal on the table fits"


def answer_features(story: Story, a: Answer) -> dict[str, float]:
    """Return what is known about a candidate response as numbers."""
    tree = story.trees[a.sentence]
    return {
        "frame": a.frame.probability if a.frame else 0.0,
        "framed": float(a.frame is not None),
        "verb": float(a.rule == "verb"),
        "predicate": float(a.rule == "predicate"),
        "both": float(bool(a.frame) and bool(a.rule)),
        "points": float(a.proposal is not None),
        "same_sentence": float(
            a.proposal is not None and a.proposal.span == story.scene.passage(a.sentence).span
        ),
        "rejects": float(a.response == "rejects"),
        "weak": float(
            tree.lemma(a.head)
            in {"welcome", "support", "agree", "back", "discuss", "approve", "study", "review", "dismiss"}
        ),
        "anaphor": float(a.about[1] - a.about[0] == 1),
    }


def _response(story: Story, a: Answer) -> Response:
    passage = story.scene.passage(a.sentence)
    return Response(
        id=entry_id("response", story.scene.document.id, passage.span, a.by, a.response),
        passages=(passage,),
        confidence=round(a.confidence, 3),
        reader=READER,
        date=date_of(story, a.sentence, a.head, None)[0],
        explanation=(a.how, f"proposal: {a.pointing}"),
        by=a.by,
        proposal=a.proposal.id if a.proposal else None,
        response=a.response,
        condition=condition_at(story, a.sentence, a.head, a.frame),
    )
