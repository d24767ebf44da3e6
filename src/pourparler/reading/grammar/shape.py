"""The letter case of a word, which the uncased vocabulary of the encoder throws away."""

from __future__ import annotations

SPECIAL, LOWER, TITLE, UPPER, INITIAL, MIXED, NUMBER, ALPHANUMERIC, PUNCTUATION, OTHER = range(10)


def shape(word: str) -> int:
    """The case class of a word, 1 to 9; 0 is kept for sentence markers and padding.

    >>> [shape(w) for w in ("talks", "Geneva", "NATO", "J", "iPhone", "314", "F-16", ",")]
    [1, 2, 3, 4, 5, 6, 7, 8]
    """
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return NUMBER if digits else PUNCTUATION
    if digits:
        return ALPHANUMERIC
    if not any(c.isupper() or c.istitle() for c in letters):
        return LOWER if any(c.islower() for c in letters) else OTHER
    if all(c.isupper() for c in letters):
        return INITIAL if len(letters) == 1 else UPPER
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return TITLE
    return MIXED
