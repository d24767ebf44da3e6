"""Erase a document and what was taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.store import opened
from pourparler.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from pourparler.domain.recorded import Forgotten
    from pourparler.record.store import Record


def forget(document: str, *, db: str, now: Callable[[], str]) -> Forgotten:
    """Erase a document's text, its quotes and the names taken from it.

    Args:
        document: Its id or an unambiguous beginning of it, or the path it was added under.
        db: The record's file.
        now: The clock.
    Raises: UnknownName, if there is no such document.
    """
    with opened(db, now=now) as memory:
        return memory.forget(_id(memory, document))


def _id(memory: Record, name: str) -> str:
    found = [d.id for d in memory.view(kinds=()).documents if name in (d.path, d.url)]
    if len(found) > 1:
        raise UnknownName(f"{len(found)} documents came from '{name}'; give an id: {', '.join(found[:6])}")
    return found[0] if found else name
