"""Rounds of talks told without a word for a meeting: a deal struck somewhere, "have not met since", a dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.reading.arguments import in_days
from pourparler.reading.story import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Event
    from pourparler.reading.story import Story

STRUCK = frozenset(
    {"reach", "sign", "initial", "initialed", "initialled", "strike", "conclude", "seal", "agree", "clinch"}
)
LEAD = 3  # sentences whose place may be the dateline's
_DATELINE = re.compile(
    r"\A[\s\S]{0,160}?(?:^|\n)\s*(?P<place>[A-Z][A-Z'’. -]{2,30}[A-Z])(?P<more>, [A-Z][A-Za-z. ]+?)?"
    r"(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)\n]{2,40}\))? ?(?:--|[-–—]) "
)
_DATE_BEHIND = re.compile(r",? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}$")


def dateline_place(text: str) -> str | None:
    """Return the place that a report is filed from, where its first line says so.

    >>> dateline_place("PORT SELWYN, Merrin Islands (CPN) — Patrol boats will stop."), dateline_place("He said so.")
    ('Port Selwyn', None)
    """
    found = _DATELINE.match(text[:400])
    return found["place"].strip(" .").title() if found else None


def without_date(place: str | None) -> str | None:
    """Return the name of a place without the date of a dateline.

    >>> without_date("DAHR CITY, May 24")
    'DAHR CITY'
    """
    return _DATE_BEHIND.sub("", place) if place else place


def struck(story: Story, events: Sequence[Event]) -> Iterator[tuple[Event, str | None]]:
    """Yield the deals that two sides or more struck on a day, and where: they met for it."""
    home = dateline_place(story.scene.document.text)
    for event in events:
        sides = [p for p in event.initiators if p in story.party_names and p not in NOBODY]
        if event.type != "AGREE" or event.status != "happened" or not event.date:
            continue
        if not sides or len(event.initiators) < 2:
            continue
        i, first, last = story.scene.tokens_in(event.trigger_span)
        tree = story.trees[i]
        if first == last or not any(tree.lemma(k) in STRUCK and tree.verbal(k) for k in range(first, last)):
            continue
        place = event.place or (home if i < LEAD and len(event.date) == len("2025-01-01") else None)
        if place:
            yield event, place


def not_since(story: Story, i: int, k: int) -> str | None:
    """Return the day in "have not met since DAY", on which they did meet; or None."""
    tree = story.trees[i]
    if not tree.negated(k):
        return None
    for when in story.scene.when.get(i, ()):
        if (
            "since" in {tree.word(when.first), tree.word(max(0, when.first - 1))}
            and when.first > k
            and when.value
        ):
            return in_days(when.value.partition("/")[0])
    return None
