"""Who calls talks, a deal or a process progressing, good, stalled or failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import NARRATOR, Assessment, entry_id
from pourparler.reading.story import Story, best_role, teller
from pourparler.reading.tools import READER
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.reading.grammar import Frame
    from pourparler.reading.trees import Tree

TURNED = {"positive": "negative", "negative": "positive", "mixed": "mixed"}
DOUBTFUL = 0.6  # below this the words decide, not the learned frame
POINTING = frozenset({"it", "this", "that"})


RULES = ("predicate", "attribute", "verb", "noun", "feeling", "gap", "act", "state", "described", "pointing")


@dataclass(slots=True)
class Judged:
    """A candidate assessment."""

    sentence: int
    head: int
    by: str
    about: str | None
    polarity: str
    how: str
    frame: Frame | None = None
    rule: str = ""  # one of RULES
    confidence: float = 0.0


def find_assessments(story: Story) -> tuple[Assessment, ...]:
    """Return the assessments in a report, in the order of its text."""
    bar = story.words.number("calibration", "assessments", "threshold", 0.4)
    kept: dict[tuple[int, str], Judged] = {}
    for i in range(len(story.trees)):
        for one in merged(story, i):
            one.confidence = weigh(story.words, "assessments", features(one))
            key = (i, one.by)
            if one.confidence >= bar and (key not in kept or kept[key].confidence < one.confidence):
                kept[key] = one
    return tuple(
        _assessment(story, j) for j in sorted(kept.values(), key=lambda j: (j.sentence, j.head, j.by))
    )


def merged(story: Story, i: int) -> Iterator[Judged]:
    """Yield the candidates of a sentence; one that a frame and a rule show carries both."""
    ruled = list(by_rules(story, i))
    for frame in story.frames(i, "ass"):
        learned = by_frame(story, i, frame)
        for rule in ruled:
            if rule.by == learned.by:
                if frame.probability < DOUBTFUL and not learned.rule:
                    learned.polarity, learned.head = rule.polarity, rule.head
                learned.rule = learned.rule or rule.rule
                learned.about = learned.about or rule.about
                learned.how += f"; {rule.how}"
        yield learned
    yield from ruled


def by_frame(story: Story, i: int, frame: Frame) -> Judged:
    """Turn a learned frame into a candidate."""
    head = story.anchor(i, frame)
    role = best_role(frame, "by")
    by = ""
    if role and role.probability >= 0.4:
        by = next(iter(story.actors_of_role(i, role)), "")
    about = best_role(frame, "about")
    text = story.text(i, about.start, about.end) if about else None
    why = f"learned frame, probability {frame.probability:.2f}"
    return Judged(i, head, by or author(story, i, head), text, frame.label, why, frame)


def author(story: Story, i: int, k: int) -> str:
    """Return who says what word k says: the party, `independent`, a speaker, or the narrator."""
    span = story.span(i, k, k + 1)
    statement = story.told_by(span) or story.own_cue(span)
    if statement is None:
        return NARRATOR
    return statement.party if statement.party == "independent" else teller(statement)


def by_rules(story: Story, i: int) -> Iterator[Judged]:
    """Yield what the word lists and the tree show."""
    tree = story.trees[i]
    for k in range(len(tree)):
        if act := _act(story, i, k):
            yield act
            continue
        polarity = polarity_of(story, tree, k)
        found = _about(story, i, k) if polarity else None
        if found is None or polarity is None:
            continue
        rule, about = found
        words = story.text(i, *tree.phrase(about)) if about >= 0 else None
        for by in _authors(story, i, k, rule):
            yield Judged(
                i, k, by, words, polarity, f"'{tree.word(k)}' said of {words or 'the process'}", None, rule
            )


def _act(story: Story, i: int, k: int) -> Judged | None:
    """Welcomed the announcement, is critical of the deal: the subject calls it good or bad."""
    tree = story.trees[i]
    for polarity in ("positive", "negative"):
        if {tree.lemma(k), tree.word(k)} & story.words.set("assessments", "acts", polarity):
            break
    else:
        return None
    subject = tree.subject(k)
    things = [*tree.objects(k), *tree.having(k, "obl", "nmod")]
    about = next((o for t in things for o in tree.under(t) if is_topic(story, tree, o)), -1)
    if subject < 0 or about < 0 or tree.negated(k):
        return None
    by = next(iter(story.actors(i, subject)), "")
    words = story.text(i, *tree.phrase(about))
    return Judged(i, k, by, words, polarity, f"'{tree.word(k)} ... {words}'", None, "act") if by else None


def is_topic(story: Story, tree: Tree, k: int) -> bool:
    """Say whether a word is something that is assessed here: talks, a deal, a plan, a process."""
    topics = story.words.set("assessments", "about")
    return tree.tokens[k].upos == "NOUN" and bool({tree.lemma(k), tree.word(k)} & topics)


def polarity_of(story: Story, tree: Tree, k: int) -> str | None:
    """Return the polarity of a word as it stands, negation counted; None for a neutral word."""
    gap = story.words.lists.get("assessments", {}).get("gap", {})
    lemma, word = tree.lemma(k), tree.word(k)
    if lemma in gap and tree.tokens[k].upos == "VERB":
        subject = tree.subject(k)
        about = {tree.lemma(subject)} if subject >= 0 else set()
        about |= {tree.lemma(o) for o in tree.objects(k)}
        if about & {"gap", "difference", "distance", "divide", "disagreement", "rift"}:
            polarity = str(gap[lemma])
            return TURNED[polarity] if tree.negated(k) else polarity
    for polarity in ("positive", "negative", "mixed"):
        if {lemma, word} & story.words.set("assessments", polarity):
            if any(tree.word(c) in {"cautiously", "guardedly"} for c in tree.having(k, "advmod")):
                return "mixed"
            return TURNED[polarity] if denied(tree, k) else polarity
    return None


def denied(tree: Tree, k: int) -> bool:
    """Say whether a word is negated, by itself or through what governs it ("has not made progress")."""
    if tree.negated(k):
        return True
    if any(tree.lemma(c) in {"little", "no", "few", "scant"} for c in tree.having(k, "amod", "det")):
        return True
    head = tree.head(k)
    return head >= 0 and tree.base(k) in {"obj", "xcomp", "obl"} and tree.negated(head)


def _about(story: Story, i: int, k: int) -> tuple[str, int] | None:
    """Return the rule and the word that is assessed (-1: none named), where there is one."""
    tree = story.trees[i]
    if tree.word(k) in story.words.set("assessments", "feelings"):
        return ("feeling", -1) if tree.base(k) != "amod" else None
    subject = tree.subject(k)
    if tree.having(k, "cop") or tree.base(k) in {"xcomp", "advcl"} or tree.tokens[k].upos == "VERB":
        if subject >= 0 and is_topic(story, tree, subject):
            gap = story.words.lists.get("assessments", {}).get("gap", {})
            rule = "gap" if tree.lemma(k) in gap else "verb" if tree.tokens[k].upos == "VERB" else "predicate"
            return rule, subject
        if subject >= 0 and tree.word(subject) in POINTING and tree.having(k, "cop"):
            return "pointing", subject
    named = _named_as(story, tree, k)
    if named >= 0:
        return "described", named
    if tree.base(k) == "amod" and tree.head(k) >= 0:
        return _attribute(story, tree, tree.head(k))
    if tree.tokens[k].upos != "NOUN":
        return None
    about = next((c for c in tree.having(k, "nmod", "acl", "obl") if is_topic(story, tree, c)), -1)
    if tree.lemma(k) in story.words.set("assessments", "states"):
        return "state", about
    return ("noun", about) if about >= 0 else None


def _attribute(story: Story, tree: Tree, noun: int) -> tuple[str, int] | None:
    """A good deal, a constructive role in the talks, a positive step."""
    if tree.lemma(noun) not in {"effort", "country", "peace", "position"} and is_topic(story, tree, noun):
        subject = tree.subject(noun) if tree.having(noun, "cop") else -1
        return ("predicate", subject) if subject >= 0 else ("attribute", noun)
    subject = tree.subject(noun) if tree.having(noun, "cop") else -1
    if subject >= 0 and (is_topic(story, tree, subject) or tree.word(subject) in POINTING):
        return "predicate" if is_topic(story, tree, subject) else "pointing", subject
    about = next((c for c in tree.having(noun, "nmod") if is_topic(story, tree, c)), -1)
    return ("attribute", about) if about >= 0 else None


def _named_as(story: Story, tree: Tree, k: int) -> int:
    """Return what is described as, called or deemed what word k says, or -1."""
    for head in tree.up(k):
        if tree.lemma(head) in {
            "describe",
            "call",
            "deem",
            "consider",
            "regard",
            "label",
            "brand",
            "see",
            "hail",
            "dismiss",
        }:
            return next(
                (o for t in tree.objects(head) for o in tree.under(t) if o != k and is_topic(story, tree, o)),
                -1,
            )
        if tree.verbal(head):
            return -1
    return -1


def _authors(story: Story, i: int, k: int, rule: str) -> tuple[str, ...]:
    tree = story.trees[i]
    if rule in {"feeling", "described"} and story.told_by(story.span(i, k, k + 1)) is None:
        subject = tree.subject(k)
        named = story.actors(i, subject) if subject >= 0 else ()
        if named:
            return named[:1]
    return (author(story, i, k),)


def features(j: Judged) -> dict[str, float]:
    """Return what is known about a candidate assessment as numbers."""
    return {
        "frame": j.frame.probability if j.frame else 0.0,
        "framed": float(j.frame is not None),
        "both": float(bool(j.frame) and bool(j.rule)),
        **{name: float(j.rule == name) for name in RULES},
        "narrator": float(j.by == NARRATOR),
        "mixed": float(j.polarity == "mixed"),
        "told": float(j.by != NARRATOR),
    }


def _assessment(story: Story, j: Judged) -> Assessment:
    passage = story.scene.passage(j.sentence)
    statement = story.told_by(story.span(j.sentence, j.head, j.head + 1))
    return Assessment(
        id=entry_id("assessment", story.scene.document.id, passage.span, j.by, j.polarity),
        passages=(passage,),
        confidence=round(j.confidence, 3),
        reader=READER,
        date=statement.date if statement else None,
        explanation=(j.how, f"by {j.by}"),
        by=j.by,
        about=j.about,
        polarity=j.polarity,
    )
