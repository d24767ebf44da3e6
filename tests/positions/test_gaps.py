from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pourparler.domain import Issue, Option, Scale
from pourparler.domain.gap import Interval
from pourparler.positions.gaps import change, distance, gap_between, movement
from pourparler.positions.holding import stand
from pourparler.positions.intervals import named_options, stance_interval
from tests.positions.build import ARMY, ISSUES, position

PARTIES = ("Northland", "Southland")
places = st.floats(0, 1, allow_nan=False)
intervals = st.tuples(places, places).map(lambda p: Interval(min(p), max(p)))
positions = st.builds(
    position,
    st.sampled_from(PARTIES),
    st.sampled_from(("demands", "offers", "rejects", "open", "conditional")),
    st.sampled_from(("600,000", "700,000", "800,000")),
    day=st.integers(1, 28).map(lambda d: f"2031-03-{d:02}"),
    voice=st.sampled_from(("own", "narrator", "opponent")),
)


def gap_on(entries: Any, day: str, parties: tuple[str, str] = PARTIES) -> Any:
    standing = stand(entries, ISSUES, on=day)
    a, b = (standing.of(p, "army-size") for p in parties)
    return gap_between(a, b, issue="army-size", parties=parties, on=day)


@given(intervals, intervals)
def test_distance_is_symmetric_and_least_is_not_above_greatest(a: Interval, b: Interval) -> None:
    assert distance(a, b) == distance(b, a)
    assert 0.0 <= distance(a, b)[0] <= distance(a, b)[1] <= 1.0


@given(st.lists(positions, max_size=6))
def test_a_gap_is_symmetric(entries: list[Any]) -> None:
    there, back = gap_on(entries, "2031-03-28"), gap_on(entries, "2031-03-28", PARTIES[::-1])
    assert (there.word, there.least, there.greatest) == (back.word, back.least, back.greatest)


@given(st.lists(positions, min_size=1, max_size=6))
def test_a_gap_with_oneself_has_least_zero(entries: list[Any]) -> None:
    party = entries[0].party
    own = gap_on(entries, "2031-03-28", (party, party))
    assert own.word in ("compatible", "unknown")
    assert own.least in (0.0, None)


@given(st.lists(positions, max_size=6), st.lists(positions, min_size=1, max_size=3))
def test_more_evidence_of_the_same_positions_never_widens(entries: list[Any], more: list[Any]) -> None:

    again = [replace(p, id=p.id + "x") for p in more]
    once = stand([*entries, *more], ISSUES, on="2031-03-28")
    twice = stand([*entries, *more, *again], ISSUES, on="2031-03-28")
    for a, b in zip(once.holdings, twice.holdings, strict=True):
        assert (a.interval, a.covered) == (b.interval, b.covered)


@given(st.lists(positions, max_size=6), st.randoms())
def test_the_order_of_entries_does_not_matter(entries: list[Any], chance: Any) -> None:
    shuffled = entries[:]
    chance.shuffle(shuffled)
    assert stand(entries, ISSUES, on="2031-03-28") == stand(shuffled, ISSUES, on="2031-03-28")


@given(st.lists(positions, max_size=6))
def test_replaying_as_of_each_day_gives_the_series(entries: list[Any]) -> None:
    series = movement(entries, ISSUES, issue="army-size", parties=PARTIES, on="2031-03-28")
    for step in series:
        replayed = gap_on([p for p in entries if p.date <= step.on], step.on)
        assert (replayed.word, replayed.least, replayed.greatest) == (
            step.after.word,
            step.after.least,
            step.after.greatest,
        )
        assert step.caused_by


def test_two_caps_stand_a_whole_scale_apart_until_one_yields() -> None:
    entries = [
        position("Northland", "demands", "an army of 600,000"),
        position("Southland", "demands", "800,000 in peacetime", day="2031-03-02"),
        position("Southland", "offers", "700,000", day="2031-03-05"),
    ]
    before, after = gap_on(entries, "2031-03-03"), gap_on(entries, "2031-03-06")
    assert (before.word, before.least) == ("opposed", 1.0)
    assert (after.least, change(before, after)) == (0.5, "narrower")
    last = movement(entries, ISSUES, issue="army-size", parties=PARTIES, on="2031-03-06")[-1]
    assert (last.change, last.moved, last.caused_by) == ("narrower", ("Southland",), (entries[2].id,))


def test_an_opponents_word_counts_only_where_there_is_no_other() -> None:
    said_of = position("Southland", "offers", "600,000", day="2031-03-09", voice="opponent")
    own = position("Southland", "demands", "800,000")
    [alone] = stand([said_of], ISSUES, on="2031-03-10").holdings
    [both] = stand([said_of, own], ISSUES, on="2031-03-10").holdings
    assert (alone.voice, both.voice, both.options) == ("opponent", "own", ("800,000",))


def test_unchanged_renews_the_last_word_and_moves_nothing() -> None:
    first = position("Northland", "demands", "600,000")
    again = position("Northland", "supports", day="2031-03-20", issue=None, unchanged=True)
    [held] = stand([first, again], ISSUES, on="2031-03-21").holdings
    assert (held.since, held.last_word, held.age()) == ("2031-03-01", "2031-03-20", 1)
    assert held.interval == Interval(0.0, 0.0)


def test_sources_that_exclude_each_other_are_kept_and_found() -> None:
    entries = [
        position("Northland", "demands", "600,000"),
        position("Northland", "demands", "800,000"),
    ]
    standing = stand(entries, ISSUES, on="2031-03-02")
    assert standing.holdings[0].interval == Interval(0.0, 1.0)
    assert [f.code for f in standing.findings] == ["contradiction"]


def test_no_option_named_is_the_whole_scale_and_not_covered() -> None:
    assert stance_interval("demands", [], [0.0, 1.0]) == (Interval(0.0, 1.0), False)
    gap = gap_on(
        [position("Northland", "demands"), position("Southland", "demands", "800,000")], "2031-03-02"
    )
    assert gap.least is None


def test_the_longest_phrase_names_the_option() -> None:
    assert [o.id for o in named_options(ARMY, ["a cap of 600,000 men"])] == ["cap-600"]
    assert named_options(ARMY, ["a cap of 1,600,000 men"]) == ()


def test_refusing_to_leave_is_not_rejecting_that_one_stays() -> None:
    stay = Option("stay", "Forces stay", ("refuse* to withdraw", "stay in"), 1.0)
    leave = Option("leave", "Forces leave", ("withdraw",), 0.0)
    issue = Issue("withdrawal", "Withdrawal", scale=Scale((leave, stay), "the test"), options=(leave, stay))
    refusal = position("Northland", "rejects", "refused to withdraw", issue="withdrawal")
    [held] = stand([refusal], {"withdrawal": issue}, on="2031-03-02").holdings
    assert (held.options, held.interval) == (("Forces leave",), Interval(1.0, 1.0))
