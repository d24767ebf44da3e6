"""A brief as one self-contained HTML page: every number is a link to the passage in its report."""

from __future__ import annotations

import base64
import hashlib
import itertools
from typing import TYPE_CHECKING, Any

from pourparler.present.brief import source_name

if TYPE_CHECKING:
    from pourparler.domain import Document
    from pourparler.present.brief import Brief, Cited

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 Georgia, 'Times New Roman', serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
h1 { font-size: 1.6rem; margin-bottom: .3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem;
  border-bottom: 1px solid #bbb; } h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
nav { font: 14px/1.6 system-ui, sans-serif; } nav a { margin-right: .8rem; white-space: nowrap; }
ul { padding-left: 1.2rem; margin: .2rem 0; } li { margin: .25rem 0; }
a { color: #0b4a8f; } .cite { font: 12px system-ui, sans-serif; text-decoration: none; vertical-align: 15%; }
.claim::marker { content: '~ '; } .unresolved::marker { content: '? '; } .unresolved { color: #444; }
li.note { list-style: none; } .note, .empty, .where { color: #555; font-size: .9rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { border: 1px solid #bbb;
  padding: .3rem .4rem; text-align: left; vertical-align: top; } th { background: #f2f2f2; }
figure { margin: .6rem 0; } figure svg { max-width: 100%; height: auto; }
figcaption { color: #444; font-size: .9rem; }
details { margin: .6rem 0; } summary { cursor: pointer; font: 14px/1.6 system-ui, sans-serif; color: #0b4a8f; }
.report { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #ddd; padding-left: 1rem; }
.p { border-bottom: 1px dotted #888; } .on, .p:target { background: #ffe58a; }
.back { font: 11px system-ui, sans-serif; vertical-align: super; text-decoration: none; }
@media print { nav, .back { display: none; } body { max-width: none; } }
"""

# Marks every part of the passage that the address names; without it the first part is marked by CSS.
_SCRIPT = """
function show() {
  document.querySelectorAll('.on').forEach(function (e) { e.classList.remove('on'); });
  var m = /^#p(\\d+)$/.exec(location.hash);
  if (m) document.querySelectorAll('[data-p~="' + m[1] + '"]').forEach(function (e) { e.classList.add('on'); });
}
addEventListener('hashchange', show); show();
"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{{ script_hash }}'">
<title>{{ brief.title }}</title><style>{{ style }}</style></head><body>
<header><h1>{{ brief.title }}</h1>
{% for line in brief.intro %}<p class="note">{{ line }}</p>{% endfor %}
<p class="note">Every number is a link to the passage in its report. • stated plainly, ~ somebody's claim,
? not sure enough: a person should decide.</p>
<nav aria-label="Sections">{% for s in brief.sections %}<a href="#{{ s.id }}">{{ s.title }}</a> {% endfor %}{% if brief.details %}<a href="#lists">In detail</a> {% endif %}<a href="#reports">Reports in full</a></nav></header>
<main>
{% macro cited(line) %}{{ line.text }}{% for n in line.cites %} <a class="cite" href="#p{{ n }}" title="{{ passages[n].passage.exact }}">[{{ n }}]</a>{% endfor %}{% endmacro %}
{% macro body(s) %}
{% if s.figure %}<figure role="img" aria-label="{{ s.figure.alt }}">{{ s.figure.svg | safe }}<figcaption>{{ s.figure.alt }}</figcaption></figure>{% endif %}
{% if s.table and s.table.rows %}<table><thead><tr>{% for c in s.table.columns %}<th scope="col">{{ c }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in s.table.rows %}<tr>{% for c in row %}<td{% if c.mark %} class="{{ c.mark }}"{% endif %}>{{ cited(c) }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>{% endif %}
{% for block in blocks(s) %}{% if block.head %}<h3>{{ block.head }}</h3>{% endif %}{% if block.lines %}<ul>{% for line in block.lines %}<li{% if line.mark %} class="{{ line.mark }}"{% endif %}>{{ cited(line) }}</li>{% endfor %}</ul>{% endif %}{% endfor %}
{% if not s.lines and not s.figure and not (s.table and s.table.rows) %}<p class="empty">{{ s.empty }}</p>{% endif %}
{% endmacro %}
{% macro folded(s) %}<details id="{{ s.id }}"><summary>{{ s.title }}</summary>{{ body(s) }}</details>{% endmacro %}
{% for s in brief.sections %}<section id="{{ s.id }}"><h2>{{ s.title }}</h2>{{ body(s) }}
{% for d in brief.details if d.of == s.id %}{{ folded(d) }}{% endfor %}</section>
{% endfor %}
{% if brief.details %}<section id="lists"><h2>In detail, kind by kind</h2>
{% for d in brief.details if not d.of %}{{ folded(d) }}{% endfor %}</section>{% endif %}

<section id="reports"><h2>Reports in full</h2>
{% for d in documents %}<article id="d{{ loop.index }}"><h3>{{ d.name }}</h3>
<p class="where">{% if d.url %}<a href="{{ d.url }}" rel="noreferrer">{{ d.url }}</a>, {% endif %}sha256 {{ d.sha256 }}</p>
<div class="report" dir="auto">{% for part in d.parts %}{% if part.numbers %}<span class="p"{% if part.first %} id="p{{ part.first[0] }}"{% endif %} data-p="{{ part.numbers | join(' ') }}">{% for extra in part.first[1:] %}<span id="p{{ extra }}"></span>{% endfor %}{{ part.text }}</span>{% for n in part.last %}<span class="back">[{{ n }}]</span>{% endfor %}{% else %}{{ part.text }}{% endif %}{% endfor %}</div></article>
{% endfor %}</section></main>
<script>{{ script | safe }}</script></body></html>
"""


def brief_html(brief: Brief) -> str:
    """Return a brief as one HTML page with nothing outside it; text from reports is escaped."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(_PAGE)
    digest = hashlib.sha256(_SCRIPT.encode()).digest()
    return page.render(
        brief=brief,
        passages={c.number: c for c in brief.passages},
        documents=[_document(d, brief) for d in brief.documents],
        blocks=_blocks,
        style=Markup(_STYLE),  # noqa: S704 - our own text
        script=_SCRIPT,
        script_hash=base64.b64encode(digest).decode(),
    )


def _blocks(section: Any) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = [{"head": None, "lines": []}]
    for line in section.lines:
        if line.mark == "head":
            blocks.append({"head": line.text, "lines": []})
        else:
            blocks[-1]["lines"].append(line)
    return blocks


def _document(document: Document, brief: Brief) -> dict[str, Any]:
    cited = [c for c in brief.passages if c.passage.document == document.id]
    url = document.url if (document.url or "").startswith(("http://", "https://")) else None
    return {
        "name": source_name(document),
        "url": url,
        "sha256": document.sha256,
        "parts": _parts(document.text, cited),
    }


def _parts(text: str, cited: list[Cited]) -> list[dict[str, Any]]:
    """Cut a text where passages begin and end, so that overlapping passages can all be marked."""
    cuts = sorted({0, len(text), *(c.passage.start for c in cited), *(c.passage.end for c in cited)})
    starts: dict[int, list[Cited]] = {}
    for c in cited:
        starts.setdefault(c.passage.start, []).append(c)
    parts = []
    open_: list[Cited] = []
    for low, high in itertools.pairwise(cuts):
        open_ = [c for c in open_ if c.passage.end > low] + starts.get(low, [])
        parts.append(
            {
                "text": text[low:high],
                "numbers": [c.number for c in open_],
                "first": [c.number for c in starts.get(low, [])],
                "last": [c.number for c in open_ if c.passage.end == high],
            }
        )
    return parts
