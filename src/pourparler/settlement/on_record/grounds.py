"""The nouns of "not ruled out on the record": choices, grounds, conflicts, knots, packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

IN, OUT = "in", "out"  # the two options of a wording: it is part of the package, or it is not
FIRM, SOFT, HELD, ASSUMED = "firm", "soft", "held", "assumed"
FIRMNESS = (FIRM, SOFT, HELD, ASSUMED)

Pick = tuple[str, str]
"""A choice's id and one of its options."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a package settles: an issue among its options, or whether one wording is part of it."""

    id: str  # the issue's id; of a wording, issue:number
    issue: str
    options: tuple[str, ...]  # ids in the issue's order; (IN, OUT) for a wording; never empty
    labels: tuple[str, ...]  # in the same order
    wording: str | None = None  # as the reports have it, where no option was recognised

    def label(self, option: str) -> str:
        """Return an option in words."""
        return self.labels[self.options.index(option)]


class Literal(NamedTuple):
    """The choice takes the option (`wanted`), or takes another."""

    choice: str
    option: str
    wanted: bool


Clause = tuple[Literal, ...]
"""Literals of which at least one must hold."""


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground packages are ruled out: a cited position in force, or a stated assumption."""

    id: str  # party/choice/side, or assumption/id
    by: str  # who holds it, or who assumes it
    firmness: str  # one of FIRMNESS
    stances: tuple[str, ...]  # as the entries have them, with proposes, accepts
    picks: tuple[Pick, ...]  # what it asks for or refuses
    clauses: tuple[Clause, ...]  # all must hold; never empty
    voice: str | None = None  # whose word it is; None for an assumption
    since: str | None = None  # the day from which it stands, ISO 8601
    last_word: str | None = None  # the day of the last entry for it
    evidence: tuple[str, ...] = ()  # entry ids; empty only for an assumption
    renewed: tuple[str, ...] = ()  # those of `evidence` that only say that nothing has changed
    conditions: tuple[str, ...] = ()
    assumption: str | None = None  # its id in the process file
    why: str = ""  # the assumption's reason; for what is held, whose claim it stands against

    def keeps(self, package: dict[str, str]) -> bool:
        """Say whether a package is not ruled out on this ground."""
        return all(any((package[c] == o) is wanted for c, o, wanted in clause) for clause in self.clauses)

    def choices(self) -> frozenset[str]:
        """Return the ids of the choices it is about."""
        return frozenset(x.choice for clause in self.clauses for x in clause)


@dataclass(frozen=True, slots=True)
class Noted:
    """A cited word that rules nothing out and should be read beside the answer."""

    by: str
    choice: str
    option: str | None  # None: no option or wording is named
    what: str  # conditional | open | considering | others
    evidence: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    label: str = ""  # the option or wording in words


@dataclass(frozen=True, slots=True)
class Part:
    """Choices that hang together, and what is left of them; parts are independent of one another."""

    choices: tuple[str, ...]
    boxes: tuple[tuple[tuple[str, ...], ...], ...]  # per box and choice, the options left; all combinations
    count: int  # packages over these choices that are not ruled out
    complete: bool  # False: there are more than were counted


@dataclass(frozen=True, slots=True)
class Yielding:
    """Cited positions that would have to yield together, and what would then be left."""

    grounds: tuple[str, ...]  # ids, in order
    left: Part


@dataclass(frozen=True, slots=True)
class Knot:
    """Choices that hang together, on which the cited positions cannot all stand together."""

    choices: tuple[str, ...]  # those that some conflict is about
    conflicts: tuple[tuple[str, ...], ...]  # ids of grounds: every minimal set that cannot stand together
    smallest: tuple[Yielding, ...]  # every smallest set that would have to yield, whoever holds it
    alone: tuple[Yielding, ...]  # for each party whose own yielding is enough, its smallest sets
    complete: bool  # False: there are more conflicts or sets than were listed


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What no cited position rules out, or why nothing is left."""

    on: str
    parties: tuple[str, ...]
    choices: tuple[Choice, ...]
    grounds: tuple[Ground, ...]
    parts: tuple[Part, ...]  # those that are not knotted
    knots: tuple[Knot, ...]
    count: int  # packages not ruled out; 0 where there is a knot; a lower bound unless `exact`
    exact: bool
    open: tuple[str, ...]  # issues with options on which nobody at the table has a word that counts
    noted: tuple[Noted, ...] = ()

    def ground(self, id_: str) -> Ground:
        """Return the ground with an id."""
        return next(g for g in self.grounds if g.id == id_)

    def choice(self, id_: str) -> Choice:
        """Return the choice with an id."""
        return next(c for c in self.choices if c.id == id_)
