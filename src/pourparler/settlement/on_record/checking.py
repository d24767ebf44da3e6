"""A draft agreement against the record: for each clause and party met, rejected, conditional or silent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.settlement.on_record.building import assumed, build
from pourparler.settlement.on_record.grounds import ASSUMED, IN, Literal
from pourparler.settlement.on_record.wording import same_thing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pourparler.domain import Assumption, Entry, Issue
    from pourparler.domain.draft import Clause, Draft
    from pourparler.settlement.on_record.building import Built
    from pourparler.settlement.on_record.grounds import Choice, Ground
    from pourparler.settlement.on_record.in_force import Word, Words

VERDICTS = ("met", "rejected", "conditional", "silent")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one clause fares with one party, by its words in force."""

    party: str
    word: str  # one of VERDICTS
    why: str  # in a sentence
    evidence: tuple[str, ...]  # entry ids; may be empty only for `silent`
    firm: bool = True
    voice: str | None = None
    last_word: str | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One clause with a verdict for each party."""

    clause: Clause
    verdicts: tuple[Verdict, ...]
    others: tuple[tuple[str, str, tuple[str, ...]], ...]  # (who, stance, entry ids) not at the table


@dataclass(frozen=True, slots=True)
class Broken:
    """A stated assumption, or a refusal of several things together, that the draft as a whole breaks."""

    ground: Ground
    clauses: tuple[str, ...]  # numbers of the clauses that it is about


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A draft, clause by clause and as a whole."""

    draft: Draft
    on: str
    parties: tuple[str, ...]
    clauses: tuple[Checked, ...]
    broken: tuple[Broken, ...]
    unmentioned: tuple[
        tuple[str, str, tuple[str, ...]], ...
    ]  # (issue, party, entry ids): asked for, no clause


def check_draft(
    draft: Draft,
    entries: Sequence[Entry],
    issues: Mapping[str, Issue],
    *,
    on: str,
    parties: Sequence[str],
    assumptions: Sequence[Assumption] = (),
    signed: Sequence[str] = (),
) -> DraftCheck:
    """Return how every clause fares with every party, and what the draft as a whole breaks.

    A clause is met where the party asks for its option (or offers it); rejected where it refuses it, or
    asks for other options only; conditional where it is open to it or names a condition; silent where no
    word that counts is about it.

    Args:
        draft: With its terms.
        entries: Of a view; those that count.
        issues: Issue id -> issue.
        on: The day, ISO 8601.
        parties: Those at the table.
        assumptions: Of the process file; `excludes` and `requires` count.
        signed: Ids of the process file's own issues.
    """
    built = build(entries, issues, on=on, parties=parties, assumptions=assumptions, signed=signed)
    checked = tuple(_clause(clause, built, parties) for clause in draft.clauses)
    return DraftCheck(
        draft,
        on,
        tuple(parties),
        checked,
        _broken(draft, built, assumptions),
        _unmentioned(draft, built, parties),
    )


def _clause(clause: Clause, built: Built, parties: Sequence[str]) -> Checked:
    places = _places(clause, built)
    verdicts = tuple(_verdict(party, clause, places, built) for party in parties)
    others = tuple(
        (n.by, n.what.removeprefix("others: "), n.evidence)
        for n in built.noted
        if n.what.startswith("others: ") and (n.choice, n.option) in places
    )
    return Checked(clause, verdicts, others)


def _places(clause: Clause, built: Built) -> list[tuple[str, str]]:
    """Return what the clause picks: its issue's option, or a wording that says the same."""
    if clause.issue and clause.option:
        return [(clause.issue, clause.option)]
    return [
        (c.id, IN)
        for c in built.choices
        if c.wording
        and clause.text
        and same_thing(c.wording, clause.text)
        and clause.issue in (None, c.issue)
    ]


def _verdict(party: str, clause: Clause, places: Sequence[tuple[str, str]], built: Built) -> Verdict:
    found = [
        v
        for choice, option in places
        if (v := _on(party, option, built.words.get((party, choice)), built, choice))
    ]
    if found:
        return min(found, key=lambda v: ("rejected", "conditional", "met", "silent").index(v.word))
    why = "no word that counts is about it"
    if clause.issue and clause.option is None:
        why = "the clause was not recognised as an option; name one and check again"
    return Verdict(party, "silent", why, ())


def _on(party: str, option: str, words: Words | None, built: Built, choice: str) -> Verdict | None:
    if words is None:
        return None
    if option in words.refuses:
        return _because(party, "rejected", "it rejects this", words.refuses[option])
    wants = words.wants
    if wants and option in wants.options and (wants.conditions or option in words.admits):
        return _because(party, "conditional", "it names a condition", words.admits.get(option, wants))
    if wants and option in wants.options:
        several = " among others" if len(wants.options) > 1 else ""
        verb = {"offers": "offers", "proposes": "proposes", "supports": "supports"}
        stance = next((verb[s] for s in wants.stances if s in verb and not wants.firm), "asks for")
        return _because(party, "met", f"it {stance} this{several}", wants)
    if option in words.admits:
        return _because(party, "conditional", "it is open to this", words.admits[option])
    if wants:
        known = known_choice(built, choice)
        asked = " or ".join(known.label(o) for o in wants.options) if known else ", ".join(wants.options)
        return _because(party, "rejected", f"it asks for something else: {asked}", wants)
    return _of_refusals(party, option, words, known_choice(built, choice))


def known_choice(built: Built, id_: str) -> Choice | None:
    """Return the choice with an id, if anybody has a word on it."""
    return next((c for c in built.choices if c.id == id_), None)


def _of_refusals(party: str, option: str, words: Words, choice: Choice | None) -> Verdict | None:
    """Say what refusals of other options mean for this one: met only where they leave nothing else."""
    if not words.refuses or choice is None:
        return None
    refused = [o for o in choice.options if o in words.refuses]
    word = words.refuses[refused[0]]
    labels = ", ".join(choice.label(o) for o in refused)
    if set(choice.options) - set(refused) == {option}:
        return _because(party, "met", f"it rejects everything else: {labels}", word)
    return _because(party, "silent", f"it only rejects: {labels}", word)


def _because(party: str, word: str, why: str, of: Word) -> Verdict:
    return Verdict(party, word, why, of.evidence, of.firm, of.voice, of.last_word, of.conditions)


def _broken(draft: Draft, built: Built, assumptions: Sequence[Assumption]) -> tuple[Broken, ...]:
    """Return assumptions and joint refusals that the clauses, taken together, break for certain."""
    picked = {c.issue: c.option for c in draft.clauses if c.issue and c.option}
    whole = [g for a in assumptions if (g := assumed(a))]
    whole += [g for g in built.grounds if g.firmness != ASSUMED and len(g.picks) > 1 and len(g.clauses) == 1
              and not g.clauses[0][0].wanted]  # fmt: skip
    found = []
    for ground in whole:
        if any(all(_fails(x, picked) for x in clause) for clause in ground.clauses):
            numbers = tuple(c.number for c in draft.clauses if (c.issue, c.option) in ground.picks)
            found.append(Broken(ground, numbers))
    return tuple(found)


def _fails(literal: Literal, picked: Mapping[str, str | None]) -> bool:
    return literal.choice in picked and (picked[literal.choice] == literal.option) is not literal.wanted


def _unmentioned(
    draft: Draft, built: Built, parties: Sequence[str]
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return what parties ask for firmly on issues that no clause settles."""
    settled = {c.issue for c in draft.clauses if c.issue}
    found: dict[tuple[str, str], list[str]] = {}
    for ground in built.grounds:
        issues = {c.partition(":")[0] for c in ground.choices()}
        if ground.by in parties and ground.id.endswith("/wants") and not issues & settled:
            found.setdefault((min(issues), ground.by), []).extend(ground.evidence)
    return tuple((issue, party, tuple(dict.fromkeys(e))) for (issue, party), e in sorted(found.items()))


def termed(draft: Draft, terms: Mapping[str, tuple[str | None, str | None]]) -> Draft:
    """Return a draft with the terms that were recognised in its clauses.

    Args:
        draft: As it was read.
        terms: Clause number -> (issue, option); a clause that has an option keeps it.
    """
    clauses = tuple(
        c if c.option else replace(c, issue=c.issue or terms.get(c.number, (None, None))[0],
                                   option=terms.get(c.number, (None, None))[1])
        for c in draft.clauses
    )  # fmt: skip
    return replace(draft, clauses=clauses)
