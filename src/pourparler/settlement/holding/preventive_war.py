"""Preventive war: whether the side that declines attacks before power has shifted."""

from __future__ import annotations

from pourparler.settlement.holding.inputs import required


def attack_excess(p: float, p_after: float, cost_b: float, discount: float) -> float:
    """Return d*p_2 - p_1 - c_B*(1-d)^2; B, which declines, attacks now iff > 0.

    A rises from p_1 to p_2 and, once risen, takes all that B would give to avoid war; the most that A can
    give B now is this period's whole stake. War costs B c_B once.

    Args:
        p: A's chance of winning now, p_1, in [0, 1].
        p_after: A's chance later, p_2, in [0, 1].
        cost_b: B's cost of war, in units of one period's stake, 0 or more.
        discount: Weight of the next period against this one, d, above 0 and below 1.
    Returns: In units of one period's stake, times 1-d.
    Raises: WrongCall, for a value outside its bounds.
    Source: Fearon (1995), preventive war as a commitment problem.

    >>> attack_excess(0.25, 0.75, 0.5, 0.5)
    0.0
    """
    required(p=p, p_after=p_after, cost_b=cost_b, discount=discount)
    return discount * p_after - p - cost_b * (1 - discount) ** 2


def attack_threshold(p: float, cost_b: float, discount: float) -> float:
    """Return (p_1 + c_B*(1-d)^2) / d: B attacks iff A's later chance is above it.

    >>> attack_threshold(0.25, 0.5, 0.5)
    0.75
    """
    required(p=p, cost_b=cost_b, discount=discount)
    return (p + cost_b * (1 - discount) ** 2) / discount
