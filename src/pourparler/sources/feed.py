"""RSS and Atom: every entry of a feed is a report."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pourparler.sources.days import iso_day
from pourparler.sources.found import Found, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = 300  # characters: a teaser, not a report


def looks_like_feed(head: str) -> bool:
    """Say whether a text begins like RSS, Atom or RDF."""
    head = head.lstrip("\ufeff \t\r\n")[:2000].lower()
    return head.startswith("<") and any(mark in head for mark in ("<rss", "<feed", "<rdf:rdf"))


def read_feed(data: bytes) -> Iterator[Found]:
    """Yield the entries of a feed, in its order.

    Args:
        data: The whole file.
    Raises: Refused, if it is no feed or an empty one.
    """
    import feedparser

    # Bytes in a buffer: given a string, feedparser would open it as a path or an address.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=True)
    if not feed.entries:
        raise Refused(
            "empty-feed", "the feed holds no entries, or is no RSS or Atom: open it in a browser and look"
        )
    publisher = _clean(feed.feed.get("title"))
    language = feed.feed.get("language")
    for number, entry in enumerate(feed.entries, start=1):
        found = _entry(entry, publisher, language)
        found.part = str(number)
        if feed.bozo and number == 1:
            found.note("broken-feed", f"the feed is not well-formed ({type(feed.bozo_exception).__name__}); "
                       f"{len(feed.entries)} entries were read, and some may be missing", needs_person=True)  # fmt: skip
        yield found


def _entry(entry: Any, publisher: str | None, language: str | None) -> Found:
    whole = max((c.get("value") or "" for c in entry.get("content", [])), key=len, default="")
    text = _text(whole) or _text(entry.get("summary") or "")
    found = Found(text, format="feed", title=_clean(entry.get("title")))
    source = entry.get("source")
    found.publisher = _clean(source.get("title")) if source else None
    found.publisher = found.publisher or publisher
    link = entry.get("link") or ""
    found.url = link if link.startswith(("http://", "https://")) else None
    found.language = language
    said = entry.get("published")
    if said:
        found.published = iso_day(said) or _moment(entry.get("published_parsed"))
        found.published_why = "feed"
    if not found.text and found.title:
        found.text = found.title
    if len(found.text) < _SHORT:
        found.note("teaser-only", f"the feed gives {len(found.text)} characters of this report; the article itself was not "
                   "fetched: give its address or a saved copy to read the whole")  # fmt: skip
    return found


def _moment(parsed: Any) -> str | None:
    return f"{parsed[0]:04d}-{parsed[1]:02d}-{parsed[2]:02d}" if parsed else None


def _clean(text: str | None) -> str | None:
    return (" ".join(_text(text).split()) or None) if text else None


def _text(markup: str) -> str:
    """Return the text of a piece of HTML, one block per line."""
    from lxml import etree, html

    markup = markup.replace("\x00", "").strip()
    if "<" not in markup and "&" not in markup:
        return markup
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    for node in tree.xpath(".//br"):
        node.tail = "\n" + (node.tail or "")
    for node in tree.xpath(".//p | .//div | .//li | .//h1 | .//h2 | .//h3 | .//blockquote | .//tr"):
        node.tail = "\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
