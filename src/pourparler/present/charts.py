"""Charts: one Altair specification for page, report and picture, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.errors import MissingExtra
from pourparler.present import words
from pourparler.present.brief import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.gap import Gap
    from pourparler.positions import Moment

_FONT = {"config": {"font": "Helvetica, Arial, sans-serif", "view": {"stroke": None}}}
_YEARS = 2  # before the last: what is older would press the rest into one corner, and is only counted
_LANES = {"talks": "talks", "violence": "violence", "relief": "relief"}


def timeline_figure(moments: Sequence[Moment], *, since: str = "") -> Figure | None:
    """Draw talks above and violence and relief below, by day; hollow marks are claims or plans.

    Args:
        moments: Of `positions.timeline`.
        since: The first day drawn; by default two years before the last. What is older is only counted.
    Returns: None, where nothing has a day.
    Raises: MissingExtra, if the charts are not installed.
    """
    rows = [
        {
            "day": m.day[:10],
            "lane": _LANES[m.lane],
            "kind": "claim or plan"
            if m.alleged or m.status in ("planned", "hypothetical", "denied")
            else "reported",
            "count": 1,
        }
        for m in moments
        if len(m.day) >= len("2026-02-05")
    ]
    if not rows:
        return None
    last = max(str(r["day"]) for r in rows)
    begin = since if since and since <= last else f"{int(last[:4]) - _YEARS}"
    drawn = [r for r in rows if str(r["day"]) >= begin]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 640,
        "height": 100,
        "data": {"values": _counted(drawn)},
        "mark": {"type": "point", "size": 70, "stroke": "black"},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%d %b %Y", "labelOverlap": True}},
            "y": {"field": "lane", "type": "nominal", "sort": list(_LANES.values()), "title": None},
            "shape": {"field": "lane", "type": "nominal", "legend": None,
                      "scale": {"domain": list(_LANES.values()), "range": ["circle", "triangle-down", "square"]}},
            "size": {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": [40, 260]}},
            "fill": {"field": "kind", "type": "nominal", "title": None,
                     "scale": {"domain": ["reported", "claim or plan"], "range": ["black", "white"]},
                     "legend": {"orient": "bottom"}},
        },
        **_FONT,
    }  # fmt: skip
    return Figure(svg(spec), _timeline_alt(drawn, len(rows) - len(drawn)))


def gap_figure(gaps: Sequence[Gap]) -> Figure | None:
    """Draw each gap on a signed scale as a bar from its least to its greatest.

    Returns: None, where no gap has numbers.
    Raises: MissingExtra, if the charts are not installed.
    """
    rows = [
        {
            "what": f"{words.issue(g.issue)}: {g.parties[0]}–{g.parties[1]}",
            "least": g.least,
            "greatest": g.greatest,
        }
        for g in gaps
        if g.least is not None
    ]
    if not rows:
        return None
    axis = {"title": "share of the scale: 0 agree, 1 opposite poles"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 420,
        "height": {"step": 22},
        "data": {"values": rows},
        "encoding": {"y": {"field": "what", "type": "nominal", "title": None, "axis": {"labelLimit": 320}}},
        "layer": [
            {"mark": {"type": "bar", "height": 8, "color": "#777"},
             "encoding": {"x": {"field": "least", "type": "quantitative", "scale": {"domain": [0, 1]}, **axis},
                          "x2": {"field": "greatest"}}},
            {"mark": {"type": "tick", "color": "black", "thickness": 3, "size": 16},
             "encoding": {"x": {"field": "least", "type": "quantitative", **axis}}},
        ],
        **_FONT,
    }  # fmt: skip
    said = "; ".join(f"{r['what']} {r['least']:.2f} to {r['greatest']:.2f}" for r in rows)
    return Figure(svg(spec), f"Gaps on signed scales, least to greatest: {said}.")


def svg(spec: dict[str, Any]) -> str:
    """Turn a Vega-Lite specification into SVG.

    Raises: MissingExtra, if the charts are not installed.
    """
    try:
        import altair as alt
        import vl_convert
    except ModuleNotFoundError:
        raise MissingExtra("a chart", "charts") from None
    checked = alt.Chart.from_dict(spec).to_dict()
    return str(vl_convert.vegalite_to_svg(checked, allowed_base_urls=[]))


def png(drawn: str) -> bytes:
    """Turn a chart's SVG into a picture for a Word document.

    Raises: MissingExtra, if the charts are not installed.
    """
    try:
        import vl_convert
    except ModuleNotFoundError:
        raise MissingExtra("a chart", "charts") from None
    return bytes(vl_convert.svg_to_png(drawn, scale=2))


def _counted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str, str], int] = {}
    for r in rows:
        key = (r["day"], r["lane"], r["kind"])
        counts[key] = counts.get(key, 0) + 1
    return [{"day": d, "lane": lane, "kind": k, "count": n} for (d, lane, k), n in sorted(counts.items())]


def _timeline_alt(rows: list[dict[str, Any]], left_out: int) -> str:
    days = sorted(r["day"] for r in rows)
    parts = []
    for lane in _LANES.values():
        some = [r for r in rows if r["lane"] == lane]
        claims = sum(r["kind"] != "reported" for r in some)
        parts.append(f"{lane}: {len(some) - claims} reported and {claims} claimed or planned")
    when = words.day(days[0]) + (f" to {words.day(days[-1])}" if days[-1] != days[0] else "")
    older = f" Not drawn, being older: {left_out}." if left_out else ""
    return f"Timeline of {when}. {'; '.join(parts)}.{older}"
