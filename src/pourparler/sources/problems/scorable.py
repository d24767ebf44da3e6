"""Scorable games: `config.txt` and a file of scores per party, in the layout of published negotiation games.

`config.txt` names the parties, their score files and roles, one line each; the first two proposing roles
(`p1`, `p2`) hold vetoes. A file of scores has one line per issue and, last, the least score the party
accepts. A deal passes with all parties but one, both vetoes among them. Source: Abdelnabi, Gomaa,
Sivaprasad, Schönherr and Fritz (2024), "Cooperation, competition, and maliciousness: LLM-stakeholders
interactive negotiation"; the kind of game goes back to Susskind (1985), "Scorable games".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase
from typing import TYPE_CHECKING

from pourparler.domain.problem import Acceptance, OpenIssue, Package, Preference, Problem
from pourparler.sources.problems.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VETOES = ("p1", "p2")


@dataclass(frozen=True, slots=True)
class _Scores:
    party: str
    role: str
    rows: list[list[Fraction]]
    least: Fraction


def find_scorable(folder: Path) -> Path | None:
    """Return the folder of a scorable game, which may be one level down; None if there is none."""
    places = [folder, *sorted(p for p in folder.iterdir() if p.is_dir())]
    return next((p for p in places if (p / "config.txt").is_file() and (p / "scores_files").is_dir()), None)


def read_scorable(folder: Path) -> Problem:
    """Read a scorable game.

    Args:
        folder: Holds `config.txt` and `scores_files/`.
    Raises: BadFile, with everything that is wrong.
    """
    trouble = Trouble(folder)
    lines = [line.strip() for line in (folder / "config.txt").read_text("utf-8").splitlines()]
    players = [_scores(folder, line, n, trouble) for n, line in enumerate(lines, 1) if line]
    found = [p for p in players if p is not None]
    _check_shape(found, trouble)
    trouble.check()
    issues = [
        OpenIssue(letter, tuple(f"{letter}{n + 1}" for n in range(len(row))))
        for letter, row in zip(ascii_uppercase, found[0].rows, strict=False)
    ]
    wants = [
        Preference(p.party, (Fraction(1),) * len(issues), tuple(tuple(r) for r in p.rows), p.least)
        for p in found
    ]
    vetoes = tuple(p.party for p in found if p.role in VETOES)
    quorum = len(found) - 1 if len(found) > len(vetoes) else None
    return Problem(
        tuple(issues), tuple(wants), title=folder.name, acceptance=Acceptance(quorum, vetoes),
        drafts=_drafts(folder, issues), assumptions=("a deal passes with all parties but one, both vetoes among them",),
        evidence=("config.txt", *(f"scores_files/{p.name}" for p in sorted((folder / "scores_files").iterdir()))),
        findings=tuple(trouble.findings),
    )  # fmt: skip


def _scores(folder: Path, line: str, number: int, trouble: Trouble) -> _Scores | None:
    cells = [c.strip() for c in line.split(",")]
    if len(cells) < 3:
        trouble.error("config.txt: expected a name, a file of scores and a role", number)
        return None
    path = folder / "scores_files" / f"{cells[1]}.txt"
    if not path.is_file():
        trouble.error(f"config.txt: no file of scores {path.name} for {cells[0]}", number)
        return None
    rows = [
        [trouble.number(c, f"{path.name}, line {n}") for c in text.split(",")]
        for n, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if text.strip()
    ]
    if len(rows) < 2 or len(rows[-1]) != 1:
        trouble.error(f"{path.name}: expected one line of scores per issue, then the least acceptable score")
        return None
    return _Scores(cells[0], cells[2], rows[:-1], rows[-1][0])


def _check_shape(found: Sequence[_Scores], trouble: Trouble) -> None:
    shapes = {tuple(len(r) for r in p.rows): p.party for p in found}
    if not found:
        trouble.error("config.txt names no party")
    if len(shapes) > 1:
        told = "; ".join(f"{who}: {list(shape)}" for shape, who in shapes.items())
        trouble.error(f"the parties' scores do not have the same shape: {told}")


def _drafts(folder: Path, issues: Sequence[OpenIssue]) -> tuple[tuple[str, Package], ...]:
    path = folder / "initial_deal.txt"
    options = [c.strip() for c in path.read_text("utf-8").split(",")] if path.is_file() else []
    if len(options) != len(issues) or any(o not in i.options for o, i in zip(options, issues, strict=True)):
        return ()
    return (("initial deal", Package(tuple(i.index(o) for o, i in zip(options, issues, strict=True)))),)
