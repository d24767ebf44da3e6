"""Dates: newswire's ways of saying when, found in the text and resolved from the day of the report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.dates import find, infer_publication, resolve, resolve_in, tense_at
from pourparler.reading.dates.calendar import bounds, easter, hijri, joined

THURSDAY = date(2026, 2, 5)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("2026-02-05T10:00:00Z", "2026-02-05"),
        ("Friday , July 21 , 2017", "2017-07-21"),
        ("the 5th of February 2026", "2026-02-05"),
        ("13/02/2026", "2026-02-13"),
        ("5.2.2026", "2026-02-05"),
        ("February 5", "2026-02-05"),
        ("5 Feb", "2026-02-05"),
        ("December 26", "2025-12-26"),
        ("on 8 December at 21.40", "2025-12-08"),
        ("February 2022", "2022-02"),
        ("July of 2005", "2005-07"),
        ("May of last year", "2025-05"),
        ("last May", "2025-05"),
        ("next March", "2026-03"),
        ("November", "2025-11"),
        ("Thursday", "2026-02-05"),
        ("late Friday", "2026-01-30"),
        ("last Thursday", "2026-01-29"),
        ("next Tuesday", "2026-02-10"),
        ("Tuesday of last week", "2026-01-27"),
        ("in the early hours of Monday morning", "2026-02-02"),
        ("yesterday", "2026-02-04"),
        ("the day after tomorrow", "2026-02-07"),
        ("last night", "2026-02-04"),
        ("overnight", "2026-02-04/2026-02-05"),
        ("this week", "2026-02-02/2026-02-08"),
        ("earlier this week", "2026-02-02/2026-02-05"),
        ("later this month", "2026-02-05/2026-02-28"),
        ("the weekend", "2026-02-07/2026-02-08"),
        ("last month", "2026-01"),
        ("this year 's", "2026"),
        ("the end of the year", "2026-12-31"),
        ("seventeen years ago", "2009"),
        ("two weeks ago", "2026-01-22"),
        ("10 months ago", "2025-04"),
        ("nearly four years ago", "2022"),
        ("the past three years", "2023-02-05/2026-02-05"),
        ("the next two weeks", "2026-02-05/2026-02-19"),
        ("February 4-5", "2026-02-04/2026-02-05"),
        ("from 2 to 6 June 2014", "2014-06-02/2014-06-06"),
        ("between May and June in 1981", "1981-05/1981-06"),
        ("between 2014 and 2016", "2014/2016"),
        ("2006-7", "2006/2007"),
        ("from Monday to Wednesday", "2026-02-02/2026-02-04"),
        ("the 1990s", "1990-01-01/1999-12-31"),
        ("early 1980s", "1980-01-01/1984-12-31"),
        ("19th century", "1800-01-01/1899-12-31"),
        ("mid-2014", "2014-05/2014-08"),
        ("early March", "2026-03-01/2026-03-10"),
        ("the second half of May", "2025-05-16/2025-05-31"),
        ("the third quarter of 2023", "2023-07-01/2023-09-30"),
        ("last quarter", "2025-10-01/2025-12-31"),
        ("summer of 2012", "2012-06-01/2012-08-31"),
        ("Christmas Day", "2025-12-25"),
        ("Good Friday 2025", "2025-04-18"),
        ("Ramadan 2025", "2025-03-01/2025-03-29"),
        ("World War II", "1939-09-01/1945-09-02"),
        ("since February 2022", "2022-02/2026-02-05"),
        ("until May of last year", "2025-05"),
        ("by Friday", "2026-02-05/2026-02-06"),
        ("two days after Christmas", "2025-12-27"),
        ("the eve of January 20", "2026-01-19"),
        ("in months immediately following February 2022", "2022-03/2023-01"),
    ],
)
def test_an_expression_is_resolved_from_the_day_of_the_report(expression: str, value: str) -> None:
    found = resolve(expression, THURSDAY)
    assert found
    assert found.value == value
    assert found.how


@pytest.mark.parametrize(
    "expression",
    ["nearly four years", "for three years", "two-day", "05/02/2026", "30 February 2026", "the eve of the talks", "the next day",
     "two days earlier", "then", "later", "once", "", "99999999999 years ago", "a" * 500],
)  # fmt: skip
def test_what_the_text_does_not_say_is_not_guessed(expression: str) -> None:
    assert resolve(expression, THURSDAY) is None


def test_a_vague_time_keeps_its_bound() -> None:
    ago, ahead = resolve("a few months ago", THURSDAY), resolve("in the coming weeks", THURSDAY)
    assert ago
    assert (ago.value, ago.not_after) == (None, "2026-02-05")
    assert ahead
    assert (ahead.value, ahead.not_before) == (None, "2026-02-05")


def test_another_event_can_be_counted_from() -> None:
    def counted(expression: str) -> str | None:
        found = resolve(expression, THURSDAY, reference="2026-02-03/2026-02-04")
        return found.value if found else None

    assert counted("the eve of the talks") == "2026-02-02"
    assert counted("two days earlier") == "2026-02-01"
    assert counted("the following day") == "2026-02-05"
    assert counted("the same day") == "2026-02-03"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talks will resume on Tuesday.", "2026-02-10"),
        ("On Tuesday, the envoys are to meet again.", "2026-02-10"),
        ("He said on Tuesday that talks will resume.", "2026-02-03"),
        ("The plan that he presented on Tuesday will be discussed.", "2026-02-03"),
        ("A vote is scheduled for March 20.", "2026-03-20"),
        ("They met Wednesday.", "2026-02-04"),
    ],
)
def test_the_tense_of_the_sentence_decides_between_last_and_next(text: str, value: str) -> None:
    [expression] = find(text)
    found = resolve_in(text, expression, THURSDAY)
    assert found
    assert found.value == value


def test_expressions_are_found_where_they_stand() -> None:
    """In prose, with names and numbers that look alike."""
    text = (
        "KYIV, Feb. 5 - After 2,000 shells in 2025, Jan Egeland may march in May with 1500 soldiers; since last autumn "
        "and on the eve of the talks, from 4 to 6 March, nearly four years ago, in the 1990s, the Good Friday accord held."
    )
    assert [e.text for e in find(text)] == [
        "Feb. 5", "2025", "May", "since last autumn", "the eve of the talks", "from 4 to 6 March", "nearly four years ago",
        "the 1990s",
    ]  # fmt: skip


def test_without_the_day_of_the_report_only_full_dates_are_known() -> None:
    assert resolve("Thursday", None) is None
    assert resolve("February 5", None) is None
    full = resolve("5 February 2026", None)
    assert full
    assert full.value == "2026-02-05"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KYIV, Feb. 5, 2026 - Officials met.", "2026-02-05"),
        ("Published: 3 March 2025\nTalks began.", "2025-03-03"),
        ("Thursday, 5 February 2026\n\nTalks went on.", "2026-02-05"),
        (
            "The nearly four-year-old war began in February 2022. He said on February 5 that talks went well.",
            "2026-02-05",
        ),
        ("He said on Thursday, February 5, that the invasion of 2022 had failed.", "2026-02-05"),
        ("It was agreed on 14 March 2025, the minister said.", "2025-03-14"),
    ],
)
def test_publication_is_worked_out_from_the_text(text: str, value: str) -> None:
    found = infer_publication(text)
    assert found
    assert found.value == value
    assert found.how


@pytest.mark.parametrize(
    "text",
    ["", "Talks resumed on Tuesday.", "GENEVA, March 4 (Agency) -- Talks resumed.", "In 1994 they signed."],
)
def test_publication_stays_open_where_the_text_does_not_tell(text: str) -> None:
    assert infer_publication(text) is None


def test_calendars() -> None:
    assert easter(2025) == date(2025, 4, 20)
    assert hijri(1446, 9, 1) == date(2025, 3, 1)
    assert bounds("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert bounds("nonsense") is None
    assert joined("2022-02", "2021") is None


WORDS = [
    "early",
    "late",
    "the",
    "of",
    "last",
    "next",
    "this",
    "May",
    "March",
    "5",
    "4",
    "2022",
    "since",
    "until",
    "by",
    "Friday",
    "and",
    "to",
    "-",
    "two",
    "three",
    "years",
    "days",
    "ago",
    "before",
    "after",
    "eve",
    "week",
    "month",
    "half",
    "quarter",
    "first",
    "third",
    "mid",
    "1990s",
    "century",
    "Christmas",
    "99",
    "0",
    "31",
    "February",
    "within",
    "past",
    "coming",
    "a",
    "few",
    "overnight",
    "in",
    "from",
]
TEXTS = st.text() | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@given(TEXTS, st.dates(), st.sampled_from([None, "past", "future"]))
def test_resolving_never_crashes_and_gives_a_real_interval(
    text: str, anchor: date, tense: str | None
) -> None:
    found = resolve(text, anchor, tense=tense, reference=anchor.isoformat())  # type: ignore[arg-type]
    if found and found.value:
        known = bounds(found.value)
        assert known
        assert known[0] <= known[1]


@given(TEXTS)
def test_expressions_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for expression in find(text):
        assert end <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        tense_at(text, expression.start, expression.end)
        end = expression.end
    infer_publication(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_full_date_means_itself_whatever_the_report(day: date) -> None:
    for form in (
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A, %B %d, %Y}",
        day.isoformat(),
    ):
        found = resolve(form, THURSDAY)
        assert found
        assert found.value == day.isoformat()


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.sampled_from(["Monday", "Thursday", "Sunday"]),
)
def test_a_bare_weekday_lies_within_the_last_week(anchor: date, weekday: str) -> None:
    found = resolve(weekday, anchor)
    assert found
    assert found.value
    assert 0 <= (anchor - date.fromisoformat(found.value)).days < 7
