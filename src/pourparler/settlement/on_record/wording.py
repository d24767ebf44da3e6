"""Whether two reports speak of the same thing when neither names an option that somebody defined."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words that say nothing about which thing is meant.
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "off",
        "on",
        "or",
        "our",
        "out",
        "set",
        "setting",
        "so",
        "some",
        "such",
        "that",
        "the",
        "their",
        "them",
        "there",
        "this",
        "those",
        "to",
        "under",
        "up",
        "was",
        "which",
        "will",
        "with",
        "would",
        "possibly",
        "idea",
        "option",
        "plan",
        "proposal",
        "proposed",
        "demand",
        "demands",
        "offer",
        "suggested",
        "creation",
        "establishment",
        "establish",
        "establishing",
        "create",
        "creating",
    ]
)
_ENDINGS = (("ised", "ized"), ("isation", "ization"), ("ise", "ize"), ("defence", "defense"))
_LEAST = 2  # content words that the shorter of two wordings must have, unless it is a name


def content_words(wording: str) -> frozenset[str]:
    """Return the words that tell what a wording is about; spelling and plural do not matter.

    >>> sorted(content_words("setting up a demilitarised zone")) == sorted(content_words("the demilitarized zones"))
    True
    """
    return frozenset(_plain(w) for w in _WORD.findall(wording) if w.casefold() not in _EMPTY)


def names(wording: str) -> frozenset[str]:
    """Return the words of a wording that begin with a capital.

    >>> sorted(names("all of Donetsk and Luhansk"))
    ['donetsk', 'luhansk']
    """
    return frozenset(
        _plain(w) for w in _WORD.findall(wording) if w[0].isupper() and w.casefold() not in _EMPTY
    )


def same_thing(a: str, b: str) -> bool:
    """Say whether one wording contains the other, in its content words.

    >>> same_thing("a demilitarized zone, possibly with European peacekeepers", "the demilitarized zone")
    True
    >>> same_thing("the zone", "the demilitarized zone")
    False
    """
    words_a, words_b = content_words(a), content_words(b)
    less, more = sorted((words_a, words_b), key=len)
    if not less or not less <= more:
        return False
    return len(less) >= _LEAST or less == more or less <= (names(a) & names(b))


def _plain(word: str) -> str:
    word = word.casefold()
    for british, american in _ENDINGS:
        word = word.replace(british, american)
    for possessive in ("'s", "’s"):
        word = word.removesuffix(possessive)
    return word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word
