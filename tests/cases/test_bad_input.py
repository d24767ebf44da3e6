"""Bad input gets a clear answer and loses nothing: one test per kind."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler.actions.gather import Gathered, gather
from pourparler.errors import WrongCall
from pourparler.sources.report import LONGEST
from tests.sources.making import STORY, docx, encrypted, page, pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    Put = Callable[[str, bytes | str], str]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def writing(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return writing


def one(path: str, **options: str) -> Gathered:
    [got] = gather([path], **options)
    assert got.path == path
    assert all(f.where == path and f.message for f in got.findings)
    return got


def codes(got: Gathered) -> list[str]:
    return [f.code for f in got.findings]


def refused(path: str) -> str:
    got = one(path)
    assert got.document is None
    [finding] = got.findings
    assert finding.needs_person
    return finding.code


def test_a_plain_text_file_is_the_text_unchanged(put: Put) -> None:
    text = "\r\n  Talks “began”.\r\n\r\n\tThey ended.  \n"
    got = one(put("a.txt", text))
    assert got.document is not None
    assert (got.document.text, got.document.format, got.document.published_how) == (text, "text", "unknown")
    assert got.findings == ()


def test_a_missing_file() -> None:
    assert refused("no/such/file.txt") == "missing-file"


def test_a_name_that_cannot_be_one() -> None:
    assert refused("a\0b.txt") == "unreadable-file"
    assert refused("x" * 5000) == "unreadable-file"


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(put: Put, content: bytes) -> None:
    got = one(put("a.txt", content))
    assert got.document is None
    assert codes(got) == ["empty-file"]


@pytest.mark.parametrize("content", [bytes(range(256)) * 9, b"\x89PNG\r\n\x1a\n" + bytes(99), b"\x7fELF" + bytes(99),
                                     b"PK\x03\x04" + bytes(99), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word", b"{\\rtf1 text}"])  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a"])
def test_a_binary_file_under_any_name(put: Put, name: str, content: bytes) -> None:
    assert refused(put(name, content)) in ("binary-file", "broken-docx")


def test_a_folder_with_some_unreadable_files(put: Put, tmp_path: Path) -> None:
    put("1.txt", STORY)
    put("2.pdf", b"%PDF-1.4 broken")
    put("3.txt", b"")
    put("4.jpg", b"x")
    put("5.md", f"---\ntitle: Fifth\n---\n{STORY}")
    (tmp_path / "6.txt").symlink_to("nowhere.txt")
    got = list(gather([str(tmp_path)]))
    assert [g.document.title if g.document else codes(g) for g in got] == [
        None, ["broken-pdf"], ["empty-file"], ["unknown-type"], "Fifth", ["missing-file"],
    ]  # fmt: skip


def test_a_file_that_may_not_be_opened(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.txt", STORY)

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", locked)
    assert refused(path) == "no-permission"


def test_a_folder_that_may_not_be_opened(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a/1.txt", STORY)
    put("b/2.txt", STORY)
    listing = os.listdir

    def locked(folder: str) -> list[str]:
        if folder.endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    monkeypatch.setattr("os.listdir", locked)
    assert [codes(g) for g in gather([str(tmp_path)])] == [["unreadable-folder"], []]


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device(device: str) -> None:
    if not Path(device).exists():
        pytest.skip("no such device here")
    assert refused(device) == "not-a-file"


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(str(tmp_path / "pipe.txt")) == "not-a-file"


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert refused(str(tmp_path / "a.txt")) == "unreadable-file"


def test_a_wrong_encoding_is_guessed_and_said(put: Put) -> None:
    text = "The minister’s spokesman said the gap “has narrowed somewhat”, and that talks would go on in Genève on Friday."
    got = one(put("a.txt", text.encode("cp1252")))
    assert got.document is not None
    assert got.document.text == text
    assert [(f.code, f.needs_person) for f in got.findings] == [("encoding-guessed", False)]


def test_mixed_encodings_are_said_and_the_rest_is_read(put: Put) -> None:
    got = one(put("a.txt", "“Progress”, said the envoy. ".encode() + b"\xe9\x94" + STORY.encode()))
    assert got.document is not None
    assert STORY in got.document.text
    assert codes(got) == ["encoding-mixed"]


def test_twenty_megabytes_of_text_are_refused_in_bounded_time_and_memory(put: Put) -> None:
    path = put("a.txt", (STORY + "\n") * (20_000_000 // len(STORY)))
    tracemalloc.start()
    start = time.process_time()
    got = one(path)
    seconds = time.process_time() - start
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert got.document is None
    assert [(f.code, f.needs_person) for f in got.findings] == [("too-long", True)]
    assert "split the file" in got.findings[0].message
    assert seconds < 10
    assert peak < 150_000_000


def test_the_longest_report_in_a_guessed_encoding(put: Put) -> None:
    sentence = "Переговоры продолжились в четверг, сообщил представитель. "
    text = sentence * (LONGEST // len(sentence))
    start = time.process_time()
    got = one(put("a.txt", text.encode("cp1251")))
    assert got.document is not None
    assert got.document.text == text
    assert time.process_time() - start < 15


def test_one_line_of_a_megabyte(put: Put) -> None:
    text = (STORY + " ") * (1_000_000 // len(STORY))
    got = one(put("a.txt", text))
    assert got.document is not None
    assert got.document.text == text
    assert got.findings == ()


def test_right_to_left_text_is_read_and_said_to_be_no_english(put: Put) -> None:
    text = "استمرت المحادثات في أبوظبي يوم الخميس بين الوفدين بوساطة الولايات المتحدة الأمريكية وفقا للمتحدث باسم الوفد."
    got = one(put("a.txt", text))
    assert got.document is not None
    assert (got.document.text, got.document.language, codes(got)) == (text, "ar", ["not-english"])


def test_cyrillic_text_is_read_and_said_to_be_no_english(put: Put) -> None:
    text = (
        "Переговоры в Абу-Даби продолжились в четверг, сообщил журналистам официальный представитель Кремля."
    )
    got = one(put("a.txt", text))
    assert got.document is not None
    assert (got.document.text, got.document.language, codes(got)) == (text, "ru", ["not-english"])


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
def test_an_html_error_page(put: Put, name: str) -> None:
    html = page("<h1>404 Not Found</h1>", head="<title>404 Not Found</title>")
    assert refused(put(name, html)) == "error-page"


def test_an_encrypted_pdf(put: Put) -> None:
    assert refused(put("a.pdf", encrypted(pdf([["Talks."]]), "secret"))) == "encrypted-pdf"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"no pdf at all", b"%PDF-"])
def test_a_broken_pdf(put: Put, content: bytes) -> None:
    assert refused(put("a.pdf", content)) == "broken-pdf"


def test_a_pdf_of_images(put: Put) -> None:
    assert refused(put("a.pdf", pdf([[]]))) == "no-text-pdf"


def test_a_broken_docx(put: Put) -> None:
    assert refused(put("a.docx", docx([STORY])[:2000])) == "broken-docx"
    assert refused(put("b.docx", "text")) == "broken-docx"


def test_a_file_under_the_wrong_name_is_read_by_its_content(put: Put) -> None:
    formats = {"a.txt": pdf([["Talks began."]]), "b.pdf.txt": docx([STORY]), "c": STORY.encode(), "d.log": STORY.encode(),
               "e.txt": page(f"<p>{STORY}</p>").encode()}  # fmt: skip
    got = [one(put(name, content)).document for name, content in formats.items()]
    assert [d.format if d else None for d in got] == ["pdf", "docx", "text", "text", "html"]


def test_xml_that_is_no_report(put: Put) -> None:
    assert refused(put("a.xml", "<?xml version='1.0'?><data><x/></data>")) == "unknown-type"


def test_a_feed_gives_one_line_per_report(put: Put) -> None:
    items = "".join(f"<item><title>Day {n}</title><description>{STORY}</description></item>" for n in (1, 2))
    path = put(
        "feed.xml",
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>B</title>{items}</channel></rss>",
    )
    got = list(gather([path]))
    assert [(g.path, g.document.title if g.document else None) for g in got] == [
        (f"{path}#1", "Day 1"),
        (f"{path}#2", "Day 2"),
    ]


def test_every_input_has_its_line_in_the_order_given(put: Put) -> None:
    paths = [put("b.txt", STORY), "missing.txt", put("a.txt", STORY), put("b.txt", STORY)]
    assert [g.path for g in gather(paths)] == paths


def test_a_date_that_is_given_stands_before_the_report_s_own(put: Put) -> None:
    path = put("a.md", f"---\npublished: 2026-01-30\n---\n{STORY}")
    own, given_ = one(path), one(path, published="2026-02-05")
    assert own.document is not None
    assert given_.document is not None
    assert (own.document.published, own.document.published_how) == ("2026-01-30", "metadata")
    assert (given_.document.published, given_.document.published_how) == ("2026-02-05", "given")
    assert [(f.code, f.needs_person) for f in given_.findings] == [("two-dates", False)]
    assert one(path, published="2026-01-30").findings == ()


@pytest.mark.parametrize("published", ["yesterday", "05/02/2026", "2026-02-30", ""])
def test_a_date_that_is_none_is_a_wrong_call(published: str) -> None:
    with pytest.raises(WrongCall, match="publication date"):
        gather([], published=published)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.rss", "a.xml", "a"]),
)
def test_any_bytes_under_any_name_become_a_document_or_findings(put: Put, content: bytes, name: str) -> None:
    for got in gather([put(name, content)]):
        assert got.document is not None or any(f.needs_person for f in got.findings)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_kept_character_for_character(put: Put, text: str) -> None:
    got = one(put("a.txt", text))
    assert got.document is None or got.document.text == text or got.document.format != "text" or "\0" in text
