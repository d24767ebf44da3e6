"""A brief as a Word document: the same sections, numbers in brackets, the passages at the end."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any

from pourparler.present.text import cited_text

if TYPE_CHECKING:
    from pourparler.present.brief import Brief, Section, Table

_MARKS = {"claim": "~ ", "unresolved": "? "}


def brief_docx(brief: Brief) -> bytes:
    """Return a brief as the bytes of a .docx file; the same brief gives the same bytes."""
    import docx

    document = docx.Document()
    document.core_properties.title = _safe(brief.title)
    document.core_properties.author = "Pourparler"
    document.core_properties.comments = ""
    document.add_heading(_safe(brief.title), 0)
    for line in brief.intro:
        document.add_paragraph(_safe(line))
    document.add_paragraph(
        "Numbers in brackets lead to the passages at the end. ~ somebody's claim, ? not sure enough: a person "
        "should decide."
    )
    for section in brief.sections:
        _section(document, section)
    document.add_heading("Passages", 1)
    for cited in brief.passages:
        quote = document.add_paragraph(f"[{cited.number}] {_safe(cited.passage.exact)}")
        quote.add_run(
            f" ({_safe(cited.source)}, characters {cited.passage.start}-{cited.passage.end})"
        ).italic = True
    return _timeless(document)


def _section(document: Any, section: Section) -> None:
    document.add_heading(_safe(section.title), 1)
    if section.figure:
        document.add_paragraph(_safe(section.figure.alt))
    if section.table and section.table.rows:
        _table(document, section.table)
    for line in section.lines:
        if line.mark == "head":
            document.add_heading(_safe(line.text), 2)
        else:
            text = _MARKS.get(line.mark, "") + _safe(cited_text(line))
            document.add_paragraph(text, style="List Bullet")
    if not section.lines and not section.figure and not (section.table and section.table.rows):
        document.add_paragraph(section.empty)


def _table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, table.columns, strict=True):
        cell.text = _safe(head)
    for row in table.rows:
        for cell, line in zip(made.add_row().cells, row, strict=True):
            cell.text = _safe(cited_text(line))


def _safe(text: str) -> str:
    """Drop what XML cannot hold and what would turn the direction of writing."""
    return "".join(
        c for c in text if c in "\t\n" or (unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    )


def _timeless(document: Any) -> bytes:
    """Save with one fixed date inside, so that the same brief gives the same bytes."""
    import datetime as dt
    import zipfile

    fixed = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    document.core_properties.created = document.core_properties.modified = fixed
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
