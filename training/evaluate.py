"""Measure the shipped model on the sets held out for choosing.

    python -m training.evaluate BUILD [WEIGHTS] [--json]

Everything runs through the package, with the weights and the decoding that users get.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler.reading.grammar import Frame, load
from pourparler.reading.grammar.decode import bio_spans
from pourparler.reading.grammar.weights import FOLDER
from training.batches import anchor
from training.batches import load as sentences_of

if TYPE_CHECKING:
    from pourparler.reading.grammar.model import Analysis, Grammar

Record = dict[str, Any]
SETS = ("ewt_dev", "gum_dev", "uner_dev", "voa_dev", "written_dev")
STANCES = {
    "claims": "for",
    "demands": "for",
    "supports": "for",
    "offers": "for",
    "conditional": "open",
    "open": "open",
    "opposes": "against",
    "rejects": "against",
    "controls": "controls",
}


SURE = 0.3  # a frame counts as found from this probability on


def told(a: Analysis, kind: str) -> list[Frame]:
    """The frames of a kind that the model would bet on."""
    return [f for f in a.frames if f.kind == kind and f.probability >= SURE]


class Tally:
    """Hits, found and true of many measures."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def add(self, key: str, found: set[Any], true: set[Any]) -> None:
        """Exact matches between two sets."""
        self.raw(key, len(found & true), len(found), len(true))

    def raw(self, key: str, hit: float, found: float, true: float) -> None:
        """Add to one measure."""
        for i, n in enumerate((hit, found, true)):
            self.counts[key][i] += n

    def scores(self) -> dict[str, float]:
        """F1 (or accuracy, where found equals true) in percent."""
        return {k: round(200 * h / max(f + t, 1), 2) for k, (h, f, t) in self.counts.items()}


def trees(record: Record, a: Analysis, tally: Tally) -> None:
    """UPOS accuracy, UAS and LAS over all words, punctuation and subtypes counted."""
    heads = [h + 1 for h in a.heads]
    n = len(heads)
    arcs = [g == h for g, h in zip(record["heads"], heads, strict=True)]
    tally.raw("upos", sum(g == u for g, u in zip(record["upos"], a.upos, strict=True)), n, n)
    tally.raw("uas", sum(arcs), n, n)
    same = [ok and g == r for ok, g, r in zip(arcs, record["rels"], a.rels, strict=True)]
    tally.raw("las", sum(same), n, n)


def names(record: Record, a: Analysis, tally: Tally) -> None:
    """Exact spans and types, over the types that the source annotates."""
    types = set(record["types"])
    found = {s for s in bio_spans(a.ner) if s[2] in types}
    true = set(bio_spans(record["ner"]))
    tally.add("ner without dates", *({s for s in x if s[2] != "DATE"} for x in (found, true)))
    for kind in sorted(types):
        tally.add(f"ner {kind}", *({s for s in x if s[2] == kind} for x in (found, true)))


def spans(frame: Frame, role: str) -> set[tuple[int, int]]:
    """The token spans of a role."""
    return {(r.start, r.end) for r in frame.role(role)}


def said(record: Record, a: Analysis, tally: Tally) -> None:
    """Cues, and the sources and contents that hang on them: all exact, and linked to the right cue."""
    true = [f for f in record["frames"] if f["kind"] == "cue"]
    found = told(a, "cue")
    tally.add("cue", {(f.start, f.end) for f in found}, {tuple(f["anchor"]) for f in true})
    typed = ({(f.start, f.end, f.label) for f in found}, {(*f["anchor"], f["label"]) for f in true})
    tally.add("cue with kind", *typed)
    for role in ("source", "content"):
        gold = {tuple(s) for f in true for s in f["roles"].get(role, [])}
        tally.add(role, {s for f in found for s in spans(f, role)}, gold)
        linked = {(f["anchor"][0], *s) for f in true for s in f["roles"].get(role, [])}
        tally.add(f"{role} of its cue", {(f.start, *s) for f in found for s in spans(f, role)}, linked)


def anything(_found: Frame, _true: Record) -> bool:
    """Any two frames are the same."""
    return True


def pairs(found: list[Frame], true: list[Record], same: Any) -> list[tuple[Frame, Record]]:
    """One-to-one pairs of found and annotated frames."""
    left = list(true)
    out = []
    for f in sorted(found, key=lambda f: -f.probability):
        match = next((t for t in left if same(f, t)), None)
        if match is not None:
            left.remove(match)
            out.append((f, match))
    return out


def events(record: Record, a: Analysis, tally: Tally) -> None:
    """Triggers that overlap, with and without the type; then arguments and status of the matched."""
    true = [f for f in record["frames"] if f["kind"] == "event"]
    found = told(a, "event")

    def over(f: Frame, t: Record) -> bool:
        return bool(f.start < t["anchor"][1] and t["anchor"][0] < f.end)

    tally.raw("event untyped", len(pairs(found, true, over)), len(found), len(true))
    matched = pairs(found, true, lambda f, t: over(f, t) and f.label == t["label"])
    tally.raw("event", len(matched), len(found), len(true))
    for f, t in matched:
        tally.raw("event status", f.status == t["status"], 1, 1)
        for role in ("ini", "rec", "date", "place", "num"):
            tally.add(f"event {role}", spans(f, role), {tuple(s) for s in t["roles"].get(role, [])})


def others(record: Record, a: Analysis, tally: Tally) -> None:
    """The remaining kinds: same author (and stance, answer, polarity) in the same sentence.

    The issue is counted apart: the reader takes it from key phrases, not from here.
    """

    def overlap(f: Frame, t: Record, role: str) -> bool:
        gold = t["roles"].get(role, [])
        mine = f.role(role)
        return (not gold and not mine) or any(r.start < e and s < r.end for r in mine for s, e in gold)

    rules = {
        "pos": lambda f, t: STANCES[f.label] == STANCES[t["label"]] and overlap(f, t, "by"),
        "prop": lambda f, t: overlap(f, t, "by"),
        "resp": lambda f, t: f.label == t["label"] and overlap(f, t, "by"),
        "ass": lambda f, t: f.label == t["label"] and overlap(f, t, "by"),
        "stick": anything,
        "comm": lambda f, t: overlap(f, t, "by"),
        "meet": lambda f, t: overlap(f, t, "date") and overlap(f, t, "place"),
        "cont": anything,
    }
    for kind, rule in rules.items():
        true = [f for f in record["frames"] if f["kind"] == kind]
        found = told(a, kind)
        matched = pairs(found, true, rule)
        tally.raw(kind, len(matched), len(found), len(true))
        if kind in {"pos", "prop", "stick", "comm"}:
            tally.raw(
                f"{kind} issue", sum(f.issue == t["issue"] for f, t in matched), len(matched), len(matched)
            )
        tally.raw(f"{kind} at all", len(pairs(found, true, anything)), len(found), len(true))


def positions(record: Record, a: Analysis, tally: Tally) -> None:
    """Parts of a position, and the anchors of all extent kinds against the parsed head."""
    heads = [h + 1 for h in a.heads]
    for kind in ("pos", "prop", "resp", "ass", "stick", "comm"):
        true = {anchor(f, heads) for f in record["frames"] if f["kind"] == kind}
        tally.add(f"{kind} anchor", {f.start for f in told(a, kind)}, true)


def evaluate(grammar: Grammar, build: Path) -> dict[str, float]:
    """Every measure on every held-out set, in percent."""
    out: dict[str, float] = {}
    for name in SETS:
        records = sentences_of(build / f"{name}.jsonl")
        tally = Tally()
        for record, a in zip(records, grammar.analyse([r["words"] for r in records]), strict=True):
            if "heads" in record:
                trees(record, a, tally)
            if "ner" in record:
                names(record, a, tally)
            if "frames" in record:
                for measure in (said, events, others, positions):
                    measure(record, a, tally)
        out |= {f"{name} {k}": v for k, v in tally.scores().items()}
    return out


def main() -> None:
    """Print every measure."""
    p = argparse.ArgumentParser()
    p.add_argument("build", type=Path)
    p.add_argument("weights", type=Path, nargs="?", default=FOLDER)
    p.add_argument("--json", action="store_true")
    a = p.parse_args()
    scores = evaluate(load(a.weights, threads=1), a.build)
    if a.json:
        print(json.dumps(scores))
    else:
        print("\n".join(f"{k:40} {v:6.2f}" for k, v in scores.items()))


if __name__ == "__main__":
    main()
