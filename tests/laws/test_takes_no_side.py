"""The reader takes no side: swap two parties' names, and the entries swap with them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pourparler import reading
from pourparler.domain import Document

if TYPE_CHECKING:
    from pourparler.domain import Reading, Statement
    from pourparler.reading.tools import Tools

# Names of one grammatical kind for one: name, demonym, capital.
PAIRS = (
    (("Russia", "Russian", "Moscow"), ("Ukraine", "Ukrainian", "Kyiv")),
    (("Israel", "Israeli", "Jerusalem"), ("Egypt", "Egyptian", "Cairo")),
    (("Armenia", "Armenian", "Yerevan"), ("Azerbaijan", "Azerbaijani", "Baku")),
    (("Ethiopia", "Ethiopian", "Addis Ababa"), ("Eritrea", "Eritrean", "Asmara")),
)
REPORTS = (
    """{0} Foreign Minister Tomas Reyl said on Tuesday that the talks in Geneva had been useful. He added that
    {0[0]} would not withdraw from the heights. {1} President Ana Brisk rejected the offer a day later.
    “A truce under their guns is a pause for them to aim,” she told reporters. {1[2]} wants binding guarantees.""",
    """A senior {1} official accused {0[0]} of shelling the port overnight. {0[0]}'s army denied it.
    According to the {0} Defence Ministry, three soldiers were killed on Monday. {1[2]} and {0[2]} agreed to
    exchange 41 prisoners, the {1} president's spokeswoman, Vera Stolz, said.""",
    """Negotiators from {0[0]} and {1[0]} met for a second day. The head of the {0} delegation, Osric Thane, described
    the session as “difficult.” {1[0]}'s chief negotiator, Irena Kalvos, said there had been progress, but warned
    that {1[0]} would walk out if the attacks went on. {0[0]} has proposed a ceasefire of thirty days.""",
)


def written(report: str, a: tuple[str, str, str], b: tuple[str, str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        party = (a, b)[int(match[1])]
        return party[int(match[2])] if match[2] else party[1]

    return " ".join(re.sub(r"\{([01])(?:\[([0-2])\])?\}", fill, report).split())


def entries(read: Reading, swap: dict[str, str]) -> list[tuple[object, ...]]:
    """Return what was read, by words and not by place, with the two parties exchanged."""

    def other(name: str | None) -> str | None:
        return swap.get(name, name) if name else name

    words = re.compile("|".join(map(re.escape, sorted(swap, key=len, reverse=True))) or "(?!)")
    text = read.document.text
    return sorted(
        (
            str(other(s.party)), words.sub(lambda m: swap[m[0]], s.speaker or ""), s.cue, s.quoted, s.date,
            tuple(words.sub(lambda m: swap[m[0]], text[a:b]) for a, b in s.content_spans),
        )
        for s in read.statements
    )  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p[0][0]}-{p[1][0]}")
@pytest.mark.parametrize("report", REPORTS, ids=("offer", "claims", "session"))
def test_swapping_two_parties_swaps_what_was_said(
    tools: Tools, report: str, pair: tuple[tuple[str, str, str], tuple[str, str, str]]
) -> None:
    a, b = pair
    swap = {**dict(zip(a, b, strict=True)), **dict(zip(b, a, strict=True))}
    one, two = (
        reading.read(Document(written(report, *order), published="2026-02-05"), tools=tools)
        for order in ((a, b), (b, a))
    )
    assert entries(one, swap) == entries(two, {})
    by_words = {e[1:3]: s.confidence for e, s in zip(entries(two, {}), sorted_like(two), strict=True)}
    for entry, statement in zip(entries(one, swap), sorted_like(one, swap), strict=True):
        assert abs(by_words[entry[1:3]] - statement.confidence) <= 0.02


def sorted_like(read: Reading, swap: dict[str, str] | None = None) -> list[Statement]:
    """Return statements in the order of `entries`."""
    keyed = [(entries_one(read, s, swap or {}), s) for s in read.statements]
    return [s for _, s in sorted(keyed, key=lambda k: k[0])]


def entries_one(read: Reading, statement: Statement, swap: dict[str, str]) -> tuple[object, ...]:
    return entries(replace(read, statements=(statement,)), swap)[0]
