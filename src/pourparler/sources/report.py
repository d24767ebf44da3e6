"""One place to its reports: the type is seen in the content first and in the name second."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.domain import Document, Finding
from pourparler.sources.days import iso_day
from pourparler.sources.feed import looks_like_feed, read_feed
from pourparler.sources.fetch import Fetched, fetch
from pourparler.sources.folders import is_address
from pourparler.sources.found import Found, Refused
from pourparler.sources.language import language_of
from pourparler.sources.markdown import read_markdown
from pourparler.sources.regular import regular_bytes
from pourparler.sources.text import decode
from pourparler.sources.web_page import charset_of, read_web_page
from pourparler.sources.word import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"), (b"\x1f\x8b", "a gzip archive"), (b"SQLite format 3", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file (save it as DOCX)"), (b"{\\rtf", "an RTF file (save it as DOCX)"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
)  # fmt: skip


LONGEST = 2_000_000  # characters: the length of a thousand pages, where the longest reports have a hundred


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one report: a document or the findings that say why there is none."""

    path: str
    document: Document | None
    findings: tuple[Finding, ...] = ()


def read_reports(path: str, *, published: str | None = None) -> Iterator[Report]:
    """Read one file or address; a feed gives one report per entry, everything else one.

    Args:
        path: As the user named it.
        published: The publication date that the user gives; it stands before the file's own.
    """
    try:
        fetched = fetch(path) if is_address(path) else Fetched(regular_bytes(path))
        for found in _found(path, fetched):
            place = f"{path}#{found.part}" if found.part else path
            found.retrieved = fetched.retrieved
            if is_address(path):
                found.url = found.url or path
            yield _report(place, found, published)
    except Refused as refused:
        yield Report(path, None, (refused.finding(path),))


def _found(path: str, fetched: Fetched) -> Iterator[Found]:
    data = fetched.data
    suffix = os.path.splitext(path.partition("?")[0] if is_address(path) else path)[1].lower()  # noqa: PTH122 - as above
    if b"%PDF-" in data[:1024]:
        from pourparler.sources.pdf import read_pdf

        yield read_pdf(data)
        return
    if data.startswith(b"PK\x03\x04"):
        yield read_word(data)
        return
    _refuse_known(data, suffix)
    decoded = decode(data, declared=fetched.charset or charset_of(data))
    head = decoded.text[:4000].lstrip("\ufeff \t\r\n")
    if looks_like_feed(head):
        yield from read_feed(data)
        return
    if suffix in (".rss", ".atom"):
        raise Refused(
            "empty-feed", "the file is named like a feed and is neither RSS nor Atom: open it and look"
        )
    if _is_html(head, suffix):
        found = read_web_page(decoded.text)
    elif suffix == ".xml":
        raise Refused(
            "unknown-type",
            "the XML is neither a feed nor a web page: give the report as text, HTML, PDF or DOCX",
        )
    elif suffix in (".md", ".markdown"):
        found = read_markdown(decoded.text)
    else:
        found = Found(decoded.text)
    if not found.text.strip("\ufeff \t\r\n\f"):
        raise Refused("empty-file", "the file holds no text: give the one that holds the report")
    # A span of the file is no span of an article taken out of it.
    found.findings += [f if found.format == "text" else replace(f, span=None) for f in decoded.findings]
    yield found


def _refuse_known(data: bytes, suffix: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise Refused(
                "binary-file", f"the file is {kind}: give a report as text, Markdown, HTML, PDF or DOCX"
            )
    if suffix == ".pdf":
        raise Refused(
            "broken-pdf", "the file is named .pdf and does not begin like one: fetch or save it again"
        )
    if suffix == ".docx":
        raise Refused(
            "broken-docx", "the file is named .docx and does not begin like one: fetch or save it again"
        )


def _is_html(head: str, suffix: str) -> bool:
    lowered = head[:1000].lower()
    if suffix in (".html", ".htm", ".xhtml"):
        return True
    return lowered.startswith(("<!doctype html", "<html", "<head", "<body")) or (
        lowered.startswith("<?xml") and "<html" in lowered
    )


def _report(path: str, found: Found, published: str | None) -> Report:
    if len(found.text) > LONGEST:
        raise Refused(
            "too-long",
            f"the text has {len(found.text):,} characters and one report at most {LONGEST:,}: it looks like an archive, whose "
            "reports have dates and speakers of their own; split the file into one file per report",
        )
    language, spoken = language_of(found.text, found.language)
    findings = [*found.findings, *spoken]
    day, how, why = found.published, "metadata" if found.published else "unknown", found.published_why
    if published is not None:
        if day is not None and not day.startswith(published[: len(day)]):
            findings.append(Finding(f"the report says it was published on {day} ({why}); the date given, {published}, "
                                    "is used", code="two-dates"))  # fmt: skip
        day, how, why = published, "given", None
    document = Document(
        text=found.text,
        title=found.title,
        publisher=found.publisher,
        url=found.url,
        published=day,
        published_how=how,
        published_why=why if day else None,
        retrieved=found.retrieved,
        language=language,
        path=path,
        format=found.format,
    )
    return Report(path, document, tuple(replace(f, where=f.where or path) for f in findings))


def given_day(said: str | None) -> str | None:
    """Return the publication date that a person typed, or None.

    Raises: ValueError, if it is not ISO 8601.
    """
    if said is None:
        return None
    day = iso_day(said)
    if day is None or not said.startswith(day):
        raise ValueError(said)
    return said
