"""Proposals, the answers to them, and how a draft's clauses differ from the draft before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Proposal, Response
from pourparler.positions.holding import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pourparler.domain import Entry, Issue

import itertools

from pourparler.positions.intervals import named_options


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal with its own answers, and the earlier versions of it."""

    proposal: Proposal
    responses: tuple[Response, ...]
    earlier: tuple[str, ...]  # ids of proposals by the same author on the same issue, oldest first


@dataclass(frozen=True, slots=True)
class Clause:
    """What the texts on record say on one issue, where they differ."""

    issue: str
    texts: tuple[
        tuple[str, tuple[Proposal, ...]], ...
    ]  # options as labelled -> who proposed them, oldest first


@dataclass(frozen=True, slots=True)
class Difference:
    """How one clause changed between two drafts."""

    issue: str
    before: str  # the options that the earlier draft names
    after: str  # those that the later one names
    by: tuple[str | None, str | None]  # the authors of both
    evidence: tuple[str, str]  # ids of both


def ledger(entries: Iterable[Entry]) -> tuple[tuple[Row, ...], tuple[Response, ...]]:
    """Return (proposals with their answers in order of days, answers to proposals not on record)."""
    some = list(entries)
    proposals = sorted((p for p in some if isinstance(p, Proposal)), key=_order)
    answers: dict[str | None, list[Response]] = {}
    for r in sorted((r for r in some if isinstance(r, Response)), key=_order):
        answers.setdefault(r.proposal, []).append(r)
    rows = []
    for i, p in enumerate(proposals):
        earlier = tuple(q.id for q in proposals[:i] if p.by and (q.by, q.issue) == (p.by, p.issue))
        rows.append(Row(p, tuple(answers.pop(p.id, ())), earlier))
    return tuple(rows), tuple(r for rest in answers.values() for r in rest)


def versions(rows: Iterable[Row], issues: Mapping[str, Issue]) -> tuple[Difference, ...]:
    """Return, issue by issue, how each draft settles it differently from the draft before it.

    Drafts that are silent on an issue are passed over: silence changes nothing.

    Args:
        rows: Of the ledger, in order of days.
        issues: Issue id -> issue with the options that components may name.
    """
    proposals = [row.proposal for row in rows]
    found = []
    for id_, issue in sorted(issues.items()):
        settled = [(p, said) for p in proposals if (said := _settles(p, issue))]
        for (old, before), (new, after) in itertools.pairwise(settled):
            if before != after:
                found.append(Difference(id_, before, after, (old.by, new.by), (old.id, new.id)))
    return tuple(found)


def side_by_side(rows: Iterable[Row], issues: Mapping[str, Issue]) -> tuple[Clause, ...]:
    """Return the issues that the texts on record settle differently, each text's options beside the others'.

    Args:
        rows: Of the ledger, in order of days.
        issues: Issue id -> issue with the options that components may name.
    """
    proposals = [row.proposal for row in rows]
    found = []
    for id_, issue in sorted(issues.items()):
        texts: dict[str, list[Proposal]] = {}
        for p in proposals:
            if said := _settles(p, issue):
                texts.setdefault(said, []).append(p)
        if len(texts) > 1:
            found.append(Clause(id_, tuple((said, tuple(by)) for said, by in texts.items())))
    return tuple(found)


def named_by(proposal: Proposal, issues: Mapping[str, Issue]) -> frozenset[str]:
    """Return the options that a proposal names, of any issue: two that name the same are one offer."""
    return frozenset(f"{id_}/{said}" for id_, issue in issues.items() if (said := _settles(proposal, issue)))


def _settles(proposal: Proposal, issue: Issue) -> str | None:
    said = (*proposal.components, *(p.exact for p in proposal.passages if not proposal.components))
    return ", ".join(o.label for o in named_options(issue, said)) or None


def _order(entry: Entry) -> tuple[str, str, tuple[int, int], str]:
    return (day_of(entry) or "", entry.document, entry.span, entry.id)
