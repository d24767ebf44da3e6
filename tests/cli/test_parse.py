from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_report_comes_out_as_conllu_and_goes_in_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, parsed = tmp_path / "a.txt", tmp_path / "a.conllu"
    report.write_text("Talks ended in Geneva, the envoy said.\n\nKyiv didn't answer.\n", encoding="utf-8")
    assert run(["parse", str(report)]) == 0
    out = capsys.readouterr().out
    assert "\tGeneva\tGeneva\tPROPN\t" in out
    assert "NE=B-LOC|SpaceAfter=No" in out
    parsed.write_text(out, encoding="utf-8")
    assert run(["parse", "--conllu", str(parsed)]) == 0
    assert capsys.readouterr().out == out


def test_text_in_another_language_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "fr.txt"
    report.write_text(
        "Les négociations de paix se sont terminées hier à Genève sans accord entre les deux parties.\n",
        encoding="utf-8",
    )
    run(["parse", str(report)])
    assert "French" in capsys.readouterr().err


def test_what_is_not_conllu_is_said_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.conllu"
    bad.write_text("1\tTalks\n", encoding="utf-8")
    assert run(["parse", "--conllu", str(bad)]) == 3
    assert "line 1: 2 columns, expected 10" in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", "--conllu", str(tmp_path / "nothing")]) == 3
    assert "nothing" in capsys.readouterr().err
