"""Turn a time expression into the plain form that the rules read: lower case, digits, no noise."""

from __future__ import annotations

import re
from functools import cache

from pourparler.reading.dates.calendar import MONTHS, WEEKDAYS

MONTH_FORMS = {
    **{name: i for i, name in enumerate(MONTHS, 1)},
    **{name[:3]: i for i, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
WEEKDAY_FORMS = {
    **{name: i for i, name in enumerate(WEEKDAYS)},
    **{name[:3]: i for i, name in enumerate(WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

MONTH = r"(?:" + "|".join(sorted((*MONTHS, *(m[:3] for m in MONTHS), "sept"), key=len, reverse=True)) + r")"
WEEKDAY = (
    r"(?:"
    + "|".join(
        sorted(
            (*WEEKDAYS, "mon", "tues", "tue", "weds", "wed", "thurs", "thur", "thu", "fri", "sat", "sun"),
            key=len,
            reverse=True,
        )
    )
    + r")"
)
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|century|centurie|hour|minute)"
VAGUE = r"(?:a few|few|several|some|many|a couple of|a handful of|recent|number of)"

_FOLD = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "})


@cache
def number_words() -> dict[str, int]:
    """Give every spelled-out number from 0 to 99."""
    words = {word: i for i, word in enumerate(_ONES)}
    for tens, word in enumerate(_TENS, 2):
        words[word] = tens * 10
        for ones in range(1, 10):
            words[f"{word}-{_ONES[ones]}"] = words[f"{word} {_ONES[ones]}"] = tens * 10 + ones
    return words


@cache
def ordinal_words() -> dict[str, int]:
    """Give every spelled-out ordinal from 1st to 31st, and the round ones."""
    words = {word: i for i, word in enumerate(ORDINALS) if i}
    words |= {"thirtieth": 30, "thirty-first": 31}
    words |= {f"twenty-{ORDINALS[i]}": 20 + i for i in range(1, 10)}
    return words


@cache
def _numbers() -> re.Pattern[str]:
    words = sorted(number_words(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


@cache
def _ordinals() -> re.Pattern[str]:
    words = sorted((w for w in ordinal_words() if w != "second"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def plain(text: str) -> str:
    """Write a time expression in lower case, numbers as digits, one space between words.

    >>> plain("Friday , Feb. 5th, 2026")
    'friday, feb 5, 2026'
    >>> plain("twenty-one days ago")
    '21 days ago'
    """
    s = " ".join(text.translate(_FOLD).lower().split()).strip(' ,.;:!?"“”()[]')
    s = re.sub(r" ([,.;:'])", r"\1", s)
    s = re.sub(r"(\d) ?- ?(\d)", r"\1-\2", s)
    s = re.sub(rf"\b({MONTH}|{WEEKDAY})\.", r"\1", s)
    s = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b(?! ?-?(?:century|quarter|anniversary|centuries))", r"\1", s)
    s = re.sub(r"\b([ap])\.m\b\.?", r"\1m", s)
    s = _numbers().sub(lambda m: str(number_words()[m[0]]), s)
    s = _ordinals().sub(lambda m: _ordinal(ordinal_words()[m[0]]), s)
    s = re.sub(r"\bhalf a\b", "half", s)
    s = re.sub(r"(\d+) and a half", r"\1.5", s)
    return re.sub(r"(\d+) 1/2", r"\1.5", s)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending}"
