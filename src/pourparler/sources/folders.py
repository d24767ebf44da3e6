"""Folders to files: recursive, in the order of their names, hidden files left out, the rest never silently."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.domain import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".rss", ".atom", ".xml",
)  # fmt: skip
_OURS = ("process", "parties", "issues", "draft", "problem", "assumptions", "people")  # keys of our own files


@dataclass(frozen=True, slots=True)
class Place:
    """One input: a file or address to read, or the finding that says why not."""

    path: str  # as the user named it, or the folder as named plus the way down
    finding: Finding | None = None


def places(paths: Sequence[str]) -> Iterator[Place]:
    """Yield every input in the order given; folders give their files, sorted.

    Args:
        paths: Files, folders and http(s) addresses.
    """
    for path in paths:
        if not is_address(path) and os.path.isdir(path):  # noqa: PTH112 - Path() would tidy the user's spelling
            yield from _folder(path)
        else:
            yield Place(path)


def is_address(path: str) -> bool:
    """Say whether a path is an http(s) address: the one thing for which the network is used."""
    return path.lower().startswith(("http://", "https://"))


def _folder(top: str) -> Iterator[Place]:
    some = False
    for place in _walk(top, frozenset()):
        some = True
        yield place
    if not some:
        yield Place(
            top, _skipped(top, "empty-folder", "the folder holds no report: name a folder with reports in it")
        )


def _walk(folder: str, above: frozenset[tuple[int, int]]) -> Iterator[Place]:
    try:
        about = os.stat(folder)  # noqa: PTH116 - the user's spelling of the path is kept
        names = sorted(os.listdir(folder))  # noqa: PTH208 - as above
    except OSError as trouble:
        yield Place(folder, _skipped(folder, "unreadable-folder", f"the folder could not be opened ({_why(trouble)}): "
                                     "check its permissions"))  # fmt: skip
        return
    here = (about.st_dev, about.st_ino)
    if here in above:
        yield Place(folder, _skipped(folder, "link-loop", "a link leads back into a folder it lies in; it was not "
                                     "followed again", needs_person=False))  # fmt: skip
        return
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - as above
        if name.startswith((".", "~$")):
            continue
        if os.path.isdir(path):  # noqa: PTH112 - as above
            yield from _walk(path, above | {here})
        else:
            yield _file(path)


def _file(path: str) -> Place:
    suffix = Path(path).suffix.lower()
    if suffix in (".yaml", ".yml") and (key := _own_file(path)):
        return Place(path, _skipped(path, "not-a-report", f"the file begins with `{key}:` and is no report; it was left "
                                    "out (a process file is given with --process)", needs_person=False))  # fmt: skip
    if suffix == ".txt" and _own_file(str(Path(path).with_suffix(".yaml"))) == "draft":
        return Place(path, _skipped(path, "not-a-report", "the text belongs to the draft agreement of the same name and "
                                    "is no report; it was left out of the folder", needs_person=False))  # fmt: skip
    if suffix not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        named = f"ends in {suffix}" if suffix else "has no ending"
        return Place(path, _skipped(path, "unknown-type", f"the file {named} and was skipped; in folders these are "
                                    f"read: {kinds}. Name the file itself to have it read as text"))  # fmt: skip
    return Place(path)


def _own_file(path: str) -> str | None:
    """Return the first key of a file that begins like one of our own YAML files."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - as above
            return None
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            start = file.read(1 << 16)
    except OSError:
        return None
    for line in start.decode("utf-8", "replace").splitlines():
        if line and not line.startswith(("#", " ", "\t", "-", "%", "\ufeff")):
            key = line.split(":")[0].strip()
            return key if key in _OURS else None
    return None


def _skipped(path: str, code: str, message: str, *, needs_person: bool = True) -> Finding:
    return Finding(message, where=path, needs_person=needs_person, code=code)


def _why(trouble: OSError) -> str:
    return (trouble.strerror or type(trouble).__name__).lower()
