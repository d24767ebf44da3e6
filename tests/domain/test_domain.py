from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.domain import Document, Finding, Reader, Reading, Statement
from pourparler.domain.contract import (
    DOCUMENT_KEYS,
    ENTRY_KEYS,
    LISTS,
    entry_from_json,
    entry_to_json,
    reading_to_json,
    unreadable_to_json,
)
from pourparler.domain.trust import PLAIN, is_plain
from pourparler.errors import ContractBroken
from tests.present.build import view

texts = st.text(min_size=1)


@given(texts, st.data())
def test_every_quote_stands_in_its_document(text: str, data: st.DataObject) -> None:
    document = Document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = document.passage(start, end)
    assert passage.stands_in(document)
    assert passage.exact == text[start:end]


@given(texts)
def test_the_same_text_is_the_same_document(text: str) -> None:
    assert Document(text, path="a").id == Document(text, path="b", title="t").id


@pytest.mark.parametrize("span", [(0, 0), (-1, 2), (3, 99), (5, 2)])
def test_a_passage_outside_its_document_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ContractBroken, match="outside document"):
        Document("twelve chars").passage(*span)


def test_an_entry_without_a_passage_is_refused() -> None:
    with pytest.raises(ContractBroken, match="has no passage"):
        Statement(
            id="x", passages=(), confidence=1.0, reader=Reader("t", "1"), speaker=None, speaker_span=None, party=None,
            cue=None, cue_span=None, content_spans=(), quoted="direct",
        )  # fmt: skip


def test_every_kind_survives_the_way_to_json_and_back() -> None:
    for entry in view().entries:
        again = entry_from_json(entry.KIND, json.loads(json.dumps(entry_to_json(entry))))
        assert again == entry


def test_the_contract_has_every_key_and_several_guarantors_become_one_phrase() -> None:
    seen = view()
    kinds = {name: tuple(e for e in seen.entries if kind == e.KIND) for kind, name in LISTS.items()}
    line = reading_to_json(Reading(seen.documents[0], **kinds))  # type: ignore[arg-type]
    assert all(tuple(e) == ENTRY_KEYS[kind] for kind, name in LISTS.items() for e in line[name])
    assert line["commitments"][0]["by"] == "Northland"
    assert "text" not in line["document"]
    markdown = Document("# Talks", format="markdown")
    assert reading_to_json(Reading(markdown))["document"]["text"] == "# Talks"


def test_an_unreadable_input_has_its_line() -> None:
    line = unreadable_to_json("a.pdf", (Finding("encrypted"),))
    assert (line["document"]["path"], line["document"]["id"]) == ("a.pdf", None)
    assert set(line["document"]) == set(DOCUMENT_KEYS)
    assert line["findings"] == [{"message": "encrypted", "span": None}]


def test_plain_is_what_reaches_the_threshold() -> None:
    for entry in view().entries:
        assert is_plain(entry) == (entry.confidence >= PLAIN[entry.KIND])
