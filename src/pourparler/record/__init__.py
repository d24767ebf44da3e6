"""The one memory: entries and judgements in, a View as of a date out.

    with record.open("pourparler.db", now=clock) as memory:
        added = memory.add(reading)
        view = memory.view(as_of="2026-02-05")

Nothing here reads a clock: `now` is called for the moment of each write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from pourparler.record.store import Record

__all__ = ["open"]


def open(path: str | PathLike[str] = "pourparler.db", *, now: Callable[[], str] | None = None) -> Record:  # noqa: A001
    """Open the record; a file that is not there yet is begun.

    Args:
        path: An SQLite file, or `:memory:` for a record that ends with the process.
        now: Gives the moment of a write, ISO 8601 with offset; called once for each write, while no
            other process writes. Without it, each write has to bring its `at`.
    Returns: The record, a context manager.
    Raises: RecordDamaged, if the file is damaged, of a newer version, or not a record.

    >>> with open(":memory:") as memory:
    ...     memory.view().entries
    ()
    """
    from pourparler.record.store import Record  # SQLAlchemy takes a quarter of a second to load

    return Record.at(path, now=now)
