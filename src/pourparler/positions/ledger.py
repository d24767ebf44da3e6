"""Proposals, the answers to them, and how a draft's clauses differ from the draft before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Proposal, Response
from pourparler.positions.holding import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pourparler.domain import Entry, Issue

from pourparler.positions.intervals import named_options


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal with its own answers, and the earlier versions of it."""

    proposal: Proposal
    responses: tuple[Response, ...]
    earlier: tuple[str, ...]  # ids of proposals by the same author on the same issue, oldest first


@dataclass(frozen=True, slots=True)
class Difference:
    """How one clause changed between two drafts."""

    issue: str
    before: str | None  # option or wording; None: the earlier draft is silent
    after: str | None
    by: str | None  # author of the later draft
    evidence: tuple[str, str]  # the two proposals


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


def differences(before: Proposal, after: Proposal, issues: Mapping[str, Issue]) -> tuple[Difference, ...]:
    """Return what two drafts settle differently, issue by issue, where their components name options.

    Args:
        before: The earlier draft.
        after: The later one.
        issues: Issue id -> issue with the options that components may name.
    """
    found = []
    for id_, issue in sorted(issues.items()):
        old, new = _settles(before, issue), _settles(after, issue)
        if old != new:
            found.append(Difference(id_, old, new, after.by, (before.id, after.id)))
    return tuple(found)


def _settles(proposal: Proposal, issue: Issue) -> str | None:
    named = named_options(issue, proposal.components)
    return ", ".join(o.id for o in named) or None


def _order(entry: Entry) -> tuple[str, str, tuple[int, int], str]:
    return (day_of(entry) or "", entry.document, entry.span, entry.id)
