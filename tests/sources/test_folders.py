from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pourparler.sources.folders import places

if TYPE_CHECKING:
    from pathlib import Path


def seen(*paths: Path | str) -> list[tuple[str, str | None]]:
    return [(p.path, p.finding.code if p.finding else None) for p in places([str(path) for path in paths])]


def test_a_folder_gives_its_reports_by_name_and_all_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.html", "c.PDF", ".hidden.txt", ".git/x.txt", "~$word.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = ["a/1.html", "a/2.md", "b.txt", "c.PDF"]
    assert seen(tmp_path) == [(str(tmp_path / name), None) for name in names]


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    for name in ("photo.jpg", "notes", "table.csv"):
        (tmp_path / name).write_text("x")
    assert [code for _, code in seen(tmp_path)] == ["unknown-type"] * 3


def test_files_named_by_the_user_keep_their_order_and_their_spelling(tmp_path: Path) -> None:
    assert seen("./b.txt", "a//b.txt", "b.txt", "./b.txt") == [
        (p, None) for p in ("./b.txt", "a//b.txt", "b.txt", "./b.txt")
    ]


def test_our_own_files_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / "process.yaml").write_text("# a comment\n\nprocess:\n  id: x\n")
    (tmp_path / "28-points.yaml").write_text("draft:\n  id: x\n")
    (tmp_path / "28-points.txt").write_text("1. A ceasefire.")
    (tmp_path / "other.yaml").write_text("a: b\n")
    found = {p.path.rsplit("/")[-1]: p.finding for p in places([str(tmp_path)])}
    assert {name: (f.code, f.needs_person) for name, f in found.items() if f} == {
        "process.yaml": ("not-a-report", False),
        "28-points.yaml": ("not-a-report", False),
        "28-points.txt": ("not-a-report", False),
        "other.yaml": ("unknown-type", True),
    }


def test_an_empty_folder_is_not_silent(tmp_path: Path) -> None:
    assert seen(tmp_path) == [(str(tmp_path), "empty-folder")]


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert [code for _, code in seen(tmp_path)] == [None, "link-loop", None]


def test_an_address_is_no_folder() -> None:
    assert seen("https://example.org/feed") == [("https://example.org/feed", None)]


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 - pathlib has no such names
        file.write(b"x")
    [place] = places([str(tmp_path)])
    assert place.finding is None
