"""The egalitarian solution."""

from __future__ import annotations

from pourparler.settlement.bargain import Bargain, best, in_floats


def egalitarian(bargain: Bargain) -> tuple[int, ...]:
    """Choose the vectors that maximise the smallest gain over no deal, in the file's own units.

    It compares parties' units: it means something only where one unit is worth the same to each.

    Args:
        bargain: Gains of the efficient vectors that leave nobody worse off.
    Returns: places of the vectors, all ties.
    Source: Kalai (1977), "Proportional solutions to bargaining situations", Econometrica 45.

    >>> import numpy as np
    >>> egalitarian(Bargain(np.array([[9, 4, 3], [1, 3, 4]]), (1, 1)))
    (1, 2)
    """
    factors = bargain.comparable()
    rough = in_floats(bargain.gains, bargain.scale).min(axis=0)
    return best(rough, lambda v: min(g * f for g, f in zip(bargain.exact(v), factors, strict=True)))
