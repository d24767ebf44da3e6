"""Quotations: where each begins and ends, over sentences and paragraphs, whatever the marks."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Span

OPENING = "“„«‟"
CLOSING = "”»"
EITHER = '"＂'
LONGEST = 4000  # characters; a mark that finds no partner this far away had none


def quotations(text: str) -> tuple[Span, ...]:
    """Return the quotations of a text, outermost only, their marks included.

    Straight, curly and angle marks; an opening mark may be closed by another kind.  A quotation
    that runs over paragraphs opens again at each and closes once: it comes back as one span per
    paragraph.

    >>> [t[a:b] for t in ['He said "yes," then “no.”'] for a, b in quotations(t)]
    ['"yes,"', '“no.”']
    """
    found: list[Span] = []
    start = -1
    for at, mark in _marks(text):
        if start >= 0 and (at - start > LONGEST or "\n" in text[start:at]):
            start = _left_open(text, start, at, found)
        if start < 0:
            if mark in OPENING or (mark in EITHER and _may_open(text, at)) or mark == "``":
                start = at
        elif mark in CLOSING or mark == "''" or (mark in EITHER and not _reopens(text, at)):
            found.append((start, at + len(mark)))
            start = -1
    if start >= 0:
        _left_open(text, start, len(text), found)
    return tuple(found)


def _left_open(text: str, start: int, at: int, found: list[Span]) -> int:
    """Settle an opening mark whose paragraph has ended; return where a quotation is still open, or -1.

    It was one if the next paragraph opens again, or if the line was only wrapped.
    """
    end = _paragraph_end(text, start)
    if at <= end:
        return start
    gap = len(text[end:at]) - len(text[end:at].lstrip())
    if _goes_on(text, end):
        found.append((start, end))
        return -1
    wrapped = text[end : end + gap].count("\n") == 1 and at - start <= LONGEST
    return start if wrapped else -1


def _marks(text: str) -> list[tuple[int, str]]:
    marks = set(OPENING + CLOSING + EITHER)
    found = [(k, c) for k, c in enumerate(text) if c in marks]
    for double in ("``", "''"):
        at = text.find(double)
        while at >= 0:
            found.append((at, double))
            at = text.find(double, at + 2)
    return sorted(found)


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or not before.isalnum()) and bool(after) and not after.isspace()


def _reopens(text: str, at: int) -> bool:
    """Say whether a straight mark inside a quotation opens a new one: the old was never closed."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isspace() and bool(after) and not after.isspace()


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _goes_on(text: str, end: int) -> bool:
    """Say whether the next paragraph opens a quotation again, as one that runs over paragraphs does."""
    rest = text[end : end + 200].lstrip()
    return bool(rest) and rest[0] in OPENING + EITHER


def touching(quotes: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield the quotations that overlap a stretch of text, in order.

    >>> list(touching(((0, 5), (8, 12), (20, 30)), 4, 9)), list(touching(((0, 5),), 5, 9))
    ([(0, 5), (8, 12)], [])
    """
    for k in range(bisect_right(quotes, start, key=_end), len(quotes)):
        if quotes[k][0] >= end:
            return
        yield quotes[k]


def _end(quote: Span) -> int:
    return quote[1]


def is_quoted(quotes: tuple[Span, ...], span: Span) -> str:
    """Return `direct` if all of a span stands in quotation marks, `mixed` if part, else `indirect`.

    >>> is_quoted(((0, 5),), (0, 5)), is_quoted(((0, 5),), (0, 9)), is_quoted((), (0, 9))
    ('direct', 'mixed', 'indirect')
    """
    covered = sum(min(b, span[1]) - max(a, span[0]) for a, b in touching(quotes, *span))
    if covered <= 2:
        return "indirect"
    return "direct" if covered >= span[1] - span[0] - 1 else "mixed"
