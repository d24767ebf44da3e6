"""Words of a stretch of text, split as Universal Dependencies English (EWT, GUM) splits them.

    didn't -> did n't      Kyiv's -> Kyiv 's      U.S.-brokered -> U.S. - brokered
    cannot -> can not      non-profit -> non-profit (a prefix keeps its hyphen)

Every token is a pair of character offsets; nothing is normalised or dropped but white space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.reading.grammar.abbreviations import ABBREVIATIONS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

# `\w` knows no combining marks, so decomposed accents, vowel points and joiners are named here.
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0962\u0963"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)
_W = rf"[^\W_{_MARK}][{_MARK}]*"  # one letter or digit with its marks
_WORD = rf"(?:{_W})+"
_APOSTROPHE = "['’ʼ＇]"
_EMOJI = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}"
    "|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\u2600-\u27bf\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*)"
)
_CHUNK = re.compile(
    "|".join(
        (
            r"(?P<url>(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?'’)\]}])",
            r"(?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
            r"(?P<handle>[@#]\w+)",
            r"(?P<acronym>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w.]))?)",
            r"(?P<phone>\+?\d{3,}(?:-\d{3,})+(?!\d)|\d{1,4}(?:-\d{1,4}){2,})",
            r"(?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W_]))",
            rf"(?P<word>{_WORD}(?:(?:{_APOSTROPHE}|[.&](?=[^\W\d_]))?{_W})*(?:/(?=$))?)",
            rf"(?P<emoji>{_EMOJI})",
            r"(?P<smiley>[:;=]-?[()DPp](?!\w))",
            r"(?P<dots>\.{2,}|…)",
            r"(?P<run>-{2,}|={2,}|\*{2,}|_{2,}|~{2,}|!+\?*|\?+!*|``|'')",
            r"(?P<one>\S)",
        )
    )
)
_CLITIC = re.compile(rf"(?i)(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$")
_FUSED = {  # word -> length of its first part
    "cannot": 3,
    "gonna": 3,
    "wanna": 3,
    "gotta": 3,
    "gimme": 3,
    "lemme": 3,
    "dunno": 2,
}
_ELISION = re.compile(rf"(?i){_APOSTROPHE}(?:em|til|cause|bout|n|round|\d0s|\d\d)(?!\w)")
_NUMBER = re.compile(r"\s?\d")
LONGEST = 400  # tokens of a sentence; what is longer is cut
_SOFT = frozenset({",", ";", ":", "—", "–", ".", ")"})
_HYPHEN = "-\u2010\u2011"


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Character offsets [start, end) of every token between two offsets of a text.

    >>> [ "Kyiv's envoy can't go."[a:b] for a, b in tokenize("Kyiv's envoy can't go.") ]
    ['Kyiv', "'s", 'envoy', 'ca', "n't", 'go', '.']
    """
    spans: list[tuple[int, int]] = []
    stop = len(text) if end is None else end
    at = start
    while (match := _CHUNK.search(text, at, stop)) is not None:
        at = match.end()
        if match.lastgroup == "word":
            at = _word(text, match.start(), at, stop, spans)
        elif match.lastgroup == "one" and (short := _ELISION.match(text, match.start(), stop)):
            at = short.end() if _opens(text, match.start()) else at
            spans.append((match.start(), at))
        else:
            spans.append(match.span())
    return spans


def _opens(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _word(text: str, start: int, end: int, stop: int, spans: list[tuple[int, int]]) -> int:
    """Add a word, with its abbreviation stop, prefix, or clitics; where to go on."""
    word = text[start:end]
    low = word.lower()
    if (
        end < stop
        and text[end] == "."
        and low in ABBREVIATIONS
        and (low != "no" or _NUMBER.match(text, end + 1))
    ):
        spans.append((start, end + 1))
        return end + 1
    if end + 1 < stop and text[end] in _HYPHEN and word.lower() in PREFIXES:
        rest = _CHUNK.match(text, end + 1, stop)
        if rest and rest.lastgroup == "word":
            end = rest.end()
            word = text[start:end]
    if (fused := _FUSED.get(word.lower())) is not None:
        spans += [(start, start + fused), (start + fused, end)]
        return end
    clitic = _CLITIC.search(word)
    if clitic and clitic.start():
        cut = start + clitic.start()
        spans += [(start, cut), (cut, end)]
        return end
    if end < stop and text[end] in "'’" and word[-1] in "sS" and not text[end + 1 : end + 2].isalnum():
        spans.append((start, end))
        return end
    spans.append((start, end))
    return end


def pieces(text: str, spans: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Cut what no reader would take for one sentence (a table, a list, a line of a megabyte).

    Args:
        text: The text.
        spans: Its tokens, as `tokenize` gives them.
    Returns: The same tokens, in runs of at most LONGEST, cut behind a comma or stop where there is one.
    """
    at = 0
    while len(spans) - at > LONGEST:
        cuts = (k for k in range(at + LONGEST - 1, at + LONGEST // 2, -1) if text[slice(*spans[k])] in _SOFT)
        cut = next(cuts, at + LONGEST - 1) + 1
        yield spans[at:cut]
        at = cut
    if at < len(spans):
        yield spans[at:]


def split_hyphens(word: str) -> Iterator[str]:
    """The tokens of a word from a corpus that leaves hyphenated words whole.

    >>> list(split_hyphens("U.S.-led")), list(split_hyphens("non-profit"))
    (['U.S.', '-', 'led'], ['non-profit'])
    """
    for start, end in tokenize(word):
        yield word[start:end]
