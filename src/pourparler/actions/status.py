"""What changed since a day."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pourparler.actions.ask import ask_sure, given_day
from pourparler.positions import movement
from pourparler.present.brief import Line, Section
from pourparler.present.questions import Citing, answer, status_section
from pourparler.present.words import day
from pourparler.present.words import issue as issue_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.actions.ask import Asked, Asking
    from pourparler.present.brief import Brief


def status(asking: Asking, since: str) -> Brief:
    """Return what was published since a day and which gaps it moved.

    Args:
        asking: Which record, as of when.
        since: The day after which things are new, ISO 8601.
    Raises: CannotDo; WrongCall, if `since` is no day.
    """
    since = given_day(since)
    asked = ask_sure(asking)
    citing = Citing(asked.view)
    moved = Section(
        "moved", f"What moved since {day(since)}", tuple(moves(asked, since, citing)), empty="Nothing moved."
    )
    new = [e for e in asked.view.entries if (e.published or "")[:10] > since]
    return answer(f"Since {day(since)}", [moved, status_section(new, since, citing)], citing)


def moves(asked: Asked, since: str, citing: Citing) -> Iterator[Line]:
    """Yield a line for every step of a gap after a day."""
    for issue in sorted(asked.issues):
        for pair in combinations(asked.sides(), 2):
            for step in movement(
                asked.view.entries, asked.issues, issue=issue, parties=pair, on=asked.on, voices=asked.voices
            ):
                if step.on > since and step.before is not None and step.change in ("narrower", "wider"):
                    said = f"{day(step.on)}: {issue_words(issue)}, {pair[0]} and {pair[1]}: {step.change}"
                    yield Line(said, citing.ids(step.caused_by))
