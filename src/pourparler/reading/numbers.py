"""Figures in a text: value, unit, and whether it is exact or a bound.

"at least 25 killed" is 25, killed, at least; "20 to 30 drones" is two figures, at least 20 and at
most 30. Words that give no figure ("dozens", "hundreds") give none. Dates, clock times, years and
the numbers of articles, resolutions and aircraft types are not figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

from pourparler.domain import Number
from pourparler.reading.dates import find as find_dates
from pourparler.reading.dates.words import number_words

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_WORDS = 5  # words between a figure and the noun that it counts
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"bn": 1e9, "mn": 1e6}

_SMALL = "|".join(sorted(number_words(), key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(_SCALES)
_AND_MORE = rf"(?:(?: and|,)? (?:{_SMALL})(?: (?:{_SCALE}))?(?: and (?:{_SMALL}))?)?"
_QUANTITY = (
    rf"(?:half a (?:million|billion|dozen|thousand)|a quarter of a (?:million|billion)|an? (?:{_SCALE})|"
    rf"(?:(?:{_FIGURE})|(?:{_SMALL})(?:[ -](?:{_SCALE}){_AND_MORE})*)(?: and a half)?(?:[ -]?(?:{_SCALE})\b)?)"
)
_RANGE = re.compile(r" to | ?[-–—] ?| and ")
_OPENED = re.compile(r"\b(?:between|from) $", re.IGNORECASE)
_CLOCK = re.compile(r" ?(?:a\.?m\b|p\.?m\b|o'clock|GMT)", re.IGNORECASE)
_FRACTION_OR_AGE = re.compile(
    r"-(?:third|quarter|fifth|half|tenth|year-old|month-old|day-old)s?\b| years? old\b"
)
_PRONOUN = re.compile(
    r"\b(?:no|any|every|each|the|this|that|another|which|only|some|day|one) $", re.IGNORECASE
)
_COUNTED_ONE = re.compile(r" (?!of\b|another\b|day\b|or\b|and\b)[a-z]", re.IGNORECASE)
_PERCENT = re.compile(r" ?(?:%|percent\b|per cent\b|pct\b)(?: (?P<points>points?)\b)?")
_MEASURE = re.compile(
    r"[ -]?(?:(?:square |cubic )?(?:kilometers?|kilometres?|km|miles?|meters?|metres?|feet|foot|acres?|hectares?|"
    r"tonnes?|tons?|kilograms?|kg|liters?|litres?|barrels?|megawatts?|gigawatts?|MW|GW|kilotons?)|"
    r"US dollars|dollars?|euros?|pounds?|rubles?|roubles?|shekels?|rupees?|yuan|yen|riyals?|dinars?|liras?|"
    r"hryvnias?|francs?|pesos?|rand|crowns?|marks?)\b(?: (?:per|a|an) \w+)?"
)
_JOINED = re.compile(r"-([a-z]+)\b")
_WORD = re.compile(r" ((?:[A-Z]\.){2,}|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_LINKS = frozenset(("of", "and", "other", "more"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists (lexicon/numbers.yaml)."""

    bound_of: Mapping[str, str]  # "more than" -> at least
    currencies: Mapping[str, str]
    states: frozenset[str]
    collective: frozenset[str]
    heads: frozenset[str]
    stop: frozenset[str]
    number: re.Pattern[str]
    label: re.Pattern[str]


@cache
def load() -> _Words:
    """Read the word lists, once."""
    source = resources.files("pourparler.reading") / "lexicon" / "numbers.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=loader)  # noqa: S506 - both are safe
    bound_of = {word: bound for bound, words in rows["bounds"].items() for word in words}
    bound = "|".join(sorted(bound_of, key=len, reverse=True))
    number = (
        rf"(?<![\w.,/:$€£-])(?:(?P<bound>{bound}) )?(?:an? (?:additional |further |total of )|another )?"
        rf"(?P<money>US\$|[$€£¥₹₴₽])? ?(?P<n>{_QUANTITY})(?![\w/:]|[.,]\d|['’](?:s\b|\d))(?P<plus>\+)?"
        r"(?: or (?P<or>more|less|so|fewer)\b)?"
    )
    label = rf"\b(?:{'|'.join(map(re.escape, rows['labels']))}) $"
    sets = {name: frozenset(rows[name]) for name in ("states", "collective", "heads", "stop")}
    return _Words(
        bound_of,
        rows["currencies"],
        number=re.compile(number, re.IGNORECASE),
        label=re.compile(label),
        **sets,
    )


def numbers(text: str) -> tuple[Number, ...]:
    """Find the figures of a text, in order.

    >>> [(n.value, n.unit, n.bound) for n in numbers("At least 25 people died; 314 prisoners were freed.")]
    [(25.0, 'people', 'at least'), (314.0, 'prisoners', 'exact')]
    """
    dates = [(e.start, e.end) for e in find_dates(text)]
    matches = [
        m for m in load().number.finditer(text) if _counts(text, m) and not _within(m.span("n"), dates)
    ]
    return _ranged(text, matches, [_number(text, m) for m in matches])


def value_of(words: str) -> float | None:
    """Give the value of a spelled or written number, or None.

    >>> value_of("two dozen"), value_of("1.5 million"), value_of("three hundred and twelve"), value_of("half a million")
    (24.0, 1500000.0, 312.0, 500000.0)
    """
    s = words.lower().replace(",", "").replace("half a ", "0.5 ").replace("a quarter of a ", "0.25 ")
    total, current = 0.0, None
    for word in re.findall(r"\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", s.replace(" and a half", " half")):
        if word in ("and", "a", "an"):
            continue
        if word in _SCALES:
            current = (1.0 if current is None else current) * _SCALES[word]
            if _SCALES[word] >= _SCALES["thousand"]:
                total, current = total + current, None
            continue
        amount = _small(word)
        if amount is None:
            return None
        current = (current or 0.0) + amount
    return None if current is None and not total else total + (current or 0.0)


def _small(word: str) -> float | None:
    if word == "half":
        return 0.5
    if word in number_words():
        return float(number_words()[word])
    if any(part in _SCALES for part in word.split("-")):
        return value_of(word.replace("-", " ")) if "-" in word else None
    return float(word) if word[0].isdigit() else None


def _counts(text: str, m: re.Match[str]) -> bool:
    """Say whether a match is a figure and not a label, a clock time, a pronoun or part of a fraction."""
    before, after = text[max(0, m.start() - 14) : m.start("n")], text[m.end() : m.end() + 14]
    if value_of(m["n"]) is None or load().label.search(before):
        return False
    if _CLOCK.match(after) or _FRACTION_OR_AGE.match(after):
        return False
    return m["n"].lower() != "one" or (not _PRONOUN.search(before) and bool(_COUNTED_ONE.match(after)))


def _within(span: tuple[int, int], dates: list[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in dates)


def _number(text: str, m: re.Match[str]) -> Number:
    bound = load().bound_of.get((m["bound"] or "").lower(), "exact")
    if m["plus"] or m["or"] == "more":
        bound = "at least"
    elif m["or"]:
        bound = "about" if m["or"] == "so" else "at most"
    unit, end = _unit(text, m)
    return Number(value_of(m["n"]), unit, bound, (m.start(), end))


def _unit(text: str, m: re.Match[str]) -> tuple[str | None, int]:
    """Give what is counted, and where its word ends."""
    if m["money"]:
        return load().currencies.get(m["money"].upper()), m.end()
    if percent := _PERCENT.match(text, m.end()):
        return ("percentage points" if percent["points"] else "percent"), percent.end()
    if measure := _MEASURE.match(text, m.end()):
        return " ".join(measure[0].lstrip(" -").split()), measure.end()
    if joined := _JOINED.match(text, m.end()):
        return joined[1], joined.end()
    if m["n"].lower() == "one":
        return _single_noun(text, m.end())
    return _plural_noun(text, m.end())


def _plural_noun(text: str, at: int) -> tuple[str | None, int]:
    """Give the first plural noun within a few words, or the state that people are counted in."""
    words, position = load(), at
    for _ in range(MOST_WORDS):
        word = _WORD.match(text, position)
        low = word[1].lower() if word else ""
        if (
            word is None
            or low in number_words()
            or low in _SCALES
            or (low in words.stop and low not in _LINKS)
        ):
            break
        position = word.end()
        if low in words.collective:
            head = _WORD.match(text, position)
            return (head[1], head.end()) if head and head[1] in words.heads else (word[1], position)
        if low in words.states or _is_plural(low):
            return word[1], position
    return None, at


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ous", "us", "'s", "’s", "is"))


def _single_noun(text: str, at: int) -> tuple[str | None, int]:
    """Give the noun of "one Afghan soldier": the first word that is no name."""
    words, position = load(), at
    for _ in range(MOST_WORDS):
        word = _WORD.match(text, position)
        low = word[1].lower() if word else ""
        if word is None or low in words.stop or low in number_words() or low in _SCALES:
            break
        position = word.end()
        if word[1][0].islower() and not word[1].endswith("ed"):
            return word[1], position
    return None, at


def _ranged(text: str, matches: list[re.Match[str]], found: list[Number]) -> tuple[Number, ...]:
    """Turn "20 to 30 drones" into a lower and an upper bound that share the unit."""
    for i, (a, b) in enumerate(pairwise(matches)):
        low, high = found[i], found[i + 1]
        if low.value is None or high.value is None or low.value >= high.value:
            continue
        if _linked(text, a, b) and (low.unit is None or low.unit == high.unit):
            found[i] = Number(low.value, high.unit, "at least", low.span)
            found[i + 1] = Number(high.value, high.unit, "at most", high.span)
    return tuple(found)


def _linked(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    between = text[a.end() : b.start()]
    opened = _OPENED.search(text, max(0, a.start() - 8), a.start())
    return bool(_RANGE.fullmatch(between)) and (
        between != " and " or bool(opened and opened[0].lower() == "between ")
    )
