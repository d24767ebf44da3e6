"""War with a private cost: what A demands of a B whose cost of war it does not know."""

from __future__ import annotations

from pourparler.settlement.holding.inputs import required


def best_demand(p: float, cost_a: float, private_cost: float) -> float:
    """Return x* = p + (c - c_A) / 2: the share A demands when B's cost is uniform on [0, c].

    B takes its share if its cost is at least x - p. Where c_A >= c the demand is p, and no risk is
    taken; a demand beyond the whole stake is cut to 1.

    Args:
        p: A's chance of winning, in [0, 1].
        cost_a: A's own cost of war, a share of the stake, 0 or more.
        private_cost: The greatest cost that A thinks B may have, c, a share of the stake, above 0.
    Raises: WrongCall, for a value outside its bounds.
    Source: Fearon (1995), the take-it-or-leave-it demand under private information, for a uniform cost.

    >>> best_demand(0.5, 0.125, 0.375)
    0.625
    """
    required(p=p, cost_a=cost_a, private_cost=private_cost)
    return min(1.0, p + max(0.0, private_cost - cost_a) / 2)


def risk_of_demand(p: float, cost_a: float, private_cost: float) -> float:
    """Return 1/2 - c_A / (2c): the share of B's possible costs at which B would rather fight than give x*.

    A property of the model over the costs that A thinks possible; no forecast of any war. 0 where
    c_A >= c; smaller where the demand is cut to the whole stake.

    Args:
        p: A's chance of winning, in [0, 1].
        cost_a: A's own cost of war, a share of the stake, 0 or more.
        private_cost: The greatest cost that A thinks B may have, c, a share of the stake, above 0.
    Raises: WrongCall, for a value outside its bounds.
    Source: Fearon (1995), as above.

    >>> risk_of_demand(0.5, 0.125, 0.25)
    0.25
    """
    return (best_demand(p, cost_a, private_cost) - p) / private_cost


def turning_costs(p: float, cost_a: float) -> tuple[float, ...]:
    """Return the c at which the demand reaches the whole stake: there the risk turns from rising to falling."""
    return (2 * (1 - p) + cost_a,)
