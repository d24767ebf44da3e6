"""What a stretch of a report is about, told by the built-in phrases and a process file's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.domain import Issue, Option
from pourparler.reading.issues import Issues
from pourparler.reading.registry import Registry

ISSUES = Issues.builtin()
BUILT_IN = [
    "territory",
    "ceasefire",
    "security-guarantees",
    "peacekeepers",
    "demilitarisation",
    "withdrawal",
    "prisoners",
    "humanitarian",
    "energy-infrastructure",
    "nuclear",
    "sanctions",
    "assets-reconstruction",
    "alliances",
    "recognition-status",
    "borders",
    "governance-elections",
    "justice-amnesty",
    "refugees-return",
    "minority-language-religion",
    "format-of-talks",
    "verification",
    "disarmament-of-groups",
    "economy-trade",
    "water",
    "navigation",
    "other",
]


def test_the_built_in_issues_are_those_of_the_contract() -> None:
    assert list(ISSUES.issues) == BUILT_IN


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("binding security guarantees from the United States", "security-guarantees"),
        ("the government must cede the valley", "territory"),
        ("an immediate cease-fire", "ceasefire"),
        ("pull its troops back from the canal", "withdrawal"),
        ("a swap of all prisoners of war", "prisoners"),
        ("European peacekeepers", "peacekeepers"),
        ("lift the oil embargo", "sanctions"),
        ("cap uranium enrichment", "nuclear"),
        ("the rebels must lay down their weapons", "disarmament-of-groups"),
        ("fill the dam during the drought", "water"),
        ("free passage for tankers through the strait", "navigation"),
        ("a general amnesty for war crimes", "justice-amnesty"),
        ("hold early elections", "governance-elections"),
        ("unhindered access for aid convoys", "humanitarian"),
        ("the right of return of refugees", "refugees-return"),
        ("direct talks without preconditions", "format-of-talks"),
        ("inspectors would verify the depots", "verification"),
        ("stop strikes on power plants", "energy-infrastructure"),
        ("a demilitarized zone ten kilometres wide", "demilitarisation"),
        ("frozen assets should pay for rebuilding", "assets-reconstruction"),
        ("give up its bid for NATO membership", "alliances"),
        ("recognize the independence of the republic", "recognition-status"),
        ("demarcate the frontier", "borders"),
        ("make it an official language", "minority-language-religion"),
        ("remove tariffs", "economy-trade"),
    ],
)
def test_a_phrase_points_to_its_issue(text: str, issue: str) -> None:
    best = ISSUES.classify(text)[0]
    assert best.issue == issue
    assert text[best.start : best.end] == best.phrase


def test_the_words_around_decide_only_where_the_words_themselves_do_not() -> None:
    assert (
        ISSUES.classify("it has rejected that", sentence="Asked about sanctions, it has rejected that")[
            0
        ].issue
        == "sanctions"
    )
    assert (
        ISSUES.classify("a truce", sentence="a truce", context="Sanctions were discussed.")[0].issue
        == "ceasefire"
    )


def test_an_abbreviation_is_not_an_ordinary_word() -> None:
    assert not [t for t in ISSUES.classify("a swift reply") if t.issue == "sanctions"]
    assert ISSUES.classify("a return to SWIFT")[0].issue == "sanctions"


def test_options_are_named_in_the_order_of_the_text() -> None:
    named = ISSUES.options("ceasefire", "not a 30-day truce but an unconditional ceasefire")
    assert [n.option.id for n in named] == ["limited", "unconditional"]
    assert ISSUES.options("no-such-issue", "truce") == ()


def test_a_process_file_adds_and_refines() -> None:
    own = Issue(
        "salt-market", "Salt market", ("market at Dol",), options=(Option("open", "Open", ("reopen*",)),)
    )
    more = Issue("water", "Water", ("Temru",))
    issues = ISSUES.extended([own, more])
    assert issues.classify("reopening of the market at Dol")[0].issue == "salt-market"
    assert issues.classify("the Temru question")[0].issue == "water"
    assert [n.option.id for n in issues.options("salt-market", "reopening it")] == ["open"]
    assert "salt-market" not in ISSUES.issues
    assert issues.issues["water"].topic == ISSUES.issues["water"].topic


def test_scales_are_ordered_and_signed() -> None:
    for issue in ISSUES.issues.values():
        if issue.scale:
            places = [option.at for option in issue.scale.options]
            assert all(at is not None and 0 <= at <= 1 for at in places), issue.id
            assert places == sorted(at for at in places if at is not None), issue.id
            assert issue.scale.signed_by
        assert issue.topic or issue.id == "other"


@given(
    st.text()
    | st.lists(st.sampled_from(["pull", "back", "troops", "…", "sanctions", "'s", "no", "NATO"])).map(
        " ".join
    )
)
def test_any_text_can_be_classified(text: str) -> None:
    for topic in ISSUES.classify(text, sentence=text, context=text, prior=ISSUES.profile(text)):
        assert topic.score > 0
        assert text[topic.start : topic.end] == topic.phrase
    for issue in BUILT_IN:
        for named in ISSUES.options(issue, text):
            assert 0 <= named.start < named.end <= len(text)


@given(
    st.sampled_from(["Russia", "Ukraine", "Israel", "Hamas", "Sudan"]),
    st.sampled_from(["Mali", "Iran", "Armenia", "Yemen"]),
)
def test_whose_word_it_is_changes_nothing(one: str, other: str) -> None:
    frame = "{} rejects peacekeepers and demands elections"
    a, b = ISSUES.classify(frame.format(one)), ISSUES.classify(frame.format(other))
    assert [(t.issue, t.score) for t in a] == [(t.issue, t.score) for t in b]


def test_no_phrase_names_a_side() -> None:
    """Alliances and agencies may stand in a phrase; a state or a movement may not."""
    registry = Registry.builtin()
    phrases = [
        p
        for i in ISSUES.issues.values()
        for p in (*i.phrases, *(q for o in i.options for q in (o.label, *o.phrases)))
    ]
    named = [
        (p, m.text)
        for p in phrases
        for m in registry.find(p.replace("*", ""))
        if m.party.kind != "organisation"
    ]
    assert named == []
