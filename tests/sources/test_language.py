from __future__ import annotations

import pytest

from pourparler.sources.language import language_of
from tests.sources.making import STORY


def test_english_goes_without_saying() -> None:
    assert language_of(STORY, None) == ("en", ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "ru",
            "Переговоры в Абу-Даби продолжились в четверг, сообщил журналистам официальный представитель Кремля.",
        ),
        (
            "uk",
            "Переговори в Абу-Дабі тривали два дні, повідомив журналістам секретар Ради національної безпеки України.",
        ),
        (
            "ar",
            "استمرت المحادثات في أبوظبي يوم الخميس بين الوفدين بوساطة الولايات المتحدة الأمريكية وفقا للمتحدث",
        ),
        (
            "fr",
            "Les négociateurs se sont retrouvés jeudi pour une deuxième journée de pourparlers sous médiation américaine.",
        ),
        (
            "de",
            "Die Unterhändler trafen sich am Donnerstag zu einem zweiten Verhandlungstag unter Vermittlung der Schweiz.",
        ),
    ],
)
def test_another_language_is_told(code: str, text: str) -> None:
    found, [finding] = language_of(text, "en")
    assert (found, finding.code, finding.needs_person) == (code, "not-english", True)


def test_a_short_text_is_what_its_file_says_or_nothing() -> None:
    assert language_of("Non.", "fr-CA")[0] == "fr"
    assert language_of("No.", None) == (None, ())
    assert language_of("No.", "<script>") == (None, ())


def test_english_full_of_foreign_names_is_english() -> None:
    text = "Rustem Umerov, Kyrylo Budanov, Andrii Hnatov and David Arakhamia met Igor Kostyukov in Abu Dhabi."
    assert language_of(text, None) == ("en", ())


def test_english_that_quotes_russian_is_english() -> None:
    assert language_of(STORY + " «Переговоры продолжатся», he said.", None)[0] == "en"
