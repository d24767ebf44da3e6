"""Markdown with a YAML front matter. The text is what follows the front matter, markup and all, unchanged."""

from __future__ import annotations

import re

from pourparler.errors import BadFile
from pourparler.sources.days import iso_day
from pourparler.sources.found import Found
from pourparler.sources.marked_yaml import parse

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(\S.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "site", "publication"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
    "published": ("published", "date", "date_published", "published_at"),
}


def read_markdown(text: str) -> Found:
    r"""Read the front matter of a Markdown file.

    Args:
        text: The decoded file.

    >>> read_markdown("---\ntitle: Talks\n---\nThey began.").text
    'They began.'
    """
    match = _FRONT.match(text)
    found = Found(text[match.end() :] if match else text, format="markdown")
    if match:
        _fill(found, match[1])
    heading = _HEADING.search(found.text[:2000])
    found.title = found.title or (heading[1] if heading else None)
    return found


def _fill(found: Found, front: str) -> None:
    try:
        root = parse(front, "front matter", first_line=2)
    except BadFile as bad:
        found.note(
            "broken-front-matter",
            f"the front matter could not be read ({bad.problems[0]}); the report below it was: "
            "mend it, or give --published",
            needs_person=True,
        )
        return
    said = {name.lower(): value for name, value in root.scalars().items()}
    for name, keys in _KEYS.items():
        value = next((said[key].strip() for key in keys if said.get(key)), None)
        if name != "published":
            setattr(found, name, value)
        elif value:
            found.published, found.published_why = iso_day(value), "front matter"
            if found.published is None:
                found.note(
                    "unreadable-date",
                    f"the front matter gives the date as {value!r}, which is not one of the form 2026-02-05: "
                    "write it so, or give --published",
                    needs_person=True,
                )
