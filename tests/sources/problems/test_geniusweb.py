from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from pourparler.domain.problem import Package, utility
from pourparler.errors import BadFile
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = {
    "name": "talks",
    "issuesValues": {"line": {"values": ["north", "south"]}, "aid": {"range": ["0", "10", "5"]}},
}
NEW = ("DiscreteValueSetUtilities", "NumberValueSetUtilities")
OLD = ("discreteutils", "numberutils")


def profile(keys: tuple[str, str] = NEW, **more: Any) -> dict[str, Any]:
    line = {keys[0]: {"valueUtilities": {"north": 1, "south": 0.2}}}
    aid = {keys[1]: {"lowValue": 0, "lowUtility": 0, "highValue": 10, "highUtility": 1}}
    body = {
        "issueUtilities": {"line": line, "aid": aid},
        "issueWeights": {"line": 0.6, "aid": 0.4},
        "name": "A",
        **more,
    }
    return {"LinearAdditiveUtilitySpace": body}


def folder(path: Path, *profiles: Any) -> Path:
    (path / "talks.json").write_text(json.dumps(DOMAIN))
    for n, data in enumerate(profiles):
        (path / f"profile{n}.json").write_text(json.dumps(data))
    return path


@pytest.mark.parametrize("keys", [NEW, OLD])
def test_old_and_new_keys_say_the_same(tmp_path: Path, keys: tuple[str, str]) -> None:
    problem = read_problem(folder(tmp_path, profile(keys)))
    assert utility(problem.preferences[0], Package((1, 1))) == Fraction("0.32")


def test_an_unreadable_table_is_an_error_never_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no readable table of values"):
        read_problem(folder(tmp_path, profile(("mysteryutils", NEW[1]))))


def test_the_reservation_bid_gives_the_no_deal_value(tmp_path: Path) -> None:
    bid = {"issuevalues": {"line": "south", "aid": 10}}
    problem = read_problem(folder(tmp_path, profile(reservationBid=bid)))
    assert problem.preferences[0].no_deal == Fraction("0.52")


def test_a_reservation_bid_may_leave_issues_open_and_write_numbers_its_own_way(tmp_path: Path) -> None:
    problem = read_problem(folder(tmp_path, profile(reservationBid={"issuevalues": {"aid": 10.0}})))
    assert problem.preferences[0].no_deal == Fraction("0.4")
    assert any(f.code == "open-bid" for f in problem.findings)


def test_a_reservation_bid_for_an_unknown_option_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="'west', which is no option"):
        read_problem(folder(tmp_path, profile(reservationBid={"issuevalues": {"line": "west", "aid": "x"}})))


def test_specials_are_left_alone_even_when_broken(tmp_path: Path) -> None:
    path = folder(tmp_path, profile())
    (path / "specials.json").write_text("{ not json")
    assert read_problem(path).parties == ("A",)


def test_another_kind_of_profile_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="DefaultPartialOrdering"):
        read_problem(folder(tmp_path, profile(), {"DefaultPartialOrdering": {}}))


def test_missing_and_unknown_options_are_errors_together(tmp_path: Path) -> None:
    data = profile()
    data["LinearAdditiveUtilitySpace"]["issueUtilities"]["line"][NEW[0]]["valueUtilities"] = {
        "north": 1,
        "west": 0,
    }
    with pytest.raises(BadFile) as wrong:
        read_problem(folder(tmp_path, data))
    assert "unknown option 'west'" in str(wrong.value)
    assert "'south': a number is missing" in str(wrong.value)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["domain00", "domain01"])
def test_the_frontier_and_nash_point_shipped_beside_a_domain(shared: Path, name: str) -> None:
    path = shared / "data" / "domains" / "geniusweb" / name
    told = json.loads((path / "specials.json").read_text())
    problem = read_problem(path)
    result = solve(problem)
    assert result.outcomes == told["size"]
    expected = {tuple(sorted(p["bid"].items())) for p in told["pareto_front"]}
    assert {tuple(sorted(problem.named(v.package).items())) for v in result.frontier} == expected
    for solution, theirs in (("nash", "nash"), ("egalitarian", "kalai")):
        [found] = result.solution(solution).packages
        assert problem.named(found.package) == told[theirs]["bid"]
        assert [float(u) for u in found.utility] == pytest.approx(told[theirs]["utility"])
