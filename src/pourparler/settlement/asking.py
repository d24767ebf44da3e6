"""Whom to ask what: the single answer that would change the advice most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.settlement.tables import Array

BINS = 10


@dataclass(frozen=True, slots=True)
class Question:
    """One thing one party could tell."""

    party: str
    about: str
    saves: float  # how much of the expected regret the answer takes away, as a share of the Nash choice
    changes: float  # share of draws in which the answer would change the advice
    words: str


def best_question(
    parties: Sequence[str], asked: Sequence[Sequence[tuple[str, Array]]], loss: Array
) -> Question | None:
    """Find the answer that would change the advice most.

    The advice is the package with the least expected regret. Draws are split by the answer into bins of
    equal size; in each bin the advice may be another one, and what that saves on average is the answer's value.

    Args:
        parties: Their names.
        asked: Party by party: what could be asked, and the answer in each draw.
        loss: (packages, draws), regret.
    Returns: None where no answer would change anything.
    Source: expected value of partial perfect information, by binning (Strong and Oakley 2013).
    """
    if not loss.size:
        return None
    overall = loss.mean(axis=1)
    advice, expected = int(overall.argmin()), float(overall.min())
    best: Question | None = None
    for party, questions in zip(parties, asked, strict=True):
        for about, answer in questions:
            saves, changes = _worth(answer, loss, advice, expected)
            if saves > 1e-6 and (best is None or saves > best.saves):
                best = Question(party, about, saves, changes, _words(party, about, answer, saves, changes))
    return best


def _worth(answer: Array, loss: Array, advice: int, expected: float) -> tuple[float, float]:
    order = np.argsort(answer, kind="stable")
    kept = changed = 0.0
    for part in np.array_split(order, BINS):
        means = loss[:, part].mean(axis=1)
        kept += float(means.min()) * part.size
        changed += part.size if means[advice] > means.min() + 1e-9 else 0
    return expected - kept / answer.size, changed / answer.size


def _words(party: str, about: str, answer: Array, saves: float, changes: float) -> str:
    low, high = np.quantile(answer, [0.05, 0.95])
    return (
        f"ask {party} {about} (now taken as between {low:.3g} and {high:.3g}): the answer would change the advice "
        f"in {changes:.0%} of the draws and save {saves:.1%} of what the best package brings, on average"
    )
