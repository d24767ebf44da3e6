"""A brief for the terminal: wrapped lines with numbers, and the list of passages they lead to."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pourparler.present.brief import report_numbers, shown
from pourparler.present.clip import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.present.brief import Brief, Line, Section, Table

_GUTTER = 2  # blank columns between two columns of a table
_SIDE_BY_SIDE = 5  # more columns than these are only set side by side if nothing has to wrap
_MARKS = {"claim": "~ ", "unresolved": "? ", "note": "", "": "- "}


def brief_text(brief: Brief, *, width: int = 100, full: bool = False) -> str:
    """Return a brief as text.

    Args:
        brief: What to show.
        width: Columns of the terminal, at least 40.
        full: Whether the full lists follow.
    """
    width = max(40, width)
    blocks = [*textwrap.wrap(brief.title, width), "=" * min(len(brief.title), width)]
    for line in brief.intro:
        blocks += textwrap.wrap(line, width)
    blocks += textwrap.wrap(
        "Numbers in brackets lead to the passages at the end. - stated plainly, ~ somebody's claim, "
        "? not sure enough: a person should decide.",
        width,
    )
    seen = shown(brief, full=full)
    for section in (*seen.pages, *seen.lists, *seen.appendix):
        rule = "-" * min(len(section.title), width)
        blocks += ["", *textwrap.wrap(section.title, width), rule, *_section(section, width)]
    if seen.passages:
        blocks += ["", "Passages", "--------"]
    reports = report_numbers(brief)
    for cited in seen.passages:
        lead = f"[{cited.number}] "
        at = f"characters {cited.passage.start}-{cited.passage.end}"
        if brief.details or seen.appendix:
            where = f"({reports[cited.passage.document]}, {at})"
            blocks += _wrap(f"{lead}{clip(cited.passage.exact, 2000)} {where}", width, indent=len(lead))
        else:
            blocks += _wrap(f"{lead}{clip(cited.passage.exact, 2000)}", width, indent=len(lead))
            where = f"{clip(cited.source, 160)}, {at}"
            blocks += textwrap.wrap(where, width, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(blocks) + "\n"


def table_text(table: Table, *, width: int = 100) -> str:
    """Return a table as text; where the columns cannot stand side by side, each row as a block.

    Args:
        table: Rows of lines.
        width: Columns of the terminal.
    """
    rows = [tuple(cited_text(cell) for cell in row) for row in table.rows]
    widths = _widths([table.columns, *rows], width)
    if widths is None:
        return "\n".join(_block(table.columns, row, width) for row in rows)
    rule = tuple("-" * min(w, len(head)) for w, head in zip(widths, table.columns, strict=True))
    return "\n".join(_row(row, widths) for row in (table.columns, rule, *rows))


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Share the width: each column its longest word, the rest by how much the column has to say."""
    columns = list(zip(*rows, strict=True))
    least = [max(len(w) for cell in column for w in [*cell.split(), ""]) for column in columns]
    wanted = [max(len(cell) for cell in column) for column in columns]
    room = width - _GUTTER * (len(columns) - 1)
    if sum(least) > room or (sum(wanted) > room and len(columns) > _SIDE_BY_SIDE):
        return None
    spare, need = room - sum(least), sum(wanted) - sum(least)
    share = min(1.0, spare / need) if need else 0.0
    return [low + int((high - low) * share) for low, high in zip(least, wanted, strict=True)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [
        textwrap.wrap(c, max(1, w), break_on_hyphens=False) or [""]
        for c, w in zip(cells, widths, strict=True)
    ]
    lines = []
    for i in range(max(len(cell) for cell in wrapped)):
        parts = [(cell[i] if i < len(cell) else "").ljust(w) for cell, w in zip(wrapped, widths, strict=True)]
        lines.append((" " * _GUTTER).join(parts).rstrip())
    return "\n".join(lines)


def _block(columns: Sequence[str], row: Sequence[str], width: int) -> str:
    head, *rest = row
    lines = textwrap.wrap(f"- {head}", width, subsequent_indent="  ")
    for name, cell in zip(columns[1:], rest, strict=True):
        if cell and cell != "–":
            lines += textwrap.wrap(
                f"{name}: {cell}", width, initial_indent="    ", subsequent_indent="      "
            )
    return "\n".join(lines)


def cited_text(line: Line) -> str:
    """Return a line with its numbers."""
    return line.text + (f" [{', '.join(map(str, line.cites))}]" if line.cites else "")


def _section(section: Section, width: int) -> Iterator[str]:
    if section.figure:
        yield from textwrap.wrap(section.figure.alt, width)
    if section.table and section.table.rows:
        yield from table_text(section.table, width=width).splitlines()
    for line in section.lines:
        if line.mark == "head":
            yield from textwrap.wrap(f"{line.text}:", width)
            continue
        lead = _MARKS.get(line.mark, "- ")
        yield from _wrap(lead + cited_text(line), width, indent=len(lead))
    if not section.lines and not (section.table and section.table.rows) and not section.figure:
        yield from textwrap.wrap(section.empty, width)


def _wrap(text: str, width: int, *, indent: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=" " * indent, break_on_hyphens=False)
