"""What the audit and forgetting have to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.present.words import counted

if TYPE_CHECKING:
    from pourparler.domain.recorded import Audit, Forgotten


def audit_text(audit: Audit) -> str:
    """Return what checking the record found; a damaged row on a line of its own."""
    lines = [
        f"{audit.operations} writes, {audit.rows} rows checked, {counted(audit.forgotten, 'document')} forgotten",
        "head of the chain, to note down elsewhere:",
        f"  {audit.head}",
    ]
    if audit.intact:
        lines.append("intact: every row is as it was acknowledged")
    else:
        lines += [f"! {finding.message}" for finding in audit.findings]
        lines.append("not intact: restore a copy from before, or judge what is above by hand")
    return "\n".join(lines) + "\n"


def audit_json(audit: Audit) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "intact": audit.intact,
        "operations": audit.operations,
        "rows": audit.rows,
        "forgotten": audit.forgotten,
        "head": audit.head,
        "findings": [{"where": f.where, "message": f.message, "code": f.code} for f in audit.findings],
    }


def forgotten_text(done: Forgotten) -> str:
    """Return what was erased."""
    entries, judgements = counted(done.entries, "entry", "entries"), counted(done.judgements, "judgement")
    lines = [
        f"forgotten: {done.document}, {entries}, {judgements}",
        "Copies elsewhere are yours to erase: the report itself, briefs, exports, backups.",
        *(f"! {finding.message}" for finding in done.findings),
    ]
    return "\n".join(lines) + "\n"


def forgotten_json(done: Forgotten) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "document": done.document,
        "at": done.at,
        "entries": done.entries,
        "judgements": done.judgements,
        "findings": [{"where": f.where, "message": f.message, "code": f.code} for f in done.findings],
    }
