"""Draws of what nobody can pin down: weights, values and no-deal values, seeded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.problem import Quantity, Spread, central

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.problem import Order, Preference, Problem
    from pourparler.settlement.tables import Array


@dataclass(frozen=True, slots=True)
class Draws:
    """Many possible worlds of one party, as floats."""

    parts: tuple[Array, ...]  # issue -> (options, draws): weighted values
    extras: tuple[Array, ...]  # interaction -> (draws,)
    no_deal: Array  # (draws,)
    asked: tuple[tuple[str, Array], ...]  # what one could ask the party -> the answer in each draw


def draw(problem: Problem, rng: np.random.Generator, size: int) -> tuple[Draws, ...]:
    """Draw possible worlds.

    Args:
        problem: Whose spreads, rankings and Dirichlet weights are drawn; exact numbers stay what they are.
        rng: The source of chance.
        size: How many draws.
    Returns: party by party.
    """
    return tuple(_party(problem, wants, rng, size) for wants in problem.preferences)


def _party(problem: Problem, wants: Preference, rng: np.random.Generator, size: int) -> Draws:
    asked: list[tuple[str, Array]] = []
    weights = _weights(problem, wants, rng, size, asked)
    parts = []
    for n, (issue, row) in enumerate(zip(problem.issues, wants.values, strict=True)):
        values = _values(row, [o for o in wants.orders if o.issue == n], rng, size)
        for option, quantity in enumerate(row):
            if isinstance(quantity, Spread):
                asked.append((f"what {issue.options[option]} on {issue.name} is worth to it", values[option]))
        parts.append(values * weights[n])
    extras = tuple(_draw(i.value, rng, size) for i in wants.interactions)
    no_deal = _draw(wants.no_deal, rng, size)
    if isinstance(wants.no_deal, Spread):
        asked.append(("what no deal is worth to it", no_deal))
    return Draws(tuple(parts), extras, no_deal, tuple(asked))


def _draw(quantity: Quantity, rng: np.random.Generator, size: int) -> Array:
    if not isinstance(quantity, Spread):
        return np.full(size, float(quantity))
    low, high = float(quantity.low), float(quantity.high)
    if quantity.shape == "triangular":
        return rng.triangular(low, float(quantity.central), high, size)
    return rng.uniform(low, high, size)


def _weights(
    problem: Problem, wants: Preference, rng: np.random.Generator, size: int, asked: list[tuple[str, Array]]
) -> Array:
    if wants.dirichlet:
        weights = rng.dirichlet([float(a) for a in wants.dirichlet], size).T
        for order in wants.orders:
            if order.issue is None:
                weights = _ranked(weights, order.groups)
        asked += [
            (f"how much {i.name} weighs for it", w) for i, w in zip(problem.issues, weights, strict=True)
        ]
        return weights
    drawn = np.stack([_draw(w, rng, size) for w in wants.weights])
    spread = [isinstance(w, Spread) for w in wants.weights]
    if any(spread):
        total = float(sum(central(w) for w in wants.weights))
        drawn *= total / drawn.sum(axis=0)  # weights are shares: they keep their central sum
        for issue, loose, weight in zip(problem.issues, spread, drawn, strict=True):
            if loose:
                asked.append((f"how much {issue.name} weighs for it", weight))
    return drawn


def _values(row: Sequence[Quantity], orders: Sequence[Order], rng: np.random.Generator, size: int) -> Array:
    values = np.stack([_draw(q, rng, size) for q in row])
    for order in orders:
        values = _ranked(values, order.groups)
    return values


def _ranked(rows: Array, groups: Sequence[Sequence[int]]) -> Array:
    """Sort exchangeable draws down the ranking; within a group they keep the order they were drawn in."""
    fallen = -np.sort(-rows, axis=0)
    ranked = np.empty_like(rows)
    begin = 0
    for group in groups:
        block = fallen[begin : begin + len(group)]
        places = np.argsort(np.argsort(-rows[list(group)], axis=0), axis=0)
        ranked[list(group)] = np.take_along_axis(block, places, axis=0)
        begin += len(group)
    return ranked
