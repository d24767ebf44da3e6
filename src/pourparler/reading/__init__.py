"""From a Document to candidate entries. Pure: only `load` opens weights and word lists, once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pourparler.reading.reader import read
from pourparler.reading.tools import Tools

if TYPE_CHECKING:
    from pathlib import Path


@cache
def load(weights: Path | None = None, *, threads: int = 0) -> Tools:
    """Open everything that `read` needs: model, register, word lists.

    Args:
        weights: A folder of weights other than the ones that ship with the package.
        threads: Processor threads of the model; 0 for as many as there are cores.
    Raises: ModelDamaged, if weights or word lists are missing or not the ones shipped.
    """
    from pourparler.reading import grammar, issues, registry, tools, words

    model = grammar.load(weights, threads=threads) if weights else grammar.load(threads=threads)
    return Tools(
        grammar=model, registry=registry.load(), cues=tools.load_cues(), offices=tools.load_offices(),
        words=words.load_words(), issues=issues.load(),
    )  # fmt: skip


__all__ = ["Tools", "load", "read"]
