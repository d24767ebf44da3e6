"""How far two parties stand apart on an issue on a day, and what moved the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.domain import Position
from pourparler.domain.gap import Gap, Holding, Interval, Movement
from pourparler.positions.holding import VOICE_RANK, day_of, stand
from pourparler.positions.intervals import AGAINST, FOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pourparler.domain import Entry, Issue

_CLOSE = 1e-9


def distance(a: Interval, b: Interval) -> tuple[float, float]:
    """Return the least and the greatest distance between two points, one in each interval.

    >>> distance(Interval(0.0, 0.25), Interval(0.5, 1.0))
    (0.25, 1.0)
    """
    least = max(0.0, a.least - b.greatest, b.least - a.greatest)
    return least, max(a.greatest - b.least, b.greatest - a.least)


def gap_between(
    a: Holding | None, b: Holding | None, *, issue: str, parties: tuple[str, str], on: str
) -> Gap:
    """Return the gap between two holdings; numbers only where both are covered on a signed scale."""
    held = tuple(h for h in (a, b) if h is not None)
    evidence = tuple(e for h in held for e in h.evidence)
    word, least, greatest, why = _measure(a, b, parties)
    return Gap(issue, parties, on, word, least, greatest, held, evidence, why)


def _measure(
    a: Holding | None, b: Holding | None, parties: tuple[str, str]
) -> tuple[str, float | None, float | None, str]:
    if a is None or b is None:
        silent = " and ".join(p for p, h in zip(parties, (a, b), strict=True) if h is None)
        return "unknown", None, None, f"no position of {silent} on record"
    if a.interval and b.interval and a.covered and b.covered:
        least, greatest = distance(a.interval, b.interval)
        if parties[0] == parties[1]:
            least = 0.0
        if least <= _CLOSE:
            return "compatible", least, greatest, "what the two hold overlaps on the scale"
        return "opposed", least, greatest, "what the two hold does not overlap on the scale"
    word, why = _by_words(a, b)
    return word, None, None, why


def _by_words(a: Holding, b: Holding) -> tuple[str, str]:
    shared = set(a.options) & set(b.options)
    a_for, b_for = _side(a), _side(b)
    if a_for is None or b_for is None:
        return "unknown", "at least one side is open or takes no side"
    if shared or (not a.options and not b.options):
        what = f"the same option ({', '.join(sorted(shared))})" if shared else "the issue as a whole"
        if a_for == b_for:
            return "compatible", f"both are {'for' if a_for else 'against'} {what}"
        return "opposed", f"one is for and one against {what}"
    return "unknown", "the options they name are not known to be the same"


def _side(holding: Holding) -> bool | None:
    stances = set(holding.stances)
    if stances <= FOR:
        return True
    return False if stances <= AGAINST else None


def change(before: Gap | None, after: Gap) -> str:
    """Say how a gap changed: narrower, wider, unchanged or unknown."""
    if before is None or before.word == "unknown" or after.word == "unknown":
        return "unchanged" if before and before.word == after.word == "unknown" else "unknown"
    if before.least is None or after.least is None or before.greatest is None or after.greatest is None:
        if before.word == after.word:
            return "unchanged"
        return "narrower" if after.word == "compatible" else "wider"
    low, high = after.least - before.least, after.greatest - before.greatest
    if abs(low) <= _CLOSE and abs(high) <= _CLOSE:
        return "unchanged"
    if low <= _CLOSE and high <= _CLOSE:
        return "narrower"
    return "wider" if low >= -_CLOSE and high >= -_CLOSE else "unknown"


def movement(
    entries: Iterable[Entry],
    issues: Mapping[str, Issue],
    *,
    issue: str,
    parties: tuple[str, str],
    on: str,
    voices: Sequence[str] = tuple(VOICE_RANK),
    confirmed: frozenset[str] = frozenset(),
) -> tuple[Movement, ...]:
    """Return the series of the gap: one movement for each day on which a party's word changed.

    Replaying the record as of each day gives the same series.

    Args:
        entries: Of a view.
        issues: Issue id -> issue.
        issue: The issue asked about.
        parties: The two sides.
        on: The last day, ISO 8601.
        voices: Whose words count.
        confirmed: Ids of entries that a person confirmed.
    """
    words = [
        p for p in entries
        if isinstance(p, Position) and p.party in parties and (p.issue == issue or (p.issue is None and p.unchanged))
    ]  # fmt: skip
    days = sorted({d for p in words if (d := day_of(p)) is not None and d <= on})
    series: list[Movement] = []
    before: Gap | None = None
    for day in days:
        standing = stand(words, issues, on=day, voices=voices, confirmed=confirmed)
        a, b = (standing.of(p, issue) for p in parties)
        after = gap_between(a, b, issue=issue, parties=parties, on=day)
        new = tuple(p.id for p in words if day_of(p) == day and p.id in after.evidence)
        moved = _moved(before, after)
        if new and (before is None or moved or change(before, after) != "unchanged"):
            series.append(Movement(day, before, after, change(before, after), moved, new))
        before = after
    return tuple(series)


def _moved(before: Gap | None, after: Gap) -> tuple[str, ...]:
    was = {h.party: (h.interval, h.stances, h.options) for h in before.holdings} if before else {}
    now = {h.party: (h.interval, h.stances, h.options) for h in after.holdings}
    return tuple(p for p in after.parties if p in now and was.get(p) != now[p])
