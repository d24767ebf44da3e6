"""Which issue some words of a report are about, its own words and its main issue together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.issues import PROCESS_WEIGHT

if TYPE_CHECKING:
    from pourparler.reading.grammar import Frame
    from pourparler.reading.story import Story

STRONG = 3.0  # weight of a phrase that all but settles the issue
VAGUE = frozenset(
    {"format-of-talks", "governance-elections", "alliances", "verification"}
)  # their weaker phrases stand everywhere
VAGUE_SHARE = 0.5
MAIN_ALONE, MAIN_BESIDE = 8.0, 2.0  # what the report's main issue weighs without and beside a strong phrase
LEARNED = 5.0
SURE = 0.6  # probability from which the learned issue is believed


def issue_of(
    story: Story, i: int, words: tuple[int, int], frame: Frame | None = None
) -> tuple[str | None, bool]:
    """Return the issue of tokens words[0]..words[1]-1 of sentence i, and whether it is sure.

    Their own phrases count most, then those of the sentence, then the report's main issue.
    """
    sentence = story.scene.sentences[i]
    whole = story.scene.document.text[sentence.start : sentence.end]
    topics = story.scene.tools.issues.classify(story.text(i, *words), sentence=whole)
    if topics and topics[0].phrase and topics[0].score >= PROCESS_WEIGHT:
        return topics[0].issue, True  # what an analyst named, or several phrases of one issue
    if frame and frame.issue and frame.issue_p >= SURE:
        return frame.issue, True
    scores = {
        t.issue: t.score * (VAGUE_SHARE if t.issue in VAGUE and t.score < STRONG else 1.0) for t in topics
    }
    strong = any(t.score >= STRONG and t.phrase for t in topics)
    for issue, share in story.main.items():
        scores[issue] = scores.get(issue, 0.0) + (MAIN_BESIDE if strong else MAIN_ALONE) * share
    if frame and frame.issue:
        scores[frame.issue] = scores.get(frame.issue, 0.0) + LEARNED * frame.issue_p
    if not scores:
        return None, False
    best = max(scores, key=lambda k: (scores[k], k))
    return best, strong and any(t.issue == best and t.phrase for t in topics)
