"""What holds although nobody knows the numbers exactly: shares of seeded draws, regret, and whom to ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pourparler.settlement.acceptance import accepts
from pourparler.settlement.asking import Question, best_question
from pourparler.settlement.bounding import greatest_lead
from pourparler.settlement.drawing import draw
from pourparler.settlement.field import Field, gains_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.problem import Package, Problem
    from pourparler.settlement.tables import Array

DRAWS = 10_000
CELLS = 400_000  # packages x draws looked at together by one worker: they stay in the cache
MOST_AT_ONCE = 250  # draws; their tallies fit into bytes
SHORTLIST = 50  # packages told about: those chosen most often
CHAMPIONS = 6
TOLERANCE = 1e-9
FLOAT_SLACK = 1e-6
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Robust:
    """One package across the draws; shares are of all draws."""

    package: Package
    accepted_by: tuple[float, ...]  # party by party
    accepted: float  # under the rule
    efficient: float | None  # undominated among the packages looked at; None: not asked
    chosen: float  # the Nash choice
    necessarily: bool | None  # proved efficient for all numbers within the bounds
    regret: float  # mean loss against the draw's Nash choice, as a share of it
    regret_high: float  # 95 draws in 100 lose no more


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What many draws say together."""

    draws: int
    seed: int
    zone: float  # share of draws in which some package is accepted
    packages: tuple[Robust, ...]  # most often chosen first
    possibly: int | None  # packages efficient in at least one draw
    question: Question | None  # the single answer that would change the advice most


@dataclass(frozen=True, slots=True)
class _Seen:
    """What some of the draws show; the arrays are per package, or per draw where they say so."""

    accepted_by: Array  # (parties, packages)
    accepted: Array
    efficient: Array
    chosen: Array
    zone: int
    best: Array  # per draw: the greatest product of gains; below 0 where there is no zone


def uncertainty(
    problem: Problem,
    packages: Sequence[Package],
    *,
    seed: int = 0,
    draws: int = DRAWS,
    efficiency: bool = True,
) -> Uncertainty:
    """Weigh packages over many draws of the uncertain numbers.

    Args:
        problem: With spreads, rankings or Dirichlet weights.
        packages: The packages to weigh against each other; zone, efficiency and Nash are among them.
        seed: Of the generator; the same seed gives the same shares.
        draws: How many.
        efficiency: Whether to ask in each draw which packages are efficient; it takes the longest.
    Returns: shares of draws; regret is 1 - (product of gains / best product)^(1/parties).
    Source: stochastic multicriteria acceptability, Lahdelma, Hokkanen and Salminen (1998).
    """
    worlds = draw(problem, np.random.default_rng(seed), draws)
    choices = np.array([p.choices for p in packages], dtype=np.int64)
    field = gains_field(problem, worlds, choices)
    seen = _count(problem, field, draws, efficiency=efficiency)
    shortlist = np.argsort(-seen.chosen, kind="stable")[:SHORTLIST]
    loss = _losses(field.only(shortlist), seen.best)
    sure = _necessarily(problem, choices, shortlist) if efficiency else None
    robust = [
        Robust(
            packages[i], tuple(float(a) / draws for a in seen.accepted_by[:, i]), float(seen.accepted[i]) / draws,
            float(seen.efficient[i]) / draws if efficiency else None, float(seen.chosen[i]) / draws,
            None if sure is None else bool(sure[n]), float(loss[n].mean()), float(np.quantile(loss[n], 0.95)),
        )
        for n, i in enumerate(shortlist)
    ]  # fmt: skip
    question = best_question(problem.parties, [w.asked for w in worlds], loss)
    possibly = int(np.count_nonzero(seen.efficient)) if efficiency else None
    return Uncertainty(draws, seed, seen.zone / draws, tuple(robust), possibly, question)


def _count(problem: Problem, field: Field, draws: int, *, efficiency: bool) -> _Seen:
    """Go through all draws, a few at a time on each core, and add up what they show."""
    step = max(1, min(MOST_AT_ONCE, CELLS // field.packages))
    slices = [slice(b, min(draws, b + step)) for b in range(0, draws, step)]
    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(pool.map(lambda part: _some(problem, field, part, efficiency=efficiency), slices))
    names = ("accepted_by", "accepted", "efficient", "chosen")
    by, accepted, efficient, chosen = (sum(getattr(f, name) for f in found) for name in names)
    best = np.concatenate([f.best for f in found])
    return _Seen(by, accepted, efficient, chosen, sum(f.zone for f in found), best)


def _some(problem: Problem, field: Field, part: slice, *, efficiency: bool) -> _Seen:
    """Look at a few draws."""
    gains = [field.gains(party, part) for party in range(field.parties)]  # (draws, packages) each
    good = [g >= -slack for g, slack in zip(gains, field.slack, strict=True)]
    everyone = accepts(good, None)
    rule = accepts(good, problem) if problem.acceptance.quorum else everyone
    product = gains[0].copy()
    for g in gains[1:]:
        product *= g
    np.copyto(product, -1, where=~everyone)
    np.copyto(product, 0, where=everyone & (product < 0))  # a gain just below 0 within the slack
    winners = product.argmax(axis=1)
    best = product[np.arange(len(winners)), winners]
    efficient = _efficient(gains) if efficiency else np.zeros(field.packages, dtype=np.int64)
    return _Seen(
        np.stack([_tally(g) for g in good]), _tally(rule), efficient,
        np.bincount(winners[best >= 0], minlength=field.packages), int(np.count_nonzero(rule.any(axis=1))), best,
    )  # fmt: skip


def _tally(truth: Array) -> Array:
    """Count the draws in which each package does; bytes suffice for so few draws at once."""
    tally: Array = truth.view(np.uint8).sum(axis=0, dtype=np.uint8).astype(np.int64)
    return tally


def _efficient(gains: Sequence[Array]) -> Array:
    """Count the draws in which no other package dominates each."""
    import moocore

    counts = np.zeros(gains[0].shape[1], dtype=np.int64)
    mixes = np.random.default_rng(0).dirichlet(np.ones(len(gains)), CHAMPIONS).astype(np.float32)
    for row in range(len(gains[0])):
        points = np.stack([g[row] for g in gains])
        alive = _undefeated(points, mixes)
        kept = moocore.is_nondominated(points[:, alive].T.astype(np.float64), maximise=True, keep_weakly=True)
        counts[alive[kept]] += 1
    return counts


def _undefeated(points: Array, mixes: Array) -> Array:
    """Drop what a few strong packages dominate; the exact filter looks at the rest."""
    alive = np.arange(points.shape[1])
    left, sums = points, points.sum(axis=0)
    spread = points.max(axis=1) - points.min(axis=1)
    scores = (mixes / np.where(spread > 0, spread, 1)) @ points
    for place in np.unique(scores.argmax(axis=1)):
        champion, total = points[:, place], points[:, place].sum()
        below = sums < total - FLOAT_SLACK * abs(total)
        for values, limit in zip(left, champion, strict=True):
            below &= values <= limit
        keep = np.flatnonzero(~below)
        alive, left, sums = alive[keep], left[:, keep], sums[keep]
    return alive


def _losses(field: Field, best: Array) -> Array:
    """Return the regret of each package in each draw: (packages, draws)."""
    product = np.ones((len(best), field.packages))
    for party in range(field.parties):
        gains = field.gains(party, slice(0, len(best)))
        product *= np.where(gains > field.slack[party], gains, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = 1 - (product / best[:, None]) ** (1 / field.parties)
    found: Array = np.where(best[:, None] <= 0, 0, np.clip(loss, 0, 1)).T
    return found


def _necessarily(problem: Problem, choices: Array, shortlist: Array) -> Array:
    """Prove, from the bounds alone, which packages nothing can dominate, whatever the numbers are.

    A package can only be dominated by one that could be at least as good for every party. The bound on a
    difference takes every number at its worst, so a proof is a proof; a missing one says nothing.
    """
    sure = np.ones(len(shortlist), dtype=bool)
    for n, place in enumerate(shortlist):
        lead = np.stack(
            [greatest_lead(problem, p, choices, choices[place]) for p in range(len(problem.parties))]
        )
        may = np.asarray((lead >= -TOLERANCE).all(axis=0) & (lead > TOLERANCE).any(axis=0))
        may[place] = False
        sure[n] = not may.any()
    return sure
