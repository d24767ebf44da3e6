from __future__ import annotations

import pytest

from pourparler.domain import Document
from pourparler.reading import load, read

DRAFT = "Eastmark handed Northland a draft on Monday that would end the war. "


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Northland did not reject the draft outright.", "considering"),
        ("Northland rejected the draft.", "rejects"),
    ],
)
def test_an_answer_is_not_turned_round_by_a_negation(said: str, answer: str) -> None:
    reading = read(Document(DRAFT + said, published="2031-03-11"), tools=load())
    assert {r.response for r in reading.responses if r.by == "Northland"} == {answer}
