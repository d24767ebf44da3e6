"""The brief over many reports: the one to three pages that an official would read."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    movement,
    stand,
    sticking_points,
    timeline,
    tone,
    totals,
    versions,
)
from pourparler.present import questions as q
from pourparler.present import words
from pourparler.present.brief import Brief, Figure, Line, Section
from pourparler.present.clip import clip
from pourparler.present.report import (
    detail_sections,
    sources_section,
    undecided_section,
    unresolved_section,
    unsure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pourparler.domain import Entry, Finding, Issue, View
    from pourparler.domain.gap import Gap
    from pourparler.positions import Moment, Stand

_SHOWN = ("proposals", "commitments", "sticking")  # details that the overview has shown already
_KINDS: Mapping[str, tuple[type[Entry], ...]] = {
    "matrix": (Position,),
    "sticking": (StickingPoint,),
    "tone": (Assessment,),
    "ledger": (Proposal, Response),
    "guarantees": (Commitment,),
}
_RECENT = 14  # moments shown in the overview's timeline


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every section of the overview stands on."""

    plain: Sequence[Entry]
    issues: Mapping[str, Issue]
    sides: Sequence[str]
    standing: Stand
    gaps: Sequence[Gap]
    citing: q.Citing
    on: str
    since: str


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
        full: Whether the details, kind by kind, follow the overview.
    """
    plain = [e for e in view.entries if is_plain(e, view)]
    confirmed = frozenset(i for i, j in view.judgements.items() if j.verdict in ("confirmed", "corrected"))
    standing = stand(plain, issues, on=on, confirmed=confirmed)
    all_gaps = gaps(standing, sides, on=on)
    citing = q.Citing(view)
    ground = _Ground(plain, issues, sides, standing, all_gaps, citing, on, since)
    rows = [i for i in attention(plain) if any(h.issue == i and h.party in sides for h in standing.holdings)]
    moments = timeline(plain, on=on)
    recent = [m for m in moments if m.entry.KIND != "assessment"][-_RECENT:]
    undated = sum(1 for e in plain if isinstance(e, Event | Meeting) and not e.date)
    sections = [
        Section("stands", "Where things stand", tuple(_stands(ground))),
        Section(
            "changed",
            f"What changed since {words.day(since)}" if since else "What changed",
            tuple(_changed(ground)),
            empty="No gap moved and no proposal was answered."
            if since
            else "No report is dated: nothing can be called new.",
        ),
        q.matrix_section(standing, sides, rows[:12], citing),
        _with_figure(
            q.gaps_section([g for g in all_gaps if len(g.holdings) == 2], citing), _gap_figure(all_gaps)
        ),
        q.sticking_section(sticking_points(plain, standing, sides, on=on), citing),
        _with_figure(_timeline(recent, moments, citing, undated), _timeline_figure(moments)),
        q.tone_section(tone(plain), totals(moments), citing),
        q.ledger_section(*ledger(plain), citing),
        q.versions_section(versions(ledger(plain)[0], issues), citing),
        q.guarantees_section(guarantees(plain), citing),
        _concessions(ground),
        Section(
            "watch", "What to watch", tuple(_watch(plain, on, citing)), empty="Nothing is planned or pending."
        ),
    ]
    open_ = [e for e in view.entries if not is_plain(e, view)]
    for i, s in enumerate(sections):
        kinds = _KINDS.get(s.id, ())
        if not any(isinstance(e, kinds) for e in plain):
            sections[i] = replace(s, empty=unsure(open_, kinds, s.empty))
    if full:
        sections += [s for s in detail_sections(view, plain, citing.numbers) if s.id not in _SHOWN]
        sections.append(unresolved_section(open_, citing.numbers, view))
    else:
        sections.append(_details_note(plain, open_))
    sections += [undecided_section(view, plain, findings, citing.numbers), sources_section(view)]
    first = min((d.published[:10] for d in view.documents if d.published), default="")
    when = (
        f"{words.day(first)} to {words.day(on)}"
        if first
        else "none of them dated: --published DATE dates them"
    )
    intro = (
        (
            f"{len(view.documents)} reports, {when}; {len(plain)} entries stated plainly, "
            f"{sum(e.id in confirmed for e in plain)} confirmed by a person, {len(open_)} unresolved."
        ),
    )
    title = process.name if process.path else "Brief over the record"
    return Brief(
        title, intro, tuple(sections), citing.numbers.listed(), view.documents, (*view.findings, *findings)
    )


def _stands(g: _Ground) -> Iterator[Line]:
    held = [
        m
        for m in g.plain
        if isinstance(m, Meeting) and m.status in ("happened", "ongoing") and m.date and m.date <= g.on + "~"
    ]
    if held:
        last = max(held, key=lambda m: (m.date or "", m.document))
        brokers = f", brokered by {words.names(last.brokers)}" if last.brokers else ""
        place = f" in {last.place}" if last.place else ""
        yield Line(
            f"Last talks on record: {words.day(last.date)}{place}, {words.names(last.participants) or 'sides not stated'}{brokers}.",
            g.citing.entry(last),
        )
    for word, lead in (("opposed", "Opposed on"), ("compatible", "Compatible on")):
        some = [gap for gap in g.gaps if gap.word == word][:8]
        if some:
            said = "; ".join(f"{words.issue(gap.issue)} ({', '.join(gap.parties)})" for gap in some)
            yield Line(f"{lead}: {said}.", g.citing.ids(e for gap in some for e in gap.evidence[-2:]))
    silent = [p for p in g.sides if not any(h.party == p for h in g.standing.holdings)]
    if silent:
        yield Line(f"No position on record of {words.names(silent)}.", mark="note")
    recent = sorted(
        (a for a in g.plain if isinstance(a, Assessment) and (a.date or a.published)),
        key=lambda a: (a.date or a.published or "", a.document, a.span),
    )
    for a in recent[-3:]:
        who = "a report" if a.by == "narrator" else a.by or "somebody unnamed"
        yield Line(
            f"{words.day((a.date or a.published or '')[:10])}: {who} is {a.polarity} about {a.about or 'the talks'}.",
            g.citing.entry(a),
            "claim",
        )


def _changed(g: _Ground) -> Iterator[Line]:
    moved = list(_moved(g))
    yield from moved
    reports = {d.id for d in g.citing.view.documents if (d.published or "")[:10] > g.since}
    new = sum(e.document in reports for e in g.plain)
    if new:
        said = f"{words.counted(len(reports), 'report')} with {words.counted(new, 'entry', 'entries')} stated plainly"
        quiet = "" if moved else "No gap moved and no proposal was answered. "
        yield Line(f"{quiet}New: {said}; pourparler status {g.since} lists them.", mark="note")


def _moved(g: _Ground) -> Iterator[Line]:
    for issue in sorted(g.issues):
        for pair in combinations(g.sides, 2):
            for step in movement(g.plain, g.issues, issue=issue, parties=pair, on=g.on):
                if step.on > g.since and step.before is not None and step.change in ("narrower", "wider"):
                    said = f"{words.day(step.on)}: {words.issue(issue)}, {words.names(pair)}: {step.change}"
                    yield Line(
                        f"{said}; moved: {words.names(step.moved) or 'nobody'}", g.citing.ids(step.caused_by)
                    )
    for e in g.plain:
        if isinstance(e, Response) and (e.date or e.published or "")[:10] > g.since:
            yield Line(
                f"{words.day((e.date or e.published or '')[:10])}: {e.by or 'unnamed'} {e.response} a proposal",
                g.citing.entry(e),
            )


def _timeline(recent: Sequence[Moment], moments: Sequence[Moment], citing: q.Citing, undated: int) -> Section:
    section = q.timeline_section(recent, citing, undated=undated)
    lines = []
    for t in totals(moments):
        claims = f", {t.alleged} more claimed" if t.alleged else ""
        lines.append(f"{words.day(t.month)} {t.lane}: {t.stated}{claims}")
    note = Line("By month, in the reports' own voice: " + "; ".join(lines[-12:]) + ".", mark="note")
    earlier = len(moments) - len(recent)
    more = (
        (Line(f"{earlier} earlier or lesser moments: pourparler timeline.", mark="note"),)
        if earlier > 0
        else ()
    )
    return replace(
        section,
        title="Talks above, violence and relief below",
        lines=((note,) if lines else ()) + section.lines + more,
    )


def _concessions(g: _Ground) -> Section:
    found = [
        c for pair in combinations(g.sides, 2) for c in concessions(g.plain, g.issues, parties=pair, on=g.on)
    ]
    return q.concessions_section(found, g.citing)


def _watch(plain: Sequence[Entry], on: str, citing: q.Citing) -> Iterator[Line]:
    for e in plain:
        if isinstance(e, Event | Meeting) and e.status == "planned" and (not e.date or e.date[-10:] >= on):
            what = words.event_actors(e) if isinstance(e, Event) else words.names(e.participants)
            kind = e.type.lower() if isinstance(e, Event) else "meeting"
            yield Line(
                f"planned, {words.day(e.date) or 'no day given'}: {what or 'unnamed'} ({kind})",
                citing.entry(e),
            )
        if isinstance(e, Position) and e.condition:
            yield Line(
                clip(f"condition: {e.party} on {words.issue(e.issue)}: {e.condition}", 200), citing.entry(e)
            )
        if isinstance(e, Response) and e.response == "considering":
            yield Line(f"answer pending: {e.by or 'unnamed'} considers a proposal", citing.entry(e))


def _details_note(plain: Sequence[Entry], open_: Sequence[Entry]) -> Section:
    counts: dict[str, int] = {}
    for e in plain:
        counts[e.KIND] = counts.get(e.KIND, 0) + 1
    said = ", ".join(f"{n} {k.replace('_', ' ')}s" for k, n in sorted(counts.items()))
    line = Line(
        f"On record, stated plainly: {said}; {len(open_)} entries wait in `pourparler review`. --full lists them all.",
        mark="note",
    )
    return Section("details", "In detail", (line,))


def _with_figure(section: Section, figure: Figure | None) -> Section:
    return replace(section, figure=figure)


def _timeline_figure(moments: Sequence[Moment]) -> Figure | None:
    from pourparler.present.charts import timeline_figure

    try:
        return timeline_figure(moments)
    except MissingExtra:
        return None


def _gap_figure(all_gaps: Sequence[Gap]) -> Figure | None:
    from pourparler.present.charts import gap_figure

    try:
        return gap_figure(all_gaps)
    except MissingExtra:
        return None
