from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from pourparler.domain.problem import Package, Spread, admissible, central, utility
from pourparler.errors import BadFile
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.domain.problem import Problem

GOOD = """
title: A line and aid
issues:
  Line: [north, middle, south]
  Aid: {from: 0, to: 10, step: 5}
  Amnesty: article
preferences:
  Northland:
    no_deal: [0.3, 0.5]
    weights: {Line: 0.5, Aid: 0.3, Amnesty: 0.2}
    values:
      Line: {ranking: [north, middle, south]}
      Aid: {0: 0, 10: 1}
      Amnesty: 1
    interactions:
      - {when: {Line: south, Amnesty: in}, value: -0.1}
  Southland:
    no_deal: 0.4
    weights: {ranking: [Line, [Aid, Amnesty]]}
    values:
      Line: {north: 0, middle: 0.5, south: 1}
      Aid: {0: 1, 5: {low: 0.2, mode: 0.3, high: 0.6}, 10: 0}
      Amnesty: {in: 0, out: 1}
constraints:
  - excludes: [{Line: north}, Amnesty]
  - requires: {if: {Line: south}, then: {Aid: [5, 10]}}
  - at least: {count: 1, of: [{Line: [north, middle]}, Amnesty]}
  - at most: {count: 1, of: [{Aid: 10}, {Line: middle}]}
drafts:
  first: {Line: middle, Aid: 5, Amnesty: out}
assumptions:
  - {who: the mediator, says: weights guessed}
"""


def read(path: Path, text: str) -> Problem:
    file = path / "talks.yaml"
    file.write_text(text)
    return read_problem(file)


def errors(path: Path, text: str) -> list[str]:
    with pytest.raises(BadFile) as wrong:
        read(path, text)
    return list(wrong.value.problems)


def test_everything_a_file_can_say_is_read(tmp_path: Path) -> None:
    problem = read(tmp_path, GOOD)
    north, south = problem.preferences
    assert problem.size == 18
    assert north.no_deal == Spread(Fraction("0.3"), Fraction("0.5"))
    assert [central(v) for v in north.values[0]] == [1, Fraction(1, 2), 0]
    assert [central(v) for v in north.values[1]] == [0, Fraction(1, 2), 1]
    assert [central(w) for w in south.weights] == [Fraction(11, 18), Fraction(7, 36), Fraction(7, 36)]
    assert south.values[1][1] == Spread(Fraction("0.2"), Fraction("0.6"), Fraction("0.3"), "triangular")
    assert utility(north, Package((2, 1, 1))) == Fraction("0.25")
    assert [admissible(problem, Package(p)) for p in [(0, 0, 1), (2, 0, 1), (2, 1, 0), (1, 2, 0), (1, 1, 1)]] == [
        False, False, False, False, True,
    ]  # fmt: skip
    assert problem.drafts[0][1] == Package((1, 1, 0))
    assert problem.assumptions == ("weights guessed (assumed by the mediator)",)
    assert solve(problem).zone


def test_errors_come_all_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = GOOD.replace("Amnesty: 1\n", "Amnesty: .nan\n").replace("Aid: {0: 0, 10: 1}", "Aid: {0: 0}")
    text = text.replace("{Line: south}, then", "{Line: west}, then").replace(
        "weights: {Line: 0.5", "weights: {Line: 0.1"
    )
    assert errors(tmp_path, text) == [
        (
            "line 10: Northland: the weights sum to 0.6; expected 1 (or 100). Leave `weights` out where the values "
            "are already in the party's own unit"
        ),
        "line 13: Northland: value of 'Aid': expected values at least at both ends, 0 and 10",
        "line 14: Northland: value of 'Amnesty': found '.nan', expected a number such as 0.25",
        "line 26: issue 'Line' has no option 'west'; it has north, middle, south",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title:", "tittle:", "unknown key 'tittle'"),
        ("  Line: [north, middle, south]", "  Line: [north, north]", "a list of different options"),
        ("from: 0, to: 10", "from: 10, to: 0", "from below to"),
        ("from: 0, to: 10", "from: 0", "'to': a number is missing"),
        ("{north: 0, middle: 0.5, south: 1}", "{north: 0, south: 1}", "no value of 'Line' for middle"),
        ("[north, middle, south]}", "[north, south]}", "must name every option once"),
        ("[0.3, 0.5]", "[0.5, 0.3]", "wrong way round"),
        ("[0.3, 0.5]", "", "a number is missing"),
        ("[0.3, 0.5]", "1e999999", "more than 400 digits"),
        ("excludes", "forbids", "a constraint begins with one of"),
        ("count: 1, of: [{Aid", "count: 1.5, of: [{Aid", "not a whole number"),
        ("first: {Line: middle, ", "first: {", "does not settle Line"),
        ("  Southland:\n    no_deal: 0.4", "  Southland:\n    nodeal: 0.4", "unknown key 'nodeal'"),
        ("drafts:", "acceptance: {quorum: 3, vetoes: [Eastmark]}\ndrafts:", "a veto of 'Eastmark'"),
        ("drafts:", "acceptance: {quorum: 3}\ndrafts:", "expected 1 to 2"),
        ("drafts:", "scores: mean\ndrafts:", "every issue must be an article"),
        ("issues:", "issues: &x\n  Self: [*x]", "line"),
    ],
)
def test_bad_input_is_told_in_words(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert message in "\n".join(errors(tmp_path, GOOD.replace(old, new, 1)))


def test_an_error_in_an_issue_does_not_hide_those_in_preferences(tmp_path: Path) -> None:
    text = GOOD.replace("[north, middle, south]", "[]", 1).replace("10: 1}", "10: one}")
    told = "\n".join(errors(tmp_path, text))
    assert "issue 'Line': expected a list" in told
    assert "found 'one'" in told
    assert "unknown issue 'Line'" not in told


def test_no_issues_and_no_preferences_are_errors(tmp_path: Path) -> None:
    assert "no issues" in errors(tmp_path, "title: nothing\n")[0]
    assert "no preferences" in errors(tmp_path, "issues: {a: [b, c]}\n")[0]
    assert "expected a mapping" in errors(tmp_path, "- a\n- b\n")[0]


def test_decimals_are_exact_as_written(tmp_path: Path) -> None:
    text = (
        "issues: {a: [b, c]}\npreferences: {P: {no_deal: 0, values: {a: {b: 0.1, c: 0.30000000000000004}}}}\n"
    )
    assert read(tmp_path, text).preferences[0].values[0] == (Fraction(1, 10), Fraction("0.30000000000000004"))


ARTICLES = """article,title,A_satisfaction,B_satisfaction
1,one,5,1
2,two,1,5
3,three,4,4
"""


def test_articles_come_from_a_table_with_thresholds_and_exclusions(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text(ARTICLES)
    problem = read(
        tmp_path,
        "articles: {table: articles.csv}\nscores: mean\nno_deal: {A: 3, B: 3}\n"
        "constraints: [{excludes: [1, 2]}]\ndrafts: {all but one: [2, 3]}\n",
    )
    result = solve(problem)
    assert problem.issues[2].label == "three"
    assert (result.outcomes, result.rational) == (5, 1)
    assert problem.drafts == (("all but one", Package((0, 1, 1))),)


def test_a_missing_table_or_column_is_told(tmp_path: Path) -> None:
    assert "no table articles.csv" in errors(tmp_path, "articles: {table: articles.csv}\n")[0]
    (tmp_path / "articles.csv").write_text(ARTICLES)
    wrong = errors(tmp_path, "articles: {table: articles.csv, values: {A: a_score}}\n")
    assert "no column 'a_score'" in wrong[0]


@pytest.mark.shared
def test_a_published_table_of_twenty_articles(shared: Path, tmp_path: Path) -> None:
    table = shared / "data" / "packages" / "ukraine_20_articles.csv"
    (tmp_path / table.name).write_bytes(table.read_bytes())
    pairs = "".join(f"  - excludes: [{a}, {b}]\n" for a, b in [(2, 3), (5, 6), (8, 10), (12, 13), (14, 15)])
    names = ("Ukraine", "Russia", "USA", "EU")
    values = ", ".join(f"{n}: {n.lower()}_satisfaction" for n in names)
    problem = read(
        tmp_path,
        f"articles: {{table: {table.name}, values: {{{values}}}}}\nscores: mean\n"
        f"no_deal: {{Ukraine: 5, Russia: 8, USA: 3, EU: 4}}\nconstraints:\n{pairs}",
    )
    result = solve(problem)
    assert (result.outcomes, result.rational) == (248_831, 8_413)
