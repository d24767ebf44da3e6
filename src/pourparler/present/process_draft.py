"""A first process file, drafted from what was read: nothing in it is certain, and it says what to check."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, NARRATOR, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pourparler.domain import Issue, Party, PersonMention, Position, Reading

MOST_OPTIONS = 8  # per issue
MOST_EVIDENCE = 3
MOST_PHRASE = 12  # words: a longer wording is never met again
_NO_PARTY = (INDEPENDENT, UNKNOWN, NARRATOR)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 '’.-]*(?<![ .])")
_NOT_PLAIN = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(slots=True)
class Drafting:
    """What is kept of many readings; they themselves are let go."""

    reports: int = 0
    days: list[str] = field(default_factory=list)
    parties: dict[str, Party] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)  # party -> entries that name it
    roles: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    people: dict[str, list[PersonMention]] = field(
        default_factory=lambda: defaultdict(list)
    )  # id -> mentions
    unplaced: set[str] = field(default_factory=set)  # names without an office for a party
    evidence: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # issue -> sentences
    touched: Counter[str] = field(default_factory=Counter)  # issue -> entries
    options: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, reading: Reading) -> None:
        """Take what one report says."""
        self.reports += 1
        if reading.document.published:
            self.days.append(reading.document.published)
        for party in reading.parties:
            self.parties.setdefault(party.name, party)
        for person in reading.people:
            self._person(person)
        for name, role in _parts(reading):
            if name not in _NO_PARTY:
                self.named[name] += 1
                self.roles[name][role] += 1
        where = _clean(reading.document.path or reading.document.title or reading.document.id)
        for position in reading.positions:
            self._position(position, where)
        for point in reading.sticking_points:
            self._touch(point.issue, point.passages[0].exact, where)
        for proposal in reading.proposals:
            self._touch(proposal.issue, proposal.passages[0].exact, where)

    def kind(self, party: str) -> str:
        """Return what a party is, as far as anything knows."""
        known = self.parties.get(party)
        return known.kind if known else "other"

    def _person(self, person: PersonMention) -> None:
        named = person.name[:1].isupper() and len(person.name.split()) > 1
        if not named or person.party in _NO_PARTY:
            return
        if person.office and person.party:
            self.people[person.id].append(person)
        else:
            self.unplaced.add(_clean(person.name))

    def _position(self, position: Position, where: str) -> None:
        self._touch(position.issue, position.passages[0].exact, where)
        for option in position.options if position.issue else ():
            wording = _clean(option)
            if wording:
                self.options[position.issue or ""][wording].append(
                    f"{_clean(position.party or UNKNOWN)} {position.stance}"
                )

    def _touch(self, issue: str | None, sentence: str, where: str) -> None:
        if not issue:
            return
        self.touched[issue] += 1
        cited = f"“{_short(_clean(sentence), 160)}” ({where})"
        if len(self.evidence[issue]) < MOST_EVIDENCE and cited not in self.evidence[issue]:
            self.evidence[issue].append(cited)


def process_draft(drafting: Drafting, issues: Mapping[str, Issue]) -> str:
    """Word the draft as the text of a process file.

    Args:
        drafting: What the reports gave.
        issues: The built-in ones, by id.
    Returns: YAML that loads without an error.
    """
    days = sorted(day[:10] for day in drafting.days)
    parties = _parties(drafting)
    lines = [
        "# A draft of a process file, made by `pourparler init` from what it read. It loads as it is.",
        f"# {_count(drafting.reports, 'report')}{f', published from {days[0]} to {days[-1]}' if days else ''}.",
        "# Go through every line that says `check:`; take out what is wrong, add what you know.",
        "",
        "process:",
        "  title: Untitled process  # check: give it a name",
        f"  from: {days[0] if days else 'null'}  # check: when did the process begin?",
        "  to: null",
        "  # check: sign it; then `said_by` and `signed_by` may be left out everywhere below",
        "  signed_by: null",
        *_section("parties", _party_lines(drafting, parties)),
        *_section("people", _people_lines(drafting, parties)),
        *_section("issues", _issue_lines(drafting, issues)),
        "",
        "# What no report says and you assume, each with who says so:",
        "# - {id: w1, kind: weight, party: ..., issue: ..., range: [0.2, 0.5], said_by: ..., why: ...}",
        "assumptions: []",
    ]
    return "\n".join(lines) + "\n"


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield ""
    yield f"{name}:" if any(not line.lstrip().startswith("#") for line in found) else f"{name}: []"
    yield from found


def _parts(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield (party, the part it plays) for every entry."""
    for statement in reading.statements:
        yield statement.party or UNKNOWN, "speaks"
    for position in reading.positions:
        yield position.party or UNKNOWN, "holds"
    for proposal in reading.proposals:
        yield proposal.by or UNKNOWN, "proposes"
    for meeting in reading.meetings:
        yield from ((name, "meets") for name in meeting.participants)
        yield from ((name, "brokers") for name in meeting.brokers)
    for commitment in reading.commitments:
        yield from ((name, "guarantees") for name in commitment.by)


def _parties(drafting: Drafting) -> list[str]:
    """Return the parties to list, the most named first; one of each name, whatever its case.

    A name that no register knows and that was met once is only mentioned: it may be anything.
    """
    offices = {m.party for mentions in drafting.people.values() for m in mentions if m.party}
    sure = {name for name, n in drafting.named.items() if n > 1 or drafting.kind(name) != "other"}
    names = sorted({*sure, *offices} - set(_NO_PARTY), key=lambda n: (-drafting.named[n], n))
    unique = {_clean(name).casefold(): name for name in reversed(names) if _clean(name)}
    return [name for name in names if unique.get(_clean(name).casefold()) == name]


def _party_lines(drafting: Drafting, parties: list[str]) -> Iterator[str]:
    for name in parties:
        known, kind = drafting.parties.get(name), drafting.kind(name)
        parts = drafting.roles[name]
        told = ", ".join(f"{part} {n}×" for part, n in sorted(parts.items())) or "named in an office only"
        yield f"  - name: {_text(name)}  # {told}"
        yield f"    kind: {kind}{'  # check: state, organisation, movement?' if kind == 'other' else ''}"
        if known and known.code and kind == "state":
            yield f"    code: {known.code}"
        yield f"    roles: [{', '.join(_roles(parts))}]  # check: party, broker, guarantor, observer"
        yield "    aliases: []  # check: other names, if reports use them"
    if once := sorted({_clean(name) for name in drafting.named if name not in parties} - {""}):
        yield f"  # check: named once as if they were parties: {', '.join(once)}"


def _roles(parts: Counter[str]) -> list[str]:
    found = []
    if parts["brokers"]:
        found.append("broker")
    elif parts["holds"] + parts["proposes"] > 0 and parts["meets"]:
        found.append("party")
    if parts["guarantees"]:
        found.append("guarantor")
    return found


def _people_lines(drafting: Drafting, parties: list[str]) -> Iterator[str]:
    used: set[str] = set()
    for mentions in sorted(drafting.people.values(), key=lambda ms: (-len(ms), ms[0].name)):
        name = max((m.name for m in mentions), key=lambda n: (len(n), n))
        offices = list(_office_lines(mentions, parties))
        if not offices or not _clean(name):
            continue
        yield f"  - id: {_identifier(name, used)}"
        yield f"    name: {_text(name)}  # in {_count(len(mentions), 'report')}"
        yield "    offices:" + (
            "  # check: the reports differ; both may be right" if len(offices) > 1 else ""
        )
        yield from offices
    if drafting.unplaced:
        yield f"  # check: named without an office for a party: {', '.join(sorted(drafting.unplaced))}"


def _office_lines(mentions: list[PersonMention], parties: list[str]) -> Iterator[str]:
    seen: dict[tuple[str, str], PersonMention] = {}
    for mention in mentions:
        if mention.office and mention.party in parties and _clean(mention.office):
            seen.setdefault((_clean(mention.office).casefold(), mention.party), mention)
    for mention in seen.values():
        start, end = _day(mention.start), _day(mention.end)
        former = ", former: true" if mention.former else ""
        yield (
            f"      - {{title: {_quoted(mention.office or '')}, party: {_quoted(mention.party or '')}, "
            f"from: {start}, to: {end}{former}}}"
        )


def _issue_lines(drafting: Drafting, issues: Mapping[str, Issue]) -> Iterator[str]:
    for issue, count in sorted(drafting.touched.items(), key=lambda pair: (-pair[1], pair[0])):
        known = issues.get(issue)
        yield f"  - id: {issue}"
        yield f"    label: {_text(known.label if known else issue)}  # {_count(count, 'entry', 'entries')}"
        yield from (f"    # {line}" for line in drafting.evidence[issue])
        wordings = sorted(drafting.options[issue].items(), key=lambda pair: (-len(pair[1]), pair[0]))[
            :MOST_OPTIONS
        ]
        if known is not None and known.scale is not None:
            ends = known.scale.options
            yield f"    # check: the built-in scale is used, from {_clean(ends[0].label)} (0) to {_clean(ends[-1].label)} (1)."
            yield from (f"    # seen: {_quoted(wording)} ({_who(who)})" for wording, who in wordings)
        elif wordings:
            yield from _option_lines(wordings)


def _option_lines(wordings: list[tuple[str, list[str]]]) -> Iterator[str]:
    used: set[str] = set()
    yield "    scale: null  # check: is there an order, and who would sign it?"
    yield "    options:  # check: merge those that mean the same; shorten the phrases"
    taken: set[str] = set()
    for wording, who in wordings:
        phrase = " ".join(wording.split()[:MOST_PHRASE])
        yield f"      - id: {_identifier(' '.join(wording.split()[:5]), used)}"
        yield f"        label: {_quoted(_short(wording, 100))}  # {_who(who)}"
        if phrase.casefold() not in taken:
            yield f"        phrases: [{_quoted(phrase)}]"
        taken.add(phrase.casefold())


def _who(said: list[str]) -> str:
    return ", ".join(f"{who}{f' {n}×' if n > 1 else ''}" for who, n in sorted(Counter(said).items()))


def _identifier(name: str, used: set[str]) -> str:
    """Return a short name that is not used yet, and mark it as used."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "unnamed"
    base = f"{base}-1" if base in _NOT_PLAIN else base  # an option named "no" is no truth value
    made, number = base, 2
    while made in used:
        made, number = f"{base}-{number}", number + 1
    used.add(made)
    return made


def _day(said: str | None) -> str:
    return said[:10] if said and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", said[:10]) else "null"


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _clean(text: str) -> str:
    """Make one line of a text from outside: no line ends, no control characters, nothing YAML refuses."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _text(text: str) -> str:
    text = _clean(text)
    return text if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(_clean(text), ensure_ascii=False)
