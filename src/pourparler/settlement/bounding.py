"""How far one package could at most be ahead of another, whatever the uncertain numbers turn out to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pourparler.domain.problem import Quantity, Spread

if TYPE_CHECKING:
    from pourparler.domain.problem import Preference, Problem
    from pourparler.settlement.tables import Array


def greatest_lead(problem: Problem, party: int, choices: Array, package: Array) -> Array:
    """Return the most by which each package could be worth more to a party than one package.

    Args:
        problem: Theirs.
        party: Its place.
        choices: (packages, issues).
        package: (issues,).
    Returns: (packages,), an upper bound; infinite where scores are means or interactions are uncertain.
    """
    wants = problem.preferences[party]
    if wants.interactions or problem.scores == "mean":
        return np.where((choices == package).all(axis=1), 0.0, np.inf)
    lead = np.zeros(len(choices))
    for issue, row in enumerate(wants.values):
        least, most = _weight_bounds(wants, issue)
        ahead = np.array([_ahead(wants, issue, o, int(package[issue])) for o in range(len(row))])
        best = np.maximum(ahead * least, ahead * most)
        lead += best[choices[:, issue]]
    # Under a cap, two packages may be worth the same although one lies behind.
    return lead if wants.cap is None else np.maximum(lead, 0.0)


def _bounds(quantity: Quantity) -> tuple[float, float]:
    if isinstance(quantity, Spread):
        return float(quantity.low), float(quantity.high)
    return float(quantity), float(quantity)


def _ahead(wants: Preference, issue: int, option: int, against: int) -> float:
    """Return the most by which one option could be worth more than another, before the weight."""
    if option == against:
        return 0.0
    lead = _bounds(wants.values[issue][option])[1] - _bounds(wants.values[issue][against])[0]
    for order in wants.orders:
        if order.issue == issue:
            place = {o: n for n, group in enumerate(order.groups) for o in group}
            if place[option] > place[against]:
                return min(0.0, lead)
    return lead


def _weight_bounds(wants: Preference, issue: int) -> tuple[float, float]:
    if wants.dirichlet:
        return 0.0, 1.0
    bounds = [_bounds(w) for w in wants.weights]
    low, high = bounds[issue]
    if low == high and all(a == b for a, b in bounds):
        return low, high
    total = sum(float(a + b) / 2 for a, b in bounds)  # draws are brought back to the central sum
    rest_low, rest_high = (sum(b[k] for n, b in enumerate(bounds) if n != issue) for k in (0, 1))
    least = low / (low + rest_high) if low + rest_high else 0.0
    most = high / (high + rest_low) if high + rest_low else 0.0
    return least * total, most * total
