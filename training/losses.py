"""What the model is taught with: one loss per layer, masked where nobody annotated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional as F

from training import batches as bt

if TYPE_CHECKING:
    from torch import Tensor

    from training.model import Reader

SPARSE = 3.0  # weight of an anchor of a thin kind against a token that is none


def step_loss(model: Reader, items: list[bt.Item], smooth: float) -> Tensor:
    """The sum of the losses of all layers that the batch annotates."""
    here = model.arc.device
    batch = bt.on(here, bt.tensors(items))
    n = batch["first"].shape[1]
    states = model.encode(batch)
    loss = torch.zeros((), device=here)
    if any("heads" in i.record for i in items):
        trees = bt.on(here, bt.tree_targets(items, model.c, n))
        loss = loss + tree_loss(model, states["syntax"], batch, trees, smooth)
    if any("ner" in i.record for i in items):
        loss = loss + ner_loss(model, states["frames"], bt.ner_targets(items, model.c, n).to(here))
    if any("frames" in i.record for i in items):
        frames = bt.frame_targets(items, model.c, n).on(here)
        loss = loss + frame_loss(model, states["frames"], batch, frames)
    return loss


def tree_loss(
    model: Reader, h: Tensor, batch: dict[str, Tensor], t: dict[str, Tensor], smooth: float
) -> Tensor:
    """Cross-entropy of tags, heads and labels, per word."""
    arcs = model.arcs(h).float().masked_fill(~bt.places(batch)[:, None, :], -1e4)
    labels = model.labels(h, t["heads"].clamp(min=0))
    return (
        _cross(model.upos(h), t["upos"], smooth=smooth)
        + _cross(arcs, t["heads"])
        + _cross(labels, t["rels"], smooth=smooth)
    )


def ner_loss(model: Reader, h: Tensor, allowed: Tensor) -> Tensor:
    """Minus log of the probability of the labels that the source leaves possible."""
    log = model.ner(h).float().log_softmax(-1)
    some = allowed.any(-1)
    right = log.masked_fill(~allowed, -1e4).logsumexp(-1)
    return -right[some].mean() if some.any() else log.sum() * 0


def frame_loss(model: Reader, f: Tensor, batch: dict[str, Tensor], t: bt.FrameTargets) -> Tensor:
    """Anchor layers, labels at anchors, and role channels."""
    g = model.frame_hidden(f)
    loss = f.new_zeros((), dtype=torch.float32)
    for kind, target in t.tags.items():
        dense = kind in {"cue", "event"}
        part = _cross(model.tags[kind](g), target, anchors=1.0 if dense else SPARSE)
        loss = loss + (2.0 if dense else 1.0) * part
    for key, target in t.labels.items():
        loss = loss + 0.5 * _cross(getattr(model, key)(g), target)
    if len(t.anchor):
        scores = model.roles(f, t.sentence, t.anchor).float()
        bits = F.binary_cross_entropy_with_logits(scores, t.channels.float(), reduction="none")
        keep = t.weight[:, :, None] & batch["words"][t.sentence][:, None, :]
        loss = loss + 0.1 * (bits * keep).sum() / len(t.anchor)
    return loss


def _cross(scores: Tensor, target: Tensor, *, smooth: float = 0.0, anchors: float = 1.0) -> Tensor:
    """Mean cross-entropy over the places that are annotated; zero where none is.

    Args:
        scores: [B, N, labels].
        target: [B, N].
        smooth: Label smoothing.
        anchors: Weight of every label but the first.
    """
    if not (target != bt.IGNORE).any():
        return scores.float().sum() * 0
    weight = torch.full((scores.shape[-1],), anchors, device=scores.device)
    weight[0] = 1.0
    return F.cross_entropy(
        scores.flatten(0, 1).float(),
        target.flatten(),
        weight if anchors != 1.0 else None,
        ignore_index=bt.IGNORE,
        label_smoothing=smooth,
    )
