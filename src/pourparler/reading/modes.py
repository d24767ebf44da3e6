"""The PLOVER mode of an event: how the talks were held, what the protest or the assault was."""

from __future__ import annotations

import re

# Source: mode names of the public PLOVER codebook (Halterman et al. 2023); the words are ours.
MODES: dict[str, tuple[tuple[str, str], ...]] = {
    "PROTEST": (
        ("hunger", r"hunger|fast(ed|ing)"), ("strike", r"strik\w+|walk off"), ("boycott", r"boycott\w*"),
        ("riot", r"riot\w*|smash\w*|vandal\w*"), ("obstruct", r"block\w*|obstruct\w*"), ("demo", r"."),
    ),
    "CONSULT": (
        ("phone", r"phone\w*|telephon\w*|\bcall(ed)?\b"), ("third-party", r"mediat\w*|broker\w*|shuttl\w*"),
        ("visit", r"visit\w*|\btrip\b|\btour\b|travel\w*|arriv\w*"),
        ("multilateral", r"summit|conference|\bsession\b|trilateral|multilateral|six-party"),
    ),
    "RETREAT": (
        ("ceasefire", r"cease-?fire|truce|halt\w*|stop\w*|suspend\w*|ceas\w*"), ("resign", r"resign\w*|step\w* down"),
        ("disarm", r"disarm\w*|demobili\w*|lay\w* down|dismantl\w*"), ("return", r"return\w*|bod(y|ies)|remains"),
        ("withdraw", r"."),
    ),
    "CONCEDE": (("release", r"releas\w*|free\w*|exchang\w*|swap\w*|pardon\w*"),),
    "ASSAULT": (
        ("aerial", r"drone\w*|missile\w*|air\s?-?strikes?|air raids?|barrage\w*|rocket\w*"), ("abduct", r"abduct\w*|kidnap\w*|hostage\w*"),
        ("assassinate", r"assassinat\w*"), ("suicide-attack", r"suicide"), ("heavy-weapons", r"shell\w*|artiller\w*|bombard\w*|mortar\w*|tank\w*"),
        ("explosives", r"bomb\w*|explo\w*|mine\w*"), ("sexual", r"\brap(e|ed|es|ing)\b|sexual\w*"), ("execute", r"execut\w*|behead\w*"),
        ("torture", r"tortur\w*"), ("firearms", r"\bshot\b|shoot\w*|gun\w*|open\w* fire"),
    ),
    "COERCE": (
        ("arrest", r"arrest\w*|detain\w*|detention|jail\w*|imprison\w*"), ("seize", r"seiz\w*|confiscat\w*|captur\w*"),
        ("deport", r"deport\w*|expel\w*"), ("martial-law", r"martial law|emergency"), ("curfew", r"curfew\w*"),
        ("censor", r"censor\w*"), ("ban", r"\bban\w*|bar(red|ring)?\b|outlaw\w*|prohibit\w*"),
        ("restrict", r"restrict\w*|blockad\w*|clos\w*|sieg\w*|block\w*"),
    ),
    "SANCTION": (
        ("expel", r"expel\w*|expuls\w*"), ("withdraw", r"recall\w*|withdr\w*"), ("discontinue", r"suspend\w*|sever\w*|cut\w*|paus\w*|freez\w*|ceas\w*|halt\w*"),
        ("convict", r"convict\w*"),
    ),
    "ACCUSE": (("investigate", r"investigat\w*|prob(e|es|ed|ing)\b|inquir\w*"), ("allege", r"alleg\w*|accus\w*|charg\w*|claim\w*|blam\w*"), ("disapprove", r".")),
    "MOBILIZE": (("weapons", r"missile\w*|weapon\w*|test\w*|uranium"), ("militia", r"militia\w*"), ("police", r"police"), ("troops", r"troop\w*|soldier\w*|forc\w*|deploy\w*")),
    "AID": (("military", r"weapon\w*|arms\b|missile\w*|military|ammunition"), ("humanitarian", r"food|humanitarian|medic\w*|relief|rescu\w*|doctor\w*")),
    "COOPERATE": (("military", r"militar\w*|troop\w*|intelligence|force\w*"), ("economic", r"trade|econom\w*|miner\w*|energy|pipeline")),
}  # fmt: skip
_PATTERNS = {
    label: tuple((mode, re.compile(pattern, re.IGNORECASE)) for mode, pattern in rows)
    for label, rows in MODES.items()
}


def mode_of(label: str, sentence: str, trigger: str) -> str | None:
    """Return a mode where the trigger, or else the sentence, names one.

    >>> mode_of("PROTEST", "Workers went on a hunger strike.", "hunger strike")
    'hunger'
    """
    rows = _PATTERNS.get(label, ())
    for text in (trigger, sentence):
        for mode, pattern in rows:
            if pattern.pattern != "." and pattern.search(text):
                return mode
    return next((mode for mode, pattern in rows if pattern.pattern == "."), None)
