"""The reader's tools, opened once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler import reading

if TYPE_CHECKING:
    from pourparler.reading.tools import Tools


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Return the model, the register and the word lists."""
    return reading.load()
