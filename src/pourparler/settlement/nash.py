"""The Nash bargaining solution."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from pourparler.settlement.bargain import Bargain, best, in_floats

if TYPE_CHECKING:
    from pourparler.settlement.tables import Array


def nash(bargain: Bargain) -> tuple[int, ...]:
    """Choose the vectors with the greatest product of gains over no deal.

    Parties that cannot gain in any package that all accept are left out of the product, which would
    otherwise be zero everywhere. The product is compared in whole numbers.

    Args:
        bargain: Gains of the efficient vectors that leave nobody worse off.
    Returns: places of the vectors, all ties.
    Source: Nash (1950), "The bargaining problem", Econometrica 18.

    >>> import numpy as np
    >>> nash(Bargain(np.array([[3, 2, 0], [0, 2, 3]]), (1, 1)))
    (1,)
    """
    able = [n for n, ideal in enumerate(bargain.ideal) if ideal > 0]
    if not able:
        return tuple(range(bargain.gains.shape[1]))
    ideals = [bargain.ideal[n] for n in able]
    rough: Array = in_floats(bargain.gains[able], ideals).prod(axis=0)
    return best(rough, lambda v: prod(int(g) for g in bargain.gains[able, v]))
