from __future__ import annotations

import random

import pytest

from pourparler.sources.found import Refused
from pourparler.sources.pdf import paragraphs, read_pdf, without_running_lines
from tests.sources.making import encrypted, pdf, refusal

LINES = [
    "The envoys of Northland and Southland met again on Thurs-",
    "day in the capital of the Federation of Hale, and said that a",
    "cease-fire (of thirty days) was within reach.",
    "A second paragraph begins here and says that the question of the",
    "border remains open.",
]


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    found = read_pdf(pdf([LINES], title="Second day in Quillon"))
    assert found.text.splitlines() == [
        (
            "The envoys of Northland and Southland met again on Thursday in the capital of the Federation of Hale, "
            "and said that a cease-fire (of thirty days) was within reach."
        ),
        "A second paragraph begins here and says that the question of the border remains open.",
    ]
    assert (found.title, found.format) == ("Second day in Quillon", "pdf")


def test_a_paragraph_goes_on_over_the_page() -> None:
    found = read_pdf(pdf([["The envoys met in the capital of the", "1"], ["federation on Thursday.", "2"]]))
    assert found.text == "The envoys met in the capital of the federation on Thursday."


def test_heads_and_page_numbers_are_left_out() -> None:
    pages = [["Bulletin of the Lakes", f"Sentence number {word} stands here.", f"Page {n} of 4"]
             for n, word in enumerate(["one", "two", "three", "four"], start=1)]  # fmt: skip
    text = paragraphs(without_running_lines(pages))
    assert "Bulletin" not in text
    assert "Page" not in text
    assert "number three" in text


def test_a_heading_is_a_line_of_its_own() -> None:
    assert paragraphs([["Second day of talks", *LINES]]).splitlines()[0] == "Second day of talks"


def test_list_items_stay_apart() -> None:
    assert (
        paragraphs([["The parties agreed on", "1. an exchange of prisoners", "2. a ceasefire"]]).count("\n")
        == 2
    )


def test_the_day_a_file_was_made_is_no_publication_date() -> None:
    found = read_pdf(pdf([LINES], made="20260301120000Z"))
    assert found.published is None
    [finding] = found.findings
    assert (finding.code, finding.needs_person) == ("file-date", False)
    assert "2026-03-01" in finding.message


def test_a_password_is_asked_for() -> None:
    with pytest.raises(Refused) as refused:
        read_pdf(encrypted(pdf([LINES]), "secret"))
    assert refused.value.code == "encrypted-pdf"


def test_an_empty_password_is_tried() -> None:
    assert "Thursday" in read_pdf(encrypted(pdf([LINES]), "")).text


def test_images_without_text() -> None:
    with pytest.raises(Refused) as refused:
        read_pdf(pdf([[], []]))
    assert refused.value.code == "no-text-pdf"
    assert "2 pages" in str(refused.value)


def test_one_page_without_text_is_said() -> None:
    found = read_pdf(pdf([LINES, []]))
    assert [(f.code, f.needs_person) for f in found.findings] == [("page-without-text", True)]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_cut_short_is_read_or_refused(share: float) -> None:
    data = pdf([LINES, LINES])
    assert refusal(read_pdf, (data[: int(share * len(data))])) in (None, "broken-pdf", "no-text-pdf")


def test_a_damaged_pdf_never_crashes() -> None:
    chance = random.Random(7)  # noqa: S311
    whole = pdf([LINES, LINES], title="x")
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert refusal(read_pdf, (bytes(data))) in (None, "broken-pdf", "no-text-pdf", "encrypted-pdf")
