"""Laws of what the record rules out, against brute force over small random instances."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.settlement.on_record import OnRecord, on_record, settle
from pourparler.settlement.on_record.settling import boxed
from tests.positions.build import position
from tests.settlement.on_record.build import ISSUES, choice, ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.settlement.on_record.grounds import Choice, Ground

CHOICES = [choice("x", 2), choice("y", 3), choice("z", 2)]
PARTIES = ("Tarn", "Veldia")
literals = st.sampled_from([(c.id, o, w) for c in CHOICES for o in c.options for w in (True, False)])
clauses = st.lists(literals, min_size=1, max_size=3, unique=True).map(tuple)
bodies = st.lists(clauses, min_size=1, max_size=2).map(tuple)
grounds = st.lists(
    st.tuples(st.sampled_from(PARTIES), bodies, st.sampled_from(("firm", "soft", "assumed"))), max_size=6
).map(lambda some: [ground(f"g{i}", by, body, firmness=f) for i, (by, body, f) in enumerate(some)])
wordings = {
    "territory": ("the whole western bank", "to freeze the line", "the old border"),
    "demilitarisation": ("a strip", "no strip"),
}
entries = st.lists(
    st.tuples(st.sampled_from(PARTIES), st.sampled_from(("demands", "offers", "rejects")), st.sampled_from(sorted(wordings)),
              st.integers(0, 2), st.integers(1, 9)),
    max_size=6,
).map(lambda some: [position(p, s, wordings[i][n % len(wordings[i])], issue=i, day=f"2031-03-0{d}") for p, s, i, n, d in some])  # fmt: skip


def subsets(some: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return chain.from_iterable(combinations(some, n) for n in range(len(some) + 1))


def packages(choices: Sequence[Choice], some: Iterable[Ground]) -> list[tuple[str, ...]]:
    kept = list(some)
    found = []
    for options in product(*(c.options for c in choices)):
        package = dict(zip((c.id for c in choices), options, strict=True))
        if all(g.keeps(package) for g in kept):
            found.append(options)
    return found


def stands(some: Iterable[Ground]) -> bool:
    return bool(packages(CHOICES, some))


def minimal_conflicts(some: Sequence[Ground]) -> set[frozenset[str]]:
    by = {g.id: g for g in some}
    bad = [frozenset(s) for s in subsets(sorted(by)) if not stands(by[i] for i in s)]
    return {s for s in bad if not any(t < s for t in bad)}


def listed(answer: OnRecord) -> set[frozenset[str]]:
    return {frozenset(c) for k in answer.knots for c in k.conflicts}


@settings(max_examples=60, deadline=None)
@given(grounds)
def test_conflicts_are_minimal_and_complete(some: list[Ground]) -> None:
    answer = settle(CHOICES, some)
    assert listed(answer) == minimal_conflicts(some)
    assert all(k.complete for k in answer.knots)


@settings(max_examples=60, deadline=None)
@given(grounds)
def test_the_packages_are_those_that_no_ground_rules_out(some: list[Ground]) -> None:
    answer = settle(CHOICES, some)
    assert answer.exact
    assert answer.count == len(packages(CHOICES, some))


@settings(max_examples=60, deadline=None)
@given(grounds)
def test_boxes_hold_the_packages_no_more_and_no_fewer(some: list[Ground]) -> None:
    left = packages(CHOICES, some)
    boxes = boxed(CHOICES, left)
    unpacked = [p for box in boxes for p in product(*box)]
    assert sorted(unpacked) == sorted(left)


@settings(max_examples=60, deadline=None)
@given(grounds)
def test_what_would_have_to_yield_undoes_every_conflict_and_nothing_smaller_does(some: list[Ground]) -> None:
    answer = settle(CHOICES, some)
    for knot in answer.knots:
        inside = {g for c in knot.conflicts for g in c}
        for y in knot.smallest:
            assert all(set(c) & set(y.grounds) for c in knot.conflicts)
        [size] = {len(y.grounds) for y in knot.smallest}
        cited = sorted(g.id for g in some if g.id in inside and g.firmness != "assumed")
        every = [set(s) for s in subsets(cited) if all(set(s) & set(c) for c in knot.conflicts)]
        if every:
            assert size == min(len(s) for s in every)
            assert {y.grounds for y in knot.smallest} == {tuple(sorted(s)) for s in every if len(s) == size}


@settings(max_examples=60, deadline=None)
@given(grounds, st.randoms(use_true_random=False))
def test_dropping_a_cited_position_never_adds_a_conflict(some: list[Ground], chance: Any) -> None:
    if not some:
        return
    dropped = chance.choice(some)
    after = settle(CHOICES, [g for g in some if g is not dropped])
    before = settle(CHOICES, some)
    assert listed(after) == {c for c in listed(before) if dropped.id not in c}
    assert after.count >= before.count


@settings(max_examples=30, deadline=None)
@given(entries)
def test_dropping_the_last_word_on_an_issue_never_adds_a_conflict_where_it_was_the_only_one(
    some: list[Any],
) -> None:
    for dropped in some:
        alone = [e for e in some if (e.party, e.issue) == (dropped.party, dropped.issue)] == [dropped]
        if alone:
            rest = [e for e in some if e is not dropped]
            assert listed(asked(rest)) <= listed(asked(some))


@settings(max_examples=30, deadline=None)
@given(entries)
def test_relabelling_parties_relabels_the_answer(some: list[Any]) -> None:
    swap = {"Tarn": "Veldia", "Veldia": "Tarn"}
    turned = [position(swap[e.party], e.stance, *e.options, issue=e.issue, day=e.date) for e in some]
    there, back = asked(some), asked(turned)
    renamed = {
        frozenset(swap[g.partition("/")[0]] + "/" + g.partition("/")[2] for g in c) for c in listed(back)
    }
    assert (there.count, listed(there)) == (back.count, renamed)


@settings(max_examples=30, deadline=None)
@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(some: list[Any], chance: Any) -> None:
    shuffled = some[:]
    chance.shuffle(shuffled)
    there, back = asked(some), asked(shuffled)
    assert (there.count, listed(there)) == (back.count, listed(back))


@settings(max_examples=30, deadline=None)
@given(entries)
def test_every_ground_rests_on_entries(some: list[Any]) -> None:
    ids = {e.id for e in some}
    for g in asked(some).grounds:
        assert g.evidence
        assert set(g.evidence) <= ids


def asked(some: Sequence[Any]) -> OnRecord:
    return on_record(some, ISSUES, on="2031-03-31", parties=PARTIES)
