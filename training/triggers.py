"""Count which words name which events in the annotated sentences: `lexicon/triggers.yaml`.

Held-out sentences (see `prepare`) are left out, so that confidences can be fitted on them.

    python -m training.triggers DATA
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pourparler.reading.grammar import load
from training.prepare import HELD_OUT_VOA, groningen, own_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).parents[1] / "src/pourparler/reading/lexicon/triggers.yaml"
HEADER = """\
# How often a word (lemma and part of speech) was seen, and how often it named an event of each type.
# Source: counted by `training/triggers.py` in this project's annotated sentences, the held-out ones left out.
"""
LEAST = 3  # times seen; rarer words teach nothing


def sentences(data: Path) -> Iterator[dict[str, Any]]:
    """Yield the annotated sentences that may teach."""
    folder = data / "annotations"
    for line in (folder / "voa_sentences.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] not in HELD_OUT_VOA:
            yield row
    index = [json.loads(x) for x in (folder / "written_reports_index.jsonl").read_text("utf-8").splitlines()]
    held = {k for i, r in enumerate(index) if i % 5 == 4 for k in range(r["first"], r["last"] + 1)}
    for line in (folder / "written_reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] not in held:
            yield row
    news = groningen(data)
    for row in own_lines("news_entries.jsonl"):
        yield row | {"tokens": news[row["id"]]["words"]}
    yield from own_lines("written_reports.jsonl")


def joined(tokens: list[str]) -> tuple[str, list[int]]:
    """Return a sentence as text, and where each token starts in it."""
    text, starts = "", []
    for token in tokens:
        glued = not text or token in {",", ".", ";", ":", "!", "?", ")", "%"} or token in {"'s", "n't", "’s"}
        text += "" if glued else " "
        starts.append(len(text))
        text += token
    return text, starts


def main(data: Path) -> None:
    """Write the table."""
    grammar = load()
    seen: Counter[str] = Counter()
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for row in sentences(data):
        text, starts = joined(row["tokens"])
        triggers = [
            (starts[e["t"][0]], starts[e["t"][1] - 1] + len(row["tokens"][e["t"][1] - 1]), e["type"])
            for e in row.get("ev", [])
        ]
        for sentence in grammar.parse(text):
            for token in sentence.tokens:
                if token.upos not in {"VERB", "NOUN"}:
                    continue
                key = f"{token.lemma.lower()}/{token.upos[0].lower()}"
                seen[key] += 1
                for start, end, label in triggers:
                    if start <= token.start < end:
                        named[key][label] += 1
    table = {
        key: {"seen": seen[key], **dict(sorted(named[key].items()))}
        for key in sorted(named)
        if seen[key] >= LEAST
    }
    lines = [HEADER, *(f"{json.dumps(k)}: {json.dumps(v)}\n" for k, v in table.items())]
    OUT.write_text("".join(lines), encoding="utf-8")
    yaml.safe_load(OUT.read_text(encoding="utf-8"))
    print(f"{len(table)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
