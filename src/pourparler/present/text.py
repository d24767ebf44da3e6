"""A brief for the terminal: wrapped lines with numbers, and the list of passages they lead to."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pourparler.present.clip import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.present.brief import Brief, Line, Section, Table

_MARKS = {"claim": "~ ", "unresolved": "? ", "note": "", "": "- "}


def brief_text(brief: Brief, *, width: int = 100) -> str:
    """Return a brief as text.

    Args:
        brief: What to show.
        width: Columns of the terminal, at least 40.
    """
    width = max(40, width)
    blocks = [brief.title, "=" * min(len(brief.title), width)]
    for line in brief.intro:
        blocks += textwrap.wrap(line, width)
    blocks += textwrap.wrap(
        "Numbers in brackets lead to the passages at the end. - stated plainly, ~ somebody's claim, "
        "? not sure enough: a person should decide.",
        width,
    )
    for section in brief.sections:
        blocks += ["", section.title, "-" * min(len(section.title), width), *_section(section, width)]
    blocks += ["", "Passages", "--------"]
    for cited in brief.passages:
        blocks += _wrap(
            f"[{cited.number}] {clip(cited.passage.exact, 2000)}", width, indent=len(f"[{cited.number}] ")
        )
        where = f"{clip(cited.source, 160)}, characters {cited.passage.start}-{cited.passage.end}"
        blocks += textwrap.wrap(where, width, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(blocks) + "\n"


def table_text(table: Table, *, width: int = 100) -> str:
    """Return a table as text, its columns sharing the width."""
    columns = len(table.columns)
    each = max(6, (width - 2 * (columns - 1)) // max(1, columns))
    rows = [[[head] for head in table.columns], [["-" * min(each, len(head))] for head in table.columns]]
    rows += [[textwrap.wrap(cited_text(c), each) or [""] for c in row] for row in table.rows]
    lines = []
    for row in rows:
        for i in range(max(len(cell) for cell in row)):
            cells = [(cell[i] if i < len(cell) else "")[:each].ljust(each) for cell in row]
            lines.append("  ".join(cells).rstrip())
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
            yield f"{line.text}:"
            continue
        lead = _MARKS.get(line.mark, "- ")
        yield from _wrap(lead + cited_text(line), width, indent=len(lead))
    if not section.lines and not (section.table and section.table.rows) and not section.figure:
        yield section.empty


def _wrap(text: str, width: int, *, indent: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=" " * indent, break_on_hyphens=False)
