"""How strong a guarantee has to be to hold a deal that power would break."""

from __future__ import annotations

from pourparler.errors import WrongCall
from pourparler.settlement.holding.inputs import required


def least_guarantee(temptation: float, punishment: float) -> float:
    """Return g* = max(0, temptation / k): with what probability the guarantor must punish.

    Above 1 no probability suffices; then `least_punishment` is the answer.

    Args:
        temptation: What the side gains by breaking the deal, a share of the stake (p' - c_A - x for A).
        punishment: What the punishment costs it, k, a share of the stake, above 0.
    Raises: WrongCall, for a value outside its bounds.
    Source: Our formalisation, in the spirit of Walter (1997), "The Critical Barrier to Civil War
        Settlement", International Organization 51(3); she gives no such formula.

    >>> least_guarantee(0.125, 0.5)
    0.25
    """
    required(punishment=punishment)
    return max(0.0, _number(temptation) / punishment)


def least_punishment(temptation: float, guarantee: float = 1.0) -> float:
    """Return the least k = max(0, temptation / g): what the punishment must cost the side that breaks it.

    Args:
        temptation: As above.
        guarantee: With what probability the guarantor punishes, above 0 and at most 1.
    Returns: A share of the stake.
    Raises: WrongCall, for a value outside its bounds.
    Source: Our formalisation, as above.

    >>> least_punishment(0.25, 0.5)
    0.5
    """
    required(guarantee=guarantee)
    if guarantee == 0:
        raise WrongCall("guarantee is 0: a guarantor that never punishes deters nobody, whatever the cost")
    return max(0.0, _number(temptation) / guarantee)


def temptation_left(temptation: float, guarantee: float, punishment: float) -> float:
    """Return p' - c_A - g*k - x: what is left to gain by breaking the deal; it holds iff <= 0.

    >>> temptation_left(0.25, 0.5, 0.5)
    0.0
    """
    required(guarantee=guarantee, punishment=punishment)
    return _number(temptation) - guarantee * punishment


def _number(temptation: float) -> float:
    if temptation != temptation or temptation in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
        raise WrongCall(f"temptation is {temptation}: give a finite share of the stake")
    return temptation
