"""Who is one person; where reports give one person different offices, or one party different leads."""

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


@dataclass(frozen=True, slots=True)
class Known:
    """One person of one party, under every name and in every office that reports give."""

    name: str  # the fullest
    party: str | None
    offices: tuple[str, ...]  # those that share no word, in order of mention; the fullest wording of each
    mentions: tuple[tuple[str, tuple[int, int]], ...]  # (document id, span)


def fullest_names(people: Iterable[Mention]) -> dict[tuple[str | None, str], str]:
    """Return (party, name) -> the name to show: a bare surname is the one person of the party who bears it.

    Two full names of one party with one surname leave the surname alone: nobody knows whose it is.
    """
    names = dict.fromkeys((p.party, p.name) for _, p in people)
    bearers: dict[tuple[str | None, str], set[str]] = {}
    for party, name in names:
        if len(name.split()) > 1:
            bearers.setdefault((party, name.split()[-1].casefold()), set()).add(name)
    return {
        (party, name): next(iter(found))
        if " " not in name and len(found := bearers.get((party, name.casefold()), set())) == 1
        else name
        for party, name in names
    }


def register(people: Iterable[Mention]) -> tuple[Known, ...]:
    """Return everybody once, in order of mention."""
    some = list(people)
    full = fullest_names(some)
    by_person: dict[tuple[str | None, str], list[Mention]] = {}
    for document, p in some:
        by_person.setdefault((p.party, full[p.party, p.name]), []).append((document, p))
    return tuple(
        Known(name, party, _titles(mentions, name), tuple((d, p.span) for d, p in mentions))
        for (party, name), mentions in by_person.items()
    )


def _titles(mentions: Iterable[Mention], name: str) -> tuple[str, ...]:
    kept: list[str] = []
    for _, p in mentions:
        former = "former " if p.former and "former" not in (p.office or "").casefold() else ""
        title = (former + (p.office or "")).strip()
        if not title or title == name:
            continue
        same = [k for k in kept if _words(k) & _words(title) and ("former" in k) == ("former" in title)]
        if not same:
            kept.append(title)
        elif len(title) > len(same[0]):
            kept[kept.index(same[0])] = title
    return tuple(kept)


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
