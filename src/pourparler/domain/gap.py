"""What `positions` computes: where a party stands on a day, how far apart two stand, what moved."""

from __future__ import annotations

from dataclasses import dataclass

GAP_WORDS = ("compatible", "opposed", "unknown")
CHANGE_WORDS = ("narrower", "wider", "unchanged", "unknown")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of an issue's scale."""

    least: float  # [0, 1]
    greatest: float  # [0, 1], not below `least`


WHOLE = Interval(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a party stands on an issue on a day, by the last word there is."""

    party: str
    issue: str
    on: str  # the day asked about, ISO 8601
    stances: tuple[str, ...]  # of the entries it rests on, in their order
    options: tuple[str, ...]  # labels of recognised options, else as the reports word them
    interval: Interval | None  # on the issue's scale; None: the issue has no signed scale
    covered: bool  # False: no option was recognised, the interval is the whole scale
    voice: str  # whose word it is: own | narrator | third | opponent
    since: str | None  # the day of the last word that moved it
    last_word: str | None  # the day of the last word at all, "unchanged" included
    evidence: tuple[str, ...]  # entry ids it rests on; never empty
    unconfirmed: float  # share of them that nobody confirmed, in [0, 1]
    conditions: tuple[str, ...] = ()

    def age(self) -> int | None:
        """Return how many days old the last word is; None if it is undated."""
        from datetime import date

        if not self.last_word or len(self.last_word) < len("2026-02-05"):
            return None
        return (date.fromisoformat(self.on) - date.fromisoformat(self.last_word)).days


@dataclass(frozen=True, slots=True)
class Gap:
    """How far two parties stand apart on one issue on one day."""

    issue: str
    parties: tuple[str, str]
    on: str
    word: str  # one of GAP_WORDS
    least: float | None  # share of the issue's scale, 0 agree .. 1 opposite poles
    greatest: float | None  # same; None: no signed scale, or a side without a position
    holdings: tuple[Holding, ...]  # the sides' holdings, those that there are
    evidence: tuple[str, ...]  # ids of the entries it rests on
    why: str  # the reason in a sentence


@dataclass(frozen=True, slots=True)
class Movement:
    """A change of the gap on a day, with the entries that caused it."""

    on: str
    before: Gap | None
    after: Gap
    change: str  # one of CHANGE_WORDS
    moved: tuple[str, ...]  # parties whose holding changed
    caused_by: tuple[str, ...]  # entry ids; never empty
