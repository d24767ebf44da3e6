"""A brief as PDF, set by Typst: A4, figures in it, the passages in an appendix as targets of links."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pourparler.errors import MissingExtra
from pourparler.present.brief import report_numbers, shown

if TYPE_CHECKING:
    from pourparler.present.brief import Brief, Line, Section, Table

_HEAD = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 1.9cm, y: 1.7cm), numbering: "1 / 1")
#set text(size: 9.5pt, lang: "en")
#set par(justify: false, leading: 0.52em, spacing: 0.7em)
#set list(spacing: 0.5em)
#show heading: set block(above: 1em, below: 0.5em)
#show heading.where(level: 1): set text(size: 11.5pt)
#show heading.where(level: 2): set text(size: 10pt)
#show link: set text(size: 7.5pt)
"""
_APPENDIX = """
#pagebreak(weak: true)
#set text(size: 7.5pt)
#show heading.where(level: 1): set text(size: 9.5pt)
"""
_FEW = 5  # columns that are set in larger type
_NARROW, _WIDE = 20, 80  # characters up to which a column is never wrapped, and beyond which it gets no wider
_MARKS = {"claim": "~ ", "unresolved": "? "}


def brief_pdf(brief: Brief, *, full: bool = False) -> bytes:
    """Return a brief as the bytes of a PDF file; the same brief gives the same bytes.

    Args:
        brief: What to show.
        full: Whether the full lists follow the pages.
    Raises: MissingExtra, if Typst is not installed.
    """
    try:
        import typst
    except ModuleNotFoundError:
        raise MissingExtra("a PDF", "pdf") from None
    # The stubs know no dictionary of files, which keeps pictures off the disk.
    files: Any = {"main.typ": brief_typst(brief, full=full).encode()}
    for section in brief.sections:
        if section.figure is not None:
            files[_picture(section)] = section.figure.svg.encode()
    return bytes(typst.compile(files, ignore_system_fonts=True, timestamp=0))


def brief_typst(brief: Brief, *, full: bool = False) -> str:
    """Return a brief as Typst markup; every text from outside is a string literal, never markup."""
    parts = [
        _HEAD.format(title=_text(brief.title)),
        f'#text(size: 15pt, weight: "bold")[#{_text(brief.title)}]\n',
    ]
    parts += [f"#{_text(line)}\n" for line in brief.intro]
    parts.append('#text(size: 9pt)[#"Numbers in brackets lead to the passages at the end. ~ somebody\'s claim, '
                 '? not sure enough: a person should decide."]\n')  # fmt: skip
    seen = shown(brief, full=full)
    parts += [_section(section) for section in seen.pages]
    parts += ["\n#pagebreak(weak: true)\n"] * bool(seen.lists)
    parts += [_section(section) for section in seen.lists]
    if seen.appendix or seen.passages:
        parts.append(_APPENDIX if seen.appendix else "")
        parts += [_section(section) for section in seen.appendix]
    reports = report_numbers(brief) if seen.appendix else {}
    if seen.passages:
        parts.append("\n= Passages\n")
    for c in seen.passages:
        where = f"{reports.get(c.passage.document, c.source)}, characters {c.passage.start}-{c.passage.end}"
        parts.append(
            f"#block(spacing: 0.6em)[#strong[\\[{c.number}\\]] <p{c.number}> #{_text(c.passage.exact)} #emph[#{_text(where)}]]"
        )
    return "\n".join(parts) + "\n"


def _picture(section: Section) -> str:
    return f"figure-{section.id}.svg"


def _section(section: Section) -> str:
    parts = [f"\n= #{_text(section.title)}\n"]
    if section.figure:
        alt = _text(section.figure.alt)
        parts.append(
            f"#block(breakable: false)[#image({_text(_picture(section))}, width: 78%, alt: {alt})\n"
            f"#text(size: 7.5pt)[#{alt}]]\n"
        )
    if section.table and section.table.rows:
        parts.append(_table(section.table))
    for line in section.lines:
        if line.mark == "head":
            parts.append(f"== #{_text(line.text)}")
        elif line.mark == "note":
            parts.append(f"#text(size: 8.5pt)[#{_text(line.text)}{_cites(line)}]\n")
        else:
            parts.append(f"- #{_text(_MARKS.get(line.mark, '') + line.text)}{_cites(line)}")
    if not section.lines and not section.figure and not (section.table and section.table.rows):
        parts.append(f"#emph[#{_text(section.empty)}]")
    return "\n".join(parts)


def _table(table: Table) -> str:
    heads = ", ".join(f"[#strong[#{_text(c)}]]" for c in table.columns)
    # No word is cut at a column's edge, and no row at a page's: a column is as wide as it has to say.
    cells = ",\n".join(
        f"table.cell(breakable: false)[#{_text(line.text)}{_cites(line)}]"
        for row in table.rows
        for line in row
    )
    size = 8.5 if len(table.columns) <= _FEW else 7.5
    widths = ", ".join(_widths(table))
    return (
        f"#text(size: {size}pt)[#table(columns: ({widths}), inset: 3pt, stroke: 0.4pt + luma(60%), "
        f"table.header({heads}),\n{cells})]\n"
    )


def _widths(table: Table) -> list[str]:
    """Return Typst's widths: a short column as wide as it is, the rest shared by how much there is to say."""
    columns = [[head, *(row[i].text for row in table.rows)] for i, head in enumerate(table.columns)]
    said = [max(len(cell) for cell in column) for column in columns]
    return ["auto" if length <= _NARROW else f"{min(length, _WIDE)}fr" for length in said]


def _cites(line: Line) -> str:
    return "".join(f" #link(<p{n}>)[\\[{n}\\]]" for n in line.cites)


def _text(text: str) -> str:
    """Return a Typst string literal."""
    clean = "".join(
        c for c in text if c in "\n\t" or ((c.isprintable() or c.isspace()) and not 0xD800 <= ord(c) < 0xE000)
    )
    return json.dumps(" ".join(clean.split()), ensure_ascii=False)
