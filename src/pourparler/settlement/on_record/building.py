"""From entries and stated assumptions to the choices and grounds that the solver gets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from pourparler.settlement.on_record.grounds import (
    ASSUMED,
    FIRM,
    HELD,
    IN,
    OUT,
    SOFT,
    Choice,
    Ground,
    Literal,
    Noted,
)
from pourparler.settlement.on_record.placing import place, renew, standing
from pourparler.settlement.on_record.sayings import sayings
from pourparler.settlement.on_record.wording import content_words, names, same_thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pourparler.domain import Assumption, Entry, Issue
    from pourparler.settlement.on_record.grounds import Clause, Pick
    from pourparler.settlement.on_record.in_force import Word, Words
    from pourparler.settlement.on_record.placing import Placed, Standing, Table
    from pourparler.settlement.on_record.sayings import Saying


@dataclass(frozen=True, slots=True)
class Built:
    """What there is to choose, and on what grounds packages are ruled out."""

    choices: tuple[Choice, ...]
    grounds: tuple[Ground, ...]
    noted: tuple[Noted, ...]
    words: Standing


def build(
    entries: Sequence[Entry],
    issues: Mapping[str, Issue],
    *,
    on: str,
    parties: Sequence[str],
    assumptions: Sequence[Assumption] = (),
    opponents: bool = False,
    signed: Sequence[str] = (),
) -> Built:
    """Return choices and grounds.

    Args:
        entries: Of a view; those that count.
        issues: Issue id -> issue with its options.
        on: The day, ISO 8601.
        parties: Whose words rule packages out; what others say is noted.
        assumptions: Of the process file; `excludes` and `requires` count.
        opponents: Also what opponents and third parties say that a party wants.
        signed: Ids of the process file's own issues.
    """
    said = sayings(entries, issues, on=on, opponents=opponents, signed=signed)
    table = place(said)
    words = standing(table.placed, parties)
    renew(words, entries, on=on)
    stated = [g for a in assumptions if a.kind in ("excludes", "requires") for g in [assumed(a)] if g]
    cited = [
        *(g for (party, choice), w in words.items() for g in _cited(party, choice, w)),
        *_held(words, {s.entry: s for s in said}),
        *_joint(table.placed, parties),
    ]
    choices = _choices(cited, table, issues, stated)
    known = {c.id for c in choices}
    grounds = [*cited, *(g for g in stated if g.choices() <= known)]
    noted = [*_admitted(words), *_nameless(table, parties), *_others(table, parties)]
    labelled = tuple(replace(n, label=_label(n, issues, table)) for n in noted)
    return Built(choices, tuple(sorted(grounds, key=lambda g: g.id)), labelled, words)


def _label(n: Noted, issues: Mapping[str, Issue], table: Table) -> str:
    if n.option is None:
        return "no option named"
    if n.choice in issues:
        return next((o.label for o in issues[n.choice].options if o.id == n.option), n.option)
    return table.wordings.get(n.choice, (n.option,))[0]


def _choices(
    cited: Sequence[Ground], table: Table, issues: Mapping[str, Issue], stated: Sequence[Ground]
) -> tuple[Choice, ...]:
    """Return a choice for each issue and wording spoken of, and for issues that assumptions tie to them."""
    ids = dict.fromkeys(sorted(c for g in cited for c in g.choices()))
    tied = {g.choices() for g in stated}
    grew = True
    while grew:
        more = {c for cs in tied if cs & ids.keys() for c in cs if c in issues} - ids.keys()
        ids.update(dict.fromkeys(sorted(more)))
        grew = bool(more)
    proposed = {w for p in table.placed if p.saying.stance == "proposes" for w in p.saying.wordings}
    return tuple(
        _of_issue(issues[id_]) if id_ in issues else _of_wording(id_, table.wordings[id_], proposed)
        for id_ in sorted(ids)
    )


def _of_issue(issue: Issue) -> Choice:
    return Choice(
        issue.id, issue.id, tuple(o.id for o in issue.options), tuple(o.label for o in issue.options)
    )


def _of_wording(id_: str, wordings: Sequence[str], proposed: set[str]) -> Choice:
    some = [w for w in wordings if w in proposed] or list(wordings)
    best = max(some, key=lambda w: (len(content_words(w)), -len(w), w))
    return Choice(id_, id_.rpartition(":")[0], (IN, OUT), (best, f"without {best}"), best)


def _any(picks: Sequence[Pick]) -> Clause:
    return tuple(Literal(choice, option, wanted=True) for choice, option in picks)


def _none(picks: Sequence[Pick]) -> tuple[Clause, ...]:
    return tuple((Literal(choice, option, wanted=False),) for choice, option in picks)


def _cited(party: str, choice: str, words: Words) -> Iterator[Ground]:
    if words.wants:
        picks = tuple((choice, o) for o in words.wants.options)
        yield _ground(f"{party}/{choice}/wants", party, words.wants, picks, (_any(picks),))
    for option, word in words.refuses.items():
        picks = ((choice, option),)
        yield _ground(f"{party}/{choice}/refuses {option}", party, word, picks, _none(picks))


def _ground(id_: str, party: str, word: Word, picks: tuple[Pick, ...], clauses: tuple[Clause, ...]) -> Ground:
    return Ground(
        id=id_,
        by=party,
        firmness=FIRM if word.firm else SOFT,
        stances=word.stances,
        picks=picks,
        clauses=clauses,
        voice=word.voice,
        since=word.since,
        last_word=word.last_word,
        evidence=word.evidence,
        renewed=word.renewed,
        conditions=word.conditions,
    )


def _held(words: Standing, said: Mapping[str, Saying]) -> Iterator[Ground]:
    """Set what one party holds against another's claim to it."""
    for (claimant, choice), some in words.items():
        claim = some.wants
        if claim is None or "claims" not in claim.stances:
            continue
        issue = choice.partition(":")[0]
        picks = tuple((choice, o) for o in claim.options)
        for (holder, held_in), other in words.items():
            held = other.holds
            if holder == claimant or held is None or held_in.partition(":")[0] != issue:
                continue
            if held_in == choice or _same_ground(claim, held, said):
                ground = _ground(f"{holder}/{choice}/holds", holder, held, picks, _none(picks))
                yield replace(ground, firmness=HELD, why=claimant)


def _same_ground(claim: Word, held: Word, said: Mapping[str, Saying]) -> bool:
    for a in claim.wordings:
        for b in held.wordings:
            if same_thing(a, b) or names(a) & names(b):
                return True
    claimed = [said[e].passage for e in claim.evidence if e in said]
    return any(
        d == passage[0] and start < passage[2] and passage[1] < end
        for d, start, end in claimed
        for e in held.evidence
        if e in said
        for passage in [said[e].passage]
    )


def _joint(placed: Sequence[Placed], parties: Sequence[str]) -> Iterator[Ground]:
    """Turn the refusal of a proposal of several parts into a ground against all of them together."""
    by: dict[tuple[str, str], list[Placed]] = {}
    for p in placed:
        if p.saying.jointly and p.saying.party in parties:
            by.setdefault((p.saying.party, p.saying.entry), []).append(p)
    for (party, entry), some in sorted(by.items()):
        s = some[0].saying
        picks = tuple(dict.fromkeys(pick for p in some for pick in p.picks))
        yield Ground(
            id=f"{party}/{some[0].choice}/refuses together {entry}",
            by=party,
            firmness=FIRM,
            stances=("rejects",),
            picks=picks,
            clauses=(tuple(Literal(c, o, wanted=False) for c, o in picks),),
            voice=s.voice,
            since=s.day,
            last_word=s.day,
            evidence=(entry,),
        )


def assumed(a: Assumption) -> Ground | None:
    """Turn an exclusion (at most one of the options) or a requirement into a ground."""
    value = a.value if isinstance(a.value, dict) else {}
    if a.kind == "excludes":
        picks = tuple(_pick(o) for o in value.get("options", ()))
        clauses = tuple(
            (Literal(*p, wanted=False), Literal(*q, wanted=False)) for p, q in combinations(picks, 2)
        )
    else:
        picks = (_pick(value.get("if", "")), _pick(value.get("then", "")))
        clauses = ((Literal(*picks[0], wanted=False), Literal(*picks[1], wanted=True)),)
    if not clauses or not all(c and o for c, o in picks):
        return None
    return Ground(
        id=f"assumption/{a.id}",
        by=a.said_by,
        firmness=ASSUMED,
        stances=(a.kind,),
        picks=picks,
        clauses=clauses,
        assumption=a.id,
        why=a.text,
    )


def _pick(text: object) -> Pick:
    issue, _, option = str(text).partition("/")
    return issue, option


def _admitted(words: Standing) -> Iterator[Noted]:
    for (party, choice), some in words.items():
        for option, word in some.admits.items():
            what = "conditional" if word.conditions or "conditional" in word.stances else "open"
            yield Noted(party, choice, option, what, word.evidence, word.conditions)


def _nameless(table: Table, parties: Sequence[str]) -> Iterator[Noted]:
    for s in table.nameless:
        if s.party in parties:
            yield Noted(s.party, s.issue, None, s.stance, (s.entry,), (s.condition,) if s.condition else ())


def _others(table: Table, parties: Sequence[str]) -> Iterator[Noted]:
    """Note what parties that are not at the table ask for or refuse."""
    seen: dict[tuple[str, str, str, str], list[str]] = {}
    for p in table.placed:
        if p.saying.party not in parties:
            for option in p.options:
                seen.setdefault((p.saying.party, p.choice, option, p.saying.stance), []).append(
                    p.saying.entry
                )
    for (party, choice, option, stance), entries in sorted(seen.items()):
        yield Noted(party, choice, option, f"others: {stance}", tuple(dict.fromkeys(entries)))
