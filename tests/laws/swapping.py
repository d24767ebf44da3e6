"""Reports with two parties left open, and what was read from them, by words and not by place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler import reading
from pourparler.domain import Document
from pourparler.domain.contract import reading_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.reading.tools import Tools

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"

# {a} and {b} are the states; ad, bd their demonyms; ac, bc their capitals.
WRITTEN = (
    """GENEVA, 4 March – {ad} and {bd} negotiators met on Tuesday for a second day of talks brokered by Norway. {a}'s
    chief negotiator, Ivo Strand, said the session had been useful but that {ac} would not withdraw from the heights.
    “A truce under their guns is a pause for them to aim,” {bd} Foreign Minister Ana Brisk told reporters.
    {bc} wants binding security guarantees from Norway. {a} rejected the demand last week, and the {ad} president
    repeated on Monday that foreign peacekeepers were out of the question. {b} has proposed a demilitarised zone.
    The status of the heights remains the main sticking point.""",
    """{bd} shelling killed at least 12 people in the port overnight, according to the {ad} Defence Ministry. {b} denied
    that it had fired. “We keep our word,” the {bd} army's spokesman, Colonel Tomas Reyl, said. In February {a} and {b}
    exchanged 314 prisoners. {ac} accused {bc} on Wednesday of looking for reasons to fail, and warned that it would
    suspend the talks if the attacks went on. A senior {bd} official said a ceasefire of thirty days was possible,
    provided that {a} lifted its blockade. {a}'s foreign ministry said it would consider the offer.""",
    """The leaders of {a} and {b} may meet in Oslo next month, officials said on Friday. {a} supports a prisoner exchange
    and has offered to reopen the border crossing; {b} insists on verification by the United Nations first. The {bd} prime
    minister, Lea Holm, described the offer as “a step, not a road.” Her {ad} counterpart, Osric Thane, said the gap had
    narrowed. {bd} troops withdrew from two villages on Thursday. {a} guaranteed in the 1994 accord that it would respect
    {b}'s borders. {bc} says that {ac} broke that promise. The {ad} parliament is expected to vote on sanctions in May.""",
    """{a} will never recognise the annexation, its envoy, Mara Stolz, told the Security Council on Monday. She said {bd}
    forces had struck two power plants since Sunday. {b}'s ambassador, Per Lind, called the claim false, and said
    {bc} was ready for talks without preconditions. Norway proposed a monitoring mission. {a} accepted the proposal;
    {b} rejected it, saying that monitors would be hostages. {ac} demanded the release of all {ad} captives.""",
)  # fmt: skip
PAIRS: Mapping[str, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    "Russia-Ukraine": (("Russia", "Russian", "Moscow"), ("Ukraine", "Ukrainian", "Kyiv")),
    "Israel-Lebanon": (("Israel", "Israeli", "Jerusalem"), ("Lebanon", "Lebanese", "Beirut")),
    "India-Pakistan": (("India", "Indian", "New Delhi"), ("Pakistan", "Pakistani", "Islamabad")),
    "Armenia-Azerbaijan": (("Armenia", "Armenian", "Yerevan"), ("Azerbaijan", "Azerbaijani", "Baku")),
    "Ethiopia-Eritrea": (("Ethiopia", "Ethiopian", "Addis Ababa"), ("Eritrea", "Eritrean", "Asmara")),
    "China-Iran": (("China", "Chinese", "Beijing"), ("Iran", "Iranian", "Tehran")),
}
KINDS = (
    "statements", "events", "meetings", "positions", "proposals", "responses", "assessments", "sticking_points",
    "commitments",
)  # fmt: skip


def reports() -> list[str]:
    """Return whole reports with their two parties left open."""
    sennar = (EXAMPLES / "sennar-basin-talks.txt").read_text(encoding="utf-8").partition("\n")[2]
    for old, new in (
        ("the Tarn Republic", "{b}"),
        ("Tarn's", "{b}'s"),
        ("Tarnish", "{bd}"),
        ("Veldian", "{ad}"),
        ("Veldia", "{a}"),
    ):
        sennar = sennar.replace(old, new)
    north = (EXAMPLES / "northland-ceasefire-line.txt").read_text(encoding="utf-8").partition("\n")[2]
    north = north.replace("Northland", "{a}").replace("Southland", "{b}")
    return [*(" ".join(text.split()) for text in WRITTEN), sennar, north]


def filled(report: str, a: tuple[str, str, str], b: tuple[str, str, str]) -> str:
    """Write a report about two parties."""
    names = dict(zip(("{a}", "{ad}", "{ac}", "{b}", "{bd}", "{bc}"), (*a, *b), strict=True))
    return re.sub(r"\{[ab][dc]?\}", lambda m: names[m[0]], report)


def entries(tools: Tools, text: str, swap: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Return (kind, everything but confidence, confidence) of every entry, the parties exchanged."""
    form = re.compile(
        "|".join(rf"\b{re.escape(w)}(?!\w)" for w in sorted(swap, key=len, reverse=True)) or "(?!)"
    )
    read = reading_to_json(reading.read(Document(text, published="2026-03-05"), tools=tools))

    def plain(value: Any, key: str = "") -> Any:
        if key in {"id", "statement", "proposal", "within", "confidence"}:
            return None
        if "span" in key and value:
            many = value if isinstance(value[0], (list, tuple)) else [value]
            return [form.sub(lambda m: swap[m[0]], text[x:y]) for x, y in many]
        if isinstance(value, str):
            return form.sub(lambda m: swap[m[0]], value)
        if isinstance(value, dict):
            return {k: plain(v, k) for k, v in value.items()}
        return sorted((plain(v) for v in value), key=repr) if isinstance(value, (list, tuple)) else value

    found = [(kind, repr(plain(row)), float(row["confidence"])) for kind in KINDS for row in read[kind]]
    return sorted(found)


def differences(tools: Tools, report: str, pair: str) -> tuple[int, list[str]]:
    """Count the entries of a report, and list what does not swap with its parties."""
    a, b = PAIRS[pair]
    swap = {**dict(zip(a, b, strict=True)), **dict(zip(b, a, strict=True))}
    one = entries(tools, filled(report, a, b), swap)
    two = entries(tools, filled(report, b, a), {})
    left = list(two)
    missing = []
    for entry in one:
        same = next((e for e in left if e[:2] == entry[:2] and abs(e[2] - entry[2]) <= 0.02), None)
        if same:
            left.remove(same)
        else:
            missing.append(f"only before: {entry[0]} {entry[1]} {entry[2]}")
    return len(one) + len(two), [*missing, *(f"only after: {e[0]} {e[1]} {e[2]}" for e in left)]
