"""DOCX to paragraphs and table rows, one per line, in the order of the document."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from pourparler.sources.found import Found, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

_LARGEST = 300_000_000  # bytes once unpacked
_TITLES = ("title", "heading 1")


def read_word(data: bytes) -> Found:
    """Read the text of a DOCX file.

    The day on which the file was made is not taken as the day of publication: templates carry their own.

    Args:
        data: The whole file.
    Raises: Refused, if it is broken, holds no text, or unpacks to more than any report.
    """
    word = _opened(data)
    found = Found("", format="docx")
    try:
        blocks = list(_blocks(word))
        properties = word.core_properties
        found.title = properties.title.strip() or _title(word)
        found.language = properties.language.strip() or None
        made = properties.created
    except Exception as trouble:  # python-docx raises anything at all on damaged parts
        raise _broken(trouble) from trouble
    found.text = "\n".join(blocks)
    if not found.text.strip():
        raise Refused("empty-file", "the document holds no text: give the one that holds the report")
    # python-docx writes the date of its template, 2013-12-23, into everything it makes.
    if made is not None and made.date().isoformat() != "2013-12-23":
        found.note("file-date", f"the document was made on {made.date().isoformat()}; that is not taken as the day of "
                   "publication: give --published if it is")  # fmt: skip
    return found


def _opened(data: bytes) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as trouble:
        raise _broken(trouble) from trouble
    if size > _LARGEST:
        raise Refused(
            "too-large", f"the document unpacks to {size // 1_000_000} MB, more than any report: split it"
        )
    if "word/document.xml" not in names:
        raise Refused(
            "binary-file",
            "the file is a ZIP archive and no Word document: unpack it, and give the reports in it",
        )
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as trouble:  # python-docx raises anything at all on damaged parts
        raise _broken(trouble) from trouble


def _broken(trouble: Exception) -> Refused:
    return Refused(
        "broken-docx",
        f"the Word document is damaged or cut short ({type(trouble).__name__}): fetch or save it again",
    )


def _blocks(word: WordDocument) -> Iterator[str]:
    """Yield paragraphs and table rows; merged cells are given once."""
    from docx.table import Table

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells: list[str] = []
                for cell in dict.fromkeys(row.cells):
                    text = " ".join(cell.text.split())
                    if text:
                        cells.append(text)
                if cells:
                    yield " | ".join(cells)
        elif block.text.strip():
            yield block.text.replace("\x0b", "\n").strip()


def _title(word: WordDocument) -> str | None:
    for paragraph in word.paragraphs[:5]:
        style = paragraph.style
        if style is not None and (style.name or "").lower() in _TITLES and paragraph.text.strip():
            return str(paragraph.text).strip()
    return None
