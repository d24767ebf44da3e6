from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler.errors import BadFile
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

if TYPE_CHECKING:
    from pathlib import Path


def game(path: Path, config: str, **scores: str) -> Path:
    (path / "scores_files").mkdir()
    (path / "config.txt").write_text(config)
    for name, text in scores.items():
        (path / "scores_files" / f"{name}.txt").write_text(text)
    return path


THREE = "North,n,p1,greedy,m\nSouth,s,p2,greedy,m\nWest,w,player,greedy,m\n"


def test_a_deal_passes_with_all_but_one_and_both_vetoes(tmp_path: Path) -> None:
    path = game(tmp_path, THREE, n="3, 0\n1, 2 \n3", s="1, 2\n2, 0\n2\n", w="0,9\n0,9\n18")
    result = solve(read_problem(path))
    assert result.problem.acceptance.quorum == 2
    assert result.problem.acceptance.vetoes == ("North", "South")
    assert (result.rational, result.accepted, result.zone) == (0, 1, True)


def test_scores_of_different_shapes_are_an_error(tmp_path: Path) -> None:
    path = game(tmp_path, THREE, n="3, 0\n1, 2\n3", s="1, 2\n2\n2\n", w="0,9\n0,9\n18")
    with pytest.raises(BadFile, match="same shape"):
        read_problem(path)


def test_a_party_without_scores_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"no file of scores w\.txt for West"):
        read_problem(game(tmp_path, THREE, n="1\n1", s="1\n1"))


@pytest.mark.shared
def test_a_published_game_of_six(shared: Path) -> None:
    result = solve(read_problem(shared / "data" / "domains" / "scorable"))
    assert (result.outcomes, result.rational, result.accepted, result.frontier_count) == (720, 12, 55, 481)
