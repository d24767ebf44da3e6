"""What the tests of the record and its commands share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pourparler import record
from pourparler.cli import run
from tests.stores.readings import TALKS, talks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = "2026-03-01T12:00:00Z"


@pytest.fixture
def db(tmp_path: Path) -> str:
    """Return a record with two reports, one entry of which is not sure enough."""
    path = tmp_path / "record.db"
    with record.open(path) as memory:
        memory.add(talks(title="Talks open", publisher="The Bulletin"), at=AT)
        memory.add(talks(text=f"{TALKS} More.", path="more.txt", published="2026-02-09"), at=AT)
    return str(path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], db: str) -> Callable[..., tuple[int, str, str]]:
    """Return what runs a command on the record: exit code, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([*words, "--db", db])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def told(said: Callable[..., tuple[int, str, str]]) -> Callable[..., Any]:
    """Return what runs a command with --json and reads its answer."""
    return lambda *words: json.loads(said(*words, "--json")[1])
