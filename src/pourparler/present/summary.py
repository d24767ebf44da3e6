"""A few lines on what one report gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.domain.contract import LISTS
from pourparler.present.clip import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Finding, Reading
    from pourparler.domain.recorded import Added


def reading_summary(path: str, reading: Reading | None, findings: Sequence[Finding]) -> str:
    """Return what was read from one input, in words."""
    if reading is None:
        return _lines(clip(path, 200), "not read", findings)
    found = {name.replace("_", " "): len(getattr(reading, name)) for name in LISTS.values()}
    counts = ", ".join(f"{n} {name if n != 1 else name.removesuffix('s')}" for name, n in found.items() if n)
    when = f"published {reading.document.published} ({reading.document.published_how})"
    return _lines(clip(path, 200), f"{counts or 'read, and nothing could be logged'}; {when}", findings)


def added_summary(path: str, added: Added | None, findings: Sequence[Finding]) -> str:
    """Return what storing one input changed, in words."""
    if added is None:
        return _lines(clip(path, 200), "not read, nothing stored", findings)
    new, there = len(added.new), len(added.already)
    said = f"{new} new entr{'y' if new == 1 else 'ies'}, {there} known already"
    if added.superseded:
        said += f", {len(added.superseded)} of an earlier reader superseded"
    if added.kept:
        said += f", {len(added.kept)} with a judgement made before"
    return _lines(clip(path, 200), said, (*findings, *added.findings))


def _lines(head: str, said: str, findings: Sequence[Finding]) -> str:
    return "\n".join([f"{head}: {said}", *(f"  note: {clip(f.message, 400)}" for f in findings)]) + "\n"
