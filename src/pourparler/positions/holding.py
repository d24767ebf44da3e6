"""Where each party stands on a day: the last word, by whose voice, resting on which entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pourparler.domain import Finding, Position
from pourparler.domain.gap import Holding, Interval
from pourparler.positions.intervals import AGAINST, FOR, hull, meet, named_options, stance_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pourparler.domain import Entry, Issue, Option

# On one day the party's own word outranks the report's, and that a third party's.
VOICE_RANK = {"own": 0, "narrator": 1, "third": 2, "opponent": 3}


@dataclass(frozen=True, slots=True)
class Stand:
    """All holdings on a day, and what contradicts what."""

    holdings: tuple[Holding, ...]  # by issue, then party
    findings: tuple[Finding, ...]

    def of(self, party: str, issue: str) -> Holding | None:
        """Return one party's holding on one issue."""
        return next((h for h in self.holdings if (h.party, h.issue) == (party, issue)), None)


def day_of(entry: Entry) -> str | None:
    """Return the day that counts for an entry: the last on which it held, else that of its report."""
    held = (entry.date or "").partition("/")[2] or (entry.date or "").partition("/")[0]
    if len(held) >= len("2026-02-05"):
        return held[:10]
    return held or (entry.published or "")[:10] or None


def stand(
    entries: Iterable[Entry],
    issues: Mapping[str, Issue],
    *,
    on: str,
    voices: Sequence[str] = tuple(VOICE_RANK),
    confirmed: frozenset[str] = frozenset(),
) -> Stand:
    """Return where every party stands on every issue on a day.

    A later position of the same party supersedes; an opponent's word counts only where there is no
    other; entries of one day that cannot both be right are kept and found.

    Args:
        entries: Of a view; those that are no positions, or lie after `on`, are passed over.
        issues: Issue id -> issue; an issue without a signed scale gives words and no interval.
        on: The day, ISO 8601.
        voices: Whose words count.
        confirmed: Ids of entries that a person confirmed or corrected.
    """
    found = sorted(
        (p for p in entries if isinstance(p, Position) and p.party and p.voice in voices and _by(p, on)),
        key=lambda p: (p.party or "", p.issue or "", day_of(p) or "", p.document, p.span, p.id),
    )
    general = [p for p in found if p.issue is None]
    holdings, findings = [], []
    for (party, issue), group in groupby(
        (p for p in found if p.issue is not None), key=lambda p: (str(p.party), str(p.issue))
    ):
        same = [p for p in general if p.party == party and p.unchanged]
        held, trouble = _hold(list(group), same, issues.get(issue), on, confirmed)
        holdings += held
        findings += trouble
    return Stand(tuple(sorted(holdings, key=lambda h: (h.issue, h.party))), tuple(findings))


def _by(position: Position, on: str) -> bool:
    day = day_of(position)
    return day is None or day <= on


def _hold(
    group: list[Position],
    same: list[Position],
    issue: Issue | None,
    on: str,
    confirmed: frozenset[str],
) -> tuple[list[Holding], list[Finding]]:
    counted = [p for p in group if p.voice != "opponent"] or group
    wanting = [p for p in counted if p.stance != "controls"]
    held: Holding | None = None
    findings: list[Finding] = []
    for day, entries in groupby(wanting, key=day_of):
        of_day = list(entries)
        best = min(VOICE_RANK[p.voice] for p in of_day)
        chosen = [p for p in of_day if VOICE_RANK[p.voice] == best]
        if held and all(p.unchanged and not p.options for p in chosen):
            held = replace(held, last_word=day, evidence=(*held.evidence, *(p.id for p in chosen)))
            continue
        held, trouble = _day(chosen, day, held, issue, on)
        findings = trouble
    if held is None:
        return [], []
    later = [p for p in same if (day_of(p) or "") >= (held.last_word or "")]
    if later:
        word = max(day_of(p) or "" for p in later) or None
        held = replace(held, last_word=word, evidence=(*held.evidence, *(p.id for p in later)))
    evidence = tuple(dict.fromkeys(held.evidence))
    open_ = sum(e not in confirmed for e in evidence) / len(evidence)
    return [replace(held, evidence=evidence, unconfirmed=open_)], findings


def _day(
    chosen: list[Position], day: str | None, before: Holding | None, issue: Issue | None, on: str
) -> tuple[Holding, list[Finding]]:
    first = chosen[0]
    interval, covered, findings = _interval(chosen, before, issue)
    named = _all_named(issue, chosen) if issue else ()
    options = tuple(o.label for o in named) or tuple(dict.fromkeys(o for p in chosen for o in p.options))
    findings += _turned(chosen)
    holding = Holding(
        party=str(first.party),
        issue=str(first.issue),
        on=on,
        stances=tuple(dict.fromkeys(p.stance for p in chosen)),
        options=options,
        interval=interval,
        covered=covered,
        voice=first.voice,
        since=day,
        last_word=day,
        evidence=tuple(p.id for p in chosen),
        unconfirmed=1.0,
        conditions=tuple(dict.fromkeys(p.condition for p in chosen if p.condition)),
    )
    return holding, findings


def _all_named(issue: Issue, chosen: list[Position]) -> tuple[Option, ...]:
    found = {o for p in chosen for o in named_options(issue, p.options, against=p.stance in AGAINST)}
    return tuple(o for o in issue.options if o in found)


def _interval(
    chosen: list[Position], before: Holding | None, issue: Issue | None
) -> tuple[Interval | None, bool, list[Finding]]:
    if issue is None or issue.scale is None:
        return None, any(p.options for p in chosen), []
    scale = [o.at for o in issue.scale.options if o.at is not None]
    was = before.interval if before and before.covered else None
    covered: list[tuple[Position, Interval]] = []
    for p in chosen:
        places = [
            o.at for o in named_options(issue, p.options, against=p.stance in AGAINST) if o.at is not None
        ]
        interval, is_covered = stance_interval(p.stance, places, scale, was)
        if is_covered:
            covered.append((p, interval))
    if not covered:
        return Interval(0.0, 1.0), False, []
    shared: Interval | None = covered[0][1]
    for _, interval in covered[1:]:
        shared = meet(shared, interval) if shared else None
    if shared:
        return shared, True, []
    ends = [x for _, i in covered for x in (i.least, i.greatest)]
    return (
        hull(ends),
        True,
        [_contradiction([p for p, _ in covered], "places on the scale that exclude each other")],
    )


def _turned(chosen: list[Position]) -> list[Finding]:
    """Find a stance for and a stance against the same wording on the same day."""
    for p in chosen:
        for q in chosen:
            both = p.stance in FOR and q.stance in AGAINST
            if both and (set(p.options) & set(q.options) or (not p.options and not q.options)):
                return [_contradiction([p, q], f"{p.stance} and {q.stance}")]
    return []


def _contradiction(positions: list[Position], what: str) -> Finding:
    first = positions[0]
    return Finding(
        f"{first.party} on {first.issue}, {day_of(first) or 'undated'}: sources differ ({what}); both are kept",
        evidence=tuple(dict.fromkeys(p.id for p in positions)),
        needs_person=True,
        code="contradiction",
    )
