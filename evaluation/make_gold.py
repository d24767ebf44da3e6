"""Turn annotations written as quotations (YAML) into gold with character spans (JSON).

    python evaluation/make_gold.py [--check]

Reads `gold/src/GROUP/NAME.yaml` and `reports/GROUP/NAME.txt`, writes `gold/GROUP/NAME.json`. The texts of
the group `gum` are rebuilt from the treebank (see `gum.py`) and passed over where it is not there.
With `--check` it writes nothing and exits with 1 if a file would change.

A person cannot count characters; a quotation can be checked by eye. So every place in a source is a
quotation of the report, and this script finds it, exactly once or not at all:

    "took them"                 must occur once in the place searched, else it is an error
    "We were ... being emptied" from the first piece to the end of the next occurrence of the second
    ["said", 2]                 the second occurrence

Only whole words count: "he" is not found in "the".

`in` narrows the search for an entry's other places to one sentence, itself given as a quotation.
Beyond spans nothing is worked out here: what is not written in the source is null or empty.
Entries of one kind are numbered from 0 in the order written; `within`, `to_proposal` use that.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from evaluation import gum
else:
    import gum

HERE = Path(__file__).parent
Span = list[int]


class NotThere(ValueError):
    """A quotation that stands nowhere in the report, or in more than one place."""


def find(quote: Any, text: str, within: Span) -> Span:
    """Find a quotation in text[within].

    >>> find("b ... d", "a b c d e", [0, 9])
    [2, 7]
    >>> find(["a", 2], "a b a", [0, 5])
    [4, 5]
    """
    nth = 0
    if isinstance(quote, list):
        quote, nth = quote[0], int(quote[1])
    head, *rest = quote.split(" ... ")
    whole = re.compile(r"(?<!\w)" * head[0].isalnum() + re.escape(head) + r"(?!\w)" * head[-1].isalnum())
    starts = [match.start() for match in whole.finditer(text, within[0], within[1])]
    if not starts:
        raise NotThere(f"not in the text: {quote!r} (searched {text[within[0] : within[0] + 40]!r}...)")
    if len(starts) > 1 and not nth:
        raise NotThere(f"stands {len(starts)} times, say which: {quote!r}")
    if nth > len(starts):
        raise NotThere(f"has only {len(starts)} occurrences: {quote!r}")
    start = starts[nth - 1] if nth else starts[0]
    end = start + len(head)
    for piece in rest:
        at = text.find(piece, end, within[1])
        if at < 0:
            raise NotThere(f"not in the text after {head!r}: {piece!r}")
        end = at + len(piece)
    return [start, end]


# kind -> (name in the source, name in the gold, one place or several)
PLACES: dict[str, list[tuple[str, str, str]]] = {
    "parties": [],
    "people": [("at", "span", "one")],
    "statements": [
        ("who", "speaker_span", "one"),
        ("cue", "cue_span", "one"),
        ("says", "content_spans", "many"),
    ],
    "events": [("trigger", "trigger_span", "one"), ("in", "span", "one")],
    "meetings": [("at", "span", "one")],
    "positions": [("at", "span", "one")],
    "proposals": [("at", "span", "one")],
    "responses": [("at", "span", "one")],
    "assessments": [("at", "span", "one")],
    "sticking_points": [("at", "span", "one")],
    "commitments": [("at", "span", "one")],
}
FIELDS: dict[str, dict[str, Any]] = {
    "parties": {"name": None, "kind": "other", "code": None},
    "people": {"name": None, "office": None, "party": None, "former": False, "from": None, "to": None},
    "statements": {"speaker": None, "party": None, "quoted": "indirect", "date": None, "within": None},
    "events": {
        "type": None,
        "status": "happened",
        "asserted_by": "narrator",
        "alleged": None,
        "initiators": [],
        "recipients": [],
        "date": None,
        "place": None,
        "numbers": {},
    },
    "meetings": {
        "date": None,
        "place": None,
        "participants": [],
        "brokers": [],
        "status": "happened",
        "ordinal": None,
        "count": None,
        "agenda": [],
    },
    "positions": {
        "party": None,
        "issue": None,
        "stance": None,
        "options": [],
        "condition": None,
        "unchanged": False,
        "date": None,
        "voice": "own",
        "gist": None,
    },
    "proposals": {"by": None, "to": [], "issue": None, "components": [], "date": None, "gist": None},
    "responses": {"by": None, "to_proposal": None, "response": None, "condition": None, "date": None},
    "assessments": {"by": None, "about": None, "polarity": None, "date": None},
    "sticking_points": {"issue": None, "said_by": "narrator"},
    "commitments": {
        "by": None,
        "to": [],
        "issue": None,
        "terms": None,
        "in_exchange_for": None,
        "trigger": None,
        "binding": None,
        "date": None,
        "status": None,
        "asserted_by": "narrator",
    },
}
ALLOWED: dict[str, list[Any]] = {
    "type": [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SANCTION",
        "PROTEST",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
        "PROPOSE",
    ],
    "stance": [
        "claims",
        "controls",
        "demands",
        "supports",
        "offers",
        "conditional",
        "open",
        "opposes",
        "rejects",
    ],
    "voice": ["own", "opponent", "third", "narrator"],
    "response": ["accepts", "rejects", "conditional", "considering"],
    "polarity": ["positive", "negative", "mixed"],
    "quoted": ["direct", "indirect", "mixed"],
    "issue": [
        None,
        *[
            "territory",
            "ceasefire",
            "security-guarantees",
            "peacekeepers",
            "demilitarisation",
            "withdrawal",
            "prisoners",
            "humanitarian",
            "energy-infrastructure",
            "nuclear",
            "sanctions",
            "assets-reconstruction",
            "alliances",
            "recognition-status",
            "borders",
            "governance-elections",
            "justice-amnesty",
            "refugees-return",
            "minority-language-religion",
            "format-of-talks",
            "verification",
            "disarmament-of-groups",
            "economy-trade",
            "water",
            "navigation",
            "other",
        ],
    ],
}
HAPPENING = ["happened", "ongoing", "planned", "hypothetical", "denied"]
STATUS: dict[str, list[str]] = {
    "events": HAPPENING,
    "meetings": HAPPENING,
    "commitments": ["sought", "offered", "made", "kept", "broken"],
}


def fields(kind: str, source: dict[str, Any]) -> dict[str, Any]:
    """Take the fields of an entry that are not places, with defaults for what is not given."""
    made = {field: source.get(field, default) for field, default in FIELDS[kind].items()}
    for field, value in made.items():
        allowed = STATUS.get(kind) if field == "status" else ALLOWED.get(field)
        if allowed is not None and value not in allowed:
            raise NotThere(f"{field} may not be {value!r}")
        if field in {"date", "from", "to"} and value is not None and not isinstance(value, list):
            made[field] = str(value)
    return made


def places(kind: str, source: dict[str, Any], text: str) -> dict[str, Any]:
    """Find the places of an entry."""
    everywhere = [0, len(text)]
    where = find(source["in"], text, everywhere) if "in" in source else everywhere
    made: dict[str, Any] = {}
    for name, target, how_many in PLACES[kind]:
        quote = source.get(name)
        if how_many == "many":
            made[target] = [find(piece, text, where) for piece in quote or []]
        elif name == "in":
            made[target] = where
        else:
            made[target] = None if quote is None else find(quote, text, where)
    return made


def entry(kind: str, source: dict[str, Any], text: str) -> dict[str, Any]:
    """Make one gold entry from one source entry."""
    known = {*FIELDS[kind], *(name for name, _, _ in PLACES[kind]), "in"}
    if not known.issuperset(source):
        raise NotThere(f"unknown fields {sorted(set(source) - known)}")
    made = fields(kind, source) | places(kind, source, text)
    if kind == "statements":
        made["cue"] = text[slice(*made["cue_span"])] if made["cue_span"] else None
    if kind == "events":
        made["alleged"] = made["asserted_by"] != "narrator"
    nowhere = [target for _, target, _ in PLACES[kind] if target != "speaker_span" and not made[target]]
    if nowhere:
        raise NotThere(f"no place given for {nowhere}")
    return made


def gold(source: dict[str, Any], text: str, name: str) -> dict[str, Any]:
    """Make the gold of one report."""
    unknown = set(source) - set(FIELDS) - {"note"}
    if unknown:
        raise NotThere(f"unknown kinds {sorted(unknown)}")
    made: dict[str, Any] = {"id": name}
    for kind in FIELDS:
        made[kind] = []
        for number, one in enumerate(source.get(kind) or []):
            try:
                made[kind].append(entry(kind, one, text))
            except (NotThere, KeyError, TypeError) as error:
                raise NotThere(f"{name}: {kind}[{number}]: {error}") from error
    for response in made["responses"]:
        target = response["to_proposal"]
        if target is not None and not 0 <= target < len(made["proposals"]):
            raise NotThere(f"{name}: no proposal number {target}")
    return made


def report_text(inner: Path) -> str | None:
    """Give the text of a report by its group and name."""
    if inner.parts[0] == "gum":
        return gum.rebuild(inner.name)
    return (HERE / "reports" / inner).with_suffix(".txt").read_text(encoding="utf-8")


def main() -> int:
    """Make all gold, or check that it is made."""
    check = "--check" in sys.argv[1:]
    wrong = 0
    for path in sorted((HERE / "gold" / "src").rglob("*.yaml")):
        inner = path.relative_to(HERE / "gold" / "src").with_suffix("")
        text = report_text(inner)
        if text is None:
            continue
        try:
            made = gold(yaml.safe_load(path.read_text(encoding="utf-8")), text, path.stem)
        except NotThere as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        out = (HERE / "gold" / inner).with_suffix(".json")
        new = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        old = out.read_text(encoding="utf-8") if out.exists() else None
        if check and new != old:
            print(f"{out.relative_to(HERE)} is not what its source says", file=sys.stderr)
            wrong += 1
        elif new != old:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(new, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
