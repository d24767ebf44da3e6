from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from pourparler.errors import ModelDamaged
from pourparler.reading.grammar import load
from pourparler.reading.grammar.weights import FOLDER, read

if TYPE_CHECKING:
    from pathlib import Path


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged, match=r"no readable list.*make train"):
        load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "manifest.json", tmp_path)
    with pytest.raises(ModelDamaged, match=r"model\.onnx is missing.*reinstall"):
        load(tmp_path)


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}", encoding="utf-8")
    manifest = {"labels.json": {"sha256": "0" * 64, "bytes": 2}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelDamaged, match=r"labels\.json .* is not the one that was shipped"):
        read(tmp_path)


def test_the_package_stays_within_30_megabytes() -> None:
    assert sum(len(data) for data in read().values()) < 30e6
