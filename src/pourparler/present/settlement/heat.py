"""The package heat map: how good each efficient package is for each party, as a share of what it could have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from pourparler.domain.problem import Package
    from pourparler.domain.result import Result, Valued

SHADES = (" ", "░", "▒", "▓", "█")


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One package: its name, its worth to each party, and where that lies among the efficient packages."""

    name: str
    package: Package
    utility: tuple[Fraction, ...]
    share: tuple[float, ...]  # 0: the party's worst efficient package; 1: its best
    shade: tuple[int, ...]  # place in SHADES


def heat_rows(result: Result, *, limit: int) -> list[HeatRow]:
    """Return the map's rows: solutions first, then efficient packages spread along the frontier.

    Args:
        result: What was found.
        limit: At most so many rows.
    """
    if not result.frontier:
        return []
    worth = [v.utility for v in result.frontier]
    low = [min(u[p] for u in worth) for p in range(len(worth[0]))]
    high = [max(u[p] for u in worth) for p in range(len(worth[0]))]
    named: dict[Valued, list[str]] = {}
    for solution in result.solutions:
        for valued in solution.packages[:1]:
            named.setdefault(valued, []).append(solution.name.replace("_", "-"))
    chosen = list(named)
    step = max(1, len(result.frontier) // max(1, limit - len(chosen)))
    rest = [v for v in result.frontier[::step] if v not in named][: max(0, limit - len(chosen))]
    rows = []
    for number, valued in enumerate([*chosen, *rest], 1):
        shares = tuple(_share(u, lo, hi) for u, lo, hi in zip(valued.utility, low, high, strict=True))
        name = " = ".join(named.get(valued, [f"package {number}"]))
        shades = tuple(min(len(SHADES) - 1, int(s * len(SHADES))) for s in shares)
        rows.append(HeatRow(name, valued.package, valued.utility, shares, shades))
    return rows


def _share(value: Fraction, low: Fraction, high: Fraction) -> float:
    return 1.0 if high == low else min(1.0, max(0.0, float((value - low) / (high - low))))
