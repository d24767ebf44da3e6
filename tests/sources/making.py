"""Small files of every format, made on the spot."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pourparler.sources.found import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STORY = (
    "Negotiators from Northland and Southland met for a second day in the lakeside town of Quillon on Thursday. "
    "Southland's foreign minister said that the talks had been useful, and that the question of the border "
    "would be discussed again on Friday. Northland's envoy rejected a proposal to withdraw its troops."
)


def pdf(pages: Sequence[Sequence[str]], *, title: str | None = None, made: str | None = None) -> bytes:
    """Write a PDF by hand: one Helvetica line below the other."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 720 Td\n{shown}ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    about = "".join([f"/Title ({title}) " if title else "", f"/CreationDate (D:{made}) " if made else ""])
    objects.append(f"<< {about}>>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, trailer, len(out),
    )  # fmt: skip


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def encrypted(data: bytes, password: str) -> bytes:
    """Encrypt a PDF."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")  # noqa: S106
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(paragraphs: Sequence[str], *, title: str = "", rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Write a DOCX, with a table at its end if there are rows."""
    from docx import Document

    word = Document()
    word.core_properties.title = title
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    if rows:
        table = word.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def page(body: str, *, head: str = "", lang: str = "en") -> str:
    """Write an HTML page."""
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def refusal(read: Callable[[Any], object], given: object) -> str | None:
    """Return the code with which a file was refused, or None."""
    try:
        read(given)
    except Refused as refused:
        return refused.code
    return None
