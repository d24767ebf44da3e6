"""First-strike advantage: no deal that both prefer, where striking first pays too much."""

from __future__ import annotations

from pourparler.settlement.holding.inputs import required


def strike_excess(p_first: float, p_second: float, cost_a: float, cost_b: float) -> float:
    """Return (p_f - p_s) - (c_A + c_B); peace is possible iff <= 0.

    A that strikes first gets p_f - c_A; B that strikes first leaves A with p_s and gets 1 - p_s - c_B. A
    deal must give A at least p_f - c_A and at most p_s + c_B.

    Args:
        p_first: A's chance of winning if it strikes first, in [0, 1].
        p_second: A's chance of winning if B strikes first, in [0, 1].
        cost_a: A's cost of war, a share of the stake, 0 or more.
        cost_b: B's cost, likewise.
    Returns: A share of the stake.
    Raises: WrongCall, for a value outside its bounds.
    Source: Fearon (1995), on offensive advantages.

    >>> strike_excess(0.75, 0.25, 0.125, 0.125)
    0.25
    """
    required(p_first=p_first, p_second=p_second, cost_a=cost_a, cost_b=cost_b)
    return (p_first - p_second) - (cost_a + cost_b)
