"""What a report itself calls the obstacle: only where it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pourparler.domain import NARRATOR, StickingPoint, entry_id
from pourparler.reading.story import Story, best_role, teller
from pourparler.reading.tools import READER
from pourparler.reading.topics import issue_of
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.reading.grammar import Frame
    from pourparler.reading.trees import Tree


LONGEST = 14  # words that may say what the obstacle is
LEAST = 1.5  # weight of an issue's phrase from which it is taken
_ENDS = re.compile(r"[;:.?!]|, (?:while|whereas|but|as|and)\\b")


@dataclass(slots=True)
class Obstacle:
    """A candidate sticking point."""

    sentence: int
    head: int
    issue: str
    how: str
    frame: Frame | None = None
    rule: str = ""  # noun | strong | weak | verb
    confidence: float = 0.0


def find_sticking_points(story: Story) -> tuple[StickingPoint, ...]:
    """Return the sticking points of a report, in the order of its text."""
    bar = story.words.number("calibration", "sticking_points", "threshold", 0.4)
    kept: dict[tuple[int, str], Obstacle] = {}
    for i in range(len(story.trees)):
        for one in [*by_frames(story, i), *by_nouns(story, i), *by_patterns(story, i), *by_verbs(story, i)]:
            key = (i, one.issue)
            if key in kept and kept[key].frame and one.rule:
                kept[key].rule = kept[key].rule or one.rule
                one = kept[key]  # noqa: PLW2901 - the frame's candidate carries the rule too
            one.confidence = weigh(story.words, "sticking_points", features(one))
            if key not in kept or kept[key].confidence < one.confidence:
                kept[key] = one
    found = [o for o in kept.values() if o.confidence >= bar]
    return tuple(_point(story, o) for o in sorted(found, key=lambda o: (o.sentence, o.head, o.issue)))


def by_frames(story: Story, i: int) -> Iterator[Obstacle]:
    """Yield what the learned frames show."""
    for frame in story.frames(i, "stick"):
        span = best_role(frame, "span")
        words = (span.start, span.end) if span else (frame.start, frame.end)
        issues = issues_in(story, i, words) or ((frame.issue,) if frame.issue else ())
        for issue in issues[:1] if frame.issue in {None, *issues[:1]} else (str(frame.issue),):
            yield Obstacle(
                i, story.anchor(i, frame), issue, f"learned frame, probability {frame.probability:.2f}", frame
            )


def issues_in(story: Story, i: int, words: tuple[int, int]) -> tuple[str, ...]:
    """Return the issues that phrases among some tokens name, most telling first."""
    topics = story.scene.tools.issues.classify(story.text(i, *words))
    return tuple(
        t.issue
        for t in topics
        if t.phrase and t.issue != "other" and t.score >= max(1.0, topics[0].score / 3)
    )


def obstacle_at(story: Story, tree: Tree, k: int) -> str | None:
    """Return the words by which a noun calls something the obstacle, or None."""
    names = story.words.set("sticking", "nouns")
    if tree.tokens[k].upos not in {"NOUN", "ADJ", "PROPN"}:
        return None
    before = [w for c in tree.having(k, "amod", "compound") for w in (tree.lemma(c), tree.word(c))]
    before += [tree.word(k - 1)] if k else []
    for text in (tree.lemma(k), tree.word(k), *(f"{b} {tree.lemma(k)}" for b in before)):
        if text in names:
            return text
    return None


def by_nouns(story: Story, i: int) -> Iterator[Obstacle]:
    """Yield what stands beside "sticking point", "obstacle", "crux": subject, predicate, about-phrase."""
    tree = story.trees[i]
    for k in range(len(tree)):
        name = obstacle_at(story, tree, k)
        if name is None or tree.negated(k) or (tree.head(k) >= 0 and tree.negated(tree.head(k))):
            continue
        stretches = list(naming(tree, k))
        issues = next(filter(None, (issues_in(story, i, words) for words in stretches)), ())
        if not issues and tree.having(k, "cop", "det"):
            issues = (issue_of(story, i, stretches[0])[0] or "other",)
        for issue in issues[:3]:
            yield Obstacle(i, k, issue, f"called '{name}'", None, "noun")


def naming(tree: Tree, k: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may say what the obstacle is, likeliest first."""
    for c in tree.having(k, "nmod", "obl", "acl", "appos"):
        if tree.case(c) not in {"in", "to", "for", "between"} or tree.base(c) == "appos":
            yield tree.stretch(c)[0], clause_end(tree, tree.stretch(c)[1])
    first, last = clause_around(tree, k)
    be = next((c for c in range(k + 1, min(k + 6, last)) if tree.lemma(c) in COPULAS), -1)
    if be >= 0:  # "the main sticking point being the question of ..."
        yield be + 1, last
    be = next((c for c in range(k - 1, first - 1, -1) if tree.lemma(c) in COPULAS), -1)
    if be > first:  # "... remains the main obstacle"
        yield first, be
    yield first, last


def clause_end(tree: Tree, k: int) -> int:
    """Return the place of the next comma, dash or stop from a word on, as lists go on past the tree."""
    return next(
        (c for c in range(k, len(tree)) if tree.word(c) in {",", ";", ":", ".", "–", "—", "”"}), len(tree)
    )


def clause_around(tree: Tree, k: int) -> tuple[int, int]:
    """Return the stretch between semicolons, or the ends of the sentence, that a word stands in."""
    first = next((c + 1 for c in range(k, -1, -1) if tree.word(c) in {";", ":"}), 0)
    last = next((c for c in range(k, len(tree)) if tree.word(c) == ";"), len(tree))
    return first, last


COPULAS = frozenset({"be", "remain", "stay", "become", "include", "prove", "concern"})


def by_verbs(story: Story, i: int) -> Iterator[Obstacle]:
    """Yield "talks are deadlocked over", "divided by", "stalled on"."""
    tree = story.trees[i]
    for k in range(len(tree)):
        if tree.lemma(k) not in story.words.set("sticking", "verbs") or tree.tokens[k].upos not in {
            "VERB",
            "ADJ",
        }:
            continue
        for c in tree.having(k, "obl", "nmod"):
            if tree.case(c) not in story.words.set("sticking", "prepositions"):
                continue
            for issue in issues_in(story, i, tree.stretch(c))[:2]:
                yield Obstacle(i, k, issue, f"'{tree.word(k)} {tree.case(c)}'", None, "verb")


def by_patterns(story: Story, i: int) -> Iterator[Obstacle]:
    """Yield "without agreeing on", "at odds over", "no progress on", and what follows them."""
    passage = story.scene.passage(i)
    for rule in ("strong", "weak"):
        found = _patterns(story.words.set("sticking", "patterns", rule)).search(passage.exact)
        if not found:
            continue
        after = _ENDS.split(passage.exact[found.end() :].strip(), maxsplit=1)[0]
        what = " ".join(after.split()[:LONGEST]) or passage.exact[: found.start()]
        topics = story.scene.tools.issues.classify(what)
        _, first, _ = story.scene.tokens_in((passage.start + found.start(), passage.start + found.end()))
        for topic in topics[:1]:
            if topic.phrase and topic.issue != "other" and topic.score >= LEAST:
                yield Obstacle(i, first, topic.issue, f"'{found[0]}'", None, rule)


@cache
def _patterns(rules: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{rule})" for rule in sorted(rules)) or r"(?!)", re.IGNORECASE)


def features(o: Obstacle) -> dict[str, float]:
    """Return what is known about a candidate as numbers."""
    return {
        "frame": o.frame.probability if o.frame else 0.0,
        "framed": float(o.frame is not None),
        "noun": float(o.rule == "noun"),
        "verb": float(o.rule == "verb"),
        "strong": float(o.rule == "strong"),
        "weak": float(o.rule == "weak"),
        "both": float(bool(o.frame) and bool(o.rule)),
    }


def _point(story: Story, o: Obstacle) -> StickingPoint:
    passage = story.scene.passage(o.sentence)
    statement = story.told_by(story.span(o.sentence, o.head, o.head + 1))
    by = teller(statement) if statement else NARRATOR
    return StickingPoint(
        id=entry_id("sticking_point", story.scene.document.id, passage.span, o.issue),
        passages=(passage,),
        confidence=round(o.confidence, 3),
        reader=READER,
        date=statement.date if statement else None,
        explanation=(o.how, f"said by {by}"),
        issue=o.issue,
        said_by=by,
    )
