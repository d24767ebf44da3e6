"""From sentences to tensors: sub-words, batches of like length, targets with masks."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from pourparler.reading.grammar.shape import shape
from training.model import KINDS, Config

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

Record = dict[str, Any]
IGNORE = -100
CURLY = {'"': ("“", "”"), "'s": ("’s", "’s"), "n't": ("n’t", "n’t"), "--": ("—", "—")}
ISSUED = ("pos", "prop", "stick", "comm")


def load(path: Path) -> list[Record]:
    """The sentences of a prepared split."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def config(records: list[Record]) -> Config:
    """Label inventories, as found in the training sentences."""
    rels = sorted({rel for r in records for rel in r.get("rels", [])})
    upos = sorted({tag for r in records for tag in r.get("upos", [])} - {"_"})
    frames = [f for r in records for f in r.get("frames", [])]
    labels = {k: sorted({f["label"] for f in frames if f["kind"] == k}) for k in KINDS}
    tags = {
        k: ["O", *(f"{m}-{x}" for x in v for m in "BI")] if k in {"cue", "event"} else ["O", *v]
        for k, v in labels.items()
    }
    roles = Counter((f["kind"], role) for f in frames for role in f["roles"])
    return Config(
        upos=upos,
        rels=rels,
        tags=tags,
        roles=sorted(roles),
        ner=["O", *(f"{m}-{x}" for x in ("PER", "ORG", "LOC", "NORP", "DATE") for m in "BI")],
        status=sorted({f["status"] for f in frames if "status" in f}),
        issue=sorted({f["issue"] for f in frames if "issue" in f}),
        voice=sorted({f["voice"] for f in frames if "voice" in f}),
    )


class Pieces:
    """Words to sub-word ids, remembered."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Sub-word ids of one word, at most eight; never empty."""
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[word] = ids[:8] or [100]
        return self.known[word]


@dataclass
class Item:
    """One sentence, encoded.  `first` counts the sentence marker: word i stands at first[i+1]."""

    record: Record
    ids: list[int]
    shapes: list[int]
    first: list[int]


def encode(record: Record, pieces: Pieces, words: list[str] | None = None) -> Item:
    """Sub-words between [CLS] and [SEP], with the case class of their word."""
    ids, shapes, first = [101], [0], [0]
    for word in words or record["words"]:
        first.append(len(ids))
        new = pieces(word)
        ids += new
        shapes += [shape(word)] * len(new)
    return Item(record, [*ids, 102], [*shapes, 0], first)


def disguise(words: list[str], rng: random.Random) -> list[str]:
    """Sometimes the typography of other publishers: curly quotes, dashes, headline case."""
    chance = rng.random()
    if chance < 0.35:
        opened = False
        out = []
        for word in words:
            if word in {'"', "``", "''"}:
                opened = not opened
                out.append("“" if opened else "”")
            else:
                out.append(CURLY[word][0] if word in CURLY else word.replace("'", "’"))
        return out
    if chance < 0.37:
        return [word.upper() for word in words]
    if chance < 0.39:
        return [word[:1].upper() + word[1:] for word in words]
    if chance < 0.41:
        return [word.lower() for word in words]
    return words


def batches(
    records: list[Record], pieces: Pieces, size: int, rng: random.Random, *, vary: bool = True
) -> Iterator[list[Item]]:
    """Batches of at most `size` sub-words (padding included) and like length, in random order."""
    items = [encode(r, pieces, disguise(r["words"], rng) if vary else None) for r in records]
    items = [item for item in items if len(item.ids) <= 300]
    items.sort(key=lambda item: len(item.ids) + rng.random() * 3)
    groups: list[list[Item]] = [[]]
    for item in items:
        if groups[-1] and len(item.ids) * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(item)
    if vary:
        rng.shuffle(groups)
    yield from groups


def tensors(items: list[Item]) -> dict[str, Tensor]:
    """Padded inputs: ids, shapes, mask [B, S]; first, words [B, N+1]."""
    s = max(len(i.ids) for i in items)
    n = max(len(i.first) for i in items)
    out = {k: np.zeros((len(items), s), np.int64) for k in ("ids", "shapes")}
    out["mask"] = np.zeros((len(items), s), bool)
    out["first"] = np.zeros((len(items), n), np.int64)
    out["words"] = np.zeros((len(items), n), bool)
    for b, item in enumerate(items):
        out["ids"][b, : len(item.ids)] = item.ids
        out["shapes"][b, : len(item.ids)] = item.shapes
        out["mask"][b, : len(item.ids)] = True
        out["first"][b, : len(item.first)] = item.first
        out["words"][b, 1 : len(item.first)] = True
    return {k: torch.from_numpy(v) for k, v in out.items()}


def on(device: torch.device, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors where the model is."""
    return {k: v.to(device) for k, v in tensors.items()}


def places(batch: dict[str, Tensor]) -> Tensor:
    """Where a head may stand, [B, N+1]: the words and the root."""
    out = batch["words"].clone()
    out[:, 0] = True
    return out


def tree_targets(items: list[Item], c: Config, n: int) -> dict[str, Tensor]:
    """UPOS, heads and labels [B, N+1]; IGNORE where there is none."""
    out = {k: np.full((len(items), n), IGNORE) for k in ("upos", "heads", "rels")}
    upos = {x: i for i, x in enumerate(c.upos)}
    rels = {x: i for i, x in enumerate(c.rels)}
    for b, item in enumerate(items):
        r = item.record
        if "heads" in r:
            end = len(item.first)
            out["upos"][b, 1:end] = [upos.get(x, IGNORE) for x in r["upos"]]
            out["heads"][b, 1:end] = r["heads"]
            out["rels"][b, 1:end] = [rels.get(x, IGNORE) for x in r["rels"]]
    return {k: torch.from_numpy(v) for k, v in out.items()}


def ner_targets(items: list[Item], c: Config, n: int) -> Tensor:
    """[B, N+1, labels] True for every label that the annotation leaves possible; none = masked.

    A source that never marks a type says nothing where that type would stand, so a token it leaves
    outside may still be any of the types that it does not annotate.
    """
    out = np.zeros((len(items), n, len(c.ner)), bool)
    index = {x: i for i, x in enumerate(c.ner)}
    for b, item in enumerate(items):
        if "ner" in item.record:
            known = item.record["types"]
            free = [i for x, i in index.items() if x == "O" or x[2:] not in known]
            for i, tag in enumerate(item.record["ner"]):
                out[b, i + 1, free if tag == "O" else index[tag]] = True
    return torch.from_numpy(out)


def anchor(frame: Record, heads: list[int] | None) -> int | None:
    """The token that stands for a frame: its trigger's first token, or its extent's head."""
    if frame["anchor"] is not None:
        return int(frame["anchor"][0])
    if heads is None:
        return None
    start, end = frame["extent"]
    for i in range(start, end):
        if not start <= heads[i] - 1 < end:
            return i
    return int(start)


@dataclass
class FrameTargets:
    """What the frame heads should say for one batch."""

    tags: dict[str, Tensor]  # kind -> [B, N+1]
    labels: dict[str, Tensor]  # status, issue, voice -> [B, N+1]
    sentence: Tensor  # [A]
    anchor: Tensor  # [A]
    channels: Tensor  # [A, 3C, N+1] bool
    weight: Tensor  # [A, 3C] bool: channels of the anchor's kind

    def on(self, device: torch.device) -> FrameTargets:
        """The same targets where the model is."""
        single = [getattr(self, k).to(device) for k in ("sentence", "anchor", "channels", "weight")]
        return FrameTargets(on(device, self.tags), on(device, self.labels), *single)


def frame_targets(items: list[Item], c: Config, n: int) -> FrameTargets:
    """Anchor layers, their labels, and the channels of every anchor."""
    tags = {k: np.full((len(items), n), IGNORE) for k in c.tags}
    labels = {k: np.full((len(items), n), IGNORE) for k in ("status", "issue", "voice")}
    rows: list[tuple[int, int]] = []
    channels: list[np.ndarray] = []
    weights: list[np.ndarray] = []
    for b, item in enumerate(items):
        r = item.record
        if "frames" not in r:
            continue
        parsed = r.get("parsed")
        for kind in c.tags:
            if parsed is not None or kind in {"cue", "event", "meet"}:
                tags[kind][b, 1 : len(item.first)] = 0
        places: dict[tuple[str, int], int] = {}
        for frame in r["frames"]:
            at = anchor(frame, parsed)
            if at is None:
                continue
            kind = frame["kind"]
            if (kind, at) not in places:
                places[kind, at] = len(rows)
                rows.append((b, at + 1))
                channels.append(np.zeros((3 * len(c.roles), n), bool))
                weights.append(np.repeat([k == kind for k, _ in c.roles], 3))
                _label(frame, (b, at), c, tags, labels)
            _channels(frame, channels[places[kind, at]], c)
    where = np.array(rows, np.int64).reshape(-1, 2)
    shape_ = (len(rows), 3 * len(c.roles))
    return FrameTargets(
        {k: torch.from_numpy(v) for k, v in tags.items()},
        {k: torch.from_numpy(v) for k, v in labels.items()},
        torch.from_numpy(where[:, 0]),
        torch.from_numpy(where[:, 1]),
        torch.from_numpy(np.array(channels, bool).reshape(*shape_, n)),
        torch.from_numpy(np.array(weights, bool).reshape(shape_)),
    )


def _label(frame: Record, place: tuple[int, int], c: Config, tags: Any, labels: Any) -> None:
    b, at = place
    kind = frame["kind"]
    if kind in {"cue", "event"}:
        start, end = frame["anchor"]
        tags[kind][b, start + 1] = c.tags[kind].index("B-" + frame["label"])
        tags[kind][b, start + 2 : end + 1] = c.tags[kind].index("I-" + frame["label"])
    else:
        tags[kind][b, at + 1] = c.tags[kind].index(frame["label"])
    for key in labels:
        if key in frame:
            labels[key][b, at + 1] = getattr(c, key).index(frame[key])


def _channels(frame: Record, out: np.ndarray, c: Config) -> None:
    for role, spans in frame["roles"].items():
        k = 3 * c.roles.index((frame["kind"], role))
        for start, end in spans:
            out[k, start + 1 : end + 1] = True
            out[k + 1, start + 1] = True
            out[k + 2, end] = True
