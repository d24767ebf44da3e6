"""What is in force on the day: a later word of the same party takes the place of the earlier one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pourparler.positions.holding import VOICE_RANK
from pourparler.settlement.on_record.sayings import FAVOURS, LEAVES_OPEN, REFUSES, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.settlement.on_record.sayings import Saying


@dataclass(frozen=True, slots=True)
class Word:
    """What a party's entries on one choice come to, in one direction."""

    options: tuple[str, ...]  # asked for: any of these; refused: this one; held: what is held
    stances: tuple[str, ...]
    voice: str
    since: str | None
    last_word: str | None
    evidence: tuple[str, ...]
    firm: bool
    conditions: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()  # entries of `evidence` that only say that nothing has changed

    def joined(self, saying: Saying, options: tuple[str, ...] | None = None) -> Word:
        """Return the word with one more entry for it."""
        return replace(
            self,
            options=self.options if options is None else options,
            stances=tuple(dict.fromkeys((*self.stances, saying.stance))),
            voice=min(self.voice, saying.voice, key=VOICE_RANK.__getitem__),
            last_word=saying.day or self.last_word,
            evidence=tuple(dict.fromkeys((*self.evidence, saying.entry))),
            firm=self.firm or saying.stance in STRONG,
            conditions=_with(self.conditions, saying.condition),
            wordings=tuple(dict.fromkeys((*self.wordings, *saying.wordings))),
        )


@dataclass(slots=True)
class Words:
    """All that one party has in force on one choice."""

    wants: Word | None = None
    refuses: dict[str, Word] = field(default_factory=dict)  # option -> word
    admits: dict[str, Word] = field(default_factory=dict)  # option -> open or conditional word
    holds: Word | None = None

    def every(self) -> list[Word]:
        """Return all words."""
        some = [*self.refuses.values(), *self.admits.values()]
        return [w for w in (self.wants, self.holds) if w] + some


def in_force(said: Iterable[tuple[tuple[str, ...], Saying]]) -> Words:
    """Return what stands of one party's sayings on one choice.

    A demand, claim, support or acceptance takes the place of the earlier one and lifts an earlier refusal of the
    same option. An offer, a proposal, an open or conditional word widens what was asked for before. A
    refusal stands until a later word lifts it, and takes the option out of an earlier wish. Words of one
    day are all kept, so that sources that differ show; among wishes the party's own word goes first.

    Args:
        said: (options of the choice that it names, saying), in order of days.
    """
    words = Words()
    some = list(said)
    if any(s.voice != "opponent" for _, s in some):
        some = [(o, s) for o, s in some if s.voice != "opponent"]
    for _, of_day in groupby(some, key=lambda x: x[1].day or ""):
        _day(words, list(of_day))
    return words


def _day(words: Words, of_day: Sequence[tuple[tuple[str, ...], Saying]]) -> None:
    wishes = [(o, s) for o, s in of_day if s.stance in FAVOURS]
    best = min((VOICE_RANK[s.voice] for _, s in wishes), default=0)
    named = {option for o, _ in wishes for option in o}
    named |= {option for o, s in of_day if s.stance in LEAVES_OPEN for option in o}
    for option in named:
        words.refuses.pop(option, None)
    before = words.wants
    for options, saying in of_day:
        if saying.stance in LEAVES_OPEN:
            _admit(words, options, saying)
        elif saying.stance == "controls":
            words.holds = words.holds.joined(saying) if words.holds else _word(options, saying)
    fresh: Word | None = None
    chosen = {option for o, s in wishes if VOICE_RANK[s.voice] == best for option in o}
    for options, saying in sorted(wishes, key=lambda x: VOICE_RANK[x[1].voice]):
        if VOICE_RANK[saying.voice] == best or set(options) <= chosen:
            fresh = _wish(fresh, options, saying)
    if fresh:
        words.wants = _over(before, fresh)
    for options, saying in of_day:
        if saying.stance in REFUSES:
            _refuse(words, options, saying, same_day=named)


def _wish(fresh: Word | None, options: tuple[str, ...], saying: Saying) -> Word:
    if fresh is None:
        return _word(options, saying)
    return fresh.joined(saying, _with_all(fresh.options, options))


def _over(before: Word | None, fresh: Word) -> Word:
    """Put a day's wish over the one before it."""
    if before is None:
        return fresh
    if set(before.options) == set(fresh.options):
        return replace(
            fresh,
            since=before.since,
            stances=tuple(dict.fromkeys((*before.stances, *fresh.stances))),
            evidence=(*before.evidence, *(e for e in fresh.evidence if e not in before.evidence)),
            voice=min(before.voice, fresh.voice, key=VOICE_RANK.__getitem__),
            firm=before.firm or fresh.firm,
            wordings=_with_all(before.wordings, fresh.wordings),
        )
    if fresh.firm or "supports" in fresh.stances:
        return fresh
    return replace(
        fresh,
        options=_with_all(before.options, fresh.options),
        evidence=(*before.evidence, *(e for e in fresh.evidence if e not in before.evidence)),
        stances=tuple(dict.fromkeys((*before.stances, *fresh.stances))),
        wordings=_with_all(before.wordings, fresh.wordings),
        firm=False,
    )


def _admit(words: Words, options: tuple[str, ...], saying: Saying) -> None:
    for option in options:
        known = words.admits.get(option)
        words.admits[option] = known.joined(saying) if known else _word((option,), saying)
    if words.wants and set(options) - set(words.wants.options):
        wider = _with_all(words.wants.options, options)
        words.wants = replace(words.wants.joined(saying, wider), firm=False)


def _refuse(words: Words, options: tuple[str, ...], saying: Saying, *, same_day: set[str]) -> None:
    for option in options:
        known = words.refuses.get(option)
        words.refuses[option] = known.joined(saying) if known else _word((option,), saying)
        words.admits.pop(option, None)
    if words.wants:
        left = tuple(o for o in words.wants.options if o not in options or o in same_day)
        words.wants = replace(words.wants, options=left) if left else None


def _word(options: tuple[str, ...], saying: Saying) -> Word:
    return Word(
        options=options,
        stances=(saying.stance,),
        voice=saying.voice,
        since=saying.day,
        last_word=saying.day,
        evidence=(saying.entry,),
        firm=saying.stance in STRONG,
        conditions=_with((), saying.condition),
        wordings=saying.wordings,
    )


def _with(some: tuple[str, ...], more: str | None) -> tuple[str, ...]:
    return some if more is None or more in some else (*some, more)


def _with_all(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
