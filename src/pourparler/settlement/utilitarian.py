"""The utilitarian solution."""

from __future__ import annotations

from pourparler.settlement.bargain import Bargain, best, in_floats


def utilitarian(bargain: Bargain) -> tuple[int, ...]:
    """Choose the vectors with the greatest sum of utilities, in the file's own units.

    It compares parties' units: it means something only where one unit is worth the same to each.

    Args:
        bargain: Gains of the efficient vectors that leave nobody worse off.
    Returns: places of the vectors, all ties.
    Source: Harsanyi (1955), Journal of Political Economy 63.

    >>> import numpy as np
    >>> utilitarian(Bargain(np.array([[9, 4, 3], [1, 3, 4]]), (1, 1)))
    (0,)
    """
    factors = bargain.comparable()
    rough = in_floats(bargain.gains, bargain.scale).sum(axis=0)
    return best(rough, lambda v: sum(g * f for g, f in zip(bargain.exact(v), factors, strict=True)))
