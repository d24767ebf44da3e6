"""Fix the scale of every int8 matrix's input, from what it is on training sentences."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from training import batches as bt
from training.graph import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from training.model import Config

SENTENCES = 400
EXACT = {"upos", "ner", "frames"}  # the small last matrices stay in full precision
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


def measure(
    w: dict[str, NDArray[Any]], c: Config, sentences: Path, encoder: Path
) -> dict[str, tuple[float, int]]:
    """Scale and zero point (uint8) of the input of every matrix."""
    records = Random(0).sample(bt.load(sentences), SENTENCES)  # noqa: S311 - seeded on purpose
    model, watch = build(w, c, None, watch=True)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    nodes = sorted({node for _, node in watch})
    lows: dict[str, list[float]] = {node: [] for node in nodes}
    highs: dict[str, list[float]] = {node: [] for node in nodes}
    for feed in feeds(records, encoder):
        real = np.arange(feed["ids"].shape[1])[None, :] < feed["lengths"][:, None]
        for node, value in zip(nodes, session.run(nodes, feed), strict=True):
            rows = value[real] if value.shape[:2] == real.shape else value.reshape(-1, value.shape[-1])
            lows[node].append(float(np.quantile(rows, CLIP)))
            highs[node].append(float(np.quantile(rows, 1 - CLIP)))
    scales = {}
    for name, node in watch:
        if name in EXACT:
            continue
        low, high = min(0.0, *lows[node]), max(0.0, *highs[node])
        scale = max((high - low) / 255, 1e-8)
        scales[name] = (scale, round(-low / scale))
    return scales
