"""Opening the weights, and saying clearly when they are missing or damaged."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pourparler.errors import ModelDamaged

FOLDER = Path(__file__).parent / "weights"
REMEDY = (
    "reinstall the package (pip install --force-reinstall pourparler) or, in a checkout, run `make train`"
)


def read(folder: Path = FOLDER) -> dict[str, bytes]:
    """The bytes of every file in the manifest.

    Raises: ModelDamaged, where a file is missing or is not the one that was shipped.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise ModelDamaged(
            f"no readable list of the reading model's weights in {folder}: {REMEDY}"
        ) from trouble
    files = {}
    for name, expected in manifest.items():
        try:
            data = (folder / name).read_bytes()
        except OSError as trouble:
            raise ModelDamaged(
                f"the reading model's file {name} is missing from {folder}: {REMEDY}"
            ) from trouble
        if len(data) != expected["bytes"] or hashlib.sha256(data).hexdigest() != expected["sha256"]:
            raise ModelDamaged(
                f"the reading model's file {name} in {folder} is not the one that was shipped "
                f"({len(data)} bytes, expected {expected['bytes']}): {REMEDY}"
            )
        files[name] = data
    return files
