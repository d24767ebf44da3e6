"""Inputs that nobody can defend as points: ranges with who assumes them, and what they may be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from itertools import product
from typing import TYPE_CHECKING

from pourparler.errors import WrongCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
_RANGE = re.compile(rf"\s*({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?\s*")


@dataclass(frozen=True, slots=True)
class Range:
    """Between which values an input lies, and who assumes that."""

    least: float
    greatest: float  # not below `least`
    by: str = "nobody"  # who assumes it

    def words(self) -> str:
        """Put it into words."""
        return (
            f"{self.least:.4g}" if self.least == self.greatest else f"{self.least:.4g} to {self.greatest:.4g}"
        )

    def turned(self) -> Range:
        """Return the range of one minus the value."""
        return Range(1 - self.greatest, 1 - self.least, self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the models take, for two sides A and B; shares are of the stake; None: nobody assumes a value."""

    p: Range | None = None  # A's chance of winning a war now, in [0, 1]
    p_after: Range | None = None  # the same once the deal is carried out
    cost_a: Range | None = None  # A's cost of war, a share of the stake, 0 or more
    cost_b: Range | None = None
    deal: Range | None = None  # A's share under the deal, in [0, 1]
    punishment: Range | None = None  # what a guarantor's punishment costs the breaker, above 0
    guarantee: Range | None = None  # with what probability the guarantor punishes, in [0, 1]
    p_first: Range | None = None  # A's chance of winning if it strikes first
    p_second: Range | None = None  # A's chance of winning if B strikes first
    discount: Range | None = None  # weight of the next period against this one, above 0 and below 1
    private_cost: Range | None = None  # the greatest cost of war that A thinks B may have, above 0

    def given(self) -> dict[str, Range]:
        """Return the inputs that somebody assumes, by name."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}


# name -> (least, greatest, whether the ends are allowed)
BOUNDS: dict[str, tuple[float, float, bool, bool]] = {
    "p": (0, 1, True, True),
    "p_after": (0, 1, True, True),
    "cost_a": (0, math.inf, True, False),
    "cost_b": (0, math.inf, True, False),
    "deal": (0, 1, True, True),
    "punishment": (0, math.inf, False, False),
    "guarantee": (0, 1, True, True),
    "p_first": (0, 1, True, True),
    "p_second": (0, 1, True, True),
    "discount": (0, 1, False, False),
    "private_cost": (0, math.inf, False, False),
}


def parse_range(text: str, by: str) -> Range:
    """Read "0.4..0.6", or "0.5" for a point.

    Raises: WrongCall, if it is neither.

    >>> parse_range("0.4..0.6", "an analyst").words()
    '0.4 to 0.6'
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        raise WrongCall(f"{text!r} is no range: write 0.4..0.6, or 0.5 for a single value")
    least = float(match[1])
    return Range(least, float(match[2]) if match[2] else least, by)


def problems(given: Mapping[str, Range]) -> list[str]:
    """Return what is wrong with inputs: outside their bounds, inverted, not a number; all at once."""
    found = []
    for name, value in given.items():
        option = "--" + name.replace("_", "-")
        if not (math.isfinite(value.least) and math.isfinite(value.greatest)):
            found.append(f"{option} is {value.least}..{value.greatest}, not a number: give finite numbers")
        elif value.least > value.greatest:
            found.append(
                f"{option} runs backwards ({value.least:g}..{value.greatest:g}): give the smaller number first"
            )
        elif wrong := [x for x in (value.least, value.greatest) if not _within(name, x)]:
            found.append(f"{option} is {wrong[0]:g}, expected {bounds_words(name)}")
    return found


def required(**values: float) -> None:
    """Refuse values of a closed form outside their bounds.

    Args:
        values: Name of an input (a trailing digit or `_` is no part of it) -> value.
    Raises: WrongCall, naming every value that is wrong.
    """
    wrong = [f"{n} is {v}, expected {bounds_words(n)}" for n, v in values.items() if not _within(n, v)]
    if wrong:
        raise WrongCall("; ".join(wrong))


def _within(name: str, value: float) -> bool:
    least, greatest, at_least, at_greatest = BOUNDS[name]
    if not math.isfinite(value):
        return False
    return (least < value or (at_least and value == least)) and (
        value < greatest or (at_greatest and value == greatest)
    )


def bounds_words(name: str) -> str:
    """Say what an input may be."""
    _least, greatest, at_least, at_greatest = BOUNDS[name]
    if greatest == math.inf:
        return "a share of the stake, 0 or more" if at_least else "a share of the stake above 0"
    return "a number from 0 to 1" if at_greatest else "a number above 0 and below 1"


def over(
    function: Callable[..., float],
    ranges: Mapping[str, Range],
    *,
    also: Mapping[str, Iterable[float]] | None = None,
) -> tuple[float, float]:
    """Return the least and greatest value of a function over all values in the ranges.

    Exact for a function that is monotone in each argument while the others stay fixed, in whichever
    direction: then its extremes lie at corners.

    Args:
        function: Of the arguments that `ranges` names.
        ranges: Argument -> range.
        also: Argument -> values inside its range at which the direction may turn.

    >>> over(lambda a, b: a - b, {"a": Range(1, 2), "b": Range(0, 3)})
    (-2, 2)
    """
    points = {n: list(dict.fromkeys((r.least, r.greatest))) for n, r in ranges.items()}
    for name, values in (also or {}).items():
        points[name] += [v for v in values if ranges[name].least < v < ranges[name].greatest]
    found = [function(**dict(zip(points, corner, strict=True))) for corner in product(*points.values())]
    return min(found), max(found)
