"""Score which issue a position, proposal, commitment or sticking point is about.

    python evaluation/issues.py ANNOTATIONS.jsonl [--first ID] [--last ID]

The annotations are sentences with tokens, and spans that carry an issue. Three lines: from the span
alone, with its sentence, and with the sentences around and what the stretch of text is about.
Spans annotated as `other` are left out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler.reading.issues import Issues

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = 5  # sentences to either side that stand for the report


def spans(path: Path, first: int, last: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Give issue, span, sentence, neighbouring sentences, and the stretch of report around."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    sentences = {row["id"]: " ".join(row["tokens"]) for row in rows}

    def joined(start: int, end: int) -> str:
        return " ".join(sentences[i] for i in range(start, end + 1) if i in sentences)

    for row in rows:
        i = row["id"]
        entries = [e for kind in ("pos", "prop", "comm", "stick") for e in row.get(kind, [])]
        for entry in entries if first <= i <= last else []:
            if entry.get("issue") not in (None, "other"):
                text = " ".join(row["tokens"][slice(*entry["span"])])
                yield entry["issue"], text, sentences[i], joined(i - 1, i + 1), joined(i - AROUND, i + AROUND)


def main() -> None:
    """Print the share of spans whose issue comes first, and among the first two."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int, default=10**9)
    chosen = parser.parse_args()
    issues = Issues.builtin()
    rows = list(spans(chosen.annotations, chosen.first, chosen.last))
    for name in ("span alone", "its sentence", "report around"):
        best = second = 0
        for issue, text, sentence, near, report in rows:
            found = issues.classify(
                text,
                sentence="" if name == "span alone" else sentence,
                context=near if name == "report around" else "",
                prior=issues.profile(report) if name == "report around" else None,
            )
            ranked = [topic.issue for topic in found]
            best += ranked[:1] == [issue]
            second += issue in ranked[:2]
        print(
            f"{name:14} n={len(rows)}  first {best / max(1, len(rows)):.1%}  first two {second / max(1, len(rows)):.1%}"
        )


if __name__ == "__main__":
    main()
