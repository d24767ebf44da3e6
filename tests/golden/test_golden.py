"""Whole briefs as files that a reviewer can read.

After a change that is meant: POURPARLER_GOLDEN=write .venv/bin/python -m pytest tests/golden
and read the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pourparler.actions.brief import brief
from pourparler.present.text import brief_text

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parents[1] / "examples" / "reports"


@pytest.mark.parametrize(
    "name", ["sennar-basin-talks.txt", "northland-ceasefire-line.txt", "amber-strait-briefing.html"]
)
def test_the_brief_of_an_invented_report(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPORTS)
    answer = brief([name], db=":memory:", now=lambda: "2031-06-12T06:00:00+00:00")
    shown = brief_text(answer.brief, width=100)
    golden = HERE / f"{name}.brief.txt"
    if os.environ.get("POURPARLER_GOLDEN") == "write":
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
