"""Text from outside, made safe and short for one line of a terminal."""

from __future__ import annotations

import unicodedata


def clip(text: str, width: int = 160) -> str:
    r"""Return text on one line, without control characters, at most `width` characters.

    Control and format characters are dropped: a report must not be able to move the cursor, colour
    the terminal or turn the direction of writing.

    >>> clip("one\ntwo\x1b[31m three", 12)
    'one two[31m…'
    """
    line = " ".join(
        "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")).split()
    )
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
