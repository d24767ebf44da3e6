"""Read the evaluation reports and score the reader against gold, beside two baselines.

    .venv/bin/python evaluation/halves.py look            # the half that may be looked at
    .venv/bin/python evaluation/halves.py score           # the half that nobody looks at: totals only

Reports: `evaluation/reports` (ours) and, where it is there, the Voice of America reports of 2025 beside
the project (voa01-voa12 to look at, voa13-voa24 for scoring).
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler.domain import Document
from pourparler.domain.contract import reading_to_json
from pourparler.domain.trust import PLAIN
from pourparler.present.scores import scores_text
from pourparler.reading import load
from pourparler.reading.reader import read
from pourparler.scoring import coverage, reliability, score, total
from pourparler.scoring import matching as m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evaluation import gum
else:
    import gum

HERE = Path(__file__).resolve().parent
VOA = HERE.parents[1] / "shared" / "data" / "voa2025"
_QUOTE = re.compile(r"[“\"]([^”\"]{15,}?)[”\"]")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_SAY = re.compile(r"\b(?:said|says|told|added|warned|urged|announced|stated|claimed|insisted)\b")
_EVENT_WORDS = {
    "CONSULT": r"talks|met|meet|meeting|negotiations",
    "ASSAULT": r"attack\w*|struck|strike\w*|killed|shell\w*|bomb\w*",
    "AGREE": r"agreed|signed|deal",
    "PROPOSE": r"propos\w+",
    "REJECT": r"reject\w*|refus\w*",
    "REQUEST": r"urged|called for|demand\w*",
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its gold."""

    name: str
    group: str
    text: str
    published: str | None
    gold: dict[str, Any]


def reports(half: str) -> Iterator[Report]:
    """Yield the reports of a half, `look` or `score`."""
    for row in _rows(HERE / "index.jsonl"):
        if row["half"] == half:
            group = str(row.get("group", "written"))
            if group == "gum":
                rebuilt = gum.text(row)
                if rebuilt is None:
                    continue  # no treebank beside the project
                text = rebuilt
            else:
                text = (HERE / "reports" / group / f"{row['id']}.txt").read_text(encoding="utf-8")
            gold = json.loads((HERE / "gold" / group / f"{row['id']}.json").read_text(encoding="utf-8"))
            yield Report(row["id"], group, text, (row.get("published") or "")[:10] or None, gold)
    for row in _rows(VOA / "index.jsonl"):
        if ("look" if int(row["id"][3:]) <= 12 else "score") == half:
            text = (VOA / "text" / f"{row['id']}.txt").read_text(encoding="utf-8")
            gold = json.loads((VOA / "gold" / f"{row['id']}.json").read_text(encoding="utf-8"))
            yield Report(row["id"], "voa2025", text, row["published"][:10], gold)


def quotation_baseline(report: Report) -> dict[str, Any]:
    """Every passage in quotation marks, said by the nearest name in capitals."""
    people = [(n.start(), n.end(), n.group()) for n in _NAME.finditer(report.text)]
    statements = []
    for quote in _QUOTE.finditer(report.text):
        near = min(people, key=lambda p: abs(p[0] - quote.end()), default=None)
        statements.append(
            {
                "content_spans": [[quote.start(), quote.end()]],
                "speaker": near and near[2],
                "speaker_span": near and [near[0], near[1]],
                "party": "unknown",
                "quoted": "direct",
                "date": None,
                "within": None,
            }
        )
    return {"statements": statements}


def lexicon_baseline(report: Report) -> dict[str, Any]:
    """Words of saying and of events without a parse: content is the rest of the sentence."""
    statements, events = [], []
    for start, end in _sentences(report.text):
        sentence = report.text[start:end]
        said = _SAY.search(sentence)
        name = _NAME.search(sentence)
        if said and name:
            statements.append(
                {
                    "content_spans": [[start + said.end() + 1, end]],
                    "speaker": name.group(),
                    "speaker_span": [start + name.start(), start + name.end()],
                    "party": "unknown",
                    "quoted": "indirect",
                    "date": None,
                    "within": None,
                }
            )
        for kind, words in _EVENT_WORDS.items():
            hit = re.search(rf"\b(?:{words})\b", sentence)
            if hit:
                trigger = [start + hit.start(), start + hit.end()]
                events.append(
                    {"type": kind, "trigger_span": trigger, "span": [start, end], "status": "happened"}
                )
    return {"statements": statements, "events": events}


def main(half: str) -> None:
    """Print the scores of a half, then the baselines, then how well confidences are calibrated."""
    tools = load()
    found = list(reports(half))
    lines: dict[str, Any] = {}
    for report in found:
        document = Document(
            report.text, published=report.published, published_how="given" if report.published else "unknown"
        )
        reading = read(document, tools=tools)
        lines[report.name] = json.loads(json.dumps(reading_to_json(replace(reading, findings=()))))
    groups = sorted({r.group for r in found})
    for group in [*groups, *(["all"] if len(groups) > 1 else [])]:
        some = [r for r in found if group in (r.group, "all")]
        print(f"\n== {half}, {group}: {len(some)} reports")
        print(scores_text(total(score(r.gold, lines[r.name]) for r in some)))
    for name, baseline in (
        ("quotation marks and the nearest name", quotation_baseline),
        ("a lexicon without a parse", lexicon_baseline),
    ):
        print(f"\n== baseline: {name}")
        table = scores_text(total(score(r.gold, baseline(r)) for r in found)).splitlines()
        print("\n".join(table[:4]))
    for name, kind, right in (
        ("speaker", "statements", m.same_speaker),
        ("party of statements", "statements", lambda g, p: m.same_name(g.get("party"), p.get("party"))),
        ("party and stance of positions", "positions", lambda g, p: g["stance"] == p["stance"]),
    ):
        _calibration(name, kind, right, found, lines)


def _calibration(
    name: str, kind: str, right: Callable[[Any, Any], bool], found: list[Report], lines: dict[str, Any]
) -> None:
    judged: list[tuple[float, bool]] = []
    gold_count = 0
    fit = m.statement_fit if kind == "statements" else m.position_fit
    threshold = PLAIN["statement" if kind == "statements" else "position"]
    matched = []
    for r in found:
        gold = [g for g in r.gold.get(kind, ()) if kind != "statements" or g.get("within") is None]
        given = [p for p in lines[r.name][kind] if p.get("within") is None]
        gold_count += len(gold)
        pairs = {j: gold[i] for i, j in m.pairs(gold, given, fit)}
        for j, p in enumerate(given):
            ok = j in pairs and right(pairs[j], p)
            judged.append((p["confidence"], ok))
            if j in pairs:
                matched.append((p["confidence"], right(pairs[j], p)))
    print(f"\n== confidence against being right: {name}")
    for b in reliability(judged):
        print(f"  {b.low:.1f}-{b.high:.1f}  n {b.count:4}  mean confidence {b.mean:.2f}  right {b.right:.2f}")
    share, covered = coverage(judged, threshold, gold_count)
    among, _ = coverage(matched, threshold, gold_count)
    print(
        f"  stated plainly (from {threshold:.2f}): right {share:.1%} of all stated, {among:.1%} of those that are in "
        f"the gold; covers {covered:.1%} of the gold"
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in re.finditer(r"[.!?][”\"’)]*\s+|\n+|\Z", text):
        if text[start : end.start() + 1].strip():
            yield start, min(len(text), end.start() + 1)
        start = end.end()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "look")
