"""A brief as plain data for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.domain.contract import DOCUMENT_KEYS, ENTRY_KEYS, entry_line
from pourparler.domain.trust import is_plain

if TYPE_CHECKING:
    from pourparler.domain import View
    from pourparler.present.brief import Brief, Line, Section


def brief_json(brief: Brief, view: View) -> dict[str, Any]:
    """Return a brief with the reports and the entries it rests on.

    Returns: title, intro, sections (lines with their numbers), details (the full lists behind them), passages (number, document, start, end,
        exact), documents, entries (in the contract's words, with kind, document and whether they are
        stated plainly), findings.
    """
    return {
        **answer_json(brief),
        "details": [{"of": s.of, **_section(s)} for s in brief.details],
        "as_of": view.as_of,
        "recorded_by": view.recorded_by,
        "documents": [{key: getattr(d, key) for key in DOCUMENT_KEYS} for d in brief.documents],
        "entries": [
            {
                "kind": e.KIND,
                "document": e.document,
                "plain": is_plain(e, view),
                **entry_line(e, ENTRY_KEYS[e.KIND]),
            }
            for e in view.entries
        ],
    }


def answer_json(brief: Brief) -> dict[str, Any]:
    """Return an answer: its sections, the passages their numbers lead to, and findings."""
    return {
        "title": brief.title,
        "intro": list(brief.intro),
        "sections": [_section(s) for s in brief.sections],
        "passages": [
            {
                "number": c.number,
                "document": c.passage.document,
                "start": c.passage.start,
                "end": c.passage.end,
                "exact": c.passage.exact,
                "source": c.source,
            }
            for c in brief.passages
        ],
        "findings": [
            {"message": f.message, "where": f.where, "span": f.span and list(f.span), "code": f.code}
            for f in brief.findings
        ],
    }


def _section(s: Section) -> dict[str, Any]:
    return {
        "id": s.id,
        "title": s.title,
        "lines": [_line(x) for x in s.lines],
        "table": s.table
        and {
            "columns": list(s.table.columns),
            "rows": [[_line(c) for c in row] for row in s.table.rows],
        },
        "figure": s.figure and s.figure.alt,
    }


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "cites": list(line.cites), "mark": line.mark}
