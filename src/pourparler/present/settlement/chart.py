"""The frontier chart: one specification for page and image, and a sketch of it for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.domain.problem import central
from pourparler.errors import MissingExtra

if TYPE_CHECKING:
    from pourparler.domain.result import Result, Valued

HEIGHT = 16
MARKS = {"nash": "N", "kalai_smorodinsky": "K", "egalitarian": "E", "utilitarian": "U", "leximin": "L"}


def frontier_chart(result: Result) -> Any:
    """Return the frontier as an Altair chart: two parties against each other, solutions marked.

    Args:
        result: With at least one party; the first two make the axes.
    Raises: MissingExtra, where charts are not installed.
    """
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("The frontier chart", "charts") from None
    rows = _rows(result)
    first, second = _axes(result)
    chart = alt.Chart(alt.Data(values=rows)).mark_point(filled=True, size=70)
    kinds = list(dict.fromkeys(r["kind"] for r in rows))
    return chart.encode(
        x=alt.X("x:Q", title=first, scale=alt.Scale(zero=False)),
        y=alt.Y("y:Q", title=second, scale=alt.Scale(zero=False)),
        color=alt.Color(
            "kind:N", title="", sort=kinds, legend=alt.Legend(labelLimit=0, orient="bottom", columns=2)
        ),
        shape=alt.Shape("kind:N", sort=kinds, legend=None),
        tooltip=["kind:N", "x:Q", "y:Q", "package:N"],
    ).properties(width=480, height=320)


def chart_svg(result: Result) -> str:
    """Return the chart as SVG.

    Raises: MissingExtra, where charts are not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise MissingExtra("The frontier chart", "charts") from None
    svg: str = vl_convert.vegalite_to_svg(frontier_chart(result).to_dict())
    return svg


def terminal_chart(result: Result, *, width: int) -> list[str]:
    """Return a sketch of the frontier of two parties in characters.

    Args:
        result: Of two parties.
        width: Columns.
    """
    points = [(float(v.utility[0]), float(v.utility[1])) for v in result.frontier]
    no_deal = [float(central(p.no_deal)) for p in result.problem.preferences]
    marked = {
        (float(s.packages[0].utility[0]), float(s.packages[0].utility[1])): MARKS[s.name]
        for s in reversed(result.solutions)
        if s.packages
    }
    low = [min(p[a] for p in points) for a in (0, 1)]
    high = [max(p[a] for p in points) for a in (0, 1)]
    grid = [[" "] * width for _ in range(HEIGHT)]
    for point, mark in [*((p, "·") for p in points), *marked.items()]:
        column = _place(point[0], low[0], high[0], width)
        row = HEIGHT - 1 - _place(point[1], low[1], high[1], HEIGHT)
        grid[row][column] = mark
    names = result.problem.parties
    legend = ", ".join(f"{m} {n.replace('_', '-')}" for n, m in MARKS.items())
    return [
        f"{names[1]} {low[1]:.4g} to {high[1]:.4g} (up), {names[0]} {low[0]:.4g} to {high[0]:.4g} (right)",
        *("│" + "".join(row).rstrip() for row in grid),
        "└" + "─" * (width - 1),
        legend,
        f"no deal: {names[0]} {no_deal[0]:.4g}, {names[1]} {no_deal[1]:.4g}",
    ]


def _place(value: float, low: float, high: float, cells: int) -> int:
    return 0 if high <= low else round((value - low) / (high - low) * (cells - 1))


def _axes(result: Result) -> tuple[str, str]:
    parties = result.problem.parties
    return parties[0], parties[1] if len(parties) > 1 else parties[0]


def _rows(result: Result) -> list[dict[str, Any]]:
    other = min(1, len(result.problem.parties) - 1)
    chosen: dict[Valued, list[str]] = {}
    for solution in result.solutions:
        for valued in solution.packages[:1]:
            chosen.setdefault(valued, []).append(solution.name.replace("_", "-"))
    listed = [("efficient", v) for v in result.frontier if v not in chosen]
    listed += [(" = ".join(names), valued) for valued, names in chosen.items()]
    rows = [
        {
            "kind": kind,
            "x": float(v.utility[0]),
            "y": float(v.utility[other]),
            "package": _told(result, v.package),
        }
        for kind, v in listed
    ]
    no_deal = [float(central(p.no_deal)) for p in result.problem.preferences]
    return [*rows, {"kind": "no deal", "x": no_deal[0], "y": no_deal[other], "package": ""}]


def _told(result: Result, package: Any) -> str:
    return "; ".join(f"{issue}: {option}" for issue, option in result.problem.named(package).items())
