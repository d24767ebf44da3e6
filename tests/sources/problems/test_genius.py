from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from pourparler.domain.problem import Package, utility
from pourparler.errors import BadFile
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = """<negotiation_template><utility_space><objective index="0" name="root">
<issue index="2" name="Line" type="discrete"><item index="1" value="north" cost="9"/><item index="2" value="south"/></issue>
<issue index="5" name="Aid" type="integer" lowerbound="10" upperbound="14"/>
</objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space>{before}<objective index="0" name="root">
<issue index="2" name="Line" type="discrete"><item index="1" value="north" evaluation="{north}" cost="7"/>
<item index="2" value="south" evaluation="{south}"/></issue>
<issue index="5" name="Aid" type="integer" lowerbound="10" upperbound="14">
<evaluator ftype="linear" slope="{slope}" offset="{offset}"/></issue>
<weight index="2" value="{w1}"/><weight index="5" value="{w2}"/></objective>{after}</utility_space>"""
USUAL = {
    "before": "",
    "after": "",
    "north": "4",
    "south": "1",
    "slope": "0.25",
    "offset": "0",
    "w1": "0.5",
    "w2": "0.5",
}


def domain(folder: Path, *profiles: dict[str, str]) -> Path:
    (folder / "domain.xml").write_text(DOMAIN)
    for n, profile in enumerate(profiles):
        (folder / f"party{n}.xml").write_text(PROFILE.format(**{**USUAL, **profile}))
    return folder


def worth(folder: Path, *choices: int) -> Fraction:
    problem = read_problem(folder)
    return utility(problem.preferences[0], Package(choices))


def test_evaluations_are_divided_by_the_issues_largest(tmp_path: Path) -> None:
    folder = domain(tmp_path, {})
    assert worth(folder, 0, 0) == Fraction("0.5")
    assert worth(folder, 1, 0) == Fraction("0.125")


def test_an_integer_is_worth_its_clamped_line_from_the_lower_bound(tmp_path: Path) -> None:
    folder = domain(tmp_path, {"slope": "0.5", "offset": "-0.25", "w1": "0", "w2": "1"})
    assert [worth(folder, 0, n) for n in range(5)] == [0, Fraction("0.25"), Fraction("0.75"), 1, 1]


def test_issue_indices_may_start_anywhere_and_skip(tmp_path: Path) -> None:
    assert [i.name for i in read_problem(domain(tmp_path, {})).issues] == ["Line", "Aid"]


def test_weights_are_not_renormalised_and_utilities_are_capped_at_one(tmp_path: Path) -> None:
    folder = domain(tmp_path, {"w1": "0.9", "w2": "0.9"})
    problem = read_problem(folder)
    assert utility(problem.preferences[0], Package((0, 4))) == 1
    assert utility(problem.preferences[0], Package((1, 1))) == Fraction("0.45")
    assert any(f.code == "weights-sum" for f in problem.findings)


def test_packages_at_the_cap_are_ties(tmp_path: Path) -> None:
    folder = domain(tmp_path, {"w1": "0.9", "w2": "0.9"}, {"w1": "0", "w2": "0"})
    assert solve(read_problem(folder)).frontier_count == 5


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_discount_keeps_the_reservation_value(tmp_path: Path, place: str) -> None:
    folder = domain(tmp_path, {place: '<discount_factor value="0.5"/><reservation value="0.6"/>'})
    problem = read_problem(folder)
    assert problem.preferences[0].no_deal == Fraction("0.6")
    assert any(f.code == "discount" for f in problem.findings)


def test_without_a_reservation_value_no_deal_is_worth_nothing_and_that_is_told(tmp_path: Path) -> None:
    problem = read_problem(domain(tmp_path, {}))
    assert problem.preferences[0].no_deal == 0
    assert any(f.code == "no-reservation" for f in problem.findings)


def test_an_issue_worth_nothing_is_read_as_zero(tmp_path: Path) -> None:
    assert worth(domain(tmp_path, {"north": "0", "south": "0"}), 0, 0) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"north": "null"}, "no evaluation for 'north'"),
        ({"north": "NaN"}, "finite"),
        ({"w1": ""}, "a number is missing"),
        ({"slope": "steep"}, "'steep'"),
    ],
)
def test_missing_numbers_are_errors(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(BadFile, match=message):
        read_problem(domain(tmp_path, change))


def test_every_error_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as wrong:
        read_problem(domain(tmp_path, {"north": "null"}, {"slope": "x", "w2": "y"}))
    assert len(wrong.value.problems) == 3


def test_a_bare_ampersand_is_repaired_and_told(tmp_path: Path) -> None:
    folder = domain(tmp_path, {})
    for path in folder.iterdir():
        path.write_text(path.read_text().replace("north", "north & east"))
    problem = read_problem(folder)
    assert problem.issues[0].options[0] == "north & east"
    assert any(f.code == "repaired" for f in problem.findings)


def test_a_continuous_issue_is_refused_by_name(tmp_path: Path) -> None:
    folder = domain(tmp_path, {})
    (folder / "domain.xml").write_text(DOMAIN.replace('type="integer"', 'type="real"'))
    with pytest.raises(BadFile, match="issue 'Aid' is of type 'real'"):
        read_problem(folder)


def test_a_folder_without_profiles_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no profile"):
        read_problem(domain(tmp_path))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    folder = domain(tmp_path, {})
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    (folder / "domain.xml").write_text(bomb + DOMAIN.replace("Line", "&b;"))
    with pytest.raises(BadFile, match="not readable as XML"):
        read_problem(folder)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "outcomes", "frontier", "rational"),
    [
        ("ItexvsCypress", 180, 18, 180),
        ("EnglandZimbabwe", 576, 25, 576),
        ("LaptopA", 27, 4, 19),
        ("DefensiveCharms", 36, 9, 2),
        ("Jobs", 540, 21, 540),
    ],
)
def test_published_domains_give_the_known_counts(
    shared: Path, name: str, outcomes: int, frontier: int, rational: int
) -> None:
    result = solve(read_problem(shared / "data" / "domains" / "genius" / name))
    assert (result.outcomes, result.frontier_count, result.rational) == (outcomes, frontier, rational)


@pytest.mark.shared
def test_the_nash_point_of_a_published_domain(shared: Path) -> None:
    result = solve(read_problem(shared / "data" / "domains" / "genius" / "Jobs"))
    [nash] = result.solution("nash").packages
    assert [round(float(u), 4) for u in nash.utility] == [0.81, 0.6556]
