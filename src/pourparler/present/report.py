"""The brief of the reports in a view: what they say, kind by kind, each line cited."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from pourparler.domain import (
    Assessment,
    Commitment,
    Event,
    Meeting,
    Position,
    Proposal,
    Response,
    Statement,
    StickingPoint,
)
from pourparler.domain.trust import is_plain
from pourparler.positions.offices import differing, register
from pourparler.present import words
from pourparler.present.brief import Brief, Citations, Line, Section, source_name
from pourparler.present.clip import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pourparler.domain import Entry, Finding, View
    from pourparler.positions.offices import Known

E = TypeVar("E", Event, Meeting)
_OLD = 90  # days: what is dated further back than this before its report is history


def report_brief(view: View, *, title: str | None = None, findings: Sequence[Finding] = ()) -> Brief:
    """Return the brief of the reports in a view.

    Args:
        view: What to brief.
        title: The heading; by default how many reports there are.
        findings: Trouble met on the way, beside the view's own.
    """
    cite = Citations({d.id: d for d in view.documents})
    plain = [e for e in view.entries if is_plain(e, view)]
    open_ = [e for e in view.entries if not is_plain(e, view)]
    sections = [
        sources_section(view),
        *detail_sections(view, plain, cite),
        unresolved_section(open_, cite, view),
        undecided_section(view, plain, findings, cite),
    ]
    count = len(view.documents)
    return Brief(
        title or f"Brief of {count} report{'s' if count != 1 else ''}",
        _intro(view, plain, open_),
        tuple(sections),
        cite.listed(),
        view.documents,
        (*view.findings, *findings),
    )


def detail_sections(view: View, plain: Sequence[Entry], cite: Citations) -> list[Section]:
    """Return people and every kind of entry, a section each."""
    open_ = [e for e in view.entries if not is_plain(e, view)]
    return [
        _people(view, cite),
        *(
            Section(
                id_, heading, tuple(make(plain, cite, view)), empty=unsure(open_, _KINDS.get(id_, ()), empty)
            )
            for id_, heading, make, empty in _SECTIONS
        ),
    ]


def unsure(open_: Sequence[Entry], kinds: type[Entry] | tuple[type[Entry], ...], empty: str) -> str:
    """Return what an empty section says: that there is nothing, or that nothing is sure enough.

    Args:
        open_: What is not sure enough.
        kinds: What the section shows.
        empty: What to say where there is not even that.
    """
    count = sum(isinstance(e, kinds) for e in open_)
    if not count:
        return empty
    one = count == 1
    return f"Nothing is sure enough to be stated; {count} unresolved {'entry waits' if one else 'entries wait'} for a person."


def _intro(view: View, plain: Sequence[Entry], open_: Sequence[Entry]) -> tuple[str, ...]:
    judged = sum(e.id in view.judgements for e in plain)
    lines = [
        (
            f"{len(plain)} entries stated plainly, {judged} of them judged by a person; "
            + (
                "1 more is unresolved and waits for one."
                if len(open_) == 1
                else f"{len(open_)} more are unresolved and wait for one."
            )
        )
    ]
    if view.as_of:
        lines.append(f"As of {words.day(view.as_of)}: what had been published and judged by then.")
    if view.recorded_by:
        lines.append(f"What the record held at {view.recorded_by}.")
    return tuple(lines)


def sources_section(view: View, *, numbered: bool = False) -> Section:
    """Return the reports, each with how its date is known and what it repeats.

    Args:
        view: What to list.
        numbered: Whether each begins with the number by which passages name it; a day that the document
            itself gives is then not explained.
    """
    how = {
        "given": "date given by you",
        "metadata": "date from the document",
        "inferred": "date inferred",
        "unknown": "date unknown",
    }
    lines = []
    for number, document in enumerate(view.documents, 1):
        why = f": {document.published_why}" if document.published_why else ""
        same = view.same_story.get(document.id)
        again = f"; repeats the story of {_short(view, same)}" if same else ""
        dated = f" ({how[document.published_how]}{clip(why, 300)})"
        if numbered and document.published_how in ("given", "metadata"):
            dated = ""
        lead = f"R{number} " if numbered else ""
        lines.append(Line(f"{lead}{clip(source_name(document), 200)}{dated}{again}"))
    return Section("sources", "Reports", tuple(lines), empty="No report is on record, or none was by then.")


def _short(view: View, document: str | None) -> str:
    found = [d for d in view.documents if d.id == document]
    return clip(source_name(found[0]), 80) if found else "another report"


def _people(view: View, cite: Citations) -> Section:
    by_party: dict[str, list[Known]] = defaultdict(list)
    for person in register(view.people):
        by_party[person.party or "party not stated"].append(person)
    lines = []
    for party in sorted(by_party):
        lines.append(Line(clip(party, 60), mark="head"))
        for person in by_party[party]:
            numbers = {n for document, span in person.mentions[:5] for n in cite.around(document, span)}
            titles = f", {clip('; also '.join(person.offices), 240)}" if person.offices else ""
            lines.append(Line(clip(person.name, 80) + titles, tuple(sorted(numbers))))
    kinds = ", ".join(sorted(f"{p.name} ({p.kind})" for p in view.parties))
    if kinds:
        lines.insert(0, Line(f"Parties named: {clip(kinds, 600)}", mark="note"))
    return Section("people", "Who is talking, and for whom", tuple(lines), empty="Nobody was found.")


def _meetings(entries: Sequence[Entry], cite: Citations, view: View) -> Iterable[Line]:
    for m in _dated(entries, Meeting, view, old=False):
        yield _meeting_line(m, cite)


def _meeting_line(m: Meeting, cite: Citations) -> Line:
    ordinal = f"no. {m.ordinal}" if m.ordinal else ""
    count = f"{m.count} times" if m.count else ""
    brokers = f"brokered by {words.names(m.brokers)}" if m.brokers else ""
    what = [
        words.day(m.date) or "undated",
        words.names(m.participants) or "participants not stated",
        m.place or "",
        ordinal,
        count,
        brokers,
        words.STATUS_WORDS.get(m.status, m.status),
        f"on {m.agenda}" if m.agenda else "",
    ]
    return Line(clip(", ".join(filter(None, what)), 300), cite.of(m.passages))


def _statements(entries: Sequence[Entry], cite: Citations, view: View) -> Iterable[Line]:
    documents = {d.id: d for d in view.documents}
    for s in (e for e in entries if isinstance(e, Statement) and e.within is None):
        text = documents[s.document].text
        said = " … ".join(clip(text[a:b], 500) for a, b in s.content_spans)
        when = f", {words.day(s.date)}" if s.date else ""
        yield Line(f"{_speaker(s)}{when}, {s.quoted}: {said}", cite.of(s.passages))


def _speaker(s: Statement) -> str:
    who = clip(s.speaker or "speaker not found", 100)
    return f"{who} ({s.party})" if s.party and s.party != s.speaker else who


def _events(entries: Sequence[Entry], cite: Citations, view: View) -> Iterable[Line]:
    for e in _dated(entries, Event, view, old=False):
        yield _event_line(e, cite, view)


def _event_line(e: Event, cite: Citations, view: View) -> Line:
    documents = {d.id: d for d in view.documents}
    trigger = documents[e.document].text[slice(*e.trigger_span)]
    claim = f"according to {e.asserted_by}" if e.alleged else ""
    what = [
        words.day(e.date) or "undated",
        words.event_actors(e),
        words.event(e.type, clip(trigger, 60)),
        e.place or "",
        "; ".join(words.number(n) for n in e.numbers),
        words.STATUS_WORDS.get(e.status, e.status),
        f"claim, {claim}" if claim else "",
    ]
    return Line(clip(", ".join(filter(None, what)), 400), cite.of(e.passages), "claim" if e.alleged else "")


def _positions(entries: Sequence[Entry], cite: Citations, _: View) -> Iterable[Line]:
    by_issue: dict[str, list[Position]] = defaultdict(list)
    for p in (e for e in entries if isinstance(e, Position)):
        by_issue[words.issue(p.issue)].append(p)
    for issue in sorted(by_issue):
        yield Line(issue, mark="head")
        for p in by_issue[issue]:
            when = f", {words.day(p.date)}" if p.date else ""
            voice = words.VOICE_WORDS[p.voice]
            text = f"{p.party or 'party not stated'} {words.stance(p)} ({voice}{when})"
            yield Line(clip(text, 400), cite.of(p.passages), "" if p.voice == "own" else "claim")


def _proposals(entries: Sequence[Entry], cite: Citations, _: View) -> Iterable[Line]:
    answers: dict[str | None, list[Response]] = defaultdict(list)
    for r in (e for e in entries if isinstance(e, Response)):
        answers[r.proposal].append(r)
    shown = set()
    for p in (e for e in entries if isinstance(e, Proposal)):
        shown.add(p.id)
        to = f" to {words.names(p.to)}" if p.to else ""
        what = "; ".join(p.components)
        when = f", {words.day(p.date)}" if p.date else ""
        head = f"{p.by or 'author not stated'} proposes{to}{when} ({words.issue(p.issue)}): {what}"
        yield Line(clip(head, 400), cite.of(p.passages))
        yield from (_response_line(r, cite, "    answer: ") for r in answers[p.id])
    lost = [r for proposal, given in answers.items() if proposal not in shown for r in given]
    yield from (_response_line(r, cite, "answer to a proposal not found: ") for r in lost)


def _response_line(r: Response, cite: Citations, lead: str) -> Line:
    condition = f", on condition: {r.condition}" if r.condition else ""
    when = f", {words.day(r.date)}" if r.date else ""
    return Line(
        lead + clip(f"{r.by or 'unnamed'} {words.RESPONSE_WORDS[r.response]}{condition}{when}", 300),
        cite.of(r.passages),
    )


def _assessments(entries: Sequence[Entry], cite: Citations, _: View) -> Iterable[Line]:
    for a in (e for e in entries if isinstance(e, Assessment)):
        who = "the report itself" if a.by == "narrator" else a.by or "unnamed"
        about = f" about {a.about}" if a.about else ""
        yield Line(clip(f"{a.polarity}: {who}{about}", 300), cite.of(a.passages))


def _sticking(entries: Sequence[Entry], cite: Citations, _: View) -> Iterable[Line]:
    for s in (e for e in entries if isinstance(e, StickingPoint)):
        who = "" if s.said_by in (None, "narrator") else f" (according to {s.said_by})"
        yield Line(f"{words.issue(s.issue)}{who}", cite.of(s.passages))


def _commitments(entries: Sequence[Entry], cite: Citations, _: View) -> Iterable[Line]:
    for c in (e for e in entries if isinstance(e, Commitment)):
        binding = {True: "binding", False: "not binding", None: ""}[c.binding]
        what = [
            f"{words.names(c.by) or 'guarantor not stated'} → {words.names(c.to) or 'beneficiary not stated'}",
            c.terms or words.issue(c.issue),
            f"in exchange for {c.in_exchange_for}" if c.in_exchange_for else "",
            f"trigger: {c.trigger}" if c.trigger else "",
            binding,
            c.status,
            words.day(c.date),
            "" if c.asserted_by in (None, "narrator") else f"according to {c.asserted_by}",
        ]
        yield Line(clip(", ".join(filter(None, what)), 500), cite.of(c.passages))


def _history(entries: Sequence[Entry], cite: Citations, view: View) -> Iterable[Line]:
    old: list[Event | Meeting] = [
        *_dated(entries, Event, view, old=True),
        *_dated(entries, Meeting, view, old=True),
    ]
    for e in sorted(old, key=lambda e: (e.date or "", e.document, e.span)):
        yield _meeting_line(e, cite) if isinstance(e, Meeting) else _event_line(e, cite, view)


def _dated(entries: Sequence[Entry], kind: type[E], view: View, *, old: bool) -> list[E]:
    published = {d.id: d.published for d in view.documents}
    chosen = [e for e in entries if isinstance(e, kind) and _is_old(e, published[e.document]) == old]
    return sorted(chosen, key=lambda e: (e.date or "9999", e.document, e.span))


def _is_old(entry: Entry, published: str | None) -> bool:
    if not entry.date:
        return False
    end = entry.date.partition("/")[2] or entry.date
    if not published or len(published) < len("2026-02-05") or len(end) < len("2026-02-05"):
        return end[:4] < (published or "")[:4]
    try:
        return (date.fromisoformat(published[:10]) - date.fromisoformat(end[:10])).days > _OLD
    except ValueError:
        return False


def unresolved_section(entries: Sequence[Entry], cite: Citations, view: View) -> Section:
    """Return what is not sure enough to state."""
    makers = {id_: make for id_, _, make, _ in _SECTIONS if id_ != "history"}
    lines = []
    for id_, make in makers.items():
        found = [
            Line(line.text, line.cites, "unresolved")
            for line in make(entries, cite, view)
            if line.mark != "head"
        ]
        if found:
            lines += [Line(_TITLES[id_], mark="head"), *found]
    return Section(
        "unresolved",
        "Unresolved: for a person to confirm or correct",
        tuple(lines),
        empty="Nothing waits for a decision.",
    )


def undecided_section(
    view: View, plain: Sequence[Entry], findings: Sequence[Finding], cite: Citations
) -> Section:
    """Return, plainly, what could not be read, placed or decided."""
    # The record says again what was said while reading: once is enough, and the file's name is kinder.
    said = {f.message: f for f in (*view.findings, *findings)}
    lines = [Line(clip(f"{f.where}: {f.message}" if f.where else f.message, 500)) for f in said.values()]
    lines += [
        Line(
            f"{d.about}: reports give different {d.what}: {clip('; '.join(d.given), 300)}. Both stay.",
            tuple(sorted({n for document, span in d.mentions for n in cite.around(document, span)})),
        )
        for d in differing(view.people)
    ]
    undated = sum(1 for e in plain if isinstance(e, Event | Meeting) and not e.date)
    silent = sum(1 for e in plain if isinstance(e, Statement) and not e.speaker)
    if undated:
        lines.append(
            Line(f"{undated} of the events and meetings above are undated: the text does not say when.")
        )
    if silent:
        lines.append(Line(f"{silent} statements have no speaker that could be found."))
    quiet = {d.id for d in view.documents} - {e.document for e in view.entries}
    lines += [
        Line(f"{clip(source_name(d), 120)}: read, and nothing in it could be logged.")
        for d in view.documents
        if d.id in quiet
    ]
    return Section(
        "undecided",
        "What could not be read, placed or decided",
        tuple(lines),
        empty="Everything was read, placed and dated.",
    )


_SECTIONS: tuple[tuple[str, str, Callable[..., Iterable[Line]], str], ...] = (
    ("meetings", "Meetings", _meetings, "No round of talks was found."),
    ("statements", "Who said what", _statements, "No statement was found."),
    ("events", "What happened", _events, "No event was found."),
    ("positions", "Positions by issue", _positions, "No position was found."),
    ("proposals", "Proposals and the answers to them", _proposals, "No proposal was found."),
    ("assessments", "Assessments of the talks", _assessments, "Nobody assesses the talks."),
    ("sticking", "Sticking points that reports name", _sticking, "No report names a sticking point."),
    ("commitments", "Commitments and guarantees", _commitments, "No commitment was found."),
    ("history", "History", _history, "Nothing older is reported."),
)

_KINDS: dict[str, tuple[type[Entry], ...]] = {
    "meetings": (Meeting,),
    "statements": (Statement,),
    "events": (Event,),
    "positions": (Position,),
    "proposals": (Proposal, Response),
    "assessments": (Assessment,),
    "sticking": (StickingPoint,),
    "commitments": (Commitment,),
}

_TITLES = {id_: title for id_, title, _, _ in _SECTIONS}
