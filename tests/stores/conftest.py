"""Every store that the conformance suite runs on. PostgreSQL joins by one more line in STORES."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pourparler import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pourparler.record.store import Record

STORES = ("file", "memory")


class Clock:
    """One minute later each time it is asked."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> str:
        self.at += dt.timedelta(minutes=1)
        return self.at.isoformat()


@pytest.fixture(params=STORES)
def begin(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Record]]:
    """Return what begins an empty record, each time another one."""
    opened: list[Record] = []

    def fresh() -> Record:
        place = tmp_path / f"{len(opened)}.db" if request.param == "file" else ":memory:"
        opened.append(record.open(place, now=Clock()))
        return opened[-1]

    yield fresh
    for one in opened:
        one.close()


@pytest.fixture
def memory(begin: Callable[[], Record]) -> Record:
    """Return an empty record."""
    return begin()
