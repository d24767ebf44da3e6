"""How far two parties stand apart on an issue, and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.ask import ask_sure
from pourparler.domain import Assessment
from pourparler.errors import WrongCall
from pourparler.positions import gap_between, movement
from pourparler.present.brief import Section
from pourparler.present.questions import Citing, answer, gap_line, movement_section
from pourparler.present.words import day
from pourparler.present.words import issue as issue_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.actions.ask import Asked, Asking
    from pourparler.present.brief import Brief


def gap(asking: Asking, issue: str, *, parties: Sequence[str] = ()) -> Brief:
    """Return the gap between two parties on an issue, its series, and reported movement beside it.

    Args:
        asking: Which record, as of when, by whose voice.
        issue: An issue's id.
        parties: Two; by default the first two at the table.
    Raises: CannotDo, UnknownName, WrongCall.
    """
    asked = ask_sure(asking, "position", "assessment")
    issue = asked.known_issue(issue)
    pair = _pair(asked, parties)
    standing = asked.stand()
    today = gap_between(
        standing.of(pair[0], issue), standing.of(pair[1], issue), issue=issue, parties=pair, on=asked.on
    )
    series = movement(
        asked.view.entries,
        asked.issues,
        issue=issue,
        parties=pair,
        on=asked.on,
        voices=asked.voices,
        confirmed=asked.confirmed,
    )
    citing = Citing(asked.view)
    reported = [e for e in asked.view.entries if isinstance(e, Assessment)]
    now = Section(
        "gap", f"As of {day(asked.on)}" if asked.on else "No report is dated", (gap_line(today, citing),)
    )
    title = f"The gap on {issue_words(issue)} between {pair[0]} and {pair[1]}"
    return answer(title, [now, movement_section(series, reported, citing)], citing)


def _pair(asked: Asked, parties: Sequence[str]) -> tuple[str, str]:
    named = [asked.known_party(p) for p in parties] or list(asked.sides()[:2])
    if len(named) != 2:
        raise WrongCall(f"a gap is between two parties, and {len(named)} are known here: give --parties A,B")
    return named[0], named[1]
