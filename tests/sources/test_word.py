from __future__ import annotations

import io
import random
import zipfile

import pytest

from pourparler.sources.found import Refused
from pourparler.sources.word import read_word
from tests.sources.making import STORY, docx, refusal


def test_paragraphs_and_tables_in_their_order() -> None:
    found = read_word(
        docx(
            [STORY, "", "They meet again."],
            title="Second day",
            rows=[["Issue", "Stance"], ["border", "open"]],
        )
    )
    assert found.text == f"{STORY}\nThey meet again.\nIssue | Stance\nborder | open"
    assert (found.title, found.format) == ("Second day", "docx")


def test_a_template_carries_no_date() -> None:
    found = read_word(docx([STORY]))
    assert found.published is None
    assert found.findings == []


def test_a_heading_is_the_title_where_the_properties_are_silent() -> None:
    from docx import Document

    word = Document()
    word.add_heading("Talks in Quillon", 0)
    word.add_paragraph(STORY)
    out = io.BytesIO()
    word.save(out)
    assert read_word(out.getvalue()).title == "Talks in Quillon"


def test_an_archive_is_no_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(Refused) as refused:
        read_word(out.getvalue())
    assert refused.value.code == "binary-file"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(320):
            part.write(b" " * 1_000_000)
    with pytest.raises(Refused) as refused:
        read_word(out.getvalue())
    assert refused.value.code == "too-large"


def test_a_document_without_text() -> None:
    with pytest.raises(Refused) as refused:
        read_word(docx([]))
    assert refused.value.code == "empty-file"


def test_a_damaged_document_never_crashes() -> None:
    chance = random.Random(7)  # noqa: S311
    whole = docx([STORY], rows=[["a", "b"]])
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert refusal(read_word, (bytes(data[: chance.choice((len(data), len(data) // 2))]))) in (
            None,
            "broken-docx",
            "binary-file",
            "empty-file",
            "too-large",
        )
