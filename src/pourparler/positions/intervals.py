"""From a stance and the options it names to an interval on the issue's scale."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pourparler.domain.gap import WHOLE, Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain import Issue, Option

FOR = frozenset({"claims", "demands", "supports", "offers"})
BETWEEN = frozenset({"conditional", "open"})
AGAINST = frozenset({"opposes", "rejects"})
_NEGATORS = frozenset({"no", "not", "never", "without", "refuse*", "refuse", "refuses", "refused"})


def named_options(issue: Issue, wordings: Iterable[str], *, against: bool = False) -> tuple[Option, ...]:
    """Return the issue's options that reports' wordings name; the longest phrase wins.

    Args:
        issue: With its options and their phrases.
        wordings: Options as reports word them, or an option's id.
        against: Whether they are rejected: then a phrase that says "no" itself names nothing, so that
            "refuses to withdraw" is not taken for rejecting that forces stay.
    Returns: Each option once, in the issue's order.
    """
    found = {o.id for text in wordings for o in [_named(issue.options, text, against=against)] if o}
    return tuple(o for o in issue.options if o.id in found)


def stance_interval(
    stance: str, named: Sequence[float], scale: Sequence[float], before: Interval | None = None
) -> tuple[Interval, bool]:
    """Return (interval, covered) of a stance on a scale.

    Args:
        stance: demands, supports, offers, claims: the hull of what is named; opposes, rejects: the hull
            of the rest; conditional, open: the hull of what was held and what is named.
        named: Places in [0, 1] of the options it names.
        scale: Places of all options.
        before: What the party held until then.
    Returns: The whole scale and False where no option is named or nothing is left.

    >>> stance_interval("rejects", [1.0], [0.0, 0.5, 1.0])
    (Interval(least=0.0, greatest=0.5), True)
    """
    if not named:
        return (before, True) if before and stance in BETWEEN else (WHOLE, False)
    if stance in AGAINST:
        rest = [x for x in scale if x not in set(named)]
        return (hull(rest), True) if rest else (WHOLE, False)
    if stance in BETWEEN and before:
        return hull([*named, before.least, before.greatest]), True
    return hull(named), True


def hull(places: Sequence[float]) -> Interval:
    """Return the smallest interval that holds all places; there must be one."""
    return Interval(min(places), max(places))


def meet(a: Interval, b: Interval) -> Interval | None:
    """Return what two intervals share, or None."""
    least, greatest = max(a.least, b.least), min(a.greatest, b.greatest)
    return Interval(least, greatest) if least <= greatest else None


def _named(options: tuple[Option, ...], text: str, *, against: bool) -> Option | None:
    best: tuple[int, Option] | None = None
    for option in options:
        if text == option.id:
            return option
        for phrase in (*option.phrases, option.label):
            if against and _NEGATORS & set(phrase.casefold().split()):
                continue
            if _pattern(phrase).search(text) and (best is None or len(phrase) > best[0]):
                best = (len(phrase), option)
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    """A row of words: `withdraw*` is any word that begins so, `...` up to five words, plurals match."""
    words = [w for w in phrase.split() if w]
    parts = [
        r"(?:\S+\s+){0,5}?" if w == "..." else _word(w) + (r"\s+" if i < len(words) - 1 else "")
        for i, w in enumerate(words)
    ]
    return re.compile(rf"(?<!\w)(?<!\d[.,]){''.join(parts)}(?!\w)(?![.,]\d)", re.IGNORECASE)


def _word(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    return re.escape(word) + ("(?:s|es)?" if word[-1:].isalpha() else "")
