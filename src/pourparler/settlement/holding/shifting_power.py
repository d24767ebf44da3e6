"""Who is tempted to break a deal once carrying it out has shifted power."""

from __future__ import annotations

from pourparler.settlement.holding.inputs import required


def temptation_of_a(p_after: float, cost_a: float, deal: float) -> float:
    """Return p' - c_A - x: what A gains by force over what the deal gives it; the deal holds for A iff <= 0.

    Args:
        p_after: A's chance of winning once the deal is carried out, p', in [0, 1].
        cost_a: A's cost of war, a share of the stake, 0 or more.
        deal: A's share under the deal, x, in [0, 1].
    Returns: A share of the stake.
    Raises: WrongCall, for a value outside its bounds.
    Source: Fearon (1995); Powell (2006), "War as a Commitment Problem", International Organization 60(1).

    >>> temptation_of_a(0.75, 0.125, 0.5)
    0.125
    """
    required(p_after=p_after, cost_a=cost_a, deal=deal)
    return p_after - cost_a - deal


def temptation_of_b(p_after: float, cost_b: float, deal: float) -> float:
    """Return x - p' - c_B: the same for B, which wins with 1 - p' and has 1 - x; holds for B iff <= 0.

    Args:
        p_after: A's chance of winning once the deal is carried out, p', in [0, 1].
        cost_b: B's cost of war, a share of the stake, 0 or more.
        deal: A's share under the deal, x, in [0, 1].
    Returns: A share of the stake.
    Raises: WrongCall, for a value outside its bounds.
    Source: As for A.

    >>> temptation_of_b(0.25, 0.125, 0.5)
    0.125
    """
    required(p_after=p_after, cost_b=cost_b, deal=deal)
    return deal - p_after - cost_b
