"""Parties against issues: the cells of the positions matrix, and how much attention an issue gets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from pourparler.domain import (
    INDEPENDENT,
    NARRATOR,
    UNKNOWN,
    Assessment,
    Position,
    Proposal,
    StickingPoint,
)
from pourparler.positions.gaps import gap_between
from pourparler.positions.holding import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain import Entry
    from pourparler.domain.gap import Gap
    from pourparler.positions.holding import Stand

NOBODY = frozenset({INDEPENDENT, UNKNOWN, NARRATOR, ""})


@dataclass(frozen=True, slots=True)
class Sticking:
    """An issue that holds the talks up: as reporters name it, as the record computes it, or both."""

    issue: str
    named: tuple[str, ...]  # ids of the sticking points that reports name
    attention: int  # entries on the issue
    gap: Gap | None  # the widest between any two parties
    computed: bool  # opposed, and at least as much talked about as the median issue
    why: str


def leading_parties(entries: Iterable[Entry], *, most: int = 6) -> tuple[str, ...]:
    """Return the parties that hold the most positions, most first; ties by name."""
    counts = Counter(
        p.party for p in entries if isinstance(p, Position) and p.party not in NOBODY and p.party
    )
    return tuple(p for p, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:most])


def attention(entries: Iterable[Entry]) -> dict[str, int]:
    """Return issue -> how many positions, proposals and sticking points speak of it."""
    counted = Counter(
        e.issue for e in entries if isinstance(e, Position | Proposal | StickingPoint) and e.issue
    )
    return dict(sorted(counted.items(), key=lambda c: (-c[1], c[0])))


def gaps(standing: Stand, parties: Sequence[str], *, on: str) -> tuple[Gap, ...]:
    """Return the gap of every two parties on every issue that either holds a position on."""
    issues = sorted({h.issue for h in standing.holdings if h.party in parties})
    return tuple(
        gap_between(standing.of(a, issue), standing.of(b, issue), issue=issue, parties=(a, b), on=on)
        for issue in issues
        for a, b in combinations(parties, 2)
        if standing.of(a, issue) or standing.of(b, issue)
    )


def sticking_points(
    entries: Sequence[Entry], standing: Stand, parties: Sequence[str], *, on: str
) -> tuple[Sticking, ...]:
    """Return the issues that hold the talks up, computed ones beside those that reporters name.

    Computed: some two parties are opposed, and the issue gets at least the median attention.
    """
    seen = attention(entries)
    counts = sorted(seen.values())
    median = counts[len(counts) // 2] if counts else 0
    named: dict[str, list[str]] = {}
    for s in entries:
        if isinstance(s, StickingPoint) and s.issue:
            named.setdefault(s.issue, []).append(s.id)
    widest: dict[str, Gap] = {}
    for gap in gaps(standing, parties, on=on):
        if gap.word == "opposed" and _width(gap) > _width(widest.get(gap.issue)):
            widest[gap.issue] = gap
    found = []
    for issue in sorted(set(named) | set(widest), key=lambda i: (-seen.get(i, 0), i)):
        computed = issue in widest and seen.get(issue, 0) >= median
        if computed or issue in named:
            why = _why(issue in named, computed)
            found.append(
                Sticking(
                    issue, tuple(named.get(issue, ())), seen.get(issue, 0), widest.get(issue), computed, why
                )
            )
    return tuple(found)


def tone(entries: Iterable[Entry]) -> tuple[tuple[str, str, str, str], ...]:
    """Return (day, by, polarity, entry id) of every dated assessment, in order of days."""
    return tuple(
        sorted(
            (day, a.by or UNKNOWN, a.polarity, a.id)
            for a in entries
            if isinstance(a, Assessment) and (day := day_of(a))
        )
    )


def _width(gap: Gap | None) -> float:
    if gap is None:
        return -1.0
    return gap.least if gap.least is not None else 0.0


def _why(named: bool, computed: bool) -> str:  # noqa: FBT001 - two facts, said in words at once
    if named and computed:
        return "reports name it, and the positions on record are opposed"
    if named:
        return "reports name it; the positions on record do not show it"
    return "the positions on record are opposed and much talked about; no report names it"
