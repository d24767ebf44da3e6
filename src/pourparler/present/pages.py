"""The one to three pages of a brief over many reports: every section ranked and cut, what is left out counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from pourparler.domain import Assessment, Event, Meeting, Position, Response, StickingPoint
from pourparler.domain.trust import PLAIN
from pourparler.positions import (
    attention,
    day_of,
    guarantees,
    movement,
    named_by,
    sticking_points,
)
from pourparler.present import questions as q
from pourparler.present import words
from pourparler.present.brief import Line, Section, Table
from pourparler.present.clip import clip
from pourparler.present.report import undecided_section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pourparler.domain import Commitment, Entry, Finding, Issue, Proposal, View
    from pourparler.domain.gap import Gap
    from pourparler.positions import Clause, Concession, Moment, Row, Stand, Sticking

_CHANGED, _ROWS, _TALKS, _VIOLENCE, _RELIEF, _OLD = 8, 8, 8, 4, 3, 4  # lines that a section shows
_PROPOSALS, _ANSWERS, _STICKING, _PROMISES, _WATCH, _OPEN = 7, 2, 5, 5, 6, 4
_PAIRS = 3  # gaps between two sides that one cell names
_TEXTS = 3  # texts that stand side by side; further ones are counted
_QUOTE = 170  # characters of a sentence that is quoted
_SAME = 0.5  # share of words by which two promises are one
_OPEN_KINDS = ("sticking_point", "position", "response", "proposal", "assessment", "commitment")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every section stands on."""

    view: View
    plain: Sequence[Entry]
    open: Sequence[Entry]
    issues: Mapping[str, Issue]
    sides: Sequence[str]
    standing: Stand
    gaps: Sequence[Gap]
    moments: Sequence[Moment]
    citing: q.Citing
    on: str
    since: str  # the day of the last brief
    begin: str  # the first day of the reports' own period; what is older is history
    rows: Sequence[Row]  # of the ledger
    lost: Sequence[Response]  # answers to proposals not on record
    clauses: Sequence[Clause]  # what texts settle differently
    concessions: Sequence[Concession]

    def answers(self, response: Response) -> bool:
        """Say whether the proposal that is answered is stated plainly."""
        return any(e.id == response.proposal for e in self.plain)


def more(left: int, where: str) -> tuple[Line, ...]:
    """Return the line that says how many are not shown and where all of them are; nothing for none."""
    return (Line(f"and {left} more: {where}; --full lists them here.", mark="note"),) if left > 0 else ()


def stands(g: Ground) -> Section:
    """Return where things stand, in a few sentences."""
    return Section(
        "stands", "Where things stand", tuple(_stands(g)), empty="No talks and no position are on record."
    )


def _stands(g: Ground) -> Iterator[Line]:
    held = [m for m in g.moments if m.round and _held(m) and m.day >= g.begin]
    named = [m for m in held if m.round and m.round.ordinal] or held
    if named:
        last = named[-1]
        when = words.short_day(f"{last.start}/{last.day}")
        yield Line(
            f"Last talks on record: {when}, {q.moment_words(last, g.citing)}.", q.moment_cites(last, g.citing)
        )
    points = sticking_points(g.plain, g.standing, g.sides, on=g.on)
    obstacles = [p for p in points if p.named][:4]
    if obstacles:
        said = words.names([words.issue(p.issue) for p in obstacles])
        yield Line(f"Reports name as obstacles: {said}.", g.citing.ids(p.named[-1] for p in obstacles))
    for word, lead in (("opposed", "Opposed on"), ("compatible", "Compatible on")):
        some = [gap for gap in g.gaps if gap.word == word][:6]
        if some:
            said = "; ".join(f"{words.issue(gap.issue)} ({', '.join(gap.parties)})" for gap in some)
            yield Line(f"{lead}: {said}.", g.citing.ids(e for gap in some for e in gap.evidence[-2:]))
    differ = g.clauses
    if differ:
        said = words.names([words.issue(c.issue) for c in differ])
        yield Line(f"The texts on the table differ on {said}.", g.citing.ids(p.id for c in differ for _, by in c.texts for p in by[-1:]))  # fmt: skip
    violent = [m for m in g.moments if m.lane == "violence" and _held(m) and m.day >= g.begin]
    if violent:
        last = max(violent, key=lambda m: (not m.alleged, m.day))
        yield replace(_moment_line(last, g), text=f"Last violence on record: {_moment_line(last, g).text}.")
    if recent := _assessments(g.plain):
        yield _assessment(recent[-1], g, "claim")
    silent = [p for p in g.sides if not any(h.party == p for h in g.standing.holdings)]
    if silent:
        yield Line(f"No position on record of {words.names(silent)}.", mark="note")


def _held(m: Moment) -> bool:
    return m.status in ("happened", "ongoing")


def _assessments(entries: Iterable[Entry]) -> list[Assessment]:
    some = (a for a in entries if isinstance(a, Assessment) and (a.date or a.published))
    return sorted(some, key=lambda a: (day_of(a) or "", a.document, a.span))


def _assessment(a: Assessment, g: Ground, mark: str) -> Line:
    who = "the report" if a.by == "narrator" else a.by or "somebody unnamed"
    return Line(f"{words.short_day(day_of(a))}, {who}, {a.polarity}: {_quote(a)}", g.citing.entry(a), mark)


def _quote(entry: Entry, most: int = _QUOTE) -> str:
    return f"“{clip(entry.passages[0].exact, most)}”"


def changed(g: Ground) -> Section:
    """Return what is new since the last brief, what moved a gap first."""
    moved = list(_moved(g))
    lines = [*moved, *_answered(g), *_new(g)]
    shown = dict.fromkeys(lines[:_CHANGED])
    reports = {d.id for d in g.view.documents if (d.published or "")[:10] > g.since}
    new = sum(e.document in reports for e in g.plain)
    tail: tuple[Line, ...] = ()
    if new and g.since:
        said = f"{words.counted(len(reports), 'report')} with {words.counted(new, 'entry', 'entries')} stated plainly"
        quiet = "" if moved else "No gap moved. "
        tail = (Line(f"{quiet}New: {said}; pourparler status {g.since} lists them.", mark="note"),)
    empty = "Nothing new is on record." if g.since else "No report is dated: nothing can be called new."
    title = f"What changed since {words.day(g.since)}" if g.since else "What changed"
    return Section("changed", title, (*shown, *tail), empty=empty)


def _moved(g: Ground) -> Iterator[Line]:
    for issue in sorted(g.issues):
        for pair in combinations(g.sides, 2):
            for step in movement(g.plain, g.issues, issue=issue, parties=pair, on=g.on):
                if (
                    g.since
                    and step.on > g.since
                    and step.before is not None
                    and step.change in ("narrower", "wider")
                ):
                    said = f"{words.short_day(step.on)}: {words.issue(issue)}, {words.names(pair)}: {step.change}"
                    yield Line(
                        f"{said}; moved: {words.names(step.moved) or 'nobody'}", g.citing.ids(step.caused_by)
                    )


def _answered(g: Ground) -> Iterator[Line]:
    for e in g.plain:
        if isinstance(e, Response) and g.since and (day_of(e) or "") > g.since:
            yield Line(
                f"{words.short_day(day_of(e))}: {e.by or 'unnamed'} {words.RESPONSE_WORDS[e.response]} a proposal: {_quote(e)}",
                g.citing.entry(e),
            )


def _new(g: Ground) -> Iterator[Line]:
    """Yield new talks, violence and relief, then new positions and obstacles in the reports' own words."""
    if not g.since:
        return
    for m in g.moments:
        if (
            m.day > g.since
            and (_held(m) or (m.status == "planned" and m.day > g.on))
            and (m.round or m.lane != "talks")
        ):
            yield _moment_line(m, g)
    seen: set[tuple[str | None, str | None]] = set()
    for e in reversed(g.plain):
        fresh = isinstance(e, Position | StickingPoint) and (day_of(e) or "") > g.since
        if fresh and isinstance(e, Position | StickingPoint):
            key = (e.party if isinstance(e, Position) else "", e.issue)
            if key not in seen and (not isinstance(e, Position) or e.stance != "controls"):
                seen.add(key)
                who = f"{e.party} on {words.issue(e.issue)}" if isinstance(e, Position) else "obstacle"
                mark = "claim" if isinstance(e, Position) and e.voice != "own" else ""
                yield Line(f"{words.short_day(day_of(e))}: {who}: {_quote(e)}", g.citing.entry(e), mark)


def positions(g: Ground) -> Section:
    """Return the positions matrix with the gap beside it: the issues most spoken of first.

    An issue that is spoken of and on which no side's position is sure stands below: what waits is counted.
    """
    held = {h.issue for h in g.standing.holdings if h.party in g.sides}
    differ = {c.issue for c in g.clauses}
    spoken = attention(g.plain)
    rows = [i for i in spoken if i in held]
    rows += [i for i in (*sorted(differ), *spoken) if i not in held]
    every = [
        (Line(words.issue(i)), *(_side(g, p, i) for p in g.sides), Line(_gap_cell(g, i, differ)))
        for i in dict.fromkeys(rows)
    ]
    told = [row for row in every if any(cell.text != "–" for cell in row[1:])]
    body = tuple(told[:_ROWS])
    table = Table(("issue", *g.sides, "gap"), body) if body else None
    of_sides = [h for h in g.standing.holdings if h.party in g.sides]
    rest_on = sum(len(h.evidence) for h in of_sides)
    confirmed = 1 - sum(h.unconfirmed * len(h.evidence) for h in of_sides) / max(1, rest_on)
    lead = "The day is that of each side's last word; the words are its own unless another voice is named."
    share = f"{confirmed:.0%}" if confirmed else "Nothing"
    note = (Line(f"{lead} {share} of what this rests on has been confirmed by a person.", mark="note"),)
    return Section(
        "matrix",
        "Positions and the gap, issue by issue",
        (*(note if rest_on else ()), *more(len(told) - _ROWS, "pourparler matrix")),
        table,
        empty="No party holds a position on record.",
    )


def _side(g: Ground, party: str, issue: str) -> Line:
    holding = g.standing.of(party, issue)
    if holding:
        return q.short_cell(holding, g.citing)
    waiting = [p for p in g.open if isinstance(p, Position) and (p.party, p.issue) == (party, issue)]
    if not waiting:
        return Line("–")
    return Line(f"? {len(waiting)} unresolved", g.citing.entry(waiting[-1]), "unresolved")


def _gap_cell(g: Ground, issue: str, differ: Collection[str]) -> str:
    order = {"opposed": 0, "compatible": 1, "unknown": 2}
    some = sorted(
        (gap for gap in g.gaps if gap.issue == issue and len(gap.holdings) > 1),
        key=lambda gap: (order[gap.word], -(gap.least or 0.0), gap.parties),
    )
    said = [_gap_words(gap, g) for gap in some[:_PAIRS]]
    said += [f"{len(some) - _PAIRS} more pairs"] * (len(some) > _PAIRS)
    said += ["the texts differ: see below"] * (issue in differ and not some)
    return "; ".join(said) or "–"


def _gap_words(gap: Gap, g: Ground) -> str:
    pair = "" if len(g.sides) == 2 else f"{'–'.join(gap.parties)} "
    if gap.least is not None and gap.greatest is not None:
        return f"{pair}{gap.word}, {gap.least:.2f} to {gap.greatest:.2f} of the scale"
    return f"{pair}{gap.word}: {gap.why}"


def drafts(g: Ground) -> Section:
    """Return what the texts on record settle differently, side by side, with who proposed it and when."""
    found = sorted(g.clauses, key=lambda c: (-len(c.texts), c.issue))
    width = min(_TEXTS, max((len(c.texts) for c in found), default=0))
    names = ("one text", "another", "a third")[:width]
    rows = []
    for c in found:
        cells = [
            Line(f"{said}: {_authors(by)}", g.citing.ids(p.id for p in by[:2]))
            for said, by in c.texts[:width]
        ]
        if len(c.texts) > width:
            cells[-1] = Line(f"{cells[-1].text}; and {len(c.texts) - width} more", cells[-1].cites)
        rows.append((Line(words.issue(c.issue)), *cells, *[Line("–")] * (width - len(cells))))
    return Section("versions", "Drafts and counter-drafts, side by side", (), Table(("issue", *names), tuple(rows)),
                   empty="No two texts on record settle an issue differently.")  # fmt: skip


def _authors(by: Sequence[Proposal]) -> str:
    """Say who proposed it and when; authors whom the reader took from one sentence are alternatives."""
    of_sentence: dict[tuple[str, int], list[str]] = {}
    days: dict[tuple[str, int], str] = {}
    for p in by:
        at = (p.document, p.passages[0].start)
        of_sentence.setdefault(at, []).append(p.by or "unnamed")
        days[at] = words.short_day(day_of(p))
    said = [f"{' or '.join(dict.fromkeys(who))}, {days[at]}" for at, who in of_sentence.items()]
    return "; ".join(said[:3]) + (f" and {len(said) - 3} more" if len(said) > 3 else "")


def timeline(g: Ground, *, undated: int) -> Section:
    """Return the timeline: talks above, violence and relief below, history in a line of its own."""
    recent = [m for m in g.moments if m.start >= g.begin]
    period = [m for m in recent if _held(m) or (m.status == "planned" and m.day > g.on)]
    lanes = (
        ("Talks", [m for m in period if m.lane == "talks" and (_told(m) or _agreed(m))], _TALKS),
        ("Violence", [m for m in period if m.lane == "violence"], _VIOLENCE),
        ("Relief and restraint", [m for m in period if m.lane == "relief"], _RELIEF),
    )
    lines: list[Line] = []
    shown = 0
    for name, some, most in lanes:
        chosen = sorted(sorted(some, key=_weight, reverse=True)[:most], key=lambda m: (m.day, m.start))
        shown += len(chosen)
        if chosen:
            lines += [Line(name, mark="head"), *(_moment_line(m, g) for m in chosen)]
    old = [m for m in g.moments if m.start < g.begin and (m.round or m.lane != "talks")]
    lines += _history(old, g)
    counted = [f"{undated} more are undated"] if undated else []
    rest = len(g.moments) - shown - len(old)
    if rest > 0:
        counted.append(f"{rest} lesser moments, proposals and answers are left out")
    if counted:
        lines.append(
            Line(
                f"{'; '.join(counted)}: pourparler timeline; --full lists them here.".capitalize(),
                mark="note",
            )
        )
    return Section(
        "timeline",
        "Talks above, violence and relief below",
        tuple(lines),
        empty="Nothing dated is on record.",
    )


def _told(m: Moment) -> bool:
    """Say whether talks are told with anything but their day."""
    return bool(m.round and (m.round.participants or m.round.ordinal or m.round.place))


def _agreed(m: Moment) -> bool:
    return isinstance(m.entry, Event) and m.entry.type == "AGREE"


def _weight(m: Moment) -> tuple[float, str]:
    """Say how much a moment matters: numbered rounds and figures first, claims, plans and denials last."""
    weight = 0.0
    if m.round:
        weight += 3 * bool(m.round.ordinal) + min(3, len(m.round.participants)) + bool(m.round.place)
    elif isinstance(m.entry, Event):
        weight += 2 * bool(m.entry.numbers) + bool(m.entry.place) + bool(m.entry.initiators)
    weight -= 1.5 * m.alleged + 3 * (not _held(m))
    return weight, m.day


def _moment_line(m: Moment, g: Ground) -> Line:
    when = words.short_day(f"{m.start}/{m.day}")
    status = "" if _held(m) else f" ({m.status})"
    mark = "claim" if m.alleged else ""
    return Line(
        f"{when}: {clip(q.moment_words(m, g.citing), 200)}{status}", q.moment_cites(m, g.citing), mark
    )


def _history(old: Sequence[Moment], g: Ground) -> Iterator[Line]:
    chosen = sorted(
        sorted((m for m in old if _held(m)), key=_weight, reverse=True)[:_OLD], key=lambda m: m.day
    )
    if not chosen:
        return
    said = "; ".join(
        f"{words.short_day(f'{m.start}/{m.day}')} {clip(q.moment_words(m, g.citing), 80)}" for m in chosen
    )
    left = f"; and {len(old) - len(chosen)} more" if len(old) > len(chosen) else ""
    yield Line("History", mark="head")
    yield Line(f"{said}{left}.", tuple(sorted({n for m in chosen for n in q.moment_cites(m, g.citing)})))


def proposals(g: Ground) -> Section:
    """Return the ledger, an offer that is reported again once: answered ones and the newest first."""
    offers, lost = _offers(g), g.lost
    rank = sorted(
        offers,
        key=lambda named: (any(r.responses for r in named[1]), named[0], _last(named[1])),
        reverse=True,
    )
    shown = sorted((some for _, some in rank[:_PROPOSALS]), key=lambda some: day_of(some[0].proposal) or "")
    lines = [_offer(some, g) for some in shown]
    by_day = sorted(lost, key=lambda r: day_of(r) or "")[-_ANSWERS:]
    lines += [
        Line(f"{words.short_day(day_of(r))}: {r.by or 'unnamed'} {words.RESPONSE_WORDS[r.response]} what is not on record as a proposal: {_quote(r, 120)}", g.citing.entry(r))
        for r in by_day
    ]  # fmt: skip
    left = len(offers) - len(shown) + len(lost) - len(by_day)
    return Section("ledger", "Proposals and the answers to them", (*lines, *more(left, "pourparler ledger")),
                   empty="No proposal is on record.")  # fmt: skip


def _offers(g: Ground) -> list[tuple[int, list[Row]]]:
    """Put together the rows that report one offer of one author again, each with how many options it names."""
    groups: dict[object, tuple[int, list[Row]]] = {}
    for row in g.rows:
        p = row.proposal
        named = named_by(p, g.issues)
        what = named or frozenset(" ".join(c.casefold().split()) for c in p.components) or p.id
        groups.setdefault((p.by, what), (len(named), []))[1].append(row)
    return list(groups.values())


def _last(some: Sequence[Row]) -> str:
    return max(day_of(r.proposal) or "" for r in some)


def _offer(some: Sequence[Row], g: Ground) -> Line:
    fullest = max(some, key=lambda r: len("; ".join(r.proposal.components)))
    p = fullest.proposal
    first = words.short_day(day_of(some[0].proposal)) or "undated"
    again = sorted({day_of(r.proposal) or "" for r in some[1:]} - {day_of(some[0].proposal) or "", ""})
    also = f" (again {words.short_day(again[-1])})" if again else ""
    to = f" to {words.names(p.to)}" if p.to else ""
    what = clip("; ".join(p.components) or p.passages[0].exact, 170)
    answers = [a for r in some for a in r.responses]
    said = dict.fromkeys(
        f"{a.by or 'unnamed'} {words.RESPONSE_WORDS[a.response]}"
        + (f", if {clip(words.condition(a.condition), 80)}" if a.condition else "")
        + (f", {when}" if (when := words.short_day(day_of(a))) else "")
        for a in answers
    )
    answered = "; ".join(list(said)[:3]) + (f" and {len(said) - 3} more" if len(said) > 3 else "")
    cites = g.citing.ids([*dict.fromkeys([some[0].proposal.id, p.id]), *(a.id for a in answers[:3])])
    text = f"{first}{also}: {p.by or 'unnamed'}{to} on {words.issue(p.issue)}: {what}"
    return Line(f"{text} → {answered or 'no answer on record'}", cites)


def sticking(g: Ground) -> Section:
    """Return the sticking points, each with its reason: the reports' words, and who wants what."""
    points = sticking_points(g.plain, g.standing, g.sides, on=g.on)
    lines = tuple(_point(s, g) for s in points[:_STICKING])
    return Section(
        "sticking", "Sticking points", (*lines, *more(len(points) - _STICKING, "pourparler matrix")),
        empty="None is named, and none shows in the positions.",
    )  # fmt: skip


def _point(s: Sticking, g: Ground) -> Line:
    named = [e for i in s.named if (e := g.citing.find(i))]
    said = f" {_quote(named[-1], 150)}" if named else ""
    held = [h for p in g.sides if (h := g.standing.of(p, s.issue))]
    wants = "; ".join(
        f"{h.party} {'/'.join(h.stances)} {clip('; '.join(h.options), 70)}".strip() for h in held
    )
    evidence = [named[-1].id] if named else []
    if wants:
        said += f" {wants}."
        evidence += [e for h in held for e in h.evidence[-1:]]
    return Line(f"{words.issue(s.issue)}: {s.why}.{said}", g.citing.ids(evidence))


def moved(g: Ground) -> Section:
    """Return what narrowed and what did not: computed moves, and beside them what reports say of movement."""
    steps = g.concessions
    lines = [
        Line(f"computed, {words.short_day(c.step.on)}: {c.party} moved on {words.issue(c.issue)}", g.citing.ids(c.step.caused_by))
        for c in steps[-3:]
    ]  # fmt: skip
    if not steps:
        lines.append(Line("Computed from positions: no move that narrowed a gap.", mark="note"))
    told = _assessments(g.plain)
    waiting = _assessments(g.open)
    lines += [_assessment(a, g, "claim") for a in told[-4:]]
    lines += [_assessment(a, g, "unresolved") for a in waiting[-3:]]
    left = max(0, len(steps) - 3) + max(0, len(told) - 4) + max(0, len(waiting) - 3)
    return Section("moved", "What narrowed and what did not", (*lines, *more(left, "pourparler gap ISSUE")))


def promises(g: Ground) -> Section:
    """Return the guarantee table: what is told again stands once, what could be called in comes first."""
    lacks: dict[str, tuple[str, ...]] = {}
    groups: list[list[Commitment]] = []
    alike: dict[object, list[list[Commitment]]] = {}
    for guarantee in guarantees(g.plain):
        c = guarantee.commitment
        lacks[c.id] = guarantee.lacks
        same = alike.setdefault((frozenset(c.by), frozenset(c.to), c.status), [])
        group = next((s for s in same[-_PROMISES:] if _one_promise(s[0], c)), None)
        if group is None:
            group = []
            groups.append(group)
            same.append(group)
        group.append(c)
    best = sorted(groups, key=lambda s: (_calls(s), day_of(s[-1]) or ""), reverse=True)[:_PROMISES]
    rows = tuple(_promise(s, lacks, g) for s in sorted(best, key=lambda s: day_of(s[0]) or ""))
    columns = ("when", "who to whom", "what", "outcome", "no report says")
    return Section(
        "guarantees", "Guarantees and other commitments", more(len(groups) - len(best), "pourparler guarantees"),
        Table(columns, rows) if rows else None, empty="None is on record.",
    )  # fmt: skip


def _one_promise(a: Commitment, b: Commitment) -> bool:
    one, other = (set((c.terms or "").casefold().split()) for c in (a, b))
    return len(one & other) >= _SAME * max(1, len(one | other))


def _calls(some: Sequence[Commitment]) -> int:
    c = some[-1]
    return bool(c.trigger) + 2 * (c.binding is not None) + bool(c.by) + bool(c.to) + bool(c.in_exchange_for)


def _promise(some: Sequence[Commitment], lacks: Mapping[str, tuple[str, ...]], g: Ground) -> tuple[Line, ...]:
    c = some[-1]
    first, last = (
        words.short_day(c.date or (c.published or "")[:10]) or "undated" for c in (some[0], some[-1])
    )
    what = clip(c.terms or words.issue(c.issue), 150)
    trigger = (
        f"; to be called in if {clip(words.condition(c.trigger), 70)}"
        if c.trigger and c.trigger not in what
        else ""
    )
    price = f"; in exchange for {clip(c.in_exchange_for, 70)}" if c.in_exchange_for else ""
    binding = {True: ", binding", False: ", not binding", None: ""}[c.binding]
    says = "" if c.asserted_by in (None, "narrator") else f", says {c.asserted_by}"
    return (
        Line(last if first == last else f"{last}, also {first}", g.citing.ids(x.id for x in some[-2:])),
        Line(f"{words.names(c.by) or '?'} → {words.names(c.to) or '?'}"),
        Line(f"{what}{trigger}{price}"),
        Line(f"{c.status}{binding}{says}"),
        Line(", ".join(lacks[c.id]) or "–"),
    )


def watch(g: Ground) -> Section:
    """Return what to watch: what is planned, pending or promised on a condition, the newest word first."""
    lines = list(dict.fromkeys(_watch(g)))
    return Section(
        "watch", "What to watch", (*lines[:_WATCH], *more(len(lines) - _WATCH, "pourparler timeline")),
        empty="Nothing is planned or pending.",
    )  # fmt: skip


def _watch(g: Ground) -> Iterator[Line]:
    quoted: set[tuple[object, object]] = set()
    for e in sorted(g.plain, key=lambda e: (e.published or "", e.document, e.span), reverse=True):
        lead = _pending(e, g)
        at: set[tuple[object, object]] = {(e.document, e.passages[0].start)}
        # Of one party's words on one thing the last one counts.
        at |= {(e.by, e.proposal if g.answers(e) else None)} if isinstance(e, Response) else set()
        at |= {(e.party, e.issue)} if isinstance(e, Position) else set()
        if lead and not at & quoted:
            quoted |= at
            yield Line(f"{lead}: {_quote(e)}", g.citing.entry(e))


def _pending(e: Entry, g: Ground) -> str:
    said = words.short_day((e.published or "")[:10])
    if isinstance(e, Event | Meeting) and e.status == "planned" and (not e.date or e.date[-10:] > g.on):
        return f"planned for {words.short_day(e.date)}" if e.date else f"planned, no day given, {said}"
    if isinstance(e, Position) and e.condition:
        return f"condition of {e.party or 'unnamed'} on {words.issue(e.issue)}, {said}"
    if isinstance(e, Response) and e.response in ("considering", "conditional"):
        return f"answer of {e.by or 'unnamed'} open, {said}"
    return ""


def uncertain(g: Ground, findings: Sequence[Finding]) -> Section:
    """Return what is uncertain, contradictory or unresolved: how much, and the few that matter most."""
    lines: list[Line] = []
    if g.open:
        kinds = Counter(e.KIND.replace("_", " ") for e in g.open)
        said = ", ".join(words.counted(n, kind) for kind, n in kinds.most_common())
        lines.append(
            Line(
                f"{words.counted(len(g.open), 'entry', 'entries')} not sure enough to be stated ({said}); pourparler review decides on them. Among them:"
            )
        )
        lines += [
            Line(f"{_reading(e)}: {_quote(e, 140)}", g.citing.entry(e), "unresolved") for e in _matter(g)
        ]
    contradictions = g.standing.findings
    lines += [Line(clip(f.message, 200), g.citing.ids(f.evidence), "unresolved") for f in contradictions[:3]]
    lines += more(len(contradictions) - 3, "pourparler matrix")
    other = undecided_section(g.view, g.plain, findings, g.citing.numbers).lines
    files = len({f.message for f in (*g.view.findings, *findings)})
    some = [*other[files:], *other[:files]][:_OPEN]
    lines += [Line(clip(x.text, 200), x.cites, x.mark) for x in some]
    lines += more(len(other) - len(some), "on what could not be read or placed")
    return Section(
        "undecided",
        "Uncertain, contradictory or unresolved",
        tuple(lines),
        empty="Everything was read, placed and dated.",
    )


def _matter(g: Ground) -> list[Entry]:
    """Return the unresolved entries that matter most: on the issues most spoken of, one for each claim."""
    spoken = attention([*g.plain, *g.open])
    best: dict[tuple[object, ...], Entry] = {}
    for e in g.open:
        issue = getattr(e, "issue", None)
        if e.KIND in _OPEN_KINDS and issue and getattr(e, "stance", "") != "controls":
            key = (issue, getattr(e, "party", None) or getattr(e, "by", None))
            rank = (e.confidence / PLAIN[e.KIND], day_of(e) or "")
            if key not in best or rank > (
                best[key].confidence / PLAIN[best[key].KIND],
                day_of(best[key]) or "",
            ):
                best[key] = e
    # One for each issue first: four on one issue would hide the other three.
    by_issue: dict[str, list[Entry]] = {}
    for (issue, _), e in best.items():
        by_issue.setdefault(str(issue), []).append(e)
    order = sorted(by_issue, key=lambda i: (-spoken.get(i, 0), i))
    firsts = [max(by_issue[i], key=lambda e: (_OPEN_KINDS[::-1].index(e.KIND), e.confidence)) for i in order]
    return list({(e.document, e.passages[0].start): e for e in firsts[::-1]}.values())[::-1][:_OPEN]


def _reading(e: Entry) -> str:
    who = getattr(e, "party", None) or getattr(e, "by", None) or getattr(e, "said_by", None)
    named = words.names(who) if isinstance(who, tuple) else who
    what = getattr(e, "stance", "") or getattr(e, "response", "") or e.KIND.replace("_", " ")
    return f"{named or 'unnamed'}, {what} on {words.issue(getattr(e, 'issue', None))}"
