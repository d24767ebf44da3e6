"""Which reader a path needs, and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.errors import BadFile, Unreadable
from pourparler.sources.problems.genius import is_genius, read_genius
from pourparler.sources.problems.geniusweb import is_geniusweb, read_geniusweb
from pourparler.sources.problems.scorable import find_scorable, read_scorable
from pourparler.sources.problems.table import read_table
from pourparler.sources.problems.yaml_file import read_yaml

if TYPE_CHECKING:
    from pourparler.domain.problem import Problem

YAML = (".yaml", ".yml")


def read_problem(path: Path | str) -> Problem:
    """Read a problem from a YAML file, a CSV table, or a GENIUS, GeniusWeb or scorable-game folder.

    Args:
        path: A file or a folder.
    Raises: Unreadable, if nothing there is a problem in a known format; BadFile, with all that is wrong in it.
    """
    path = Path(path)
    if not path.exists():
        raise Unreadable(f"{path}: nothing there; expected a problem file or a folder")
    try:
        return _folder(path) if path.is_dir() else _file(path)
    except UnicodeDecodeError as wrong:
        raise BadFile(
            str(path), [f"not readable as UTF-8 text: {wrong.reason} at byte {wrong.start}"]
        ) from None


def _file(path: Path) -> Problem:
    suffix = path.suffix.lower()
    if suffix in YAML:
        return read_yaml(path)
    if suffix == ".csv":
        return read_table(path)
    if suffix in (".xml", ".json"):
        return _folder(path.parent)
    raise Unreadable(f"{path}: expected .yaml, .csv, or a GENIUS, GeniusWeb or scorable-game folder")


def _folder(path: Path) -> Problem:
    game = find_scorable(path)
    if game is not None:
        return read_scorable(game)
    if is_genius(path):
        return read_genius(path)
    if is_geniusweb(path):
        return read_geniusweb(path)
    inside = sorted(p for p in path.iterdir() if p.suffix.lower() in YAML)
    if len(inside) == 1:
        return read_yaml(inside[0])
    raise Unreadable(
        f"{path}: expected GENIUS (.xml), GeniusWeb (.json), a scorable game (config.txt and scores_files/), "
        f"or one YAML file; found {', '.join(sorted(p.name for p in path.iterdir())[:8]) or 'nothing'}"
    )
