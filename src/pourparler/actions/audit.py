"""Check that the record is what was acknowledged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.actions.store import opened
from pourparler.domain import Finding

if TYPE_CHECKING:
    from pourparler.domain.recorded import Audit


def audit(*, db: str, expect: str | None = None) -> Audit:
    """Check every row against the hash chain.

    Args:
        db: The record's file.
        expect: A head that was noted down earlier: it has to be in the chain, so that nobody can have
            cut off its end or written it anew.
    """
    with opened(db) as memory:
        found = memory.verify()
        if expect is None or memory.has_link(expect):
            return found
    missing = Finding(
        f"the head {expect} that was noted down is not in the chain: its end was cut off, or it was written anew",
        where="audit",
        needs_person=True,
        code="tampered",
    )
    return replace(found, findings=(*found.findings, missing))
