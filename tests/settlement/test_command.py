from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pourparler.cli import run

if TYPE_CHECKING:
    from pathlib import Path

TALKS = """
title: A line & aid <b>
issues:
  Line: [north, middle, south]
  Aid: {from: 0, to: 2}
preferences:
  Northland:
    no_deal: [0.2, 0.4]
    weights: {Line: 0.7, Aid: 0.3}
    values: {Line: {north: 1, middle: 0.6, south: 0}, Aid: {0: 0, 2: 1}}
  Southland:
    no_deal: 0.3
    weights: {Line: 0.4, Aid: 0.6}
    values: {Line: {north: 0, middle: 0.6, south: 1}, Aid: {0: 1, 2: 0}}
drafts:
  first: {Line: south, Aid: 2}
"""
KEYS = [
    "problem", "zone", "rational", "accepted", "frontier", "solutions", "method", "exact", "assumptions", "evidence",
    "findings", "disagreement", "drafts", "trades", "near_equals", "openings", "next_proposal", "uncertainty",
]  # fmt: skip


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "talks.yaml"
    path.write_text(TALKS)
    return path


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(["settle", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_json_contract(talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = asked(capsys, str(talks), "--draws", "200")
    assert list(data) == KEYS
    assert data["problem"]["parties"] == ["Northland", "Southland"]
    assert data["problem"]["outcomes"] == 9
    assert data["problem"]["no_deal"] == {
        "Northland": {"low": 0.2, "central": 0.3, "high": 0.4},
        "Southland": 0.3,
    }
    assert data["frontier"]["count"] == len(data["frontier"]["packages"])
    [nash] = data["solutions"]["nash"]
    assert nash == {"package": {"Line": "north", "Aid": "0"}, "utility": {"Northland": 0.7, "Southland": 0.6}}
    assert list(data["solutions"]) == ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "leximin"]
    assert data["exact"] is True
    assert data["uncertainty"]["zone"] == 1


def test_a_rerun_gives_the_same_bytes(talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (str(talks), "--draws", "300", "--seed", "3")
    assert asked(capsys, *words) == asked(capsys, *words)


@pytest.mark.parametrize("width", [80, 120])
def test_the_tables_fit_the_terminal(
    talks: Path, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(["settle", str(talks), "--draws", "200"]) == 0
    text = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    for word in (
        "Nash",
        "Kalai-Smorodinsky",
        "What each solution gives",
        "Next proposal",
        "seed 0",
        "Method:",
    ):
        assert word in text


@pytest.mark.parametrize("width", [80, 120])
def test_six_parties_with_long_names_fit_too(
    tmp_path: Path, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parties = [
        f"The {n} Confederation of the Valley"
        for n in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    ]
    rows = [
        f"{i},{o}," + ",".join(str((7 * p + 3 * len(i) * ord(o)) % 5) for p in range(6))
        for i in ("line", "water")
        for o in "abc"
    ]
    (tmp_path / "talks.csv").write_text("\n".join([f"issue,option,{','.join(parties)}", *rows]))
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(["settle", str(tmp_path / "talks.csv")]) == 0
    text = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    assert "The First Confederation of the Valley" in text


def test_the_page_stands_alone_and_escapes_what_it_shows(talks: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(["settle", str(talks), "--draws", "100", "--html", str(out)]) == 0
    page = out.read_text()
    assert "A line &amp; aid &lt;b&gt;" in page
    assert "<b>" not in page
    assert "<svg" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_no_zone_is_told_with_what_would_open_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "talks.yaml"
    path.write_text(TALKS.replace("[0.2, 0.4]", "0.9").replace("no_deal: 0.3", "no_deal: 0.9"))
    data = asked(capsys, str(path))
    assert data["zone"] is False
    assert data["rational"] == 0
    assert len({o["way"] for o in data["openings"]}) >= 3
    assert run(["settle", str(path)]) == 0
    assert "What would open a zone, each alone:" in capsys.readouterr().out


def test_the_sketch_of_a_single_point_does_not_divide_by_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.csv").write_text("issue,option,A,B\nline,north,1,1\nline,south,0,0\n")
    assert run(["settle", str(tmp_path / "one.csv")]) == 0
    assert "Efficient packages: 1" in capsys.readouterr().out


def test_errors_are_told_and_end_with_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "talks.yaml"
    path.write_text(TALKS.replace("middle: 0.6", "centre: 0.6"))
    assert run(["settle", str(path)]) == 3
    told = capsys.readouterr().err
    assert "line 10: Northland: issue 'Line' has no option 'centre'" in told
    assert "line 14: Southland" in told
    assert run(["settle", str(tmp_path / "gone.yaml")]) == 3
    assert run(["settle", str(path), "--method", "magic"]) in (2, 3)
