"""Powell's condition: power that shifts faster than what there is to bargain over."""

from __future__ import annotations

from pourparler.errors import WrongCall
from pourparler.settlement.holding.inputs import required


def shift_excess(now: float, later: float, surplus: float, discount: float) -> float:
    """Return d*M(t+1) - M(t) - surplus(t); above 0 the riser cannot be bought off in any equilibrium.

    Args:
        now: What the rising side can secure by force now, M(t), any unit.
        later: The same one period later, M(t+1).
        surplus: All there is now less what both sides can secure by force, same unit.
        discount: Weight of the next period against this one, d, above 0 and below 1.
    Returns: In the same unit.
    Raises: WrongCall, for a value outside its bounds.
    Source: Powell (2006), "War as a Commitment Problem", and (2004), "The Inefficient Use of Power".

    >>> shift_excess(0.25, 1.0, 0.125, 0.5)
    0.125
    """
    required(discount=discount)
    if not all(abs(x) < float("inf") for x in (now, later, surplus)):
        raise WrongCall(f"now, later and surplus are {now}, {later}, {surplus}: give finite numbers")
    return discount * later - now - surplus


def rise_excess(p: float, p_after: float, cost_a: float, cost_b: float, discount: float) -> float:
    """Return d*(p_2 - c_A) - p_1 - c_B: the condition where A rises and war gives p - c_A and 1 - p - c_B.

    With d near 1 this is the well-known form: war breaks out if p_2 - p_1 > c_A + c_B.

    Args:
        p: A's chance of winning now, p_1, in [0, 1].
        p_after: A's chance one period later, p_2, in [0, 1].
        cost_a: A's cost of war, a share of the stake, 0 or more.
        cost_b: B's cost, likewise.
        discount: Weight of the next period against this one, d, above 0 and below 1.
    Returns: A share of the stake; above 0 both cannot be kept from fighting.
    Raises: WrongCall, for a value outside its bounds.
    Source: Powell (1999), In the Shadow of Power, on shifting power; (2006), as above.

    >>> rise_excess(0.25, 0.75, 0.0, 0.0, 0.5)
    0.125
    """
    required(p=p, p_after=p_after, cost_a=cost_a, cost_b=cost_b, discount=discount)
    return shift_excess(p - cost_a, p_after - cost_a, cost_a + cost_b, discount)


def rise_threshold(p: float, cost_a: float, cost_b: float, discount: float) -> float:
    """Return (p_1 + c_B) / d + c_A: the condition holds iff A's later chance is above it.

    >>> rise_threshold(0.25, 0.0, 0.125, 0.5)
    0.75
    """
    required(p=p, cost_a=cost_a, cost_b=cost_b, discount=discount)
    return (p + cost_b) / discount + cost_a
