"""Greedy figures between epochs.  The real ones come from `training.evaluate` on what is exported."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import torch

from training import batches as bt
from training.prepare import spans_of

if TYPE_CHECKING:
    from training.model import Reader

SETS = ("ewt_dev", "gum_dev", "uner_dev", "voa_dev")


def parse(model: Reader, records: list[bt.Record], pieces: bt.Pieces) -> None:
    """Store the model's own greedy heads in each sentence, for the anchors of extents."""
    model.eval()
    with torch.no_grad():
        for items in bt.batches(records, pieces, 4000, Random(0), vary=False):  # noqa: S311 - seeded on purpose
            batch = bt.on(model.arc.device, bt.tensors(items))
            heads = _greedy(model, model.encode(batch)["syntax"], batch)
            for item, row in zip(items, heads.tolist(), strict=True):
                item.record["parsed"] = row[1 : len(item.first)]
    model.train()


def _greedy(model: Reader, h: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    return model.arcs(h).masked_fill(~bt.places(batch)[:, None, :], -1e4).argmax(-1)


def scores(model: Reader, dev: dict[str, list[bt.Record]], pieces: bt.Pieces) -> dict[str, float]:
    """UPOS, UAS, LAS and names on the development sets, in percent."""
    model.eval()
    counts: dict[str, list[int]] = {}
    with torch.no_grad():
        for name, records in dev.items():
            for items in bt.batches(records, pieces, 4000, Random(0), vary=False):  # noqa: S311 - seeded on purpose
                _count(model, items, name, counts)
    model.train()
    return {key: round(200 * hit / max(said + true, 1), 2) for key, (hit, said, true) in counts.items()}


def _count(model: Reader, items: list[bt.Item], name: str, counts: dict[str, list[int]]) -> None:
    batch = bt.on(model.arc.device, bt.tensors(items))
    states = model.encode(batch)
    if "heads" in items[0].record:
        t = bt.on(model.arc.device, bt.tree_targets(items, model.c, batch["first"].shape[1]))
        h, w = states["syntax"], batch["words"]
        heads = _greedy(model, h, batch)
        right = heads == t["heads"]
        labelled = right & (model.labels(h, heads).argmax(-1) == t["rels"])
        tagged = model.upos(h).argmax(-1) == t["upos"]
        for key, hits in (("upos", tagged), ("uas", right), ("las", labelled)):
            _add(counts, f"{name} {key}", int(hits[w].sum()), int(w.sum()), int(w.sum()))
    if "ner" in items[0].record:
        for item, row in zip(items, model.ner(states["frames"]).argmax(-1).tolist(), strict=True):
            keep = set(item.record["types"]) - {"DATE"}
            tags = [model.c.ner[x] for x in row[1 : len(item.first)]]
            found = {s for s in spans_of(tags) if s[2] in keep}
            true = {s for s in spans_of(item.record["ner"]) if s[2] in keep}
            _add(counts, f"{name} names", len(found & true), len(found), len(true))


def _add(counts: dict[str, list[int]], key: str, hit: int, said: int, true: int) -> None:
    total = counts.setdefault(key, [0, 0, 0])
    for i, n in enumerate((hit, said, true)):
        total[i] += n
