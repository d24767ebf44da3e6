"""Whose agreement makes a deal: everyone's, or a quorum's with every veto among them."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.problem import Problem
    from pourparler.settlement.tables import Array


def accepts(good: Sequence[Array], problem: Problem | None) -> Array:
    """Say which packages are accepted.

    Args:
        good: Party by party, whether each package reaches its no-deal value.
        problem: Whose rule counts; None: everyone has to agree.

    >>> accepts([np.array([True, True]), np.array([True, False])], None).tolist()
    [True, False]
    """
    if problem is None or not problem.acceptance.quorum:
        return np.asarray(reduce(np.logical_and, good))
    agreeing: Array = np.stack([g.astype(np.int16) for g in good]).sum(axis=0)
    enough = agreeing >= problem.acceptance.quorum
    for party, g in zip(problem.parties, good, strict=True):
        if party in problem.acceptance.vetoes:
            enough = enough & g
    return enough


def rule_in_words(problem: Problem) -> str:
    """Return the rule as a sentence."""
    rule = problem.acceptance
    if not rule.quorum:
        return "every party has to agree"
    vetoes = f", {' and '.join(rule.vetoes)} among them" if rule.vetoes else ""
    return f"at least {rule.quorum} of {len(problem.parties)} parties have to agree{vetoes}"
