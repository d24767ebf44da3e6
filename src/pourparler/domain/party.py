"""Who negotiates, and who speaks for whom."""

from __future__ import annotations

from dataclasses import dataclass

INDEPENDENT = "independent"  # media, analysts, relatives, former officials
UNKNOWN = "unknown"  # unnamed sources
NARRATOR = "narrator"  # the report in its own voice


@dataclass(frozen=True, slots=True)
class Party:
    """A state, organisation or movement that can hold a position."""

    name: str  # canonical English name: Russia, UN, Hamas
    kind: str = "other"  # state | organisation | movement | other
    code: str | None = None  # ISO 3166 alpha-3, for states
    role: str | None = None  # party | broker | guarantor | observer (process file)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person holds or held, for a party, as one report words it."""

    person: str  # Person.id
    party: str  # Party.name
    title: str  # as the report titles it
    start: str | None = None  # ISO 8601, inclusive
    end: str | None = None  # ISO 8601, inclusive
    former: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An official in a public role. Private individuals are not entered."""

    id: str
    name: str  # the fullest name that the report gives
    offices: tuple[Office, ...] = ()
    aliases: tuple[str, ...] = ()
