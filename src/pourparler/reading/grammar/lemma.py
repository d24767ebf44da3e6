"""Lemmas: regular inflection by rule, everything else from a table learned from the treebanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOWELS = "aeiou"
# Behind a consonant, and not in a word of one syllable, these have lost an e: resumed, conceded, executed.
_SHORN = ("ad", "ed", "id", "od", "ud", "ag", "ar", "ib", "in", "ir", "ok", "ul", "um", "ur", "ut")


def lemma(form: str, upos: str, table: Mapping[str, str]) -> str:
    """The lemma of a word.

    Args:
        form: The word as written.
        upos: Its part of speech.
        table: "UPOS form", lower case -> lemma, for words that the rules get wrong.
    Returns: The lemma; proper nouns keep their case.

    >>> lemma("talks", "NOUN", {}), lemma("stopped", "VERB", {}), lemma("Kyiv", "PROPN", {})
    ('talk', 'stop', 'Kyiv')
    """
    plain = form.replace("’", "'")
    low = plain.lower()
    known = table.get(f"{upos} {low}")
    if known is not None:
        return known
    if upos == "PROPN":
        return plain
    if upos == "NOUN":
        return _singular(low)
    if upos in {"VERB", "AUX"}:
        return _infinitive(low)
    if upos in {"ADJ", "ADV"}:
        return low
    return plain if upos in {"NUM", "PUNCT", "SYM", "X"} else low


def _singular(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2:
        return low[:-1]
    return low


def _infinitive(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2:
        return low[:-1]
    if low.endswith("ied") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("eed") and len(low) > 4:
        return low[:-1]  # freed, agreed, guaranteed
    if low.endswith("ed") and len(low) > 4:
        return _stem(low[:-2])
    if low.endswith("ing") and len(low) > 5:
        return _stem(low[:-3])
    return low


def _stem(stem: str) -> str:
    """Undo a doubled consonant, or give back a silent e."""
    if not any(c in _VOWELS + "y" for c in stem):
        return stem
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz" + _VOWELS:
        return stem[:-1]
    if stem.endswith(
        (
            "at",
            "iz",
            "ys",
            "iv",
            "uc",
            "rc",
            "nc",
            "ng",
            "dg",
            "rg",
            "s",
            "v",
            "u",
            "c",
            "z",
            "bl",
            "pl",
            "tl",
            "dl",
        )
    ):
        if stem.endswith(("ss", "ing", "ong", "ang", "zz")):
            return stem
        return stem + "e"
    if (
        len(stem) >= 3
        and stem[-1] in "dklmnrtp"
        and stem[-2] in "aiou"
        and stem[-3] not in _VOWELS
        and sum(c in _VOWELS for c in stem) == 1
    ):
        return stem + "e"
    if len(stem) > 3 and stem.endswith(_SHORN) and stem[-3] not in _VOWELS:
        return stem + "e"
    return stem
