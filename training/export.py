"""Write the trained model as ONNX, with the labels, the vocabulary and a manifest beside it.

    python -m training.export BUILD/model.pt WEIGHTS --encoder FOLDER [--int8 BUILD/train.jsonl]

With `--int8` the matrices of the encoder are int8 per output column and their inputs uint8 with a scale
fixed here, measured on training sentences, so that a sentence comes out the same in any batch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from training.calibrate import measure
from training.graph import Array, build
from training.model import Config


def tail(w: dict[str, Array]) -> dict[str, Array]:
    """What numpy keeps: the label and role tensors, used only where an arc or anchor was found."""
    return {
        "rel": w["rel"].astype(np.float16),
        "role": w["role"].astype(np.float16),
        "role_distance": w["role_distance"].astype(np.float32),
    }


def main() -> None:
    """Read the command line and write the folder of weights."""
    p = argparse.ArgumentParser()
    p.add_argument("model", type=Path)
    p.add_argument("weights", type=Path)
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--int8", type=Path, help="training sentences that fix the scales")
    a = p.parse_args()
    saved = torch.load(a.model, weights_only=False)
    c = Config(**saved["config"])
    w = {k: v.numpy() for k, v in saved["state"].items()}
    scales = measure(w, c, a.int8, a.encoder) if a.int8 else None
    model, _ = build(w, c, scales)
    a.weights.mkdir(parents=True, exist_ok=True)
    onnx.save(model, a.weights / "model.onnx")
    arrays: dict[str, Any] = tail(w)
    np.savez(a.weights / "tail.npz", **arrays)
    shutil.copy(a.encoder / "tokenizer.json", a.weights / "tokenizer.json")
    labels = {
        k: saved["config"][k] for k in ("upos", "rels", "ner", "tags", "status", "issue", "voice", "roles")
    }
    (a.weights / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    write_manifest(a.weights)


def write_manifest(folder: Path) -> None:
    """sha256 and size of every file that the package loads."""
    names = ("model.onnx", "tail.npz", "tokenizer.json", "labels.json", "lemmas.json")
    files = {
        name: {
            "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            "bytes": (folder / name).stat().st_size,
        }
        for name in names
        if (folder / name).exists()
    }
    (folder / "manifest.json").write_text(json.dumps(files, indent=1) + "\n", encoding="utf-8")
    total = sum((folder / name).stat().st_size for name in files)
    print(f"{total / 1e6:.1f} MB in {len(files)} files")


if __name__ == "__main__":
    main()
