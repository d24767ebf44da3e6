"""The queue of what a person should look at: what is not sure enough, least sure first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.actions.judge import Judged, judge_in
from pourparler.actions.store import opened
from pourparler.domain.recorded import Item
from pourparler.domain.trust import is_plain
from pourparler.errors import WrongCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pourparler.domain import Entry, View

KEYS = {"c": "confirmed", "o": "corrected", "r": "rejected", "u": "unsure"}
"""One key for each verdict; w notes why, s skips, q ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says to an item; None as verdict skips it."""

    verdict: str | None
    why: str | None = None
    changes: tuple[str, ...] = ()


def queue(
    *, db: str, everything: bool = False, kinds: Sequence[str] | None = None, as_of: str | None = None
) -> tuple[Item, ...]:
    """Return what waits for a person.

    Args:
        db: The record's file.
        everything: Also what is stated plainly but nobody has confirmed.
        kinds: Only these kinds of entries.
        as_of: A day: only what had been published by then.
    """
    with opened(db) as memory:
        return waiting(memory.view(kinds=kinds, as_of=as_of), everything=everything)


def waiting(view: View, *, everything: bool = False) -> tuple[Item, ...]:
    """Return what waits for a person in a view, least sure first."""
    documents = {d.id: d for d in view.documents}
    open_ = [e for e in view.entries if _waits(e, view, everything=everything)]
    open_.sort(key=lambda e: (is_plain(e, view), e.confidence, e.published or "", e.document, e.span, e.id))
    return tuple(
        Item(entry, documents[entry.document], n, len(open_), view.judgements.get(entry.id))
        for n, entry in enumerate(open_, 1)
    )


def _waits(entry: Entry, view: View, *, everything: bool) -> bool:
    word = view.judgements.get(entry.id)
    if word is not None:
        return word.verdict == "unsure"
    return everything or not is_plain(entry, view)


def review(
    ask: Callable[[Item, str | None], Answer | None],
    *,
    db: str,
    by: str,
    now: Callable[[], str],
    everything: bool = False,
    kinds: Sequence[str] | None = None,
) -> Iterator[Judged]:
    """Go through the queue; what has been yielded is stored.

    Args:
        ask: Shows an item, with what was wrong with the last answer to it, and returns the next answer;
            None ends.
        db: The record's file.
        by: Who judges.
        now: The clock.
        everything: As for `queue`.
        kinds: As for `queue`.
    """
    if not by.strip():
        raise WrongCall("say who judges: --by NAME")
    with opened(db, now=now) as memory:
        for item in waiting(memory.view(kinds=kinds), everything=everything):
            trouble = None
            while (answer := ask(item, trouble)) is not None:
                if answer.verdict is None:
                    break
                try:
                    yield judge_in(
                        memory,
                        item.entry.id,
                        verdict=answer.verdict,
                        by=by,
                        why=answer.why,
                        changes=answer.changes,
                        at=now(),
                    )
                except WrongCall as wrong:
                    trouble = str(wrong)
                else:
                    break
            if answer is None:
                return
