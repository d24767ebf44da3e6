"""The parts of a problem: groups of issues that no constraint or interaction ties to issues outside.

What is tied together is looked at together, package by package; the parts themselves are independent of each
other, so that their sums can be merged and counted as if each part were one issue with many options.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.problem import Constraint, Term
from pourparler.settlement.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain.problem import Problem
    from pourparler.settlement.tables import Array, Tables

LARGEST = 1 << 21
"""Parts of more packages than this are not looked at whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some issues with every way to settle them that keeps their constraints."""

    issues: tuple[int, ...]
    values: Array  # (parties, ways)
    index: Array | None  # way -> its number among all combinations; None: the options of a single issue


def parts_of(tables: Tables) -> list[Part] | None:
    """Split a problem into its parts, in the order of their first issues.

    Args:
        tables: Of any problem.
    Returns: None where the problem is not a sum of parts small enough to look at.
    """
    if tables.lift or tables.capped:
        return None
    groups = _tied(tables.problem)
    sizes = tables.sizes
    touched = {t.issue for c in tables.problem.constraints for t in (*c.terms, *c.then)}
    touched |= {t.issue for e in tables.extras for t in e.interaction.when}
    if any(prod(sizes[i] for i in g) > LARGEST for g in groups if touched & set(g)):
        return None
    return [_part(tables, g) if touched & set(g) else Part(g, tables.parts[g[0]], None) for g in groups]


def _tied(problem: Problem) -> list[tuple[int, ...]]:
    """Group the issues that constraints and interactions tie together."""
    leader = list(range(len(problem.issues)))

    def find(issue: int) -> int:
        while leader[issue] != issue:
            issue = leader[issue]
        return issue

    ties: list[Sequence[Term]] = [(*c.terms, *c.then) for c in problem.constraints]
    ties += [i.when for p in problem.preferences for i in p.interactions]
    for terms in ties:
        for term in terms[1:]:
            one, other = sorted((find(terms[0].issue), find(term.issue)))
            leader[other] = one
    groups: dict[int, list[int]] = {}
    for issue in range(len(problem.issues)):
        groups.setdefault(find(issue), []).append(issue)
    return [tuple(g) for g in groups.values()]


def _part(tables: Tables, issues: tuple[int, ...]) -> Part:
    smaller = _only(tables, issues)
    found = list(blocks(smaller))
    none: Array = np.zeros((len(tables.scale), 0), dtype=tables.dtype)
    values = np.concatenate([none, *(b.values for b in found)], axis=1)
    index = np.concatenate([np.zeros(0, dtype=np.int64), *(b.index for b in found)])
    return Part(issues, values, index)


def _only(tables: Tables, issues: tuple[int, ...]) -> Tables:
    """Return the tables of some issues alone."""
    problem, inside = tables.problem, set(issues)
    moved = {issue: n for n, issue in enumerate(issues)}
    preferences = tuple(
        replace(
            p,
            weights=tuple(p.weights[i] for i in issues),
            values=tuple(p.values[i] for i in issues),
            orders=(),
        )
        for p in problem.preferences
    )
    constraints = tuple(_moved(c, moved) for c in problem.constraints if {t.issue for t in c.terms} <= inside)
    smaller = replace(
        problem, issues=tuple(problem.issues[i] for i in issues), preferences=preferences, constraints=constraints,
        drafts=(),
    )  # fmt: skip
    extras = tuple(
        replace(e, interaction=replace(e.interaction, when=_terms(e.interaction.when, moved)))
        for e in tables.extras
        if {t.issue for t in e.interaction.when} <= inside
    )
    return replace(tables, problem=smaller, parts=tuple(tables.parts[i] for i in issues), extras=extras)


def _moved(constraint: Constraint, moved: dict[int, int]) -> Constraint:
    return replace(constraint, terms=_terms(constraint.terms, moved), then=_terms(constraint.then, moved))


def _terms(terms: Iterable[Term], moved: dict[int, int]) -> tuple[Term, ...]:
    return tuple(Term(moved[t.issue], t.options) for t in terms)
