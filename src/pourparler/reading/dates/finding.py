"""Where a text says when: spans of time expressions, and what tense their sentence speaks in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.reading.dates.calendar import MONTHS, WEEKDAYS
from pourparler.reading.dates.resolving import Resolved, Tense, resolve
from pourparler.reading.dates.words import ORDINALS, number_words

if TYPE_CHECKING:
    from datetime import date


REACH = 70  # characters that a time expression may stretch to either side of its telling word


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of text that says when."""

    start: int
    end: int  # exclusive
    text: str


def _cased(words: list[str]) -> str:
    """Write names as news does: Monday, MONDAY; never monday, which may be a verb ("may", "march")."""
    return "|".join(form for word in words for form in (word.capitalize(), word.upper()))


_SHORT_MONTHS = [m[:3] for m in MONTHS if m != "may"] + ["sept"]
_S = r"[ \u00a0]\n?[ \u00a0]?|\n"  # one gap between words; a line may be broken
_M = rf"(?:(?:{_cased(MONTHS)})\b|(?<![\d]-)(?:{_cased(_SHORT_MONTHS)})\b(?:\.|(?=,? ?\d)))"
_WD = rf"(?<!Good )(?<!Black )(?<!Bloody )(?:(?:{_cased(WEEKDAYS)})\b|(?:Mon|Tues?|Weds?|Thur?s?|Fri|Sat|Sun)\b\.?(?=,?{_S}(?:{_M}|\d{{1,2}}\b)))"
_Y = r"(?:1\d{3}|20\d{2})\b(?![,.]\d|%|-point)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?![:.,]\d)"
_DASH = r"(?:(?: )?[-–—](?: )?| to | and | through | until )"
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(number_words(), key=len, reverse=True))})"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS[1:])}|twenty-first)"
_U = r"(?:hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
_ABOUT = r"(?:(?:nearly|almost|about|around|some|roughly|approximately|just|over|more than|less than|at least|close to|barely)[ ])?"
_VAGUE = r"(?:a few|few|several|many|some|a couple of|a handful of)"
_PARTS = r"(?:morning|afternoon|evening|night|noon|midday|dawn|midnight)"
_SUFFIX = rf"(?: (?:early |late )?{_PARTS})?"
_EARLY = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)(?: on)?[ -])?"
_EDGE = (
    r"(?:[Tt]he )?(?:end|start|beginning|middle|close|turn|first half|second half|early part|late part) of "
)
_WHICH = r"(?:[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Pp]ast|[Pp]revious|[Cc]oming|[Ff]ollowing|[Ss]ame|[Tt]hat|[Cc]urrent)"

_MONTH_DAY = rf"(?:{_WD},?{_S})?(?:the )?(?:{_M} {_D}(?:,? {_Y})?|{_D} (?:of )?{_M}(?:,? {_Y})?)(?: (?:of )?(?:last|this|next) year)?{_SUFFIX}"
_MONTH_YEAR = rf"{_M},? (?:of )?(?:{_Y}|(?:last|this|next|that|the same|the previous|the following) year)"
_SEASON = r"(?:spring|summer|autumn|winter|fall(?= of \d| \d))"
_CORE = (
    rf"(?:{_MONTH_DAY}|{_MONTH_YEAR}|{_EARLY}(?:(?:[Ll]ast|[Nn]ext|[Tt]his) )?(?:{_WD}{_SUFFIX}|{_M}|{_Y})"
    rf"|{_EARLY}(?:the )?{_WHICH} (?:week|weekend|month|quarter|year|decade|century)|[Tt]oday|[Yy]esterday|[Tt]omorrow|Christmas|Easter|Ramadan|the (?:year|month|week))"
)
_HOLIDAYS = (
    r"(?:Christmas(?: Eve| Day)?|Boxing Day|New Year's (?:Eve|Day)|the [Nn]ew [Yy]ear|Epiphany|Orthodox Christmas|Nowruz|May Day|Halloween|Armistice Day|Victory Day|"
    r"Good Friday|Palm Sunday|Easter(?: Sunday| Monday)?|Pentecost|Ramadan|Eid [Aa]l-(?:Fitr|Adha)|Eid ul-(?:Fitr|Adha)|Ashura|"
    r"(?:World War (?:II|I|Two|One)|WWII|WWI|the (?:First|Second) World War|the Cold War|the Six-Day War|9/11))\b"
)

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
        r"(?<![\d./-])\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d\d)(?![\d./-])",
        rf"(?:[Ff]rom |[Bb]etween )?{_M} {_D}{_DASH}(?:{_M} )?{_D}(?:,? {_Y})?(?! (?:people|killed|percent))",
        rf"(?:[Ff]rom |[Bb]etween )?\b{_D}{_DASH}{_D} (?:of )?{_M}(?:,? {_Y})?",
        rf"(?:[Ff]rom |[Bb]etween )?{_M}{_DASH}{_M}(?:,?(?: in| of)? {_Y})?",
        rf"\b(?:[Ff]rom |[Bb]etween ){_EARLY}{_CORE}(?: to | and | until | through ){_EARLY}{_CORE}",
        rf"{_EARLY}\b{_MONTH_DAY}",
        rf"{_EARLY}\b{_MONTH_YEAR}",
        rf"(?:{_EDGE})(?:the )?{_CORE}",
        rf"(?:[Tt]he early hours of |[Tt]he night of )?{_EARLY}(?:(?:[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Tt]he (?:following|previous)) )?\b{_WD}{_SUFFIX}(?:,? (?:of )?(?:last|this|next) week\b)?",
        rf"{_EARLY}\b(?:(?:[Ll]ast|[Nn]ext|[Tt]his) )?{_M}(?! {_D}[^%])",
        rf"(?<![$€£\d.,-])\b{_Y}{_DASH.replace(' and |', '')}(?:{_Y}|\d\d?\b(?! ?(?:percent|per|%)))",
        rf"(?:{_EARLY}|[Tt]he )(?:the )?\b1[0-9]{{2}}0'?s\b|(?:{_EARLY}|[Tt]he )(?:the )?\b20\d0'?s\b|(?<![$€£\d.,-])\b(?:1\d|20)\d0'?s\b",
        rf"{_EARLY}(?:the )?\b{_ORDINAL}[ -]centur(?:y|ies)(?: B\.?C\.?E?| A\.?D)?\b",
        rf"{_EARLY}(?:[Tt]he )?\b{_WHICH} (?:week|weekend|month|quarter|year|decade|century|fortnight)\b",
        rf"(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate )?\b(?:[Tt]he day before yesterday|[Tt]he day after tomorrow|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast (?:night|evening)|[Oo]vernight)\b{_SUFFIX}",
        rf"{_ABOUT}\b(?:[Aa]n? |[Hh]alf a |{_NUMBER} )(?:and a half )?{_U} (?:ago|from now|hence)\b",
        rf"\b(?:{_VAGUE} {_U}|(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade)s) ago\b",
        rf"{_ABOUT}\b(?:[Aa]n? |[Tt]he |{_NUMBER} )(?:day|week|month|year|decade)s? (?:earlier|before|later|after)\b(?: (?:that )?{_CORE})?",
        rf"\b(?:[Tt]he |[Ii]n (?:the )?)?(?:days|weeks|months|years) (?:immediately |shortly |directly |right )?(?:following|after) {_CORE}",
        rf"\b(?:[Tt]he )?(?:past|last|next|coming|previous) {_ABOUT}(?:{_NUMBER} |few |several )?(?:hours|days|weeks|months|years|decades)\b",
        r"\b(?:[Rr]ecent|[Cc]oming|[Uu]pcoming) (?:hours|days|weeks|months|years|decades)\b|\b[Rr]ecently\b",
        rf"\b[Ww]ithin (?:the )?(?:next |coming )?(?:an? |{_NUMBER} )(?:hour|day|week|month|year)s?\b",
        rf"\b(?:[Tt]he )?(?:first|second|third|fourth|final|last) quarter(?: of (?:{_Y}|(?:last|this|next) year))?\b|\bQ[1-4](?: {_Y})?\b",
        rf"(?:[Tt]he )?(?:first|second) half of (?:the )?(?:{_CORE})",
        rf"{_EARLY}\b(?:(?:[Ll]ast|[Nn]ext|[Tt]his) )?{_SEASON}\b(?: of {_Y}|,? {_Y}| of last year)",
        rf"{_EARLY}\b(?:[Ll]ast|[Nn]ext|[Tt]his|[Ii]n(?: the)?|[Bb]y|[Ss]ince(?: the)?|[Uu]ntil) {_SEASON}\b(?! \w+(?:ing|s)\b)",
        r"\b[Ss]ince then\b",
        r"\b(?:[Tt]he|[Tt]hat) (?:same |following |next |previous )?(?:day|weekend)\b(?! (?:before|after|of))|\b[Tt]he (?:same |following |next |previous )(?:morning|night|week|month|year)\b|\b[Tt]he (?:end|start|beginning) of the (?:week|month|year|decade|quarter)\b",
        rf"\b[Tt]he eve of (?:{_CORE}|(?:the |an? |its |his |her |their )?[\w-]+(?: (?:talks|summit|meeting|conference|elections?|vote|visit|negotiations|round|anniversary|rally|war|invasion)\b)?)",
        (
            rf"(?:{_HOLIDAYS})(?! (?:accord|agreement|deal|pact|protocol|peace))"
            rf"(?:,? (?:of |in )?{_Y}| (?:last|this|next) year)?"
        ),
        r"\b(?:[Tt]he |by the |over the |at the )weekend\b",
    )
)
_BARE_YEAR = re.compile(rf"(?<![\w$€£.,:/-])(?:{_EARLY}){_Y}(?![\w:/]|[-–]\w)")
_LINKS = re.compile(
    r"(?:\b(?:[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Bb]efore|[Aa]fter|[Nn]o later than)(?: the)? )$"
)
_COUNTED = re.compile(
    r"(?: (?:more |other |of |[a-z]+ed )?(?:people|men|women|troops|children|[a-z]{3,}(?:ers|ors|ists|ians|ents|les|ons|eople|nes|iles|iers|mes|rds|lans|ops|kets|ters|ces|tons))\b| ?(?:km|kg|m|percent|per cent|%|feet|miles|hectares|dollars)\b)"
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|until|till|by|from|of|after|before|during|between|year|through|circa|around|late|early|mid|the|for|and|to|than)[ -]$",
    re.IGNORECASE,
)
_TRIGGER = re.compile(
    r"\d{2}|day|[Mm]onth|[Yy]ear|[Ww]eek|ago\b|night|noon|morning|evening|[Tt]hen|century|centuries|decade|quarter|eve of|recently|[Hh]our|"
    rf"{_cased(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|spring|summer|autumn|winter|tomorrow|Tomorrow|\d0s|\d [A-Z]|"
    r"Christmas|Easter|Ramadan|Eid|World War|WWI|Nowruz|Epiphany|Pentecost|Halloween|Ashura|Cold War"
)


def find(text: str) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a text, in order; the longest where they overlap.

    >>> [e.text for e in find("On Thursday, after talks that began in May of last year, he left.")]
    ['Thursday', 'May of last year']
    """
    spans: set[tuple[int, int]] = set()
    for start, end in _windows(text):
        spans |= {m.span() for pattern in _PATTERNS for m in pattern.finditer(text, start, end)}
        spans |= {m.span() for m in _BARE_YEAR.finditer(text, start, end) if _is_year(text, m)}
    kept: list[tuple[int, int]] = []
    covered = bytearray(len(text))
    for start, end in sorted((_trimmed(text, *s) for s in spans), key=lambda s: (s[0] - s[1], s[0])):
        if start < end and not any(covered[start:end]):
            kept.append((start, end))
            covered[start:end] = b"\x01" * (end - start)
    linked = (_linked(text, start, end) for start, end in sorted(kept))
    return tuple(TimeExpression(a, b, text[a:b]) for a, b in linked)


def _windows(text: str) -> list[tuple[int, int]]:
    """Give the stretches worth searching: around whatever may belong to a time, cut between words."""
    merged: list[tuple[int, int]] = []
    for m in _TRIGGER.finditer(text):
        start, end = max(0, m.start() - REACH), min(len(text), m.end() + REACH)
        start = max(text.rfind(" ", 0, start), 0)
        end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _is_year(text: str, match: re.Match[str]) -> bool:
    if _COUNTED.match(text, match.end()):
        return False
    year = int(re.sub(r"\D", "", match[0]))
    if _YEAR_CUE.search(text, max(0, match.start() - 12), match.start()):
        return True
    return 1900 <= year <= 2100


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _linked(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in "since", "until", "by", which change what the expression means."""
    link = _LINKS.search(text, max(0, start - 20), start)
    return (link.start(), end) if link else (start, end)


_FUTURE = re.compile(
    r"\b(?:will|'ll|shall|would|won't|to be (?=held)|(?:is|are|was|were)(?: \w+)? (?:to|due|set|scheduled|expected|planned|slated)|due|scheduled|planned|slated|expected|"
    r"plans?|hopes?|intends?|opens|begins|starts|ends|expires|takes effect|coming|upcoming|"
    r"to (?:meet|hold|host|resume|begin|start|open|visit|travel|attend|discuss|sign|take|be|arrive|return|release|convene|vote|gather|continue|end|withdraw|leave|go|send|deploy|launch|talk))\b|\bnext $"
)  # fmt: skip
_PAST = re.compile(
    r"\b(?:said|told|met|held|began|came|took|went|made|gave|left|won|lost|hit|struck|sent|broke|fell|rose|saw|spoke|wrote|read|"
    r"was|were|had|did|got|became|put|set off|led|brought|fought|fled|shot|flew|drove|sought|thought|"
    r"(?<!be )(?<!been )(?!scheduled|planned|slated|expected|need|proceed|succeed|exceed|indeed|united)[a-z]{2,}ed)\b"
)
_CLAUSE_END = re.compile(r"[.;!?\n](?=\s|$)|[\"”“]")


def tense_at(text: str, start: int, end: int) -> Tense | None:
    """Tell from the words around whether a time lies ahead: the nearest verb before it decides.

    >>> tense_at("Talks will resume on Thursday.", 21, 29)
    'future'
    >>> tense_at("He said Thursday that talks will resume.", 8, 16)
    'past'
    """
    before = _CLAUSE_END.split(text[max(0, start - 160) : start])[-1]
    ahead, past = _last(_FUTURE, before), _last(_PAST, before)
    if ahead >= 0 or past >= 0:
        return "future" if ahead > past else "past"
    after = _CLAUSE_END.split(text[end : end + 120])[0]
    future, gone = _FUTURE.search(after), _PAST.search(after)
    if future and (not gone or future.start() <= gone.start()):
        return "future"
    return "past" if gone else None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def resolve_in(
    text: str, expression: TimeExpression, anchor: date | None, *, reference: str | None = None
) -> Resolved | None:
    """Resolve an expression where it stands, with the tense of its sentence.

    >>> from datetime import date
    >>> text = "Talks will resume on Tuesday."
    >>> resolve_in(text, find(text)[0], date(2026, 2, 5)).value
    '2026-02-10'
    """
    tense = tense_at(text, expression.start, expression.end)
    return resolve(expression.text, anchor, tense=tense, reference=reference)
