"""The leximin solution."""

from __future__ import annotations

from pourparler.settlement.bargain import Bargain, best, in_floats


def leximin(bargain: Bargain) -> tuple[int, ...]:
    """Choose the vectors whose smallest gain is greatest, then the second smallest, and so on.

    It compares parties' units: it means something only where one unit is worth the same to each.

    Args:
        bargain: Gains of the efficient vectors that leave nobody worse off.
    Returns: places of the vectors, all ties.
    Source: Sen (1970), Collective Choice and Social Welfare; Imai (1983), Econometrica 51.

    >>> import numpy as np
    >>> leximin(Bargain(np.array([[4, 3, 9], [3, 5, 1]]), (1, 1)))
    (1,)
    """
    factors = bargain.comparable()
    rough = in_floats(bargain.gains, bargain.scale).min(axis=0)
    return best(rough, lambda v: tuple(sorted(g * f for g, f in zip(bargain.exact(v), factors, strict=True))))
