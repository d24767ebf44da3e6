"""How sure the reader is: a logistic model over what is known, its numbers kept as data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.reading.words import Words


def weigh(words: Words, kind: str, known: Mapping[str, float]) -> float:
    """Return the calibrated probability that a careful reader would give this entry, in [0, 1].

    Args:
        words: The word lists; file `calibration` holds the weights of each kind.
        kind: "events", "positions" ...
        known: Feature -> value.
    """
    total = words.number("calibration", kind, "bias", -1.0)
    for name, value in known.items():
        if value:
            total += value * words.number("calibration", kind, name, 0.0)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
