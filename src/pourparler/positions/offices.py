"""Where reports give one person different offices, or one party different leads. Both stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pourparler.domain import PersonMention

    Mention = tuple[str, PersonMention]

# Words that say that somebody leads a delegation; an office below is no lead ("deputy head").
_LEAD = re.compile(
    r"\b(?:lead|chief|head|top)\b.*\b(?:negotiat|envoy|delegat|team)|\bled? (?:the|its) delegation",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\b(?:deputy|vice|assistant|former|adviser|advisor|member)\b", re.IGNORECASE)
_SMALL = re.compile(
    r"\b(?:the|a|an|of|for|its|his|her|their|in|on|and|'s|’s)\b|['’]s\b|[^\w\s]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Differing:
    """Reports that differ on who holds what."""

    about: str  # a person's or a party's name
    what: str  # "offices" or "leads"
    given: tuple[str, ...]  # as the reports word them, in order of mention
    mentions: tuple[tuple[str, tuple[int, int]], ...]  # (document id, span), one for each given


def differing(people: Iterable[Mention]) -> tuple[Differing, ...]:
    """Return every person with offices that share no word, and every party with several leads.

    "Kremlin spokesman" and "spokesman for President Vladimir Putin" share a word and are one office;
    a former office beside a present one is no difference.
    """
    some = [(document, p) for document, p in people if p.office and not p.former and p.office != p.name]
    return (*_offices(some), *_leads(some))


def _offices(people: list[Mention]) -> Iterable[Differing]:
    by_person: dict[str, list[Mention]] = {}
    for document, p in people:
        by_person.setdefault(p.id, []).append((document, p))
    for mentions in by_person.values():
        kept: list[Mention] = []
        for document, p in mentions:
            if all(not _words(p.office) & _words(q.office) for _, q in kept):
                kept.append((document, p))
        if len(kept) > 1:
            yield _made(kept[0][1].name, "offices", kept, [str(p.office) for _, p in kept])


def _leads(people: list[Mention]) -> Iterable[Differing]:
    by_party: dict[str, dict[str, Mention]] = {}
    for document, p in people:
        if p.party and _LEAD.search(str(p.office)) and not _BELOW.search(str(p.office)):
            by_party.setdefault(p.party, {}).setdefault(p.id, (document, p))
    for party, leads in sorted(by_party.items()):
        if len(leads) > 1:
            some = list(leads.values())
            yield _made(party, "leads", some, [f"{p.name}, {p.office}" for _, p in some])


def _made(about: str, what: str, mentions: list[Mention], given: list[str]) -> Differing:
    return Differing(about, what, tuple(given), tuple((d, p.span) for d, p in mentions))


def _words(office: str | None) -> set[str]:
    return set(_SMALL.sub(" ", (office or "").casefold()).split())
