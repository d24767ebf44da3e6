"""The Kalai-Smorodinsky solution."""

from __future__ import annotations

from fractions import Fraction

from pourparler.settlement.bargain import Bargain, best, in_floats


def kalai_smorodinsky(bargain: Bargain) -> tuple[int, ...]:
    """Choose the vectors that maximise the smallest share of the ideal gain.

    A party's ideal gain is the most it can gain in any package that all accept. Among packages there
    need be none with equal shares; the largest smallest share is the usual discrete form. Parties that
    cannot gain at all have no share and are left out.

    Args:
        bargain: Gains of the efficient vectors that leave nobody worse off.
    Returns: places of the vectors, all ties.
    Source: Kalai and Smorodinsky (1975), Econometrica 43.

    >>> import numpy as np
    >>> kalai_smorodinsky(Bargain(np.array([[4, 2, 0], [0, 1, 3]]), (1, 1)))
    (1,)
    """
    able = [(n, ideal) for n, ideal in enumerate(bargain.ideal) if ideal > 0]
    if not able:
        return tuple(range(bargain.gains.shape[1]))
    rows = [n for n, _ in able]
    rough = in_floats(bargain.gains[rows], [ideal for _, ideal in able]).min(axis=0)
    return best(rough, lambda v: min(Fraction(int(bargain.gains[n, v]), ideal) for n, ideal in able))
