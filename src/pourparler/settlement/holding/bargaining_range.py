"""The bargaining range: which deals both sides prefer to war."""

from __future__ import annotations

from pourparler.settlement.holding.inputs import required


def bargaining_range(p: float, cost_a: float, cost_b: float) -> tuple[float, float]:
    """Return [p - c_A, p + c_B]: the shares of the stake for A that both sides prefer to war.

    Not cut at 0 and 1: an end outside means that its side would take nothing rather than fight.

    Args:
        p: A's chance of winning, in [0, 1].
        cost_a: A's cost of war, a share of the stake, 0 or more.
        cost_b: B's cost, likewise.
    Raises: WrongCall, for a value outside its bounds.
    Source: Fearon (1995), "Rationalist Explanations for War", International Organization 49(3).

    >>> bargaining_range(0.5, 0.25, 0.125)
    (0.25, 0.625)
    """
    required(p=p, cost_a=cost_a, cost_b=cost_b)
    return p - cost_a, p + cost_b


def least_share(p: float, cost_a: float) -> float:
    """Return p - c_A: the least share for which A does not prefer war. Source: Fearon (1995)."""
    return bargaining_range(p, cost_a, 0.0)[0]


def greatest_share(p: float, cost_b: float) -> float:
    """Return p + c_B: the greatest share for A for which B does not prefer war. Source: Fearon (1995)."""
    return bargaining_range(p, 0.0, cost_b)[1]
