"""A brief as a Word document: the same sections, numbers in brackets, the passages in an appendix."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any

from pourparler.errors import MissingExtra
from pourparler.present.brief import report_numbers, shown
from pourparler.present.charts import png
from pourparler.present.text import cited_text

if TYPE_CHECKING:
    from pourparler.present.brief import Brief, Figure, Section, Table

_FEW = 5  # columns that are set in larger type
_CHART = 13.5  # cm: how wide a chart is on the page
_MARKS = {"claim": "~ ", "unresolved": "? "}


def brief_docx(brief: Brief, *, full: bool = False) -> bytes:
    """Return a brief as the bytes of a .docx file; the same brief gives the same bytes.

    Args:
        brief: What to show.
        full: Whether the full lists follow the pages.
    """
    import docx

    document = docx.Document()
    _sized(document)
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
    seen = shown(brief, full=full)
    for section in seen.pages:
        _section(document, section)
    if seen.lists:
        document.add_page_break()
    for section in seen.lists:
        _section(document, section)
    if seen.appendix:
        document.add_page_break()
    for section in seen.appendix:
        _section(document, section, small=True)
    if seen.passages:
        document.add_heading("Passages", 1)
    reports = report_numbers(brief) if seen.appendix else {}
    for cited in seen.passages:
        quote = document.add_paragraph(f"[{cited.number}] {_safe(cited.passage.exact)}")
        where = _safe(reports.get(cited.passage.document, cited.source))
        quote.add_run(f" ({where}, characters {cited.passage.start}-{cited.passage.end})").italic = True
        _small(quote)
    return _timeless(document)


def _sized(document: Any) -> None:
    """Set margins and type as the PDF has them: a brief is one to three pages."""
    from docx.shared import Cm, Pt

    for page in document.sections:
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(1.9)
        page.top_margin = page.bottom_margin = Cm(1.7)
    for name, size, before, after in (
        ("Normal", 9.5, 0, 3), ("List Bullet", 9.5, 0, 1), ("Title", 17, 0, 4), ("Heading 1", 11.5, 8, 2),
        ("Heading 2", 10, 4, 1),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0


def _small(paragraph: Any, size: float = 7.5) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(size)


def _section(document: Any, section: Section, *, small: bool = False) -> None:
    document.add_heading(_safe(section.title), 1)
    if section.figure:
        _figure(document, section.figure)
    if section.table and section.table.rows:
        _table(document, section.table)
    for line in section.lines:
        if line.mark == "head":
            document.add_heading(_safe(line.text), 2)
        else:
            text = _MARKS.get(line.mark, "") + _safe(cited_text(line))
            written = document.add_paragraph(
                text, style=None if small or line.mark == "note" else "List Bullet"
            )
            if small or line.mark == "note":
                _small(written, 7.5 if small else 8.5)
    if not section.lines and not section.figure and not (section.table and section.table.rows):
        document.add_paragraph(section.empty)


def _figure(document: Any, figure: Figure) -> None:
    """Add a chart as a picture with what it says below; only the words where charts are not installed."""
    from docx.shared import Cm

    try:
        picture = png(figure.svg)
    except MissingExtra:
        picture = None
    if picture:
        shape = document.add_picture(io.BytesIO(picture), width=Cm(_CHART))
        shape._inline.docPr.set("descr", _safe(figure.alt))  # noqa: SLF001 - python-docx has no other way to say it
    _small(document.add_paragraph(_safe(figure.alt)))


def _table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, table.columns, strict=True):
        cell.text = _safe(head)
    for row in table.rows:
        for cell, line in zip(made.add_row().cells, row, strict=True):
            cell.text = _safe(cited_text(line))
            _small(cell.paragraphs[0], 8.5 if len(table.columns) <= _FEW else 7.5)


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
