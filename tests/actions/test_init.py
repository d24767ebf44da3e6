from __future__ import annotations

from pathlib import Path

import pytest

from pourparler.actions.init import init
from pourparler.errors import CannotDo, WrongCall
from pourparler.sources.process import read_process

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "ukraine-2026"


def test_an_example_report_drafts_a_file_that_loads() -> None:
    drafted = init([str(REPORTS / "2026-02-05-314-prisoners.md")], output="-")
    process = read_process(drafted.text)
    assert drafted.reports == 1
    assert {"Russia", "Ukraine"} <= {party.name for party in process.parties}
    assert "Dmitry Peskov" in [person.name for person in process.people]


def test_a_draft_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "process.yaml").write_text("process: mine")
    with pytest.raises(WrongCall, match="exists"):
        init([str(REPORTS)], output=str(tmp_path / "process.yaml"))


def test_from_nothing_there_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="no such file"):
        init([str(tmp_path / "missing.txt")], output="-")
