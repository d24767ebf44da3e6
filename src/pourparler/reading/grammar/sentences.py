"""Paragraphs and sentences of a plain text, as character offsets."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from pourparler.reading.grammar.abbreviations import ENDINGS, MONTHS, STARTERS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_STOP = re.compile(
    r"(?<![.!?\u2026\u061f\u06d4\u3002\uff01\uff1f])(?P<stop>[.!?\u2026\u061f\u06d4\u3002\uff01\uff1f]++)"
    r"(?P<close>[\"'”’»)\]]*(?:\s?\[\d{1,3}\])*)"
    r"(?P<gap>\s+|(?=[“‘\"][A-Z])|$)"
)
_LAST = re.compile(r"[^\s(\[\"'“‘”’]+$")
_OPENERS = "\"'“‘«([—–-*•"
_REPORTING = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|the|of|de|al|bin|van|von|foreign|prime|defen[cs]e|minister|president"
    r"|spokes(?:man|woman|person)|official)\s+){1,7}"
    r"(?:said|says|told|asked|added|wrote|tweeted|posted|insisted|declared|warned|replied|shouted)\b"
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets [start, end) of the paragraphs, without white space around them.

    A blank line ends a paragraph.  A single line break ends one too, unless the lines of the text
    are wrapped at a fixed width, as in e-mail.
    """
    blocks = _blocks(text)
    if not _wrapped(text, blocks):
        blocks = [[line] for block in blocks for line in block]
    return [_trim(text, block[0][0], block[-1][1]) for block in blocks]


def _blocks(text: str) -> list[list[tuple[int, int]]]:
    """Runs of lines that are not blank."""
    blocks: list[list[tuple[int, int]]] = []
    last_end = -3
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        between = text[max(last_end, 0) : match.start()]
        if last_end < 0 or len(_BREAK.findall(between)) > 1:
            blocks.append([])
        blocks[-1].append(match.span())
        last_end = match.end()
    return blocks


def _wrapped(text: str, blocks: list[list[tuple[int, int]]]) -> bool:
    """Are lines broken at a width?  Then all but the last of a block are long and end anywhere."""
    lines = [line for block in blocks for line in block[:-1]]
    if len(lines) < 3:
        return False
    lengths = [end - start for start, end in lines]
    middle = median(lengths)
    near = sum(0.7 * middle <= n <= 1.3 * middle for n in lengths) / len(lengths)
    closed = sum(text[start:end].rstrip()[-1:] in '.!?”":' for start, end in lines) / len(lines)
    return 50 <= middle <= 110 and near >= 0.7 and closed <= 0.4


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets [start, end) of the sentences of one paragraph.

    >>> text = 'Gen. Smith met U.S. envoys on Feb. 5. "We agree." He left.'
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Gen. Smith met U.S. envoys on Feb. 5.', '"We agree."', 'He left.']
    """
    begin = start
    for match in _STOP.finditer(text, start, end):
        stop = match.end("close")
        if match.end() < end and _ends(text, begin, match, end):
            if text[begin:stop].strip():
                yield _trim(text, begin, stop)
            begin = match.end()
    if text[begin:end].strip():
        yield _trim(text, begin, end)


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Does a stop with text behind it end the sentence?"""
    rest = text[match.end() : min(end, match.end() + 80)]
    follows = rest.lstrip(_OPENERS)
    if not follows:
        return False
    asked = match["stop"].endswith("?") and not match["close"]
    if (follows[0].islower() and not asked) or (follows[0] in ",;:)" and rest[0] == follows[0]):
        return False
    if match["stop"] != ".":
        quoted = bool(match["close"]) and match["close"][0] in "\"'”’"
        return not (quoted and _REPORTING.match(rest))
    if match["close"] and match["close"][0] in '"”':
        return True
    return not _abbreviated(text, begin, match.start(), follows)


def _abbreviated(text: str, begin: int, stop: int, follows: str) -> bool:
    """Does the word before a stop keep the sentence open?"""
    last = _LAST.search(text, begin, stop)
    if last is None:
        return False
    word = last.group()
    low = word.lower().lstrip("-–—")
    number = follows[0].isdigit()
    starter = re.match(r"[^\W\d_]+", follows)
    starts = starter is not None and starter.group().lower() in STARTERS
    if low in {"no", "nos", "art", "arts", "fig", "figs", "p", "pp", "sec", "ch", "para", "vol", "ca", "c"}:
        return number
    if low in MONTHS:
        return number or (word[0].isupper() and low not in {"mar", "dec"} and not starts)
    if low in TITLES:
        return not (low in {"st", "rep", "ex", "al", "gov", "sen", "v"} and starts)
    if low in ENDINGS or "." in word:
        return not starts
    if len(word) == 1 and word.isalpha() and word.isupper():
        before = text[begin : last.start()].rstrip()
        return not (starts and before[-1:].islower()) and word != "I"
    # "1. Withdrawal": the number of a list
    return begin == last.start() and word.isdigit() and len(word) <= 2
