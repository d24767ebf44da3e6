from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.sources.markdown import read_markdown


def test_the_front_matter_is_told_and_the_body_left_as_it_is() -> None:
    found = read_markdown(
        "---\ntitle: Two zones, not one\npublisher: 'The Bulletin'\npublished: 2026-01-30\nlanguage: en\n"
        "url: https://example.org/a\ntags: [a, b]\n---\n\n# A *heading*\n\nTalks [began](x).\r\n"
    )
    assert found.text == "\n# A *heading*\n\nTalks [began](x).\r\n"
    assert (found.title, found.publisher, found.published) == (
        "Two zones, not one",
        "The Bulletin",
        "2026-01-30",
    )
    assert (found.language, found.url, found.format) == ("en", "https://example.org/a", "markdown")


def test_without_a_front_matter_the_first_heading_is_the_title() -> None:
    found = read_markdown("# Talks in Quillon\n\nThey began.")
    assert (found.title, found.text) == ("Talks in Quillon", "# Talks in Quillon\n\nThey began.")


def test_a_rule_further_down_is_no_front_matter() -> None:
    assert read_markdown("Talks\n---\nbegan\n---\n").text.startswith("Talks")


def test_a_broken_front_matter_costs_only_itself() -> None:
    found = read_markdown("---\ntitle: a: b: c\n\tx\n---\nThe report.")
    assert found.text == "The report."
    [finding] = found.findings
    assert finding.code == "broken-front-matter"
    assert "line 2" in finding.message


def test_a_date_that_is_none_is_said_and_not_guessed() -> None:
    found = read_markdown("---\ndate: 05/02/2026\n---\nThe report.")
    assert found.published is None
    assert [f.code for f in found.findings] == ["unreadable-date"]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("-abc: \n\t[]{}'\"&*!|>%@#0129"), max_size=80))
def test_any_front_matter_is_read_or_reported(front: str) -> None:
    text = f"---\n{front}\n---\nThe report."
    assert text.endswith(read_markdown(text).text)
