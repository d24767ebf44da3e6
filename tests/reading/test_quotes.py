"""Where quotations begin and end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.quotes import quotations


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in quotations(text)]


def test_marks_of_different_kinds_may_close_each_other() -> None:
    assert quoted('“Not yet," he said. «Soon.»') == ['“Not yet,"', "«Soon.»"]


def test_a_quotation_over_two_paragraphs_opens_twice_and_closes_once() -> None:
    assert quoted("“We waited.\n\n“They never came,” she said.") == ["“We waited.", "“They never came,”"]


def test_a_mark_without_a_partner_swallows_nothing() -> None:
    assert quoted('The 5" gap.\n\nHe said “no.”') == ["“no.”"]


def test_an_apostrophe_is_no_quotation() -> None:
    assert quoted("Kyiv's envoys didn't come.") == []


@given(st.text(alphabet="“”\"«»\n .,aB'", max_size=200))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
