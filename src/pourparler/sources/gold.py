"""Gold and predictions for scoring: folders of JSON or files of JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pourparler.errors import BadFile, Unreadable


def load_lines(path: str) -> dict[str, dict[str, Any]]:
    """Return report name -> line in the contract's form.

    Args:
        path: A folder of `NAME.json`, one `.json`, or a file of JSON lines as `read --json` prints it.
    Returns: The lines by name: the key `id` of gold, else the stem of the document's path.
    Raises: Unreadable, BadFile.
    """
    place = Path(path)
    if not place.exists():
        raise Unreadable(f"{path}: there is no such file or folder; give gold or predictions as JSON")
    files = sorted(place.glob("*.json")) if place.is_dir() else [place]
    lines: dict[str, dict[str, Any]] = {}
    problems = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        whole = [text] if file.suffix == ".json" else text.splitlines()
        for number, chunk in enumerate(whole, start=1):
            if not chunk.strip():
                continue
            try:
                line = json.loads(chunk)
                lines[_name(line)] = line
            except (ValueError, KeyError, TypeError, AttributeError) as trouble:
                problems.append(f"{file.name} line {number}: not a line of the contract ({trouble})")
    if problems:
        raise BadFile(path, problems)
    return lines


def _name(line: dict[str, Any]) -> str:
    if "document" in line:
        return Path(str(line["document"]["path"])).stem
    return str(line["id"])
