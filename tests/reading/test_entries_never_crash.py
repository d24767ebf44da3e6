"""Whatever the text, the second half of the reader gives entries that stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler import reading as readers
from pourparler.domain import Document

if TYPE_CHECKING:
    from pourparler.reading.tools import Tools

TEXT = """
    Russia Ukraine Kyiv the talks said that rejected proposed a ceasefire on in of until not will could have been by
    and but , . “ ” ’s 1994 seven times guarantees territory if who which it they “we must” brokered - US second day
    attack in exchange for signed agreement unchanged position claims controls ( ) ; : — is being narrowed gap
"""
WORDS = TEXT.split()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), noise=st.text(max_size=12))
def test_any_text_is_read(tools: Tools, words: list[str], noise: str) -> None:
    text = " ".join(words) + noise
    found = readers.read(Document(text, published="2026-02-05", published_how="given"), tools=tools)
    for entry in found.entries():
        assert all(p.stands_in(found.document) for p in entry.passages)
        assert 0.0 <= entry.confidence <= 1.0
    for event in found.events:
        assert all(text[slice(*n.span)] for n in event.numbers)
