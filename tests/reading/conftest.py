"""A reader for tests: the text of a test is its docstring."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from pourparler import reading
from pourparler.domain import Document

if TYPE_CHECKING:
    from pourparler.domain import Reading
    from pourparler.reading.tools import Tools


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Return the model, the register and the word lists."""
    return reading.load()


@pytest.fixture
def read(request: pytest.FixtureRequest, tools: Tools) -> Reading:
    """Return what is read in the docstring of the test, published on 5 February 2026."""
    text = "\n\n".join(" ".join(p.split()) for p in (inspect.getdoc(request.function) or "").split("\n\n"))
    document = Document(text, published="2026-02-05", published_how="given")
    return reading.read(document, tools=tools)
