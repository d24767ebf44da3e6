"""HTML to the text of its article and what its head says about it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pourparler.sources.days import iso_day
from pourparler.sources.found import Found, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATES = (  # in this order; names as publishers use them
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "citation_publication_date",
    "publish-date", "publication_date", "pubdate", "cxenseparse:recs:publishtime", "date", "dc.date", "dcterms.date",
)  # fmt: skip
_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_publisher")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_ERRORS = re.compile(  # of a whole title, or of a whole part of one
    r"(?:(?:http )?(?:status )?(?:error )?(?:code )?(?:40[0-9]|410|429|50[0-4])\W*)?"
    r"(?:oops|sorry|error|(?:(?:we.?re )?sorry\W+)?(?:we )?(?:(?:the|this|that|requested|your) )*(?:page|article|file|content|url|story|document)?"
    r"(?: you (?:are|were|requested|re)\b.{0,40}?)? ?(?:was |is |has |could |can |cannot |can.?t )*(?:not |be |been )*"
    r"(?:found|find (?:the|that|this) page|(?:no longer |un)?available|exist|does not exist|doesn.?t exist|removed|moved|gone)"
    r"|access (?:to this page )?(?:has been )?denied|forbidden|unauthori[sz]ed|service (?:temporarily )?unavailable|bad gateway|"
    r"gateway time-?out|too many requests|internal server error|bad request)?[.!]*(?: error)?",
    re.IGNORECASE,
)
_WALLS = re.compile(
    r"(?:accept (?:all )?(?:the )?(?:use of )?cookies|we (?:and our partners )?(?:use|value) (?:cookies|your privacy)|"
    r"your privacy (?:choices|settings)|before you continue|consent|enable javascript|javascript (?:is )?(?:required|"
    r"disabled)|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|captcha|checking your browser|"
    r"just a moment|unusual traffic|subscribe to (?:continue|read)|sign in to (?:continue|read)|log in to (?:continue|read))",
    re.IGNORECASE,
)
_SHORT = 700  # characters: an error page or a wall says less than a report
_BLOCKS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "td",
    "th",
    "dd",
    "dt",
    "pre",
    "figcaption",
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_LONGEST = 20_000_000  # characters; above that, the plain way


def charset_of(data: bytes) -> str | None:
    """Return the encoding that an HTML file names in its head."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def read_web_page(page: str) -> Found:
    """Read the article of a web page.

    Args:
        page: The decoded HTML.
    Raises: Refused, for a page that holds no report: an error page, a consent wall, nothing.
    """
    tree = _tree(page)
    if tree is None:
        raise Refused("empty-page", "the HTML page holds no text: save the page again, with its text")
    found = Found("", format="html")
    _describe(found, tree)
    found.text = _article(page) or _blocks(tree)
    _refuse_no_report(found, tree)
    return found


def _tree(page: str) -> Any:
    from lxml import etree, html

    # A declared encoding in an XML head is refused by lxml for text that is already decoded.
    page = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page.lstrip("\ufeff")).replace("\x00", "")
    if not page.strip():
        return None
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    except (etree.ParserError, ValueError):
        return None
    return tree


def _article(page: str) -> str:
    """Return the article as trafilatura finds it.

    Its date is not used: it guesses, and refuses dates later than the clock's.
    """
    import logging

    from trafilatura import extract

    if len(page) > _LONGEST:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = extract(page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False)
    return (text or "").strip()


def _blocks(tree: Any) -> str:
    """Return all text of the body, block by block: for pages in which no article is found."""
    for node in list(tree.iter("script", "style", "noscript", "template", "nav", "footer", "form", "svg")):
        node.drop_tree()
    blocks = [
        " ".join(node.text_content().split())
        for node in tree.iter(*_BLOCKS)
        if not any(child.tag in _BLOCKS for child in node.iterdescendants())
    ]
    text = "\n".join(block for block in blocks if block)
    body = tree.find("body")
    return text or (
        "\n".join(filter(None, (" ".join(t.split()) for t in body.itertext()))) if body is not None else ""
    )


def _refuse_no_report(found: Found, tree: Any) -> None:
    heads = [found.title or "", *(" ".join(h.text_content().split()) for h in tree.iter("title", "h1"))]
    short = len(found.text) < _SHORT
    said = next((part for head in heads for part in _parts(head) if _ERRORS.fullmatch(part)), None)
    if short and said:
        raise Refused(
            "error-page",
            f"the page is an error page ({said!r}), not a report: save the report itself and give that file",
        )
    if short and (wall := _WALLS.search("\n".join([*heads, found.text]))):
        raise Refused(
            "consent-page",
            f"the page shows a notice ({wall[0]!r}) instead of a report: open it in a browser, pass the notice, "
            "and save what is behind it",
        )
    if not found.text:
        raise Refused("empty-page", "the HTML page holds no text: save the page again, with its text")


def _parts(head: str) -> list[str]:
    """Return a title and its parts: "Page not found | The Bulletin"."""
    return [
        part.strip() for part in (head, *re.split(r"\s[|–—-]\s|:", head)) if part.strip() and len(part) < 100
    ]


def _describe(found: Found, tree: Any) -> None:
    meta = _meta(tree)
    linked = list(_linked_data(tree))
    found.title = (
        _first(meta, _TITLES) or _linked(linked, "headline") or _line(tree, "h1") or _line(tree, "title")
    )
    found.publisher = _publisher(linked) or _first(meta, _PUBLISHERS)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip()
    found.url = next(
        (u for u in (canonical, meta.get("og:url")) if u and u.startswith(("http://", "https://"))), None
    )
    found.language = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("language")
    )
    for why, said in _dates(meta, linked, tree):
        if day := iso_day(said):
            found.published, found.published_why = day, why
            return


def _dates(meta: dict[str, str], linked: list[dict[str, Any]], tree: Any) -> Iterator[tuple[str, str]]:
    if said := _linked(linked, "datePublished"):
        yield "JSON-LD datePublished", said
    for name in _DATES:
        if name in meta:
            yield f"meta {name}", meta[name]
    for node in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield "datePublished", node.get("datetime") or node.get("content") or node.text_content()
    times = tree.xpath("//article//time[@datetime] | //header//time[@datetime]")
    if len({t.get("datetime") for t in times}) == 1:
        yield "the article's only time", times[0].get("datetime")


def _meta(tree: Any) -> dict[str, str]:
    made: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv")
        content = (node.get("content") or "").strip()
        if name and content:
            made.setdefault(name.strip().lower(), content[:1000])
    return made


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that have a headline or a date."""
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(node.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [data]
        for _ in range(1000):
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting[:0] = item[:1000]
            elif isinstance(item, dict):
                if "datePublished" in item or "headline" in item:
                    yield item
                waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _linked(linked: list[dict[str, Any]], key: str) -> str | None:
    return next((i[key].strip() for i in linked if isinstance(i.get(key), str) and i[key].strip()), None)


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _line(tree: Any, tag: str) -> str | None:
    node = next(iter(tree.iter(tag)), None)
    return (" ".join(node.text_content().split()) or None) if node is not None else None
