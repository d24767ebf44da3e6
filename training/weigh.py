"""Fit what each sign counts for in a candidate entry: `lexicon/calibration.yaml`.

Logistic regression per kind of entry, drawn towards `PRIOR` (set by hand before any fit) as there are few
examples. It learns from reports and sentences that taught no head: the half of the evaluation reports that
may be looked at, voa01-voa12 beside the project, the held-out annotated sentences. The threshold is the one
with the best F1 on the whole reports, each weighed by a fit without it.

    python -m training.weigh DATA [KIND ...]
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from pourparler.domain import Document
from pourparler.domain.contract import joined
from pourparler.reading import (
    assessments,
    commitments,
    events,
    load,
    meetings,
    positions,
    proposals,
    sticking,
)
from pourparler.reading.adversaries import quarrel_in
from pourparler.reading.reader import scene_of
from pourparler.reading.statements import find_statements
from pourparler.reading.story import Story
from pourparler.scoring import matching as m
from training.held_out import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pourparler.reading.tools import Tools

    Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/pourparler/reading/lexicon/calibration.yaml"
PRIOR: dict[str, dict[str, float]] = yaml.safe_load(
    (Path(__file__).parent / "priors.yaml").read_text("utf-8")
)
WEIGHT = {"look": 2.0, "reports": 2.0, "news": 1.0, "written": 0.3}  # written reports are denser than news is
STRENGTH = 3.0  # how hard the prior pulls, and where fewer than FEW candidates are right
FEW, STRENGTH_OF_FEW = 40, 6.0
LEAST = 10  # right candidates below which the prior stands as it is
HELD = frozenset(
    {"exact", "ordinal", "sides", "dated_round", "counted"}
)  # signs too rare to fit: their prior stands
NAMED = frozenset(
    {"positions", "responses", "assessments", "meetings"}
)  # right by a party's name: whole reports only
WHOLE = frozenset({"look", "reports"})  # the annotated sentences name parties as the sentence does
THRESHOLDS = [round(0.3 + 0.03 * i, 2) for i in range(14)]
HEADER = """\
# How much each thing known about a candidate entry counts, and from which confidence on it is kept.
# Logistic weights, fitted by `python -m training.weigh` on reports and sentences that taught no head.
"""


@dataclass
class Kind:
    """The candidates of one kind of entry, over all documents."""

    document: list[int] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    known: list[dict[str, float]] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    gold: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # group -> entries


def reports(data: Path, tools: Tools) -> Iterator[tuple[str, Document, dict[str, Any]]]:
    """Yield (group, document, gold) of everything that may be fitted on."""
    folder = data / "voa2025"
    index = [json.loads(x) for x in (folder / "index.jsonl").read_text("utf-8").splitlines()]
    for row in index[:12]:
        text = (folder / "text" / f"{row['id']}.txt").read_text("utf-8")
        gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text("utf-8"))
        yield "look", Document(text, published=row["published"], published_how="given"), gold
    ours = ROOT / "evaluation"
    for line in (ours / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("half") == "look" and row["path"] and (ours / row["gold"]).is_file():
            gold = json.loads((ours / row["gold"]).read_text("utf-8"))
            text = (ours / row["path"]).read_text("utf-8")
            yield "reports", Document(text, published=row["published"], published_how="given"), gold
    yield from documents(data, tools.registry)


def overlap(a: Any, b: Any) -> bool:
    """Say whether two spans share a character."""
    return bool(a[0] < b[1] and b[0] < a[1])


def judged(
    story: Story, gold: dict[str, Any], *, placed_only: bool
) -> Iterator[tuple[str, dict[str, float], float]]:
    """Yield (kind, what is known, how right) of every candidate of a report."""
    sentences = [story.scene.passage(i).span for i in range(len(story.trees))]

    def here(kind: str, i: int) -> list[Any]:
        return [e for e in gold.get(kind, []) if overlap(e["span"], sentences[i])]

    yield from _events(story, gold, sentences)
    for s in positions.merged(story):
        if s.party is not None and (s.issue is not None or s.unchanged):
            group = positions.GROUPS[s.stance]
            same = [
                e
                for e in here("positions", s.sentence)
                if m.same_name(e["party"], s.party) and e["issue"] == s.issue
            ]
            yield (
                "positions",
                positions.features(story, s),
                float(any(positions.GROUPS[e["stance"]] == group for e in same)),
            )
    known = proposals.find_proposals(story)
    before: list[proposals.Offer] = []
    for i in range(len(story.trees)):
        for o in sorted(proposals.merged(story, i), key=lambda o: -bool(o.frame)):
            fits = any(m.same_name(e["by"], o.by) or e["issue"] == o.issue for e in here("proposals", i))
            yield "proposals", proposals.features(story, o, before), float(fits)
            before.append(o)
        for a in proposals.answers(story, i):
            a.proposal, a.pointing = proposals.proposal_meant(story, a, known)
            fits = any(
                m.same_name(e["by"], a.by) and e["response"] == a.response for e in here("responses", i)
            )
            yield "responses", proposals.answer_features(story, a), float(fits)
        for j in assessments.merged(story, i):
            fits = any(
                m.same_name(e["by"], j.by) and e["polarity"] == j.polarity for e in here("assessments", i)
            )
            yield "assessments", assessments.features(j), float(fits)
        for point in [
            *sticking.by_frames(story, i),
            *sticking.by_nouns(story, i),
            *sticking.by_patterns(story, i),
            *sticking.by_verbs(story, i),
        ]:
            fits = any(e["issue"] == point.issue for e in here("sticking_points", i))
            yield "sticking_points", sticking.features(point), float(fits)
        for p in commitments.merged(story, i):
            commitments.complete(story, p)
            fits = any(
                m.same_name(e["by"], joined(p.by)) or e["issue"] == p.issue for e in here("commitments", i)
            )
            yield "commitments", commitments.features(story, p), float(fits)
    yield from _meetings(story, gold, sentences, placed_only=placed_only)


def _events(
    story: Story, gold: dict[str, Any], sentences: list[Any]
) -> Iterator[tuple[str, dict[str, float], float]]:
    before: list[events.Candidate] = []
    for c in events.candidates(story):
        events.judge(story, c, before)
        before.append(c)
    spans = [(c, story.span(c.sentence, c.first, c.last)) for c in before]
    for n, (c, span) in enumerate(spans):
        same = [e for e in gold["events"] if e["type"] == c.type]
        right = float(any(overlap(span, e["trigger_span"]) for e in same))
        if not right:  # another word of the sentence that no candidate of the type hits scores as well
            near = [e for e in same if overlap(sentences[c.sentence], e["trigger_span"])]
            missed = [
                e
                for e in near
                if not any(o.type == c.type and overlap(s, e["trigger_span"]) for o, s in spans)
            ]
            right = 0.6 * bool(missed)
        yield "events", events.features(story, c, before[:n]), right


def _meetings(
    story: Story, gold: dict[str, Any], sentences: list[Any], *, placed_only: bool
) -> Iterator[tuple[str, dict[str, float], float]]:
    found = events.find_events(story)
    quarrel = quarrel_in(story, found)
    for r in meetings.candidates(story, found):
        if placed_only:
            fits = any(
                overlap(e["span"], sentences[r.sentence]) and m.same_place(e["place"], r.place)
                for e in gold["meetings"]
            )
        else:
            fits = any(
                m.same_date(e.get("date"), r.date) and m.same_place(e.get("place"), r.place)
                for e in gold["meetings"]
            )
        yield "meetings", meetings.features(story, r, quarrel), float(fits)


def collect(data: Path) -> dict[str, Kind]:
    """Return the judged candidates of all documents, by kind."""
    tools = load()
    kinds = {kind: Kind() for kind in PRIOR}
    for n, (group, document, gold) in enumerate(reports(data, tools)):
        scene = scene_of(document, tools=tools)
        story = Story.of(scene, find_statements(scene))
        for name, rows in kinds.items():
            rows.gold[group] += len(gold.get(name, [])) if group in WHOLE or name not in NAMED else 0
        for kind, known, right in judged(story, gold, placed_only=group not in WHOLE):
            if kind in NAMED and group not in WHOLE:
                continue
            k = kinds[kind]
            k.document.append(n)
            k.group.append(group)
            k.known.append(known)
            k.right.append(right)
    return kinds


def fit(x: Floats, y: Floats, w: Floats, prior: Floats, held: Floats) -> Floats:
    """Return logistic weights by Newton's method, drawn towards the prior (the first column is the bias)."""
    pull = (STRENGTH if y.sum() >= FEW else STRENGTH_OF_FEW) * np.r_[
        5.0, np.ones(len(prior) - 1)
    ] + 1e3 * held
    b = prior.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (w * (p - y)) + pull * (b - prior)
        b = b - np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + np.diag(pull), slope)
    return b


def weighed(name: str, k: Kind) -> dict[str, float]:
    """Return threshold, bias and weights of one kind; print how it does on documents it was not fitted on."""
    names = sorted({n for known in k.known for n in known})
    x = np.array([[1.0, *(known.get(n, 0.0) for n in names)] for known in k.known])
    y, document = np.array(k.right), np.array(k.document)
    w = np.array([WEIGHT[g] for g in k.group])
    prior = np.array([PRIOR[name].get(n, 0.0) for n in ("bias", *names)])
    held = np.array([float(n in HELD) for n in ("bias", *names)])
    p = np.zeros(len(y))
    for n in set(k.document):
        rest = document != n
        b = fit(x[rest], y[rest], w[rest], prior, held)
        p[~rest] = 1 / (1 + np.exp(-np.clip(x[~rest] @ b, -30, 30)))
    whole = np.array([g in WHOLE for g in k.group])
    gold = sum(n for g, n in k.gold.items() if g in WHOLE)
    kept = [(whole & (p >= t), t) for t in THRESHOLDS]
    scores = [(2 * y[inside].sum() / (inside.sum() + gold), t) for inside, t in kept]
    best, threshold = max(scores)
    print(f"{name}: {len(y)} candidates, {y.sum():.0f} right; F1 {best:.3f} at {threshold}")
    for group, count in k.gold.items():
        inside = (np.array(k.group) == group) & (p >= threshold)
        print(f"    {group}: {inside.sum()} kept, {y[inside].sum():.0f} right of {count}")
    b = fit(x, y, w, prior, held)
    row = {"threshold": threshold, "bias": round(float(b[0]), 2)}
    return row | {n: round(float(v), 2) for n, v in zip(names, b[1:], strict=True) if abs(v) >= 0.01}


def main(data: Path, only: list[str]) -> None:
    """Fit and write the weights."""
    rows = yaml.safe_load(OUT.read_text("utf-8"))
    for name, kind in collect(data).items():
        if kind.known and (not only or name in only):
            rows[name] = weighed(name, kind) if sum(kind.right) >= LEAST else PRIOR[name]
    lines = [f"{kind}: {{{', '.join(f'{n}: {v}' for n, v in row.items())}}}\n" for kind, row in rows.items()]
    OUT.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
