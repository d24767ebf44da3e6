"""The reader takes no side: swap two parties in a whole report, and every entry swaps with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.laws.swapping import PAIRS, differences, reports

if TYPE_CHECKING:
    from pourparler.reading.tools import Tools


@pytest.mark.parametrize("pair", list(PAIRS)[:3])
@pytest.mark.parametrize("number", range(4))
def test_every_entry_swaps_with_the_parties(tools: Tools, number: int, pair: str) -> None:
    count, left = differences(tools, reports()[number], pair)
    assert count > 10
    assert left == []


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("number", range(6))
def test_every_entry_of_every_report_swaps_with_the_parties(tools: Tools, number: int, pair: str) -> None:
    assert differences(tools, reports()[number], pair)[1] == []
