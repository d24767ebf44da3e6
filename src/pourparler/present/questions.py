"""Answers to questions about the record: each a section whose every line leads to its passages."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from pourparler.domain import Event, Meeting, Proposal, Response
from pourparler.positions.offices import fullest_names
from pourparler.present import words
from pourparler.present.brief import Brief, Citations, Line, Section, Table
from pourparler.present.clip import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pourparler.domain import Entry, View
    from pourparler.domain.gap import Gap, Holding, Movement
    from pourparler.positions import (
        Concession,
        Difference,
        Guarantee,
        Moment,
        Round,
        Row,
        Stand,
        Sticking,
        Total,
    )

_LANE_WORDS = {"talks": "talks", "violence": "violence", "relief": "relief and restraint"}
_MARKS = {"narrower": "><", "wider": "<>", "unchanged": "=", "unknown": "?"}


class Citing:
    """Turns entry ids into the numbers of their passages."""

    def __init__(self, view: View) -> None:
        """Number the passages of one view."""
        self.view = view
        self.numbers = Citations({d.id: d for d in view.documents})
        self._entries: Mapping[str, Entry] = {e.id: e for e in view.entries}

    def ids(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the passages of entries."""
        return self.numbers.of(p for i in ids if i in self._entries for p in self._entries[i].passages)

    def entry(self, entry: Entry) -> tuple[int, ...]:
        """Return the numbers of an entry's passages."""
        return self.numbers.of(entry.passages)

    def find(self, id_: str) -> Entry | None:
        """Return the entry with an id."""
        return self._entries.get(id_)


def answer(title: str, sections: Sequence[Section], citing: Citing, *, intro: Sequence[str] = ()) -> Brief:
    """Return an answer as a brief of few sections, with the passages that it cites, and notes if any."""
    notes = tuple(Line(f.message, citing.ids(f.evidence), "note") for f in citing.view.findings)
    shown = (*sections, Section("notes", "Notes", notes)) if notes else tuple(sections)
    return Brief(
        title,
        tuple(intro),
        shown,
        citing.numbers.listed(),
        citing.view.documents,
        citing.view.findings,
    )


def matrix_section(standing: Stand, parties: Sequence[str], issues: Sequence[str], citing: Citing) -> Section:
    """Return the positions matrix: issues down, parties across."""
    rows = []
    for issue in issues:
        cells = [_cell(standing.of(party, issue), citing) for party in parties]
        if any(c.cites for c in cells):
            rows.append((Line(words.issue(issue)), *cells))
    return Section(
        "matrix",
        "Positions",
        _findings(standing, citing),
        Table(("issue", *parties), tuple(rows)),
        empty="No party holds a position on record.",
    )


def short_cell(holding: Holding | None, citing: Citing) -> Line:
    """Return where a party stands in as few words as are honest: stance, option, whose word, when."""
    if holding is None:
        return Line("–")
    what = clip("; ".join(holding.options), 90)
    said = "/".join(holding.stances) + (f": {what}" if what else "")
    condition = f", if {clip('; '.join(words.condition(c) for c in holding.conditions), 70)}" * bool(
        holding.conditions
    )
    voice = "" if holding.voice == "own" else f", {words.VOICE_WORDS[holding.voice]}"
    when = words.short_day(holding.last_word) or "undated"
    mark = "claim" if holding.voice == "opponent" else ""
    return Line(f"{said}{condition} ({when}{voice})", citing.ids(holding.evidence[-3:]), mark)


def _cell(holding: Holding | None, citing: Citing) -> Line:
    if holding is None:
        return Line("–")
    what = "; ".join(holding.options)
    parts = ["/".join(holding.stances) + (f": {what}" if what else "")]
    if holding.conditions:
        parts.append("if " + "; ".join(words.condition(c) for c in holding.conditions))
    opponent = holding.voice == "opponent"
    parts.append(("only " if opponent else "") + words.VOICE_WORDS[holding.voice])
    parts.append(_age(holding))
    return Line(
        clip(", ".join(filter(None, parts)), 240), citing.ids(holding.evidence), "claim" if opponent else ""
    )


def _age(holding: Holding) -> str:
    age = holding.age()
    return "undated" if age is None else f"{words.day(holding.last_word)} ({age} days ago)"


def _findings(standing: Stand, citing: Citing) -> tuple[Line, ...]:
    return tuple(Line(f.message, citing.ids(f.evidence), "unresolved") for f in standing.findings)


def gaps_section(gaps: Sequence[Gap], citing: Citing) -> Section:
    """Return the gaps on a day, widest first."""
    order = {"opposed": 0, "unknown": 1, "compatible": 2}
    shown = sorted(gaps, key=lambda g: (order[g.word], -(g.least or 0.0), g.issue, g.parties))
    lines = tuple(gap_line(g, citing) for g in shown if g.word != "unknown" or len(g.holdings) == 2)
    silent = tuple(
        Line(
            f"{words.issue(g.issue)}, {g.parties[0]} and {g.parties[1]}: {g.why}",
            citing.ids(g.evidence),
            "note",
        )
        for g in shown
        if g.word == "unknown" and len(g.holdings) < 2
    )
    return Section(
        "gaps", "The gap by issue", (*lines, *silent), empty="No two parties hold positions on one issue."
    )


def gap_line(gap: Gap, citing: Citing) -> Line:
    """Return one gap in words; numbers only on a signed scale."""
    numbers = ""
    if gap.least is not None and gap.greatest is not None:
        numbers = f", {gap.least:.2f} to {gap.greatest:.2f} of the scale"
    ages = "; ".join(f"{h.party}: {words.VOICE_WORDS[h.voice]}, {_age(h)}" for h in gap.holdings)
    open_ = sum(h.unconfirmed * len(h.evidence) for h in gap.holdings) / max(1, len(gap.evidence))
    text = (
        f"{words.issue(gap.issue)}, {gap.parties[0]} and {gap.parties[1]}: {gap.word}{numbers} ({gap.why}; {ages}; "
        f"{open_:.0%} rests on entries that nobody has confirmed)"
    )
    return Line(text, citing.ids(gap.evidence))


def movement_section(series: Sequence[Movement], reported: Sequence[Entry], citing: Citing) -> Section:
    """Return the movement of a gap, computed steps with what reports say of movement beside them."""
    lines = [
        (m.on, Line(
            f"{words.day(m.on)} {_MARKS[m.change]} computed: {m.change if m.before else 'first seen'}, {m.after.word}"
            + (f" ({m.after.least:.2f} to {m.after.greatest:.2f})" if m.after.least is not None else "")
            + (f"; {'moved' if m.change in ('narrower', 'wider') else 'new word of'}: {words.names(m.moved)}" if m.moved else ""),
            citing.ids(m.caused_by),
        ))
        for m in series
    ]  # fmt: skip
    for a in reported:
        polarity, by = getattr(a, "polarity", ""), getattr(a, "by", None)
        when = a.date or a.published or ""
        text = f"{words.day(when[:10]) or 'undated'}   reported: {polarity}, by {by or 'unnamed'} (not part of the computation)"
        lines.append((when, Line(text, citing.entry(a), "claim")))
    ordered = tuple(line for _, line in sorted(lines, key=lambda x: x[0]))
    return Section("movement", "Movement", ordered, empty="No cited entry moved it.")


def timeline_section(moments: Sequence[Moment], citing: Citing, *, undated: int) -> Section:
    """Return the timeline, day by day, talks before violence before relief."""
    lines = []
    for day, group in groupby(moments, key=lambda m: m.day):
        lines.append(Line(words.day(day), mark="head"))
        lines += [
            Line(
                f"{_LANE_WORDS[m.lane]}: {moment_words(m, citing)}{_some_time(m)}"
                + (f" ({m.status})" if m.status not in ("happened", "ongoing") else ""),
                moment_cites(m, citing),
                "claim" if m.alleged else "",
            )
            for m in group
        ]
    if undated:
        lines.append(Line(f"{undated} more are undated: no report says when.", mark="note"))
    return Section("timeline", "Timeline", tuple(lines), empty="Nothing dated is on record.")


def _some_time(moment: Moment) -> str:
    """Return what a range says where the heading can only name its end."""
    if moment.start == moment.day:
        return ""
    return f", {words.day(f'{moment.start}/{moment.day}')}"


def moment_cites(m: Moment, citing: Citing) -> tuple[int, ...]:
    """Return the numbers of all passages that a moment rests on."""
    return citing.ids(e.id for e in (m.round.entries if m.round else (m.entry,)))


def round_words(r: Round) -> str:
    """Put one occasion of talks into words: which, where, who, by whose brokerage."""
    which = ""
    if r.ordinal:
        said = " ".join(
            e.passages[0].exact.casefold() for e in r.entries if isinstance(e, Meeting) and e.ordinal
        )
        noun = next((n for n in ("round", "session", "meeting") if n in said), "")
        which = f"{words.ordinal(r.ordinal)} {noun}" if noun else f"talks no. {r.ordinal}"
    brokers = f"brokered by {words.names(r.brokers)}" if r.brokers else ""
    who = words.names(r.participants) or "sides not stated"
    return ", ".join(filter(None, [which or "talks", r.place, who, brokers]))


def moment_words(m: Moment, citing: Citing) -> str:
    """Put one moment into words."""
    return round_words(m.round) if m.round else _moment(m.entry, citing)


def _moment(entry: Entry, citing: Citing) -> str:
    text = next(d.text for d in citing.view.documents if d.id == entry.document)
    if isinstance(entry, Event):
        claim = f", according to {entry.asserted_by}" if entry.alleged else ""
        trigger = clip(text[slice(*entry.trigger_span)], 60)
        numbers = "; ".join(words.number(n) for n in entry.numbers)
        parts = [
            f"{words.event_actors(entry)}: {words.event(entry.type, trigger)}".lstrip(": "),
            entry.place or "",
            numbers,
        ]
        return ", ".join(filter(None, parts)) + claim
    if isinstance(entry, Proposal):
        return clip(
            f"{entry.by or 'unnamed'} proposes: {'; '.join(entry.components) or words.issue(entry.issue)}",
            200,
        )
    if isinstance(entry, Response):
        return f"{entry.by or 'unnamed'} {words.RESPONSE_WORDS[entry.response]} a proposal"
    return f"{getattr(entry, 'by', None) or 'unnamed'} assesses: {getattr(entry, 'polarity', '')}"


def tone_section(
    tones: Sequence[tuple[str, str, str, str]], counts: Sequence[Total], citing: Citing
) -> Section:
    """Return, month by month, who called the talks good or bad, beside violence and relief.

    Args:
        tones: (day, by, polarity, entry id), of `positions.tone`.
        counts: Of `positions.totals`.
        citing: Numbers the passages.
    """
    months = sorted({t[0][:7] for t in tones if len(t[0]) >= len("2026-02")})
    rows = []
    for month in months:
        of_month = [t for t in tones if t[0].startswith(month)]
        cells = [
            Line(
                "; ".join(
                    f"{by} ({n})" if n > 1 else by
                    for by, n in sorted(Counter(t[1] for t in of_month if t[2] == polarity).items())
                )
                or "–",
                citing.ids(t[3] for t in of_month if t[2] == polarity),
            )
            for polarity in ("positive", "mixed", "negative")
        ]
        beside = {t.lane: t for t in counts if t.month == month}
        lanes = [_beside(beside.get(lane)) for lane in ("violence", "relief")]
        rows.append((Line(words.day(month)), *cells, *lanes))
    columns = ("month", "positive", "mixed", "negative", "violence", "relief")
    return Section(
        "tone", "The tone of the talks, beside what happened", (), Table(columns, tuple(rows)),
        empty="No dated assessment is on record.",
    )  # fmt: skip


def _beside(total: Total | None) -> Line:
    if total is None:
        return Line("–")
    return Line(f"{total.stated} reported" + (f", {total.alleged} claimed" if total.alleged else ""))


def ledger_section(rows: Sequence[Row], lost: Sequence[Response], citing: Citing) -> Section:
    """Return the ledger: proposals with the answers to them."""
    lines = []
    for row in rows:
        p = row.proposal
        what = "; ".join(p.components)
        to = f" to {words.names(p.to)}" if p.to else ""
        when = words.day(p.date or (p.published or "")[:10]) or "undated"
        version = f", version {len(row.earlier) + 1}" if row.earlier else ""
        text = f"{when}: {p.by or 'unnamed'}{to} on {words.issue(p.issue)}{version}: {what}"
        silent = "" if row.responses else "; no answer on record"
        lines.append(Line(clip(text, 400) + silent, citing.entry(p)))
        lines += [_answer(r, citing) for r in row.responses]
    lines += [
        Line(f"answer to a proposal not on record: {_answer(r, citing).text}", citing.entry(r)) for r in lost
    ]
    return Section(
        "ledger", "Proposals and the answers to them", tuple(lines), empty="No proposal is on record."
    )


def versions_section(found: Sequence[Difference], citing: Citing) -> Section:
    """Return what drafts settle differently, clause by clause, and who changed it."""
    lines = tuple(
        Line(
            f"{words.issue(d.issue)}: {d.before} ({d.by[0] or 'unnamed'}), then {d.after} ({d.by[1] or 'unnamed'})",
            citing.ids(d.evidence),
        )
        for d in found
    )
    return Section(
        "versions",
        "What the drafts settle differently",
        lines,
        empty="No two drafts name different options on one issue.",
    )


def _answer(r: Response, citing: Citing) -> Line:
    condition = f", if {words.condition(r.condition)}" if r.condition else ""
    when = words.day(r.date or (r.published or "")[:10]) or "undated"
    return Line(
        clip(f"answer, {when}: {r.by or 'unnamed'} {words.RESPONSE_WORDS[r.response]}{condition}", 300),
        citing.entry(r),
    )


def guarantees_section(table: Sequence[Guarantee], citing: Citing) -> Section:
    """Return the guarantee table; the last column names what no report tells."""
    rows = []
    for g in table:
        c = g.commitment
        binding = {True: "binding", False: "not binding", None: "not said"}[c.binding]
        rows.append(
            (
                Line(words.day(c.date or (c.published or "")[:10]) or "undated", citing.entry(c)),
                Line(f"{words.names(c.by) or '?'} → {words.names(c.to) or '?'}"),
                Line(clip(c.terms or words.issue(c.issue), 160)),
                Line(clip(c.trigger or "–", 100)),
                Line(binding),
                Line(clip(c.in_exchange_for or "–", 100)),
                Line(c.status + ("" if c.asserted_by in (None, "narrator") else f", says {c.asserted_by}")),
                Line(", ".join(g.lacks) or "nothing"),
            )
        )
    columns = (
        "when",
        "who to whom",
        "obligation",
        "trigger",
        "binding",
        "in exchange for",
        "outcome",
        "lacks",
    )
    return Section(
        "guarantees",
        "Guarantees and other commitments",
        (),
        Table(columns, tuple(rows)),
        empty="None is on record.",
    )


def sticking_section(points: Sequence[Sticking], citing: Citing) -> Section:
    """Return the sticking points: named by reports, computed from positions, or both."""
    lines = tuple(
        Line(
            f"{words.issue(s.issue)}: {s.why} ({s.attention} entries)",
            citing.ids([*s.named, *(s.gap.evidence if s.gap else ())]),
        )
        for s in points
    )
    return Section(
        "sticking", "Sticking points", lines, empty="None is named, and none shows in the positions."
    )


def concessions_section(found: Sequence[Concession], citing: Citing) -> Section:
    """Return who moved, on what, after what; after is an order, not a cause."""
    lines = tuple(
        Line(
            f"{words.day(c.step.on)}: {c.party} moved on {words.issue(c.issue)}"
            + (f"; in the week before: {len(c.after)} entries on record" if c.after else ""),
            citing.ids([*c.step.caused_by, *c.after[:5]]),
        )
        for c in found
    )
    return Section(
        "concessions", "Who moved, on what", lines, empty="No move that narrowed a gap is on record."
    )


def people_section(view: View, citing: Citing, *, party: str | None = None) -> Section:
    """Return who speaks for whom, and when, as the reports title them."""
    published = {d.id: (d.published or "")[:10] for d in view.documents}
    full = fullest_names(view.people)
    seen: dict[tuple[str, str, str], list[tuple[str, str, tuple[int, int]]]] = {}
    for document, person in view.people:
        if party is None or person.party == party:
            office = (person.office or "office not stated") + (" (former)" if person.former else "")
            key = (person.party or "party not stated", full[person.party, person.name], office)
            seen.setdefault(key, []).append((published[document], document, person.span))
    rows = []
    for (of_party, name, office), mentions in sorted(seen.items()):
        days = sorted(d for d, _, _ in mentions if d)
        span = (
            "undated"
            if not days
            else words.day(days[0]) + (f" to {words.day(days[-1])}" if days[-1] != days[0] else "")
        )
        numbers = sorted({n for _, document, at in mentions[:3] for n in citing.numbers.around(document, at)})
        rows.append(
            (Line(of_party), Line(clip(name, 80), tuple(numbers)), Line(clip(office, 100)), Line(span))
        )
    return Section(
        "people", "Who speaks for whom", (), Table(("party", "person", "titled", "in reports of"), tuple(rows)),
        empty="Nobody is on record.",
    )  # fmt: skip


def status_section(new: Sequence[Entry], since: str, citing: Citing) -> Section:
    """Return what was published since a day, kind by kind."""
    lines = []
    for kind, group in groupby(
        sorted(new, key=lambda e: (e.KIND, e.published or "", e.document, e.span)), key=lambda e: e.KIND
    ):
        some = list(group)
        lines.append(Line(f"{kind.replace('_', ' ')}: {len(some)} new", mark="head"))
        quotes = dict.fromkeys((clip(e.passages[0].exact, 160), citing.entry(e)) for e in some)
        lines += [Line(quote, cites) for quote, cites in list(quotes)[:8]]
        if len(quotes) > 8:
            lines.append(Line(f"{len(quotes) - 8} more sentences", mark="note"))
    return Section("new", f"New since {words.day(since)}", tuple(lines), empty="Nothing new is on record.")
