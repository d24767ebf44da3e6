"""What a report is about as a whole: the share of each issue in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.reading.scene import Scene

ELECTIONS_SHARE = 0.5  # words of governing and voting stand in every report on politics


def main_issues(scene: Scene) -> Mapping[str, float]:
    """Return each issue's share of the whole report, the talks themselves aside.

    Weights fitted on the reports that may be looked at.
    """
    found = {t.issue: t.score for t in scene.tools.issues.classify(scene.document.text)}
    found.pop("format-of-talks", None)
    if "governance-elections" in found:
        found["governance-elections"] *= ELECTIONS_SHARE
    total = sum(found.values()) or 1.0
    return {issue: score / total for issue, score in found.items()}
