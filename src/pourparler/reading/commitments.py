"""Who guarantees what to whom, in exchange for what, triggered by what, and whether it held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Commitment, entry_id
from pourparler.reading.arguments import date_of, in_days
from pourparler.reading.positions import only_asked
from pourparler.reading.proposals import issue_in
from pourparler.reading.story import NOBODY, Story, best_role
from pourparler.reading.tools import READER
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.reading.grammar import Frame
    from pourparler.reading.trees import Tree

STATUSES = ("sought", "offered", "made", "kept", "broken")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
DOUBTFUL = 0.6  # below this the words decide, not the learned frame
BACK = 2  # sentences over which "that agreement" may point back to a dated document


@dataclass(slots=True)
class Pledge:
    """A candidate commitment."""

    sentence: int
    head: int
    by: tuple[str, ...]
    to: tuple[str, ...]
    status: str
    issue: str | None
    terms: tuple[int, int] | None
    how: str
    frame: Frame | None = None
    rule: str = ""  # guarantee | sought | noun | document
    exchange: str | None = None
    trigger: str | None = None
    date: str | None = None
    confidence: float = 0.0


def find_commitments(story: Story) -> tuple[Commitment, ...]:
    """Return the commitments in a report, in the order of its text."""
    bar = story.words.number("calibration", "commitments", "threshold", 0.45)
    kept: list[Pledge] = []
    for i in range(len(story.trees)):
        for pledge in sorted(merged(story, i), key=lambda p: -bool(p.frame)):
            complete(story, pledge)
            pledge.confidence = weigh(story.words, "commitments", features(story, pledge))
            if pledge.confidence >= bar and not any(_same(pledge, k) for k in kept):
                kept.append(pledge)
    return tuple(_commitment(story, p) for p in sorted(kept, key=lambda p: (p.sentence, p.head)))


def _same(a: Pledge, b: Pledge) -> bool:
    return (
        a.sentence == b.sentence
        and (a.issue == b.issue or a.head == b.head)
        and (not a.by or not b.by or bool(set(a.by) & set(b.by)))
    )


def merged(story: Story, i: int) -> list[Pledge]:
    """Return the candidates of a sentence; one that a frame and a rule show carries both."""
    ruled = list(by_rules(story, i))
    learned = [by_frame(story, i, f) for f in story.frames(i, "comm") if f.label in STATUSES]
    for one in learned:
        for rule in ruled:
            if rule.issue == one.issue or rule.head == one.head or set(rule.by) & set(one.by):
                _join(one, rule)
    return learned + [r for r in ruled if not any(o.rule and o.how.endswith(r.how) for o in learned)]


def _join(one: Pledge, rule: Pledge) -> None:
    one.rule, one.how = rule.rule, f"{one.how}; {rule.how}"
    if one.frame and one.frame.probability < DOUBTFUL:
        one.status, one.issue = rule.status, rule.issue
    fuller = rule.by and (rule.rule == "document" or set(one.by) <= set(rule.by))
    one.by = rule.by if fuller else one.by
    if rule.rule == "noun" and rule.status == one.status and rule.to:
        one.by, one.to = rule.by or one.by, rule.to
    one.date = one.date or rule.date
    one.to = tuple(t for t in one.to or rule.to if t not in one.by) or rule.to
    one.terms = rule.terms or one.terms


def by_frame(story: Story, i: int, frame: Frame) -> Pledge:
    """Turn a learned frame into a candidate."""
    head = story.anchor(i, frame)
    terms = best_role(frame, "terms") or best_role(frame, "span")
    words = (terms.start, terms.end) if terms else (frame.start, frame.end)
    who = {
        name: tuple(
            dict.fromkeys(
                a for r in frame.role(name) if r.probability >= 0.3 for a in story.actors_of_role(i, r)
            )
        )
        for name in ("by", "to")
    }
    trigger, exchange = best_role(frame, "if"), best_role(frame, "for")
    return Pledge(
        i, head, who["by"], tuple(t for t in who["to"] if t not in who["by"]), frame.label,
        issue_in(story, i, words, frame), words, f"learned frame, probability {frame.probability:.2f}", frame,
        exchange=story.text(i, exchange.start, exchange.end) if exchange and exchange.probability >= 0.4 else None,
        trigger=story.text(i, trigger.start, trigger.end) if trigger and trigger.probability >= 0.4 else None,
    )  # fmt: skip


# --- by rule -------------------------------------------------------------------------------------


def by_rules(story: Story, i: int) -> Iterator[Pledge]:
    """Yield guarantees sought, given, kept and broken, as verbs and nouns show them."""
    tree = story.trees[i]
    for k in range(len(tree)):
        lemma, upos = tree.lemma(k), tree.tokens[k].upos
        if upos == "VERB" and lemma in story.words.set("commitments", "guarantees"):
            yield from _document_guarantees(story, i, k)
        if upos == "VERB" and lemma in story.words.set("commitments", "verbs", "made"):
            yield from _promise(story, i, k)
        if upos == "NOUN" and (
            lemma in story.words.set("commitments", "nouns")
            or tree.word(k) in story.words.set("commitments", "nouns")
        ):
            yield from _guarantee_noun(story, i, k)


def _document_guarantees(story: Story, i: int, k: int) -> Iterator[Pledge]:
    """Find "That agreement, signed by A, B and C, guaranteed X in exchange for Y"."""
    tree = story.trees[i]
    subject = tree.subject(k)
    if subject < 0 or tree.lemma(subject) not in story.words.set("commitments", "documents"):
        return
    terms = tree.first(k, "obj", "ccomp", "xcomp")
    if terms < 0:
        return
    signers = signers_in(story, i, subject)
    words = tree.stretch(terms, without=("obl", "advcl"))
    yield Pledge(
        i, k, signers, beneficiaries(story, i, terms), "made",
        issue_in(story, i, words), words, f"a document that '{tree.word(k)}'", None, "document",
        date=document_date(story, i),
    )  # fmt: skip


def signers_in(story: Story, i: int, document: int) -> tuple[str, ...]:
    """Return who signed a document: "signed by A, B and C", "between A and B"."""
    tree = story.trees[i]
    found: list[str] = []
    for k in range(len(tree)):
        if tree.lemma(k) in {"sign", "conclude", "agree", "negotiate", "reach"} and tree.agent(k) >= 0:
            found += story.parties(i, tree.agent(k))
    for c in tree.having(document, "nmod", "obl"):
        if tree.case(c) in {"between", "by", "among"}:
            found += story.parties(i, c)
    return tuple(dict.fromkeys(p for p in found if p not in NOBODY))


def beneficiaries(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return for whom something is guaranteed: "Ukrainian territorial integrity", "the security of X"."""
    tree = story.trees[i]
    found: list[str] = []
    for c in tree.having(k, "nmod:poss", "amod", "nmod", "compound"):
        if tree.case(c) in {"", "of", "for", "to", "'s", "’s"}:
            found += [p for p in story.parties(i, c) if p not in NOBODY]
    return tuple(dict.fromkeys(found))


def document_date(story: Story, i: int) -> str | None:
    """Return the year of the document that "that agreement" points back to, or that stands here."""
    documents = story.words.set("commitments", "documents")
    for back in range(BACK + 1):
        if i - back < 0:
            break
        tree = story.trees[i - back]
        for k in range(len(tree)):
            if tree.lemma(k) in documents:
                first, last = tree.phrase(k)
                year = _YEAR.search(story.text(i - back, first, last))
                if year:
                    return year[1]
    return None


def _promise(story: Story, i: int, k: int) -> Iterator[Pledge]:
    """Find "X pledged to", "X guaranteed Y that"."""
    tree = story.trees[i]
    if only_asked(story, i, k):
        return
    doer = tree.agent(k) if tree.passive(k) else tree.subject(k)
    terms = tree.first(k, "xcomp", "ccomp", "obj")
    if doer < 0 or terms < 0 or tree.negated(k):
        return
    if tree.lemma(k) == "agree" and not tree.having(k, "xcomp"):
        return
    by = tuple(p for p in story.parties(i, doer) if p not in NOBODY)
    if not by or tree.lemma(doer) in story.words.set("commitments", "documents"):
        return
    to = [p for c in (tree.first(k, "iobj"), tree.oblique(k, "to")) if c >= 0 for p in story.parties(i, c)]
    words = tree.stretch(terms)
    yield Pledge(
        i, k, by, tuple(dict.fromkeys(t for t in to if t not in by)), status_above(story, tree, k), issue_in(story, i, words),
        words, f"'{tree.word(k)}' with a party as its subject", None, "promise",
    )  # fmt: skip


def status_above(story: Story, tree: Tree, k: int) -> str:
    """Return sought or offered where a wish or an offer stands above, else made."""
    for head in (k, *tree.up(k)):
        for status in ("sought", "offered"):
            verbs = story.words.set("commitments", "verbs", status)
            if head != k and tree.lemma(head) in {v for v in verbs if " " not in v}:
                return status
    return "made"


def _guarantee_noun(story: Story, i: int, k: int) -> Iterator[Pledge]:
    """Find "Kyiv is seeking binding security guarantees from the United States"."""
    tree = story.trees[i]
    head = tree.head(k)
    if head < 0 or not tree.verbal(head) or tree.base(k) not in {"obj", "obl", "nsubj"}:
        return
    for status in ("sought",) if only_asked(story, i, head) else STATUSES:
        verbs = story.words.set("commitments", "verbs", status)
        fits = tree.lemma(head) in verbs or any(
            v.split()[0] == tree.lemma(head) and tree.has_particle(head, v.split()[-1])
            for v in verbs
            if " " in v
        )
        if not fits and not only_asked(story, i, head):
            continue
        subject = tree.agent(head) if tree.passive(head) else tree.subject(head)
        actors = tuple(p for p in story.parties(i, subject) if p not in NOBODY) if subject >= 0 else ()
        givers = _givers(story, i, (k, head))
        takers = beneficiaries(story, i, k) or tuple(
            p for c in (tree.oblique(k, "for", "to"), tree.oblique(head, "for", "to"), tree.first(head, "iobj")) if c >= 0
            for p in story.parties(i, c) if p not in NOBODY
        )  # fmt: skip
        by, to = (givers, takers or actors) if status == "sought" else (actors, takers)
        if only_asked(story, i, head):  # "urged the West to offer guarantees for Ukraine"
            asked = tree.first(tree.head(head), "obj", "iobj")
            by, to = story.actors(i, asked) if asked >= 0 else (), takers
        if not by and not to:
            return
        words = tree.stretch(k)
        yield Pledge(
            i, k, by, tuple(t for t in to if t not in by), status, issue_in(story, i, tree.phrase(k)), words,
            f"'{tree.word(head)} ... {tree.word(k)}'", None, "noun",
        )  # fmt: skip
        return


def _givers(story: Story, i: int, tops: tuple[int, ...]) -> tuple[str, ...]:
    tree = story.trees[i]
    found: list[str] = []
    for top in tops:
        c = tree.oblique(top, "from", "by")
        if c >= 0:
            for one in tree.conjuncts(c):
                found += [a for a in story.actors(i, one) if a not in found]
    return tuple(found)


# --- the rest of it ---------------------------------------------------------------------------------


def complete(story: Story, p: Pledge) -> None:
    """Fill in what is given in exchange and what triggers it, where the tree shows them."""
    tree = story.trees[p.sentence]
    if p.exchange is None:
        p.exchange = exchange_at(story, p.sentence)
    if p.trigger is None:
        first, last = p.terms or (p.head, p.head + 1)
        low, high = min(first, p.head), len(tree)
        p.trigger = trigger_at(story, p.sentence, low, max(high, last))


def exchange_at(story: Story, i: int) -> str | None:
    """Return what stands behind "in exchange for", "in return for"."""
    tree = story.trees[i]
    for k in range(len(tree) - 2):
        if tree.word(k) == "in" and tree.word(k + 1) in {"exchange", "return"}:
            if tree.word(k + 2) != "for":
                continue
            last = k + 3
            while last < len(tree) and tree.word(last) not in {",", ".", ";", "”", '"', "but", "while"}:
                last += 1
            if last > k + 3:
                return story.text(i, k + 3, last)
    return None


def trigger_at(story: Story, i: int, first: int, last: int) -> str | None:
    """Return the conditional clause among some tokens, as worded."""
    tree = story.trees[i]
    for k in range(first, min(last, len(tree))):
        if tree.base(k) != "advcl":
            continue
        marks = {tree.word(m) for m in tree.having(k, "mark", "advmod")}
        if marks & {"if", "should", "when", "once", "in case"} or any(
            tree.word(a) == "should" for a in tree.having(k, "aux")
        ):
            return story.text(i, *tree.stretch_all(k))
    return None


def features(story: Story, p: Pledge) -> dict[str, float]:
    """Return what is known about a candidate commitment as numbers."""
    del story
    return {
        "frame": p.frame.probability if p.frame else 0.0,
        "framed": float(p.frame is not None),
        **{name: float(p.rule == name) for name in ("document", "promise", "noun")},
        "both": float(bool(p.frame) and bool(p.rule)),
        "nameless": float(not p.by),
        "exchange": float(p.exchange is not None),
        "trigger": float(p.trigger is not None),
        "guarantee": float(p.issue == "security-guarantees"),
        "to": float(bool(p.to)),
    }


def binding_of(story: Story, i: int) -> bool | None:
    """Say whether a sentence calls the commitment binding or not; None where it does not say."""
    text = story.scene.passage(i).exact.lower()
    if any(word in text for word in story.words.set("commitments", "not_binding")):
        return False
    tree = story.trees[i]
    words = story.words.set("commitments", "binding")
    if any(word in text for word in words if " " in word or "-" in word):
        return True
    return True if any(tree.word(k) in words or tree.lemma(k) in words for k in range(len(tree))) else None


def _commitment(story: Story, p: Pledge) -> Commitment:
    passage = story.scene.passage(p.sentence)
    by, _, why = story.asserted(story.span(p.sentence, p.head, p.head + 1))
    return Commitment(
        id=entry_id("commitment", story.scene.document.id, passage.span, p.by, p.issue, p.status),
        passages=(passage,),
        confidence=round(p.confidence, 3),
        reader=READER,
        date=in_days(p.date) or date_of(story, p.sentence, p.head, None)[0],
        explanation=(p.how, f"says so: {by}, {why}"),
        by=p.by,
        to=p.to,
        issue=p.issue,
        terms=story.text(p.sentence, *p.terms) if p.terms else None,
        in_exchange_for=p.exchange,
        trigger=p.trigger,
        binding=binding_of(story, p.sentence),
        status=p.status,
        asserted_by=by,
    )
