"""Which choice a saying is about, and the words that every party has in force on every choice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.domain import Position
from pourparler.positions.holding import day_of
from pourparler.settlement.on_record.grounds import IN
from pourparler.settlement.on_record.in_force import Words, in_force
from pourparler.settlement.on_record.sayings import clustered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pourparler.domain import Entry
    from pourparler.settlement.on_record.grounds import Pick
    from pourparler.settlement.on_record.in_force import Word
    from pourparler.settlement.on_record.sayings import Saying

Standing = dict[tuple[str, str], Words]
"""(party, choice id) -> what it has in force."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A saying and the options of one choice that it names."""

    choice: str  # the issue's id, or that of the thing a wording means
    options: tuple[str, ...]  # never empty
    saying: Saying

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What it names."""
        return tuple((self.choice, o) for o in self.options)


@dataclass(frozen=True, slots=True)
class Table:
    """Every saying in its place."""

    placed: tuple[Placed, ...]
    nameless: tuple[Saying, ...]  # sayings that name no option and no wording
    wordings: Mapping[str, tuple[str, ...]]  # id of a thing -> how it is worded


def place(said: Sequence[Saying]) -> Table:
    """Put every saying in its place."""
    things = clustered(said)
    placed, nameless = [], []
    for s in said:
        if s.recognised:
            placed.append(Placed(s.issue, s.options, s))
        elif not s.wordings:
            nameless.append(s)
        else:
            placed += [Placed(t, (IN,), s) for t in dict.fromkeys(things[s.issue, w] for w in s.wordings)]
    wordings: dict[str, list[str]] = defaultdict(list)
    for (_, wording), thing in things.items():
        wordings[thing].append(wording)
    return Table(tuple(placed), tuple(nameless), {k: tuple(v) for k, v in wordings.items()})


def standing(placed: Iterable[Placed], parties: Sequence[str]) -> Standing:
    """Return what every party at the table has in force on every choice that it speaks of."""
    by: dict[tuple[str, str], list[tuple[tuple[str, ...], Saying]]] = defaultdict(list)
    for p in placed:
        if p.saying.party in parties and not p.saying.jointly:
            by[p.saying.party, p.choice].append((p.options, p.saying))
    return {key: in_force(some) for key, some in sorted(by.items())}


def renew(words: Standing, entries: Iterable[Entry], *, on: str) -> None:
    """Let "our position is unchanged" renew the last word on everything that the party holds."""
    for e in entries:
        day = day_of(e)
        if not isinstance(e, Position) or not e.unchanged or e.options or (day or "") > on:
            continue
        for (party, choice), some in words.items():
            if party == e.party and e.issue in (None, choice.partition(":")[0]):
                _renew(some, e.id, day)


def _renew(words: Words, entry: str, day: str | None) -> None:
    def renewed(word: Word) -> Word:
        if (word.last_word or "") > (day or ""):
            return word
        return replace(
            word,
            last_word=day or word.last_word,
            evidence=(*word.evidence, entry),
            renewed=(*word.renewed, entry),
        )

    words.wants = renewed(words.wants) if words.wants else None
    for of in (words.refuses, words.admits):
        for option, word in of.items():
            of[option] = renewed(word)
