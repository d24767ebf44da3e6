from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from pourparler.domain.problem import Package, utility
from pourparler.errors import BadFile, Unreadable
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.domain.problem import Problem


def read(path: Path, text: str) -> Problem:
    (path / "talks.csv").write_text(text)
    return read_problem(path / "talks.csv")


def test_options_with_a_column_per_party(tmp_path: Path) -> None:
    problem = read(
        tmp_path, "issue;option;A;B\nline;north;3;0\nline;south;0;3\naid;yes;1;2\naid;no;0;0\nno_deal;;1;1\n"
    )
    assert problem.parties == ("A", "B")
    assert [p.no_deal for p in problem.preferences] == [1, 1]
    assert utility(problem.preferences[1], Package((1, 0))) == 5
    assert solve(problem).rational == 2


def test_articles_in_or_out_are_scored_by_means(tmp_path: Path) -> None:
    problem = read(tmp_path, "article,title,A_satisfaction\n1,one,5\n2,two,2\n")
    assert problem.scores == "mean"
    assert utility(problem.preferences[0], Package((1, 1)), "mean") == Fraction(7, 2)


def test_packages_with_their_utilities(tmp_path: Path) -> None:
    problem = read(tmp_path, "package,note,A,B\nfirst,x,3,1\nsecond,y,2,2\nthird,z,1,1\nno_deal,,0,0\n")
    assert problem.issues[0].options == ("first note=x", "second note=y", "third note=z")
    assert solve(problem).frontier_count == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("issue,option,A\nline,north,\n", "line 2: line = north, A: a number is missing"),
        ("issue,option,A\nline,north,inf\n", "finite"),
        ("issue,option,A\nline,north,1\nline,north,2\n", "stands twice"),
        ("issue,option,A\nline,north\n", "2 cells, expected 3"),
        ("package\n", "at least one row"),
        ("package,A\nx,y\nz,w\n", "expected columns"),
        ("article,title\n1,one\n", "_satisfaction"),
    ],
)
def test_bad_tables_are_told_with_their_lines(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadFile, match=message):
        read(tmp_path, text)


def test_what_is_no_problem_at_all_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="expected GENIUS"):
        read_problem(tmp_path)
    with pytest.raises(Unreadable, match="nothing there"):
        read_problem(tmp_path / "gone.yaml")
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(Unreadable, match=r"expected \.yaml"):
        read_problem(tmp_path / "notes.txt")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "talks.yaml").write_bytes(b"title: \xff\xfe\n")
    with pytest.raises(BadFile, match="UTF-8"):
        read_problem(tmp_path / "talks.yaml")
