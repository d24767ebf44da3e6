"""The brief over many reports: the one to three pages that an official would read, full lists behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from pourparler.domain import (
    Assessment,
    Commitment,
    Event,
    Meeting,
    Position,
    Process,
    Proposal,
    Response,
    StickingPoint,
)
from pourparler.domain.trust import is_plain
from pourparler.errors import MissingExtra
from pourparler.positions import (
    attention,
    concessions,
    gaps,
    guarantees,
    ledger,
    side_by_side,
    stand,
    sticking_points,
    timeline,
    tone,
    totals,
    versions,
)
from pourparler.present import pages, words
from pourparler.present import questions as q
from pourparler.present.brief import Brief, Figure, Section, in_order
from pourparler.present.report import (
    detail_sections,
    sources_section,
    undecided_section,
    unresolved_section,
    unsure,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pourparler.domain import Entry, Finding, Issue, View

_KINDS: Mapping[str, tuple[type[Entry], ...]] = {
    "matrix": (Position,),
    "sticking": (StickingPoint,),
    "ledger": (Proposal, Response),
    "guarantees": (Commitment,),
    "moved": (Assessment,),
}
_NEWS = timedelta(days=7)  # what a first report tells may lie so far back and is no history yet


def overview_brief(
    view: View,
    *,
    issues: Mapping[str, Issue],
    on: str,
    since: str,
    sides: Sequence[str],
    process: Process,
    findings: Sequence[Finding] = (),
    full: bool = True,
) -> Brief:
    """Return the brief over many reports.

    Args:
        view: The record as it stood.
        issues: Issue id -> issue.
        on: The day it is asked of, ISO 8601.
        since: The day of the last brief: what is later is new.
        sides: The parties at the table.
        process: The process file, or an empty one.
        findings: Trouble met on the way.
        full: Whether the full lists are made too, for `--full` and for a page that folds them.
    """
    g = _ground(view, issues, on, since, sides)
    undated = sum(1 for e in g.plain if isinstance(e, Event | Meeting) and not e.date)
    sections = [
        pages.stands(g),
        pages.changed(g),
        replace(pages.positions(g), figure=_drawn("gap_figure", g.gaps)),
        pages.moved(g),
        replace(
            pages.timeline(g, undated=undated), figure=_drawn("timeline_figure", g.moments, since=g.begin)
        ),
        pages.drafts(g),
        pages.proposals(g),
        pages.sticking(g),
        pages.promises(g),
        pages.watch(g),
        pages.uncertain(g, findings),
    ]
    for i, s in enumerate(sections):
        kinds = _KINDS.get(s.id, ())
        if not any(isinstance(e, kinds) for e in g.plain):
            sections[i] = replace(s, empty=unsure(g.open, kinds, s.empty))
    details = tuple(_details(g, findings, undated)) if full else ()
    made = Brief(
        process.name if process.path else "Brief over the record",
        _intro(g),
        (*sections, replace(sources_section(view, numbered=True), small=True)),
        g.citing.numbers.listed(),
        view.documents,
        (*view.findings, *findings),
        details,
    )
    return in_order(made)


def _ground(
    view: View, issues: Mapping[str, Issue], on: str, since: str, sides: Sequence[str]
) -> pages.Ground:
    plain = [e for e in view.entries if is_plain(e, view)]
    confirmed = frozenset(i for i, j in view.judgements.items() if j.verdict in ("confirmed", "corrected"))
    standing = stand(plain, issues, on=on, confirmed=confirmed)
    first = min((d.published[:10] for d in view.documents if d.published), default="")
    rows, lost = ledger(plain)
    return pages.Ground(
        view=view,
        plain=plain,
        open=[e for e in view.entries if not is_plain(e, view)],
        issues=issues,
        sides=sides,
        standing=standing,
        gaps=gaps(standing, sides, on=on),
        moments=timeline(plain, on=on),
        citing=q.Citing(view),
        on=on,
        since=since,
        begin=_before(first),
        rows=rows,
        lost=lost,
        clauses=side_by_side(rows, issues),
        concessions=[
            c for pair in combinations(sides, 2) for c in concessions(plain, issues, parties=pair, on=on)
        ],
    )


def _before(day: str) -> str:
    try:
        return (date.fromisoformat(day) - _NEWS).isoformat()
    except ValueError:
        return day


def _intro(g: pages.Ground) -> tuple[str, ...]:
    first = min((d.published[:10] for d in g.view.documents if d.published), default="")
    when = (
        f"{words.day(first)} to {words.day(g.on)}"
        if first
        else "none of them dated: --published DATE dates them"
    )
    judged = sum(
        j.verdict in ("confirmed", "corrected") for i, j in g.view.judgements.items() if g.citing.find(i)
    )
    plain = (
        f"{len(g.plain)} entries stated plainly, {judged} confirmed by a person, {len(g.open)} unresolved."
    )
    return (f"{len(g.view.documents)} reports, {when}; {plain}",)


def _details(g: pages.Ground, findings: Sequence[Finding], undated: int) -> list[Section]:
    """Return the full list behind every section, then everything on record, kind by kind."""
    rows = [
        i for i in attention(g.plain) if any(h.issue == i and h.party in g.sides for h in g.standing.holdings)
    ]
    points = sticking_points(g.plain, g.standing, g.sides, on=g.on)
    full = [
        ("matrix", q.matrix_section(g.standing, g.sides, rows, g.citing)),
        ("matrix", q.gaps_section([gap for gap in g.gaps if len(gap.holdings) == 2], g.citing)),
        ("moved", q.concessions_section(g.concessions, g.citing)),
        ("moved", q.tone_section(tone(g.plain), totals(g.moments), g.citing)),
        ("sticking", q.sticking_section(points, g.citing)),
        ("timeline", q.timeline_section(g.moments, g.citing, undated=undated)),
        ("ledger", q.ledger_section(g.rows, g.lost, g.citing)),
        ("versions", q.versions_section(versions(g.rows, g.issues), g.citing)),
        ("guarantees", q.guarantees_section(guarantees(g.plain), g.citing)),
        ("undecided", unresolved_section(g.open, g.citing.numbers, g.view)),
        ("undecided", undecided_section(g.view, g.plain, findings, g.citing.numbers)),
    ]
    lists = [replace(s, id=f"all-{s.id}", title=f"{s.title}: the full list", of=of) for of, s in full]
    shown = ("proposals", "commitments", "sticking")  # whole in the lists above
    kinds = [s for s in detail_sections(g.view, g.plain, g.citing.numbers) if s.id not in shown]
    return [*lists, *(replace(s, id=f"all-{s.id}") for s in kinds)]


def _drawn(chart: str, *of: object, **how: object) -> Figure | None:
    """Return a chart; nothing where charts are not installed."""
    from pourparler.present import charts

    draw: Callable[..., Figure | None] = getattr(charts, chart)
    try:
        return draw(*of, **how)
    except MissingExtra:
        return None
