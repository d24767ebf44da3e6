"""From the words of a clause to a term, an issue with an option, for a person to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.positions.intervals import named_options
from pourparler.settlement.on_record.wording import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pourparler.domain import Issue, Option
    from pourparler.domain.draft import Clause

HOW = ("given", "phrase", "likeness", "issue only", "nothing")
_LIKE = 0.5  # share of an option's label that the clause must repeat
_LEAST = 2  # words


@dataclass(frozen=True, slots=True)
class Term:
    """What a clause was taken to settle, and how that was seen."""

    number: str
    issue: str | None
    option: str | None
    how: str  # one of HOW
    other: tuple[tuple[str, str], ...] = ()  # (issue, option) that its words name besides


def term_of(
    clause: Clause,
    issues: Mapping[str, Issue],
    *,
    signed: Sequence[str],
    topics: Callable[[str], Sequence[str]],
) -> Term:
    """Return the term that a clause's words name.

    Phrases of the process file's issues go first, then those of the issue that the clause is about, then
    likeness to an option's label.

    Args:
        clause: Its issue and option, where given, are kept.
        issues: Issue id -> issue.
        signed: Ids of the process file's own issues.
        topics: A text -> ids of the issues it is about, best first.
    """
    if clause.issue and clause.option:
        return Term(clause.number, clause.issue, clause.option, "given")
    about = [clause.issue] if clause.issue else [t for t in topics(clause.text) if t in issues]
    known = [clause.issue] if clause.issue else [*(s for s in signed if s in issues), *about[:1]]
    named = [(i, o.id) for i in dict.fromkeys(known) for o in named_options(issues[i], (clause.text,))]
    if named:
        best = min(named, key=lambda n: about.index(n[0]) if n[0] in about else len(about))
        return Term(clause.number, *best, "phrase", tuple(n for n in named if n != best))
    like = _alike(clause.text, [(i, o) for i in about[:2] for o in issues[i].options])
    if like:
        return Term(clause.number, *like, "likeness")
    if about:
        return Term(clause.number, about[0], None, "issue only")
    return Term(clause.number, None, None, "nothing")


def _alike(text: str, options: Sequence[tuple[str, Option]]) -> tuple[str, str] | None:
    """Return the one option whose label the text repeats most, if it repeats enough."""
    said = content_words(text)
    scored = []
    for issue, option in options:
        label = content_words(option.label)
        shared = len(label & said)
        if shared >= _LEAST and shared >= _LIKE * len(label):
            scored.append((shared / len(label), issue, option.id))
    scored.sort(reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1], scored[0][2]
