"""The table of lemmas that the rules get wrong, from the training trees.

python -m training.lemmas BUILD WEIGHTS
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pourparler.reading.grammar.lemma import lemma
from training.batches import load


def table(build: Path) -> dict[str, str]:
    """Map "UPOS form" to the lemma that the treebanks give it most often, where the rules differ."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in load(build / "train.jsonl"):
        for form, upos, value in zip(
            record["words"], record.get("upos", []), record.get("lemmas", []), strict=False
        ):
            seen[f"{upos} {form.lower()}"][value] += 1
    out = {}
    for key, counts in sorted(seen.items()):
        upos, form = key.split(" ", 1)
        best, times = counts.most_common(1)[0]
        if (
            lemma(form, upos, {}) != best
            and (upos != "PROPN" or (times > 1 and best.lower() != form))
            and upos not in {"X", "PUNCT", "SYM"}
        ):
            out[key] = best
    return out


if __name__ == "__main__":
    lemmas = table(Path(sys.argv[1]))
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    (Path(sys.argv[2]) / "lemmas.json").write_text(
        json.dumps(lemmas, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    print(len(lemmas), "lemmas by table")
