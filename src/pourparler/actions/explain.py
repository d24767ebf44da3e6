"""Why an entry stands: the sentence, the cue, the pattern, the arcs, and how sure the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pourparler.actions.ask import ask
from pourparler.domain.contract import ENTRY_KEYS, entry_line
from pourparler.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.actions.ask import Asking
    from pourparler.domain import Document, Entry, Judgement

NEAR = 8  # leading characters that other entries must share to be suggested


@dataclass(frozen=True, slots=True)
class Explained:
    """One entry with all that produced it."""

    entry: Entry
    document: Document | None
    judgement: Judgement | None

    def lines(self) -> Iterator[str]:
        """Yield the explanation, a line at a time."""
        yield f"{self.entry.KIND} {self.entry.id}"
        for key, value in self.fields().items():
            if value not in (None, [], "", False):
                yield f"  {key}: {_plain(value)}"
        yield f"report: {self._report()}"
        for passage in self.entry.passages:
            yield f"  [{passage.start}-{passage.end}] {' '.join(passage.exact.split())}"
        yield f"read by {self.entry.reader.name} {self.entry.reader.version}, confidence {self.entry.confidence:.2f}"
        yield from (f"  {line}" for line in self.entry.explanation or ("no explanation was kept with it",))
        if self.judgement:
            yield f"judged {self.judgement.verdict} by {self.judgement.by}: {self.judgement.why or 'no reason given'}"

    def fields(self) -> dict[str, Any]:
        """Return the entry's own fields, as the contract words them, without spans."""
        line = entry_line(self.entry, ENTRY_KEYS[self.entry.KIND])
        return {k: v for k, v in line.items() if k not in {"id", "confidence"} and "span" not in k}

    def data(self) -> dict[str, Any]:
        """Return the explanation as plain data."""
        return {
            "kind": self.entry.KIND,
            "entry": entry_line(self.entry, ENTRY_KEYS[self.entry.KIND]),
            "document": self.entry.document,
            "passages": [{"span": list(p.span), "exact": p.exact} for p in self.entry.passages],
            "reader": {"name": self.entry.reader.name, "version": self.entry.reader.version},
            "explanation": list(self.entry.explanation),
            "verdict": self.judgement.verdict if self.judgement else None,
        }

    def _report(self) -> str:
        if self.document is None:
            return self.entry.document
        parts = (self.document.title, self.document.publisher, self.document.published, self.document.path)
        return ", ".join(p for p in parts if p) or self.document.id


def explain(entry: str, asking: Asking) -> Explained:
    """Explain an entry of the record.

    Args:
        entry: Its id, or enough of the id's beginning to be the only one.
        asking: Which record, and as of when.
    Raises: UnknownName, if no entry or more than one has such an id.
    """
    view = ask(asking).view
    found = _one(entry, view.entries)
    document = next((d for d in view.documents if d.id == found.document), None)
    return Explained(found, document, view.judgements.get(found.id))


def _one(wanted: str, entries: Sequence[Entry]) -> Entry:
    exact = [e for e in entries if e.id == wanted]
    found = exact or [e for e in entries if wanted and e.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(
            f"'{wanted}' begins {len(found)} entries: {', '.join(e.id for e in found[:5])}; give more of the id"
        )
    near = [e.id for e in entries if e.id[:NEAR] == wanted[:NEAR]][:5]
    hint = f"; did you mean {', '.join(near)}?" if near else ": `pourparler brief --json -` lists them"
    raise UnknownName(f"no entry '{wanted}' among the {len(entries)} of this record{hint}")


def _plain(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
