"""How well two sets of entries agree, by the rules for annotating reports. Pure."""

from pourparler.scoring.calibration import Bin, coverage, reliability
from pourparler.scoring.score import SECOND_READER, Tally, score, total

__all__ = ["SECOND_READER", "Bin", "Tally", "coverage", "reliability", "score", "total"]
