"""The table of lemmas that the rules get wrong, from the training trees.

python -m training.lemmas BUILD WEIGHTS
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.reading.grammar.lemma import lemma
from training.batches import load

if TYPE_CHECKING:
    from collections.abc import Mapping


# Forms that no rule makes, for those that the trees do not show: base, past, participle.
IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|bend bent|bind bound|bite bit bitten|bleed bled
blow blew blown|breed bred|burst burst|cling clung|creep crept|dig dug|draw drew drawn|drive drove driven|feed fed
fight fought|flee fled|fling flung|fly flew flown|forbid forbade forbidden|foresee foresaw foreseen|forgive forgave forgiven
forgo forwent forgone|freeze froze frozen|grind ground|grow grew grown|hang hung|hide hid hidden|kneel knelt|lay laid|lend lent
light lit|mislead misled|mistake mistook mistaken|overcome overcame|oversee oversaw overseen|overtake overtook overtaken
overthrow overthrew overthrown|plead pled|ride rode ridden|rise rose risen|seek sought|shake shook shaken|shoot shot|shrink shrank shrunk
sing sang sung|sink sank sunk|slay slew slain|slide slid|spring sprang sprung|steal stole stolen|stick stuck|sting stung
stride strode stridden|strike struck stricken|strive strove striven|swear swore sworn|sweep swept|swim swam swum|swing swung
tear tore torn|throw threw thrown|tread trod trodden|undergo underwent undergone|undertake undertook undertaken|undo undid undone
uphold upheld|weave wove woven|weep wept|wind wound|withdraw withdrew withdrawn|withhold withheld|withstand withstood|wring wrung
"""


def inflected(verb: str) -> list[str]:
    """The regular forms of a verb; a short one doubles its last consonant, a longer one may.

    >>> inflected("resume")
    ['resumes', 'resumed', 'resuming']
    """
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith("e"):
        return [third, verb + "d", (verb if verb.endswith(("ee", "ye", "oe")) else verb[:-1]) + "ing"]
    plain = [third, verb + "ed", verb + "ing"]
    if verb[-1] in "bdgklmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
        doubled = [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
        return [third, *doubled] if sum(c in "aeiou" for c in verb) == 1 else [*plain, *doubled]
    return plain


def table(build: Path) -> dict[str, str]:
    """Map "UPOS form" to a lemma, where the rules differ: what the treebanks give most often, and verbs' other forms."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in load(build / "train.jsonl"):
        for form, upos, value in zip(
            record["words"], record.get("upos", []), record.get("lemmas", []), strict=False
        ):
            seen[f"{upos} {form.lower()}"][value] += 1
    for form, verb in _unseen(seen):
        seen[f"VERB {form}"][verb] += 1
    out = {}
    for key, counts in sorted(seen.items()):
        upos, form = key.split(" ", 1)
        best, times = counts.most_common(1)[0]
        best = best.lower() if upos == "VERB" else best
        if (
            lemma(form, upos, {}) != best
            and (upos != "PROPN" or (times > 1 and best.lower() != form))
            and upos not in {"X", "PUNCT", "SYM"}
        ):
            out[key] = best
    return out


def _unseen(seen: Mapping[str, Counter[str]]) -> list[tuple[str, str]]:
    """Return the forms of verbs that the trees do not show: of irregular ones, and of those they show otherwise."""
    rows = [row.split() for row in IRREGULAR.replace("\n", "|").strip("|").split("|")]
    verbs = {value for key, counts in seen.items() if key.startswith("VERB ") for value in counts}
    regular = sorted(verb for verb in verbs if len(verb) > 2 and verb.isalpha() and verb.islower())
    forms = [(form, base) for base, *others in rows for form in others]
    forms += [(form, verb) for verb in regular for form in inflected(verb)]
    return [(form, verb) for form, verb in forms if f"VERB {form}" not in seen]


if __name__ == "__main__":
    lemmas = table(Path(sys.argv[1]))
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    (Path(sys.argv[2]) / "lemmas.json").write_text(
        json.dumps(lemmas, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    print(len(lemmas), "lemmas by table")
