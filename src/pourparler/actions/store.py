"""Open the record for one action, with the clock that the face brings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pourparler import record
from pourparler.errors import CannotDo

if TYPE_CHECKING:
    from collections.abc import Callable

    from pourparler.record.store import Record

DEFAULT = "pourparler.db"


def opened(db: str = DEFAULT, *, now: Callable[[], str] | None = None, begin: bool = False) -> Record:
    """Open the record for one action.

    Args:
        db: The file, or `:memory:`.
        now: The clock, for an action that writes.
        begin: Begin a new record where there is no file yet; otherwise that is an error, so that a
            question asked in the wrong folder is not answered from an empty record.
    Raises: CannotDo, if there is no record there; RecordDamaged, if it cannot be used.
    """
    if not begin and db != ":memory:" and not Path(db).exists():
        raise CannotDo(
            f"there is no record at {db}: name it with --db, or begin one with `pourparler add REPORT`"
        )
    return record.open(db, now=now)
