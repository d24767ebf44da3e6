from __future__ import annotations

import pytest

from pourparler.reading.grammar import Grammar, load


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    return load()
