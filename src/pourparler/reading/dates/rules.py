"""What the rules of resolving share: the answer, what is known around, and how a rule is noted.

Every rule takes the plain form of an expression (`words.plain`) and what is known around it, and gives
a value or None. Newswire habits: a bare weekday is the nearest one that is not in the future, the day
of the report included, unless the sentence speaks of the future; a day without a year is the nearest
one; "two years ago" is a year, "two weeks ago" a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from pourparler.reading.dates.words import MONTH, UNIT, VAGUE, WEEKDAY

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[re.Match[str], "Around"], "Resolved | None"]

Tense = Literal["past", "future"]

FUTURE_REACH = 100  # days ahead that a day without a year may lie when nothing tells its year
HALF_YEAR = 183  # days; further ahead, a day of the future would be given its year
DEEPEST = 6  # expressions within expressions

CLOCK = r"(?:,? (?:at )?(?:around )?(?:about )?(?:\d\d?(?:[:.]\d\d)?(?::\d\d)? ?(?:am|pm|gmt|utc|hours|hrs)?|noon|midnight))?"
PART = r"(?:,? (?:early |late )?(?:in the )?(?:morning|afternoon|evening|night|midday|noon|dawn|daybreak|midnight))?"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a time expression comes to."""

    value: str | None  # ISO 8601: day, month, year, or start/end; None where only a bound is known
    how: str  # the reasoning, in words
    not_before: str | None = None  # ISO; known even where the value is not
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying when: how it reads, and what it comes to."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Around], Resolved | None]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around an expression, and the rules by which its parts are read."""

    anchor: date | None  # the day of the report
    tense: Tense | None = None  # what the sentence speaks of
    reference: str | None = None  # ISO; the event or day that "the next day", "the eve" count from
    rules: tuple[Rule, ...] = ()
    depth: int = 0

    def read(self, plain: str) -> Resolved | None:
        """Resolve a plain expression, or one of the same without its preposition."""
        if self.depth > DEEPEST:
            return None
        deeper = replace(self, depth=self.depth + 1)
        while plain:
            for rule in self.rules:
                match = rule.pattern.fullmatch(plain)
                found = rule.read(match, deeper) if match else None
                if found:
                    return found
            shorter = _shorter(plain)
            if shorter == plain:
                break
            plain = shorter
        return None


_LEADING = re.compile(
    r"(?:on|in|at|during|of|for|around|about|circa|as of|as recently as|as early as|as late as|dated|starting|"
    r"beginning|effective|noon on|midnight on|dawn on|noon|midnight|dawn|only|just|back in|exactly|shortly before|shortly after|immediately after|"
    r"as|throughout|over|the|that|year|well into|sometime|some time|earlier|later) (?=.)"
)
_TRAILING = re.compile(r"(?: local time|'s|'|,? (?:gmt|utc|est|edt|cet|eet|ist|et)|\bs)$")


def _shorter(plain: str) -> str:
    trimmed = _LEADING.sub("", plain, count=1) if _LEADING.match(plain) else _TRAILING.sub("", plain)
    return trimmed.strip(" ,")


def noting(rules: list[Rule]) -> Callable[[str], Callable[[Reader], Reader]]:
    """Give a decorator that notes a reader of expressions under its pattern.

    In a pattern MONTH, WEEKDAY, UNIT and VAGUE stand for their words.
    """

    def rule(pattern: str) -> Callable[[Reader], Reader]:
        for name, words in (("MONTH", MONTH), ("WEEKDAY", WEEKDAY), ("UNIT", UNIT), ("VAGUE", VAGUE)):
            pattern = pattern.replace(name, words)

        def note(read: Reader) -> Reader:
            rules.append(Rule(re.compile(pattern), read))
            return read

        return note

    return rule


def worth(value: str | None, how: str) -> Resolved | None:
    """Give the answer, where there is a value."""
    return Resolved(value, how) if value else None


def on_day(day: date | None, how: str) -> Resolved | None:
    """Give the answer, where there is such a day."""
    return Resolved(day.isoformat(), how) if day else None


def nearest(days: list[date], around: Around) -> date:
    """Choose among candidates: by tense where it is known, else the nearest, the past preferred."""
    anchor = around.anchor or date.min
    past, ahead = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    if around.tense == "past" and past:
        return past[-1]
    if around.tense == "future" and ahead and (ahead[0] - anchor).days <= HALF_YEAR:
        return ahead[0]
    if past and ahead:
        far = (ahead[0] - anchor).days
        return ahead[0] if far < (anchor - past[-1]).days and far <= FUTURE_REACH else past[-1]
    return (past or days)[-1] if past else days[0]
