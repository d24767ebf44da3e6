"""What every store must do, whatever it keeps the record in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler.domain import KINDS, Document, Judgement, Party, Reader, Reading
from pourparler.errors import ContractBroken, LabelRefused, UnknownName, WrongCall
from pourparler.record.store import Record
from tests.stores.readings import (
    BETTER,
    TALKS,
    documents,
    entries,
    made,
    readings,
    talks,
    told,
    unrecorded,
    with_entries,
)

Begin = Callable[[], Record]
many = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def judged(entry: str, verdict: str, at: str = "2026-03-01T12:00:00Z", **also: object) -> Judgement:
    return Judgement(entry, verdict, "Ida", at, **also)  # type: ignore[arg-type]


# Round trips -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(KINDS))
@many
@given(data=st.data())
def test_an_entry_of_every_kind_comes_back_as_it_went_in(
    begin: Begin, kind: str, data: st.DataObject
) -> None:
    document = data.draw(documents())
    entry = data.draw(entries(document, kind))
    memory = begin()
    memory.add(with_entries(Reading(document), [entry]))
    [back] = memory.view().entries
    assert replace(back, recorded=None) == replace(entry, published=entry.published or document.published)
    assert back.recorded == "2026-03-01T12:01:00.000000Z"


@many
@given(readings())
def test_a_reading_comes_back_whole(begin: Begin, reading: Reading) -> None:
    memory = begin()
    memory.add(reading, reader=Reader("rules", "1"))
    [back] = memory.readings()
    assert back.document == reading.document
    assert unrecorded(back.entries()) == unrecorded(told(reading))
    assert (back.people, back.parties) == (reading.people, reading.parties)
    assert [f.message for f in back.findings] == [f.message for f in reading.findings]
    assert memory.verify().intact


# Adding ----------------------------------------------------------------------------------------------


@many
@given(readings())
def test_the_same_reading_again_adds_nothing(begin: Begin, reading: Reading) -> None:
    memory = begin()
    first = memory.add(reading)
    before, chain = memory.view(), memory.verify()
    again = memory.add(reading)
    assert (again.new, again.superseded, again.stored) == ((), (), False)
    assert set(again.already) == set(first.new)
    assert (memory.view(), memory.verify()) == (before, chain)


@many
@given(st.lists(readings(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(begin: Begin, some: list[Reading], chance: object) -> None:
    distinct = list({r.document.id: r for r in some}.values())
    shuffled = list(distinct)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = begin(), begin()
    for reading in distinct:
        one.add(reading)
    for reading in shuffled:
        other.add(reading)
    a, b = one.view(), other.view()
    assert [replace(e, recorded=None) for e in a.entries] == [replace(e, recorded=None) for e in b.entries]
    assert (a.documents, a.people, a.parties, a.findings) == (b.documents, b.people, b.parties, b.findings)


def test_the_same_text_under_two_paths_is_one_document_whatever_the_order(begin: Begin) -> None:
    here, there = talks(path="a/talks.txt"), talks(path="b/talks.txt")
    one, other = begin(), begin()
    for reading in (here, there, here):
        one.add(reading)
    for reading in (there, here, there):
        other.add(reading)
    assert one.view().documents == other.view().documents == (here.document,)


def test_the_same_text_with_another_date_under_another_path_is_reported(memory: Record) -> None:
    memory.add(talks(path="a.txt"))
    added = memory.add(talks(path="b.txt", published="2026-02-09"))
    assert [(f.code, f.needs_person) for f in added.findings] == [("duplicate-other-date", True)]
    assert memory.view().documents[0].published == "2026-02-05"


def test_a_correction_of_the_date_under_the_same_path_stands(memory: Record) -> None:
    memory.add(talks())
    memory.add(talks(published="2026-02-06"))
    assert {e.published for e in memory.view().entries} == {"2026-02-06"}


def test_reading_again_without_the_date_that_was_given_keeps_it(memory: Record) -> None:
    memory.add(talks())
    added = memory.add(talks(published=None, published_how="unknown"))
    assert added.new == ()
    assert memory.view().documents[0].published == "2026-02-05"


def test_a_better_reader_supersedes_its_predecessor(memory: Record) -> None:
    first = memory.add(talks())
    added = memory.add(talks(reader=BETTER))
    assert set(added.superseded) == set(first.new) == set(added.new)
    assert {e.reader for e in memory.view().entries} == {BETTER}


def test_an_older_reader_changes_nothing(memory: Record) -> None:
    memory.add(talks(reader=BETTER))
    added = memory.add(talks())
    assert (added.new, [f.code for f in added.findings]) == ((), ["older-reading"])
    assert {e.reader for e in memory.view().entries} == {BETTER}


def test_another_reader_supersedes_and_can_be_superseded_back(memory: Record) -> None:
    memory.add(talks())
    memory.add(talks(reader=Reader("model", "1")))
    memory.add(talks())
    assert {e.reader.name for e in memory.view().entries} == {"rules"}
    assert memory.verify().intact


def test_a_better_reader_that_knows_no_date_keeps_the_one_that_was_given(memory: Record) -> None:
    memory.add(talks())
    memory.add(talks(reader=BETTER, published=None, published_how="unknown"))
    assert memory.view().documents[0].published == "2026-02-05"
    assert {e.published for e in memory.view(as_of="2026-02-05").entries} == {"2026-02-05"}


def test_what_a_better_reader_left_as_it_was_keeps_its_moment(memory: Record) -> None:
    reading = talks()
    memory.add(reading)
    memory.add(replace(reading, positions=()))
    assert {e.recorded for e in memory.view().entries} == {"2026-03-01T12:01:00.000000Z"}


def test_a_quote_that_does_not_stand_there_is_refused(memory: Record) -> None:
    reading = talks()
    [position] = reading.positions
    false = replace(position, passages=(replace(position.passages[0], exact="Northland rejects"),))
    with pytest.raises(ContractBroken, match="does not stand there"):
        memory.add(replace(reading, positions=(false,)))
    assert memory.view().documents == ()


def test_any_label_but_public_is_refused(memory: Record) -> None:
    secret = talks(label="caucus:northland")
    with pytest.raises(LabelRefused, match="until clearances are enforced"):
        memory.add(secret)
    reading = talks()
    hidden = replace(reading.positions[0], label="restricted")
    with pytest.raises(LabelRefused):
        memory.add(replace(reading, positions=(hidden,)))


def test_two_entries_with_one_id_are_reported_and_the_first_stands(memory: Record) -> None:
    reading = talks()
    twin = replace(reading.positions[0], stance="opposes")
    added = memory.add(replace(reading, positions=(*reading.positions, twin)))
    assert [f.code for f in added.findings] == ["same-id"]
    assert [e.stance for e in memory.view(kinds=["position"]).entries] == ["rejects"]  # type: ignore[attr-defined]


# Judging ---------------------------------------------------------------------------------------------


def test_a_rejected_entry_is_not_shown_and_its_judgement_is(memory: Record) -> None:
    rejected, *rest = memory.add(talks()).new
    memory.judge(judged(rejected, "rejected", why="a misreading"))
    view = memory.view()
    assert {e.id for e in view.entries} == set(rest)
    assert view.judgements[rejected].why == "a misreading"


def test_a_corrected_entry_is_replaced_under_its_own_id(memory: Record) -> None:
    memory.add(talks())
    [position] = memory.view(kinds=["position"]).entries
    right = replace(position, stance="opposes", id="anything")  # type: ignore[call-arg]
    memory.judge(judged(position.id, "corrected", replacement=right))
    [shown] = memory.view(kinds=["position"]).entries
    assert (shown.id, shown.stance) == (position.id, "opposes")  # type: ignore[attr-defined]


def test_judgements_are_appended_and_the_last_one_counts(memory: Record) -> None:
    entry = memory.add(talks()).new[0]
    memory.judge(judged(entry, "rejected", "2026-03-02T10:00:00Z"))
    memory.judge(judged(entry, "confirmed", "2026-03-03T10:00:00Z"))
    memory.judge(judged(entry, "unsure", "2026-03-01T10:00:00Z"))
    assert memory.view().judgements[entry].verdict == "confirmed"
    assert [j.verdict for j in memory.history(entry)] == ["unsure", "rejected", "confirmed"]


def test_the_very_same_judgement_again_changes_nothing(memory: Record) -> None:
    entry = memory.add(talks()).new[0]
    memory.judge(judged(entry, "confirmed"))
    memory.judge(judged(entry, "confirmed"))
    assert len(memory.history(entry)) == 1


@pytest.mark.parametrize(
    ("verdict", "by", "message"),
    [
        ("maybe", "Ida", "no verdict"),
        ("confirmed", " ", "whose"),
        ("corrected", "Ida", "needs a replacement"),
    ],
)
def test_a_judgement_that_cannot_be_meant_is_refused(
    memory: Record, verdict: str, by: str, message: str
) -> None:
    entry = memory.add(talks()).new[0]
    with pytest.raises(WrongCall, match=message):
        memory.judge(Judgement(entry, verdict, by, "2026-03-01"))


def test_nobody_can_judge_what_is_not_there(memory: Record) -> None:
    with pytest.raises(UnknownName, match="no entry"):
        memory.judge(judged("pos-000000000000", "confirmed"))


def test_only_what_somebody_confirmed_or_corrected(memory: Record) -> None:
    one, two, three = memory.add(talks()).new
    memory.judge(judged(one, "confirmed"))
    memory.judge(judged(two, "unsure"))
    memory.judge(judged(three, "rejected"))
    assert [e.id for e in memory.view(confirmed=True).entries] == [one]


@many
@given(st.lists(readings(), max_size=3))
def test_judging_every_entry_rejected_leaves_nothing_asserted(begin: Begin, some: list[Reading]) -> None:
    memory = begin()
    for reading in some:
        memory.add(reading)
    for entry in memory.view().entries:
        memory.judge(judged(entry.id, "rejected"))
    view = memory.view()
    silent = {r.document.id for r in some if not list(r.entries())}
    assert view.entries == ()
    assert {document for document, _ in view.people} <= silent
    assert memory.search("Northland", limit=5).total == 0


# A better reader and what people said of its predecessor -----------------------------------------------


def test_judgements_are_kept_where_the_entry_is_the_same(memory: Record) -> None:
    entry = memory.add(talks()).new[1]
    memory.judge(judged(entry, "confirmed"))
    added = memory.add(talks(reader=BETTER))
    assert (added.kept, added.orphaned) == ((entry,), ())
    assert memory.view().judgements[entry].verdict == "confirmed"


def longer(reading: Reading, **other: object) -> Reading:
    """Return a better reader's reading, in which the position stands in the whole sentence."""
    fields = {"party": "Southland", "issue": "demilitarisation", "stance": "rejects", **other}
    new = made(
        "position", reading.document, "Southland rejects a buffer zone.", "longer", reader=BETTER, **fields
    )
    return replace(talks(reader=BETTER), positions=(new,))


def test_judgements_are_handed_on_where_the_same_is_said_of_the_same_place(memory: Record) -> None:
    reading = talks()
    memory.add(reading)
    [position] = reading.positions
    memory.judge(judged(position.id, "confirmed", "2026-03-01T12:00:00Z"))
    memory.judge(judged(position.id, "rejected", "2026-03-05T12:00:00Z", why="irony"))
    added = memory.add(longer(reading))
    [heir] = added.kept
    assert (heir != position.id, added.orphaned) == (True, ())
    assert memory.view(kinds=["position"]).entries == ()
    assert [e.id for e in memory.view(kinds=["position"], as_of="2026-03-04").entries] == [heir]
    assert [j.why for j in memory.history(heir)] == [None, "irony"]
    assert memory.verify().intact


def test_corrections_are_handed_on_too(memory: Record) -> None:
    reading = talks()
    memory.add(reading)
    [position] = reading.positions
    memory.judge(judged(position.id, "corrected", replacement=replace(position, condition="if watched")))
    [heir] = memory.add(longer(reading)).kept
    [shown] = memory.view(kinds=["position"]).entries
    assert (shown.id, shown.condition) == (heir, "if watched")  # type: ignore[attr-defined]


def test_judgements_that_fit_nothing_any_more_are_reported_and_kept(memory: Record) -> None:
    reading = talks()
    memory.add(reading)
    [position] = reading.positions
    memory.judge(judged(position.id, "confirmed"))
    added = memory.add(longer(reading, stance="supports"))
    assert (added.kept, added.orphaned) == ((), (position.id,))
    assert [f.code for f in added.findings] == ["orphaned-judgement"]
    assert [j.verdict for j in memory.history(position.id)] == ["confirmed"]


def test_a_judged_entry_that_now_reads_differently_is_reported(memory: Record) -> None:
    reading = talks()
    memory.add(reading)
    [position] = reading.positions
    memory.judge(judged(position.id, "confirmed"))
    changed = replace(position, condition="if watched", reader=BETTER)
    added = memory.add(replace(talks(reader=BETTER), positions=(changed,)))
    assert (added.kept, [f.code for f in added.findings]) == ((position.id,), ["judged-reads-anew"])


# Three times -----------------------------------------------------------------------------------------


def test_replaying_as_of_each_day_gives_the_series(memory: Record) -> None:
    for day in range(1, 6):
        memory.add(talks(text=f"{TALKS} ({day})", published=f"2026-02-0{day}", path=f"{day}.txt"))
    series = [len(memory.view(as_of=f"2026-02-0{day}").documents) for day in range(1, 6)]
    assert series == [1, 2, 3, 4, 5]
    for day in range(1, 6):
        replayed = memory.view(as_of=f"2026-02-0{day}")
        assert replayed.entries == tuple(
            e for e in memory.view().entries if str(e.published) <= f"2026-02-0{day}"
        )


def test_as_of_a_day_judgements_of_later_days_do_not_count(memory: Record) -> None:
    entry = memory.add(talks()).new[0]
    memory.judge(judged(entry, "rejected", "2026-02-20T23:59:00Z"))
    assert entry in {e.id for e in memory.view(as_of="2026-02-19").entries}
    assert entry not in {e.id for e in memory.view(as_of="2026-02-20").entries}


def test_a_report_of_some_day_in_february_was_published_when_february_is_over(memory: Record) -> None:
    memory.add(talks(published="2026-02"))
    assert memory.view(as_of="2026-02-27").documents == ()
    assert len(memory.view(as_of="2026-02-28").documents) == 1


def test_what_nobody_can_date_is_left_out_as_of_a_day_and_a_finding_says_so(memory: Record) -> None:
    memory.add(talks(published=None, published_how="unknown"))
    view = memory.view(as_of="2026-02-28")
    assert view.entries == ()
    assert [(f.code, f.needs_person) for f in view.findings] == [("undated-left-out", True)]
    assert len(memory.view().entries) == 3


def test_the_record_as_of_any_moment_is_rebuilt_to_the_byte(memory: Record) -> None:
    """Each state is looked at as it is, and asked for again after everything that came later."""
    seen = []

    def look(moment: str) -> None:
        seen.append((moment, repr(memory.view(recorded_by=moment))))

    memory.add(talks())
    look("2026-03-01T12:01:00Z")
    memory.add(talks(text=f"{TALKS} More.", path="more.txt"))
    look("2026-03-01T12:02:00Z")
    [entry] = [e for e in memory.view(kinds=["position"]).entries if e.document == talks().document.id]
    memory.judge(judged(entry.id, "rejected"))
    look("2026-03-01T12:03:00Z")
    memory.add(longer(talks(), stance="supports"))
    look("2026-03-01T12:04:00Z")
    memory.judge(judged(entry.id, "confirmed", "2026-02-01"))
    for moment, then in seen:
        assert repr(memory.view(recorded_by=moment)) == then
    assert memory.view(recorded_by="2026-03-01T12:00:00Z").documents == ()
    assert memory.view(recorded_by="2026-03-01").entries == memory.view().entries


def test_a_clock_that_is_set_back_does_not_change_what_the_record_held(memory: Record) -> None:
    memory.add(talks(), at="2026-03-01T12:00:00Z")
    late = memory.add(talks(text=f"{TALKS} More."), at="2025-01-01T00:00:00Z")
    assert late.at == "2026-03-01T12:00:00.000000Z"


def test_the_three_times_of_an_entry(memory: Record) -> None:
    memory.add(talks())
    [proposal] = memory.view(kinds=["proposal"]).entries
    assert (proposal.date, proposal.published, proposal.recorded) == (
        "2026-02-02",
        "2026-02-05",
        "2026-03-01T12:01:00.000000Z",
    )


@pytest.mark.parametrize("wrong", ["yesterday", "2026-13-01", "2026-02-05T10:00", ""])
def test_a_day_that_is_none_is_refused(memory: Record, wrong: str) -> None:
    with pytest.raises(WrongCall, match="no day"):
        memory.view(as_of=wrong)


# Parts of the record ---------------------------------------------------------------------------------


def test_views_of_some_documents_and_some_kinds(memory: Record) -> None:
    memory.add(talks())
    other = talks(text=f"{TALKS} More.", path="more.txt")
    memory.add(other)
    view = memory.view(documents=[other.document.id], kinds=["position", "proposal"])
    assert view.documents == (other.document,)
    assert [e.KIND for e in view.entries] == ["position", "proposal"]
    with pytest.raises(UnknownName, match="no kind"):
        memory.view(kinds=["opinion"])


def test_parties_are_shown_once_with_what_says_more(memory: Record) -> None:
    memory.add(talks())
    memory.add(replace(talks(text=f"{TALKS} More."), parties=(Party("Northland", aliases=("the North",)),)))
    assert memory.view().parties[0] == Party("Northland", "state", "NOR", None, ("the North",))


def test_a_document_is_found_by_the_beginning_of_its_id(memory: Record) -> None:
    memory.add(talks())
    assert memory.document(talks().document.id[:6]) == talks().document
    assert memory.document("zzz") is None
    assert memory.document("") is None


# Searching -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("useful", 1),
        ("talk", 1),
        ("USEFUL envoy", 1),
        ('"talks in Oslo"', 1),
        ('"Oslo talks"', 0),
        ("use*", 1),
        ("speaker:orlova", 1),
        ("speaker:Southland", 0),
        ("party:Northland useful", 1),
        ('speaker:"Ana Orlova" -Monday', 1),
        ("useful -Oslo", 0),
        ("at:12 useful", 0),
        ("envoy, useful.", 1),
        ("a'b OR ) AND NOT NEAR( ^useful", 0),
        ("— the talks were useful ... (in Oslo)", 1),
    ],
)
def test_who_said_it(memory: Record, query: str, count: int) -> None:
    memory.add(talks())
    found = memory.search(query)
    assert (found.total, len(found.view.entries)) == (count, count)


@pytest.mark.parametrize("query", ["", "   ", '"open', "-only", '""', "*", "speaker:", "()"])
def test_a_query_that_cannot_be_meant_is_refused_with_what_to_write(memory: Record, query: str) -> None:
    with pytest.raises(WrongCall, match="exact phrases"):
        memory.search(query)


@many
@given(query=st.text(max_size=20))
def test_no_query_ever_breaks_the_search(begin: Begin, query: str) -> None:
    memory = begin()
    memory.add(talks())
    with contextlib.suppress(WrongCall):
        memory.search(query)


def test_a_corrected_statement_is_found_by_what_is_right_and_not_by_what_was_wrong(memory: Record) -> None:
    memory.add(talks())
    [said] = memory.view(kinds=["statement"]).entries
    memory.judge(judged(said.id, "corrected", replacement=replace(said, speaker="Karl Brandt")))  # type: ignore[call-arg]
    assert memory.search("speaker:Orlova").total == 0
    [found] = memory.search("speaker:Brandt useful").view.entries
    assert getattr(found, "speaker", None) == "Karl Brandt"
    memory.judge(judged(said.id, "rejected", "2026-03-02"))
    assert memory.search("speaker:Brandt").total == 0


def test_superseded_statements_are_not_found_unless_asked_for_that_time(memory: Record) -> None:
    memory.add(talks())
    memory.add(replace(talks(reader=BETTER), statements=()))
    assert memory.search("useful").total == 0
    assert memory.search("useful", recorded_by="2026-03-01T12:01:00Z").total == 1


def test_newest_first_and_no_more_than_asked_for(memory: Record) -> None:
    for day in range(1, 6):
        memory.add(talks(text=f"{TALKS} ({day})", published=f"2026-02-0{day}", path=f"{day}.txt"))
    found = memory.search("useful", limit=2)
    assert (found.total, [s.published for s in found.view.entries]) == (5, ["2026-02-05", "2026-02-04"])
    assert memory.search("useful", as_of="2026-02-03").view.entries[0].published == "2026-02-03"


# Forgetting and the chain ----------------------------------------------------------------------------


def test_a_forgotten_document_is_gone_and_the_chain_still_holds(memory: Record) -> None:
    reading = talks()
    first = memory.add(reading).new[0]
    memory.judge(judged(first, "confirmed", why="heard it"))
    memory.add(talks(text=f"{TALKS} More.", path="more.txt"))
    done = memory.forget(reading.document.id)
    assert (done.entries, done.judgements, done.findings) == (3, 1, ())
    assert [d.path for d in memory.view().documents] == ["more.txt"]
    assert memory.search("useful").total == 1
    assert memory.verify().intact
    assert memory.verify().forgotten == 1
    with pytest.raises(UnknownName):
        memory.entry(first)


def test_what_was_forgotten_is_not_shown_as_of_earlier_and_a_finding_says_so(memory: Record) -> None:
    memory.add(talks())
    memory.forget(talks().document.id)
    then = memory.view(recorded_by="2026-03-01T12:01:00Z")
    assert (then.documents, [f.code for f in then.findings]) == ((), ["forgotten-since"])


def test_what_was_forgotten_does_not_come_back_by_adding_it(memory: Record) -> None:
    memory.add(talks())
    memory.forget(talks().document.id)
    added = memory.add(talks(reader=BETTER))
    assert (added.new, [f.code for f in added.findings]) == ((), ["forgotten"])
    assert memory.view().documents == ()


def test_forgetting_twice_is_forgetting_once(memory: Record) -> None:
    memory.add(talks())
    first = memory.forget(talks().document.id)
    chain = memory.verify()
    assert memory.forget(talks().document.id) == first
    assert memory.verify() == chain


def test_forgetting_what_is_not_there_is_refused(memory: Record) -> None:
    with pytest.raises(UnknownName, match="no document"):
        memory.forget("0123")


def test_many_at_once_are_added_as_one_by_one(begin: Begin) -> None:
    some = [talks(text=f"{TALKS} ({n})", path=f"{n}.txt") for n in range(7)]
    one, other = begin(), begin()
    added = list(one.add_all(some, together=3))
    for reading in some:
        other.add(reading)
    assert [a.document for a in added] == [r.document.id for r in some]
    assert unrecorded(one.view().entries) == unrecorded(other.view().entries)
    assert one.verify().intact


def test_a_record_without_a_clock_asks_for_the_moment(memory: Record) -> None:
    memory._now = None
    with pytest.raises(WrongCall, match="at="):
        memory.add(talks())
    assert memory.add(talks(), at="2026-03-01").stored


def test_an_empty_reading_never_takes_the_place_of_a_full_one(memory: Record) -> None:
    memory.add(talks())
    added = memory.add(Reading(talks().document))
    assert (added.superseded, [f.code for f in added.findings]) == ((), ["older-reading"])


def test_a_document_without_entries_is_kept(memory: Record) -> None:
    memory.add(Reading(Document("Nothing of note.", path="n.txt")))
    assert [d.path for d in memory.view().documents] == ["n.txt"]
    assert memory.add(Reading(Document("Nothing of note.", path="n.txt"))).stored is False


def test_text_that_no_database_takes_does_no_harm(memory: Record) -> None:
    entry = memory.add(talks()).new[0]
    made = memory.judge(Judgement(entry, "confirmed", "Ida \udcff", "2026-03-01", "because \ud800\0"))
    assert memory.history(entry) == (made,)
    assert memory.document("\udcff") is None
    with pytest.raises(UnknownName):
        memory.entry("\udcff%")
