from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler.reading.grammar.lemma import lemma

if TYPE_CHECKING:
    from pourparler.reading.grammar import Grammar


@pytest.mark.parametrize(
    ("form", "upos", "expected"),
    [
        ("talks", "NOUN", "talk"), ("parties", "NOUN", "party"), ("crises", "NOUN", "crisis"),
        ("men", "NOUN", "man"), ("said", "VERB", "say"), ("rejected", "VERB", "reject"),
        ("accused", "VERB", "accuse"), ("shelling", "VERB", "shell"), ("brokered", "VERB", "broker"),
        ("urged", "VERB", "urge"), ("was", "AUX", "be"), ("n’t", "PART", "not"), ("’s", "AUX", "be"),
        ("Kyiv", "PROPN", "Kyiv"), ("better", "ADJ", "good"), ("proposed", "VERB", "propose"),
        ("stopped", "VERB", "stop"), ("denies", "VERB", "deny"), ("agreeing", "VERB", "agree"),
        ("warned", "VERB", "warn"), ("vowing", "VERB", "vow"), ("released", "VERB", "release"),
        ("resumed", "VERB", "resume"), ("freed", "VERB", "free"), ("staged", "VERB", "stage"), ("conceded", "VERB", "concede"),
        ("raided", "VERB", "raid"), ("monitored", "VERB", "monitor"), ("underwent", "VERB", "undergo"), ("sunk", "VERB", "sink"),
        ("united", "VERB", "unite"), ("voting", "VERB", "vote"), ("visited", "VERB", "visit"),
    ],
)  # fmt: skip
def test_lemmas(grammar: Grammar, form: str, upos: str, expected: str) -> None:
    assert lemma(form, upos, grammar.lemmas) == expected
