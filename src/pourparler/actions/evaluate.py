"""How well does a reader agree with gold?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.errors import WrongCall
from pourparler.scoring import score, total
from pourparler.sources.gold import load_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.scoring import Tally


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores over the reports that both sides hold."""

    scores: Mapping[str, Tally]
    reports: tuple[str, ...]
    missing: tuple[str, ...]  # gold without a prediction: counted as nothing found


def evaluate(gold: str, predicted: str) -> Evaluation:
    """Score predictions against gold.

    Args:
        gold: Folder of gold, or a file of JSON lines.
        predicted: What `pourparler read --json` printed, as a file.
    Raises: WrongCall, where no prediction belongs to any gold.
    """
    wanted, given = load_lines(gold), load_lines(predicted)
    missing = tuple(sorted(set(wanted) - set(given)))
    if len(missing) == len(wanted):
        raise WrongCall(
            f"no prediction in {predicted} has the name of a gold report in {gold}: "
            "names are the file stems of the reports that were read"
        )
    scored = [score(line, given.get(name, {})) for name, line in sorted(wanted.items())]
    return Evaluation(total(scored), tuple(sorted(wanted)), missing)
