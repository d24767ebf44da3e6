from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.sources.found import Refused
from pourparler.sources.text import decode
from tests.sources.making import refusal

RUSSIAN = "Переговоры в Абу-Даби продолжились в четверг. Стороны обсудили вопрос о территории и гарантиях безопасности."
UKRAINIAN = (
    "Переговори тривали два дні. Українська делегація запропонувала обміняти полонених і припинити вогонь."
)


def test_utf_8_is_read_without_a_word() -> None:
    assert decode("Zelenskyy said “no” – 314".encode()) == decode(
        "Zelenskyy said “no” – 314".encode(), declared="utf-8"
    )
    assert decode("Kyїv".encode()).findings == ()


def test_a_mark_in_utf_8_stays_so_that_spans_fit_the_file() -> None:
    data = b"\xef\xbb\xbfTalks"
    assert decode(data).text == "\ufeffTalks"
    assert decode(data).text.encode() == data


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["Talks began on Thursday, the envoys said.", RUSSIAN])
def test_utf_16_and_32_are_recognised(name: str, text: str) -> None:
    assert decode(text.encode(name)).text == text


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic"])
def test_cyrillic_encodings_are_told_apart(name: str) -> None:
    decoded = decode(RUSSIAN.encode(name))
    assert decoded.text == RUSSIAN
    assert [f.code for f in decoded.findings] == ["encoding-guessed"]


def test_ukrainian_in_windows_and_koi8() -> None:
    assert decode(UKRAINIAN.encode("cp1251")).text == UKRAINIAN
    assert decode(UKRAINIAN.encode("koi8-u")).text == UKRAINIAN


def test_curly_quotes_of_windows() -> None:
    text = "The gap “has narrowed”, said the minister’s spokesman – but not by much, he told the Associated Press. Café."
    assert decode(text.encode("cp1252")).text == text


def test_a_declared_encoding_is_believed_if_it_fits() -> None:
    assert decode("Türkiye".encode("cp1254"), declared="windows-1254").text == "Türkiye"
    assert decode("Türkiye".encode(), declared="no-such-encoding").text == "Türkiye"
    assert decode("“No”".encode("cp1252"), declared="ISO-8859-1").text == "“No”"


def test_mixed_encodings_lose_only_the_broken_places() -> None:
    data = "Zelenskyy said “no”. ".encode() + b"caf\xe9 " + "Umerov said “yes”.".encode()
    decoded = decode(data)
    assert decoded.text == "Zelenskyy said “no”. caf\ufffd Umerov said “yes”."
    [finding] = decoded.findings
    assert (finding.code, finding.span, finding.needs_person) == ("encoding-mixed", (24, 25), True)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00" * 500 + b"text", b"abc\x00\x01\x02\x03" * 50]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.code == "binary-file"


def test_one_stray_zero_does_not_make_a_report_binary() -> None:
    assert decode(b"Talks began on Thursday.\x00 " * 1 + b"They ended on Friday. " * 50).text.startswith(
        "Talks"
    )


@settings(deadline=None)
@given(st.text())
def test_every_text_survives_utf_8(text: str) -> None:
    try:
        assert decode(text.encode()).text == text or "\x00" in text or text[:1] in "\ufffe\ufeff"
    except Refused:
        assert any(c < " " or c == "\x7f" for c in text)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    assert refusal(decode, (data)) in (None, "binary-file")


def test_a_few_words_of_russian_in_an_english_report() -> None:
    text = (
        "The spokesman said one word, Кремль молчит, and left. "
        + "The talks went on without him in the city. " * 20
    )
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "cp1256",
            "استمرت المحادثات في أبوظبي يوم الخميس بين الوفدين بوساطة الولايات المتحدة وفقا للمتحدث باسم الوفد",
        ),
        (
            "cp1255",
            "השיחות נמשכו ביום חמישי בין המשלחות בתיווך אמריקני, אמר דובר המשלחת לעיתונאים אחרי הפגישה",
        ),
        (
            "cp1253",
            "Οι συνομιλίες συνεχίστηκαν την Πέμπτη μεταξύ των αντιπροσωπειών, είπε ο εκπρόσωπος στους δημοσιογράφους",
        ),
        (
            "gb18030",
            "星期四，双方代表团在阿布扎比继续举行会谈，美国从中斡旋。发言人对记者说，会谈取得了进展。",
        ),
    ],
)
def test_other_scripts_are_not_taken_for_cyrillic(name: str, text: str) -> None:
    decoded = decode(text.encode(name))
    assert [f.code for f in decoded.findings] == ["encoding-guessed"]
    assert decoded.text == text
