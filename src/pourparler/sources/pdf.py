"""PDF to paragraphs: lines joined, words mended at line ends, running heads and page numbers left out."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from pourparler.sources.found import Found, Refused

if TYPE_CHECKING:
    from pypdf import PdfReader

_ENDS = re.compile(r"[.!?:;][”’\"')\]]*$")
_ITEM = re.compile(r"(?:[-•*–‣]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u00ad": ""}


def read_pdf(data: bytes) -> Found:
    """Read the text of a PDF.

    The day on which the file was made is reported and not taken as the day of publication.

    Args:
        data: The whole file.
    Raises: Refused, if it is broken, encrypted with a password, or holds only images.
    """
    reader = _opened(data)
    found = Found("", format="pdf")
    pages: list[list[str]] = []
    lost: list[int] = []
    for number in range(1, _length(reader) + 1):
        try:
            pages.append(_lines(reader.pages[number - 1].extract_text()))
        except Exception:  # noqa: BLE001 - pypdf raises anything at all on a damaged page
            lost.append(number)
            pages.append([])
    found.text = paragraphs(without_running_lines(pages))
    if not found.text:
        raise _textless(pages, lost)
    empty = [n for n, lines in enumerate(pages, start=1) if not lines and n not in lost]
    if lost:
        found.note("broken-page", f"page {_listed(lost)} of the PDF could not be read; the rest was: look at "
                   "the original", needs_person=True)  # fmt: skip
    if empty:
        found.note("page-without-text", f"page {_listed(empty)} of the PDF holds no text: if it is a scan, run a text "
                   "recognition (OCR) over it", needs_person=True)  # fmt: skip
    _describe(found, reader)
    return found


def _textless(pages: list[list[str]], lost: list[int]) -> Refused:
    if lost:
        return Refused("broken-pdf", "none of its pages could be read: save or print the report to PDF anew")
    return Refused(
        "no-text-pdf",
        f"the PDF has {len(pages)} page{'s' if len(pages) != 1 else ''} and no text, only images: run a text "
        "recognition (OCR) over it and give the result",
    )


def _opened(data: bytes) -> PdfReader:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many press services encrypt with an empty password, to forbid changes only.
        locked = reader.is_encrypted and not reader.decrypt("")
    except Exception as trouble:  # pypdf raises anything at all on a damaged file
        raise _broken(trouble) from trouble
    if locked:
        raise Refused(
            "encrypted-pdf", "the PDF is encrypted and asks for a password: save a copy without one"
        )
    return reader


def _length(reader: PdfReader) -> int:
    try:
        return len(reader.pages)
    except Exception as trouble:  # as above
        raise _broken(trouble) from trouble


def _broken(trouble: Exception) -> Refused:
    if type(trouble).__name__ == "DependencyError":
        return Refused(
            "encrypted-pdf",
            "the PDF is encrypted in a way that is not supported: save a copy without encryption",
        )
    return Refused(
        "broken-pdf", f"the PDF is damaged or cut short ({type(trouble).__name__}): fetch or save it again"
    )


def _describe(found: Found, reader: PdfReader) -> None:
    try:
        about = reader.metadata
        title = str(about.title).strip() if about and about.title else None
        made = about.creation_date if about else None
    except Exception:  # noqa: BLE001 - as above
        return
    # Word processors write their file name or "Untitled" there.
    if title and not re.search(
        r"\.(?:docx?|pdf|indd|qxd|rtf|odt)$|^untitled|^microsoft word", title, re.IGNORECASE
    ):
        found.title = title
    if made is not None:
        found.note("file-date", f"the PDF was made on {made.date().isoformat()}; that is not taken as the day of publication: "
                   "give --published if it is")  # fmt: skip


def _lines(text: str) -> list[str]:
    for old, new in _LIGATURES.items():
        text = text.replace(old, new)
    lines = [" ".join(line.split()) for line in text.replace("\x00", "").splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers and without heads and feet that return on most pages."""

    def shape(line: str) -> str:
        return re.sub(r"\d+", "#", line.lower())

    edges = Counter(s for lines in pages for s in {shape(line) for line in lines[:2] + lines[-2:]})
    often = {s for s, n in edges.items() if (n >= 3 and n > len(pages) / 2) or 2 <= n == len(pages)}
    made = []
    for lines in pages:
        last = len(lines) - 1
        made.append([
            line for n, line in enumerate(lines)
            if not (n in (0, 1, last - 1, last) and shape(line) in often)
            and not (n in (0, last) and len(lines) > 1 and re.fullmatch(r"(?:page )?[-–—]?\s*\d{1,4}\s*[-–—]?(?: of \d+)?", line.lower()))
        ])  # fmt: skip
    return made


def paragraphs(pages: list[list[str]]) -> str:
    """Join lines into paragraphs, one per line.

    A paragraph ends at an empty line, before a list item, after a full stop in a line that is clearly
    shorter than the rest, and after a much shorter line (a heading) that is followed by a capital.

    >>> paragraphs([["The envoys met again on Thurs-", "day in the capital of the federation."]])
    'The envoys met again on Thursday in the capital of the federation.'
    """
    lengths = sorted(len(line) for lines in pages for line in lines if line)
    full = lengths[len(lengths) * 3 // 4] if lengths else 0
    made: list[str] = []
    whole, heading = True, False  # what the last line says of its paragraph
    for lines in pages:
        for line in lines:
            if not line:
                whole = True
                continue
            if made and not (whole or _ITEM.match(line) or (heading and not line[0].islower())):
                made[-1] = _joined(made[-1], line)
            else:
                made.append(line)
            whole = bool(_ENDS.search(line)) and len(line) < 0.8 * full
            heading = len(line) < 0.6 * full and not line.endswith((",", "-", "–"))
        # Text runs on over a page's end unless it ends in a full stop.
        whole = whole or not made or bool(_ENDS.search(made[-1]))
    return "\n".join(made)


def _joined(before: str, after: str) -> str:
    if re.search(r"[a-z]-$", before) and after[:1].islower():
        return before[:-1] + after
    if re.search(r"\w-$", before):
        return before + after
    return f"{before} {after}"


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")
