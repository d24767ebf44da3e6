"""The annotated sentences that taught no head, as documents with gold in the public contract's form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pourparler.domain import Document
from training.prepare import HELD_OUT_VOA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pourparler.reading.registry import Registry

    Row = dict[str, Any]

RUN = 15  # sentences of news to a document; the original stories' ends are not known
KINDS = (
    "statements", "events", "meetings", "positions", "proposals", "responses", "assessments", "sticking_points",
    "commitments",
)  # fmt: skip
GLUED = frozenset(",.;:!?)%”’'") | {"'s", "n't", "’s"}


def documents(data: Path, registry: Registry) -> Iterator[tuple[str, Document, Row]]:
    """Yield (group, document, gold) of every fifth written report and of the news run held out."""
    folder = data / "annotations"
    written = {row["id"]: row for row in _rows(folder / "written_reports.jsonl")}
    for i, report in enumerate(_rows(folder / "written_reports_index.jsonl")):
        if i % 5 == 4:
            rows = [written[k] for k in range(report["first"], report["last"] + 1) if k in written]
            yield "written", *document_of(rows, report.get("published"), registry)
    news = [row for row in _rows(folder / "voa_sentences.jsonl") if row["id"] in HELD_OUT_VOA]
    for i in range(0, len(news), RUN):
        yield "news", *document_of(news[i : i + RUN], None, registry)


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document_of(rows: Sequence[Row], published: str | None, registry: Registry) -> tuple[Document, Row]:
    """Join annotated sentences to a document, their annotations to its gold."""
    text, placed = "", []
    for row in rows:
        placed.append((row, len(text)))
        text += joined(row["tokens"])[0] + " "
    gold: Row = {kind: [] for kind in KINDS}
    for row, offset in placed:
        _Sentence(row, offset, context=text[:2000], registry=registry).into(gold)
    how = "given" if published else "unknown"
    return Document(text, published=published, published_how=how), gold


def joined(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return tokens as running text, and where each stands in it."""
    text, spans, opened, glue = "", [], False, True
    for token in tokens:
        closes = token in {'"', "''"} and opened
        opened = opened != (token in {'"', "``", "''"})
        text += "" if glue or closes or token in GLUED else " "
        word = {"``": '"', "''": '"'}.get(token, token)
        spans.append((len(text), len(text) + len(word)))
        text += word
        glue = token in {"(", "“", "$"} or (token in {'"', "``"} and opened)
    return text, spans


class _Sentence:
    """One annotated sentence on its way into the gold."""

    def __init__(self, row: Row, offset: int, *, context: str, registry: Registry) -> None:
        self.row, self.offset = row, offset
        sentence, self.spans = joined(row["tokens"])
        self.sentence = [offset, offset + len(sentence)]
        self.context, self.registry = context, registry

    def at(self, span: Sequence[int]) -> list[int]:
        return [self.offset + self.spans[span[0]][0], self.offset + self.spans[span[1] - 1][1]]

    def words(self, entry: Row, key: str) -> list[str]:
        value = entry.get(key) or []
        found = [value] if value and isinstance(value[0], int) else value
        return [" ".join(self.row["tokens"][a:b]) for a, b in found]

    def parties(self, entry: Row, key: str) -> list[str]:
        named = [(w, self.registry.resolve(w, context=self.context)) for w in self.words(entry, key)]
        return [party.name if party else word for word, party in named]

    def into(self, gold: Row) -> None:
        for e in self.row.get("ev", []):
            gold["events"].append({
                "type": e["type"], "status": e["st"], "trigger_span": self.at(e["t"]), "span": None,
                "initiators": self.parties(e, "ini"), "recipients": self.parties(e, "rec"), "asserted_by": None,
                "date": None, "place": next(iter(self.words(e, "place")), None),
            })  # fmt: skip
        for e in self.row.get("pos", []):
            for party in self.parties(e, "by") or (None,):
                gold["positions"].append({
                    "party": party, "issue": e["issue"], "stance": e["stance"], "voice": e.get("voice"),
                    "span": self.sentence,
                })  # fmt: skip
        plain: tuple[tuple[str, str, str, str | None, dict[str, str]], ...] = (
            ("prop", "proposals", "by", None, {}), ("resp", "responses", "by", None, {"response": "answer"}),
            ("ass", "assessments", "by", "narrator", {"polarity": "pol"}),
            ("stick", "sticking_points", "said_by", "narrator", {}), ("comm", "commitments", "by", None, {"status": "st"}),
        )  # fmt: skip
        for key, kind, author, nobody, more in plain:
            for e in self.row.get(key, []):
                by = " and ".join(self.parties(e, "by")) or nobody
                fields = {name: e[source] for name, source in more.items()}
                gold[kind].append({author: by, "issue": e.get("issue"), "span": self.sentence, **fields})
        for e in self.row.get("meet", []):
            place = next(iter(self.words(e, "place")), None)
            gold["meetings"].append({"date": None, "place": place, "status": e["st"], "span": self.sentence})
