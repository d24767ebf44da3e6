"""From entries to sayings: who says what for or against which option or wording, when, by whose voice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.domain import Position, Proposal, Response
from pourparler.positions.holding import VOICE_RANK, day_of
from pourparler.positions.intervals import AGAINST, BETWEEN, FOR, named_options
from pourparler.settlement.on_record.wording import same_thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pourparler.domain import Entry, Issue, Option

COUNTED = ("own", "narrator")
"""Voices that count always: the party's own word, and the report's own voice."""
FAVOURS = FOR | {"proposes", "accepts"}
REFUSES = AGAINST
LEAVES_OPEN = BETWEEN
STRONG = frozenset({"claims", "demands", "accepts", "rejects", "opposes"})
"""Stances whose word is firm; supports, offers and proposes are weaker."""
_QUANTITY = re.compile(r"(?:\b(?:all|whole|part|rest|entire|both|most|of|the|its|that|this|their|an?)\s+)+\Z")
_VERB_AND_QUANTITY = re.compile(
    r"(?:\b(?!not\b|no\b|never\b)\w+\s+)?" + _QUANTITY.pattern + r"|\b(?!not\b|no\b|never\b)\w+\s+\Z"
)
_REFUSAL = re.compile(
    r"^.*?\b(?:refus\w*|reject\w*|oppos\w*|dismiss\w*|declin\w*|rul(?:es?|ed|ing) out|not|never|n['’]t)\b(?:\s+to\b)?",
    re.IGNORECASE | re.DOTALL,
)
_RIGHT = re.compile(r"[^.;:!?\n]{0,50}")


@dataclass(frozen=True, slots=True)
class Saying:
    """One entry as far as it speaks for or against something."""

    party: str
    issue: str
    stance: str  # a stance of a position, or proposes, accepts
    options: tuple[str, ...]  # ids of recognised options of the issue
    wordings: tuple[str, ...]  # as the report words what it names, options or not
    day: str | None
    voice: str
    entry: str
    passage: tuple[str, int, int]  # document, start, end
    condition: str | None = None
    jointly: bool = False  # what is refused is refused together, not each part
    answers: str | None = None  # id of the proposal it answers

    @property
    def recognised(self) -> bool:
        """Whether it names an option that somebody defined."""
        return bool(self.options)


def sayings(
    entries: Iterable[Entry],
    issues: Mapping[str, Issue],
    *,
    on: str,
    opponents: bool = False,
    signed: Sequence[str] = (),
) -> tuple[Saying, ...]:
    """Return what positions, proposals and answers to proposals say, oldest first.

    Args:
        entries: Of a view.
        issues: Issue id -> issue with its options.
        on: The last day that counts, ISO 8601.
        opponents: Also what opponents and third parties say that a party wants.
        signed: Issues of the process file. A wording that names none of its own issue's options, and an
            option of one of these, is about that one.
    """
    voices = tuple(VOICE_RANK) if opponents else COUNTED
    some = [e for e in entries if (day_of(e) or "") <= on]
    proposals = {p.id: p for p in some if isinstance(p, Proposal)}
    found: list[Saying] = []
    for e in some:
        if isinstance(e, Position) and e.party and e.issue and e.voice in voices:
            found.append(_of_position(e, issues, signed))
        elif isinstance(e, Proposal) and e.by:
            found += _of_proposal(e, issues, signed, e.by, "proposes", e)
        elif isinstance(e, Response) and e.by and e.proposal in proposals:
            found += _of_response(e, proposals[e.proposal], issues, signed)
    return tuple(sorted(found, key=_order))


def _order(s: Saying) -> tuple[str, tuple[str, int, int], str, str]:
    return (s.day or "", s.passage, s.entry, s.issue)


def _of_position(p: Position, issues: Mapping[str, Issue], signed: Sequence[str]) -> Saying:
    meant = _meant(p, p.options, issues, signed, favours=p.stance not in REFUSES)
    issue, options = meant[0] if len(meant) == 1 else (str(p.issue), ())
    return Saying(
        party=str(p.party),
        issue=issue,
        stance=p.stance,
        options=options,
        wordings=p.options,
        day=day_of(p),
        voice=p.voice,
        entry=p.id,
        passage=(p.document, *p.span),
        condition=p.condition,
    )


def _of_response(
    r: Response, proposal: Proposal, issues: Mapping[str, Issue], signed: Sequence[str]
) -> list[Saying]:
    stance = {"considering": "open"}.get(r.response, r.response)
    found = _of_proposal(proposal, issues, signed, str(r.by), stance, r)
    joint = stance == "rejects" and sum(max(1, len(s.options)) for s in found) > 1
    return [replace(s, condition=r.condition, answers=proposal.id, jointly=joint) for s in found]


def _of_proposal(  # noqa: PLR0917 - the same five for proposals and the answers to them
    proposal: Proposal,
    issues: Mapping[str, Issue],
    signed: Sequence[str],
    by: str,
    stance: str,
    source: Proposal | Response,
) -> list[Saying]:
    """Return one saying for each issue whose options the components name, else one on their wording."""
    base = Saying(
        party=by,
        issue=proposal.issue or "other",
        stance=stance,
        options=(),
        wordings=proposal.components,
        day=day_of(source),
        voice="narrator",
        entry=source.id,
        passage=(source.document, *source.span),
    )
    meant = _meant(proposal, proposal.components, issues, signed, favours=True)
    if meant:
        return [replace(base, issue=issue, options=options) for issue, options in meant]
    return [base] if proposal.components else []


def _meant(
    entry: Position | Proposal,
    wordings: Sequence[str],
    issues: Mapping[str, Issue],
    signed: Sequence[str],
    *,
    favours: bool,
) -> list[tuple[str, tuple[str, ...]]]:
    """Return (issue, options) for what wordings name: on the entry's own issue, else on a signed one."""
    own = [entry.issue] if entry.issue and entry.issue in issues else []
    for some in (own, [i for i in signed if i in issues and i != entry.issue]):
        named = [
            (id_, tuple(o.id for o in options))
            for id_ in some
            if (options := _recognised(issues[id_], wordings, entry, favours=favours))
        ]
        if named:
            return named
    return []


def _recognised(
    issue: Issue, wordings: Sequence[str], entry: Position | Proposal, *, favours: bool
) -> tuple[Option, ...]:
    """Return the options that wordings name, with a few words of the passage around them if need be.

    A reader may cut "all of Donetsk" to "Donetsk". To the left only words of quantity are taken in, and
    for a wish the verb before ("freeze the line"): never a verb of refusal, which would turn the meaning
    round. A phrase counts only where it reaches into the wording itself. Of what is refused, the words up
    to the refusal are passed over: "refuses to withdraw" names a withdrawal, not the option "refuses to".
    """
    if not favours:
        wordings = [_REFUSAL.sub("", w) for w in wordings]
    if named := named_options(issue, wordings):
        return named
    text = entry.passages[0].exact
    found: list[str] = []
    for wording in wordings:
        start = text.find(wording)
        if start < 0:
            continue
        left = (_VERB_AND_QUANTITY if favours else _QUANTITY).search(text, 0, start)
        right = _RIGHT.match(text, start + len(wording))
        before, after = (left[0] if left else ""), (right[0] if right else "")
        if not named_options(issue, (before, after)):
            found.append(before + wording + after)
    return named_options(issue, found)


def clustered(found: Sequence[Saying]) -> dict[tuple[str, str], str]:
    """Return (issue, wording) -> id of the thing that is meant, for wordings that name no option.

    Two wordings on one issue mean one thing where one contains the other's words, or where one party
    words it twice within one passage.
    """
    groups: list[list[tuple[str, str]]] = []
    unnamed = [s for s in found if not s.recognised]
    for saying in unnamed:
        for wording in saying.wordings:
            _place(groups, (saying.issue, wording))
    for proposal in (s for s in unnamed if s.stance == "proposes"):
        for other in unnamed:
            if other.stance in FAVOURS and _one_breath(proposal, other):
                _join(groups, [(proposal.issue, w) for w in (*proposal.wordings, *other.wordings)])
    numbered: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    for group in groups:
        issue = group[0][0]
        counts[issue] = counts.get(issue, 0) + 1
        numbered.update(dict.fromkeys(group, f"{issue}:{counts[issue]}"))
    return numbered


def _place(groups: list[list[tuple[str, str]]], key: tuple[str, str]) -> None:
    near = [g for g in groups if g[0][0] == key[0] and any(same_thing(w, key[1]) for _, w in g)]
    for other in near[1:]:
        near[0].extend(other)
        groups.remove(other)
    if not near:
        groups.append([key])
    elif key not in near[0]:
        near[0].append(key)


def _one_breath(a: Saying, b: Saying) -> bool:
    """Say whether one party speaks twice within one passage, on one issue."""
    same = (a.party, a.issue, a.passage[0]) == (b.party, b.issue, b.passage[0])
    return same and a.passage[1] < b.passage[2] and b.passage[1] < a.passage[2]


def _join(groups: list[list[tuple[str, str]]], keys: Sequence[tuple[str, str]]) -> None:
    near = [g for g in groups if set(g) & set(keys)]
    for other in near[1:]:
        near[0].extend(other)
        groups.remove(other)
