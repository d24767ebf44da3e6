from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pourparler.actions.hold import NAMES
from pourparler.settlement.holding import Inputs
from pourparler.settlement.holding.inputs import BOUNDS

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "explanation" / "holding"
HOWTO = (ROOT / "docs" / "howto" / "what-makes-it-hold.md").read_text(encoding="utf-8")
MODELS = (
    "bargaining_range",
    "shifting_power",
    "guarantee",
    "private_cost",
    "first_strike",
    "preventive_war",
    "fast_shift",
)


@pytest.mark.parametrize("model", MODELS)
def test_each_closed_form_has_its_page_with_a_source(model: str) -> None:
    page = PAGES / f"{model.replace('_', '-')}.md"
    assert "Source" in page.read_text(encoding="utf-8")
    assert f"explanation/holding/{page.name}" in HOWTO


def test_each_input_has_bounds_an_option_and_a_place_in_the_guide() -> None:
    names = {f.name for f in fields(Inputs)}
    assert names == set(BOUNDS)
    assert all(f"--{n.replace('_', '-')}" in HOWTO for n in names)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_name_that_a_process_file_may_give_is_in_the_guide(name: str) -> None:
    assert f"`{name}`" in HOWTO
