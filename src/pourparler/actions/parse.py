"""Show the grammar of a text: CoNLL-U out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.actions.gather import gather
from pourparler.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.domain import Finding
    from pourparler.reading.grammar import Grammar


def parse(path: str) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Parse the reports at a place.

    Args:
        path: A report, in any format that can be read.
    Yields: CoNLL-U of one report, empty where it could not be read, and what to know about it.
    """
    from pourparler.reading.grammar import conllu

    grammar: Grammar | None = None
    for item in gather([path]):
        if item.document is None:
            yield "", item.findings
            continue
        grammar = grammar or _load()
        yield conllu.write(grammar.parse(item.document.text)), item.findings


def parse_conllu(path: str) -> str:
    """Parse the sentences and words of a CoNLL-U file, whatever its other columns say.

    Args:
        path: The file; comments, multiword tokens and empty nodes come back as they are.
    Raises: Unreadable, where the file cannot be opened; BadFile, where it is not CoNLL-U.
    """
    from pourparler.reading.grammar import conllu

    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as trouble:
        raise Unreadable(f"{path}: {trouble.strerror}: give the path of a CoNLL-U file") from trouble
    except UnicodeDecodeError as trouble:
        raise Unreadable(f"{path}: not UTF-8 at byte {trouble.start}: convert the file first") from trouble
    return conllu.annotate(conllu.read(text, path), _load())


def _load() -> Grammar:
    from pourparler.reading.grammar import load

    return load()
