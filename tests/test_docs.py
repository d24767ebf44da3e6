"""The reference of commands falls behind nothing: it is what the program says of itself.

After a change: POURPARLER_GOLDEN=write .venv/bin/python -m pytest tests/test_docs.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.cli import COMMANDS, run

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "commands.md"


def test_the_reference_of_commands_is_what_the_program_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    parts = ["# Commands\n\nWhat `pourparler COMMAND --help` says.\n"]
    for name in COMMANDS:
        run([name, "--help"])
        parts.append(f"## {name}\n\n```text\n{capsys.readouterr().out.strip()}\n```\n")
    page = "\n".join(parts)
    if os.environ.get("POURPARLER_GOLDEN") == "write":
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not target.startswith(("http:", "https:")) and not (page.parent / target).exists()
    ]
    assert lost == []
