"""A brief as PDF, set by Typst: A4, figures in it, the passages at the end as targets of links."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pourparler.errors import MissingExtra

if TYPE_CHECKING:
    from pourparler.present.brief import Brief, Line, Section, Table

_HEAD = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: 2cm, numbering: "1 / 1")
#set text(size: 10pt, lang: "en")
#set par(justify: false)
#show heading.where(level: 1): set text(size: 13pt)
#show heading.where(level: 2): set text(size: 11pt)
"""
_MARKS = {"claim": "~ ", "unresolved": "? "}


def brief_pdf(brief: Brief) -> bytes:
    """Return a brief as the bytes of a PDF file; the same brief gives the same bytes.

    Raises: MissingExtra, if Typst is not installed.
    """
    try:
        import typst
    except ModuleNotFoundError:
        raise MissingExtra("a PDF", "pdf") from None
    # The stubs know no dictionary of files, which keeps pictures off the disk.
    files: Any = {"main.typ": brief_typst(brief).encode()}
    for i, section in enumerate(brief.sections):
        if section.figure is not None:
            files[f"figure-{i}.svg"] = section.figure.svg.encode()
    return bytes(typst.compile(files, ignore_system_fonts=True, timestamp=0))


def brief_typst(brief: Brief) -> str:
    """Return a brief as Typst markup; every text from outside is a string literal, never markup."""
    parts = [
        _HEAD.format(title=_text(brief.title)),
        f'#text(size: 17pt, weight: "bold")[#{_text(brief.title)}]\n',
    ]
    parts += [f"#{_text(line)}\n" for line in brief.intro]
    parts.append('#text(size: 9pt)[#"Numbers in brackets lead to the passages at the end. ~ somebody\'s claim, '
                 '? not sure enough: a person should decide."]\n')  # fmt: skip
    for i, section in enumerate(brief.sections):
        parts.append(_section(section, f"figure-{i}.svg"))
    parts.append("\n= Passages\n")
    for c in brief.passages:
        where = f"{c.source}, characters {c.passage.start}-{c.passage.end}"
        parts.append(
            f'#block[#strong[\\[{c.number}\\]] <p{c.number}> #{_text(c.passage.exact)} #text(size: 8pt, style: "italic")[#{_text(where)}]]'
        )
    return "\n".join(parts) + "\n"


def _section(section: Section, picture: str) -> str:
    parts = [f"\n= #{_text(section.title)}\n"]
    if section.figure:
        parts.append(
            f"#image({_text(picture)}, alt: {_text(section.figure.alt)})\n#text(size: 8pt)[#{_text(section.figure.alt)}]\n"
        )
    if section.table and section.table.rows:
        parts.append(_table(section.table))
    for line in section.lines:
        if line.mark == "head":
            parts.append(f"== #{_text(line.text)}")
        else:
            parts.append(f"- #{_text(_MARKS.get(line.mark, '') + line.text)}{_cites(line)}")
    if not section.lines and not section.figure and not (section.table and section.table.rows):
        parts.append(f"#emph[#{_text(section.empty)}]")
    return "\n".join(parts)


def _table(table: Table) -> str:
    heads = ", ".join(f"[#strong[#{_text(c)}]]" for c in table.columns)
    cells = ",\n".join(f"[#{_text(line.text)}{_cites(line)}]" for row in table.rows for line in row)
    size = 9 if len(table.columns) <= 5 else 7
    widths = ", ".join(["1fr"] * len(table.columns))
    return (
        f"#text(size: {size}pt)[#table(columns: ({widths}), inset: 4pt, table.header({heads}),\n{cells})]\n"
    )


def _cites(line: Line) -> str:
    return "".join(f" #link(<p{n}>)[\\[{n}\\]]" for n in line.cites)


def _text(text: str) -> str:
    """Return a Typst string literal."""
    clean = "".join(
        c for c in text if c in "\n\t" or ((c.isprintable() or c.isspace()) and not 0xD800 <= ord(c) < 0xE000)
    )
    return json.dumps(" ".join(clean.split()), ensure_ascii=False)
