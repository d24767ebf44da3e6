"""Fix the scale of every int8 matrix's input, from what it is on training sentences."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from training import batches as bt
from training.graph import Scale, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from training.model import Config

SENTENCES = 400
EXACT = {"upos", "ner", "frames"}  # the small last matrices stay in full precision
SMOOTH = 0.9
GELU_LOW = 0.17  # no GELU goes below minus this
CLIP = 0.00002  # share of values beyond the scale on either side


def feeds(records: list[bt.Record], encoder: Path) -> Iterator[dict[str, NDArray[Any]]]:
    """Inputs of the exported graph for some sentences."""
    pieces = bt.Pieces(encoder / "tokenizer.json")
    for items in bt.batches(records, pieces, 2000, Random(0), vary=False):  # noqa: S311 - seeded on purpose
        t = bt.tensors(items)
        size = t["ids"].shape[1]
        yield {
            "ids": t["ids"].numpy(),
            "cases": t["shapes"].numpy(),
            "places": np.arange(size),
            "first": t["first"].numpy() + np.arange(len(items))[:, None] * size,
            "counts": t["words"].sum(1).numpy()[:, None, None] + 1,
            "lengths": t["mask"].sum(1).numpy().astype(np.int32),
        }


def measure(w: dict[str, NDArray[Any]], c: Config, sentences: Path, encoder: Path) -> dict[str, Scale]:
    """How the input of every matrix is to be written in eight bits."""
    records = Random(0).sample(bt.load(sentences), SENTENCES)  # noqa: S311 - seeded on purpose
    model, watch = build(w, c, None, watch=True)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    nodes = sorted({node for _, node in watch})
    seen: dict[str, list[NDArray[Any]]] = {node: [] for node in nodes}  # low, high and greatest of each batch
    for feed in feeds(records, encoder):
        real = np.arange(feed["ids"].shape[1])[None, :] < feed["lengths"][:, None]
        for node, value in zip(nodes, session.run(nodes, feed), strict=True):
            rows = value[real] if value.shape[:2] == real.shape else value.reshape(-1, value.shape[-1])
            ends = [np.quantile(rows, CLIP), np.quantile(rows, 1 - CLIP)]
            seen[node].append(np.concatenate([ends, np.abs(rows).max(0)]))
    scales = {}
    for name, node in watch:
        if name not in EXACT:
            columns = np.stack(seen[node])
            scales[name] = (
                _smoothed(columns, w[name + ".weight"]) if name.endswith("down") else _plain(columns)
            )
    return scales


def _plain(columns: NDArray[Any]) -> Scale:
    low, high = min(0.0, columns[:, 0].min()), max(0.0, columns[:, 1].max())
    step = max((high - low) / 255, 1e-8)
    return Scale(step, round(-low / step))


def _smoothed(columns: NDArray[Any], weight: NDArray[Any]) -> Scale:
    """Move the few great inputs of a GELU's successor into its weights.

    Source: SmoothQuant (Xiao et al. 2023), equation 4, with the exponent that did best on EWT dev.
    """
    great = columns[:, 2:].max(0)
    s = np.maximum(great, 0.05) ** SMOOTH / np.maximum(np.abs(weight).max(0), 1e-3) ** (1 - SMOOTH)
    s /= np.median(s)
    high, low = (great / s).max(), (GELU_LOW / s).max()
    step = (high + low) / 255
    return Scale(step, round(low / step), s)
