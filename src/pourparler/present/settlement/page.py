"""A settlement's result as one HTML page: tables, the frontier chart, the heat map; nothing from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.errors import MissingExtra
from pourparler.present.settlement.chart import chart_svg
from pourparler.present.settlement.heat import heat_rows
from pourparler.present.settlement.terminal import TITLES, figure, settled_text

if TYPE_CHECKING:
    from pourparler.domain.result import Result
    from pourparler.settlement.explaining import Explanation

MOST_ROWS = 60
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ problem.title }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b }
table { border-collapse: collapse; margin: 1rem 0 } caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { padding: .25rem .7rem; border-bottom: 1px solid #ccc; text-align: right }
th:first-child, td:first-child { text-align: left } pre { overflow-x: auto; background: #f6f6f4; padding: 1rem }
svg { max-width: 100%; height: auto }
</style></head><body>
<h1>{{ problem.title }}</h1>
<p>{{ problem.parties | length }} parties, {{ problem.issues | length }} issues,
{{ "{:,}".format(result.outcomes) if result.outcomes is not none else "uncounted" }} packages,
{{ "{:,}".format(result.frontier_count) }} efficient.
Zone of possible agreement: {{ "yes" if result.zone else "none" }}.</p>
<table><caption>What each solution gives</caption>
<tr><th></th>{% for p in problem.parties %}<th scope="col">{{ p }}</th>{% endfor %}<th scope="col">package</th></tr>
{% for s in result.solutions if s.packages %}<tr><th scope="row">{{ titles[s.name] }}</th>
{% for u in s.packages[0].utility %}<td>{{ figure(u) }}</td>{% endfor %}
<td>{% for issue, option in problem.named(s.packages[0].package).items() %}{{ issue }}: {{ option }}{{ "; " if not loop.last }}{% endfor %}</td></tr>
{% endfor %}</table>
{% if chart %}<figure>{{ chart }}<figcaption>The efficient packages, for the first two parties.</figcaption></figure>{% endif %}
<table><caption>Efficient packages: the darker, the better for that party</caption>
<tr><th></th>{% for p in problem.parties %}<th scope="col">{{ p }}</th>{% endfor %}</tr>
{% for r in heat %}<tr><th scope="row" title="{% for issue, option in problem.named(r.package).items() %}{{ issue }}: {{ option }}; {% endfor %}">{{ r.name }}</th>
{% for u in r.utility %}{% set s = r.share[loop.index0] %}<td style="background: rgba(31, 96, 140, {{ '%.2f' % (s * 0.8) }}); color: {{ '#fff' if s > 0.6 else '#1b1b1b' }}">{{ figure(u) }}</td>{% endfor %}</tr>
{% endfor %}</table>
<h2>All of it</h2>
<pre>{{ text }}</pre>
</body></html>
"""


def settled_html(result: Result, explanation: Explanation) -> str:
    """Return the answer as one page.

    Args:
        result: What was found.
        explanation: What is said about it.
    """
    from jinja2 import Environment
    from markupsafe import Markup

    chart: Any = ""
    if len(result.problem.parties) > 1 and result.frontier:
        try:
            chart = Markup(chart_svg(result))  # noqa: S704 - the chart's own library escapes its labels
        except MissingExtra:
            chart = ""
    page = Environment(autoescape=True).from_string(PAGE)
    return page.render(
        result=result,
        problem=result.problem,
        titles=TITLES,
        figure=figure,
        heat=heat_rows(result, limit=MOST_ROWS),
        chart=chart,
        text=settled_text(result, explanation, width=110),
    )
