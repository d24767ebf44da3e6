"""Rebuild the text of a GUM document from the treebank, where it lies beside the project.

The repository holds spans and a hash of each text, not the texts. The rules: a paragraph per `newpar`, its
sentences joined by a space, paragraphs by an empty line; the headline, which is the title of the
document, is left out; where two or more people speak, each turn begins with the speaker's name.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

TREEBANK = Path(__file__).resolve().parents[2] / "shared" / "data" / "treebanks" / "gum" / "dep"
_TURN = re.compile(r'sp who:::"#(\w+)"')


def rebuild(name: str, treebank: Path = TREEBANK) -> str | None:
    """Give the text of a document such as `GUM_news_afghan`, or None where there is no treebank."""
    path = treebank / f"{name}.conllu"
    if not path.exists():
        return None
    title, speakers = "", 0
    paragraphs: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.removeprefix("# ").partition(" = ")
        if not line.startswith("#"):
            continue
        if key == "meta::title":
            title = value
        elif key == "meta::speakerCount":
            speakers = int(value)
        elif key == "newpar":
            paragraphs.append([])
        elif key == "newpar_block" and speakers > 1 and (turn := _TURN.match(value)):
            paragraphs[-1].append(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", turn[1]) + ":")
        elif key == "text":
            paragraphs[-1].append(value)
    return "\n\n".join(" ".join(p) for p in paragraphs if p != [title]) + "\n"


def text(row: dict[str, Any]) -> str | None:
    """Give the text that a row of the index stands for, checked against its hash."""
    made = rebuild(row["id"])
    if made is not None and hashlib.sha256(made.encode("utf-8")).hexdigest() != row["sha256"]:
        message = f"{row['id']}: the treebank's text is not the one that was annotated"
        raise ValueError(message)
    return made
