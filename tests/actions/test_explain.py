"""Why an entry stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler.actions.add import add
from pourparler.actions.ask import Asking
from pourparler.actions.explain import explain
from pourparler.errors import UnknownName

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    report = folder / "report.txt"
    report.write_text(
        "Kremlin spokesman Dmitry Peskov told reporters on Wednesday that the talks would go on.\n"
    )
    db = folder / "record.db"
    list(add([str(report)], db=str(db), now=lambda: "2026-02-05T12:00:00+00:00", published="2026-02-05"))
    return db


def an_id(record: Path) -> str:
    try:
        explain("sta-", Asking(db=str(record)))
    except UnknownName as trouble:
        return str(trouble)
    return explain("sta-", Asking(db=str(record))).entry.id


def test_an_explanation_shows_sentence_cue_speaker_and_date(record: Path) -> None:
    text = "\n".join(explain(an_id(record), Asking(db=str(record))).lines())
    assert "told reporters on Wednesday" in text
    assert "cue 'told'" in text
    assert "party Russia" in text
    assert "date: 'Wednesday'" in text


def test_an_unknown_entry_is_an_error_that_says_what_to_do(record: Path) -> None:
    with pytest.raises(UnknownName, match="no entry 'sta-none'"):
        explain("sta-none", Asking(db=str(record)))
