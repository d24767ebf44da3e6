from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.reading.grammar import Grammar, Sentence, load

REPORT = (
    "Talks end in Geneva\n\nRussian and Ukrainian negotiators ended a second day of U.S.-brokered talks on "
    "Thursday, Kremlin spokesman Dmitry Peskov said. “We will not withdraw,” he told reporters.\n\n"
    "Kyiv’s envoy rejected the plan but said he was open to European peacekeepers."
)


def check(text: str, sentences: tuple[Sentence, ...]) -> None:
    """What every parse of any text must be."""
    at = 0
    for s in sentences:
        assert (s.start, s.end) == (s.tokens[0].start, s.tokens[-1].end)
        for t in s.tokens:
            assert at <= t.start < t.end
            assert text[t.start : t.end] == t.form
            at = t.end
        assert [t.head for t in s.tokens].count(-1) == 1
        for i in range(len(s.tokens)):
            steps, head = 0, i
            while head != -1:
                head, steps = s.tokens[head].head, steps + 1
                assert steps <= len(s.tokens)
        for f in s.frames:
            assert 0 <= f.start < f.end <= len(s.tokens)
            assert all(0 <= r.start < r.end <= len(s.tokens) for r in f.roles)
            assert 0 <= f.probability <= 1


def test_a_report(grammar: Grammar) -> None:
    sentences = grammar.parse(REPORT)
    check(REPORT, sentences)
    assert [s.paragraph for s in sentences] == [0, 1, 1, 2]
    said = next(f for f in sentences[1].frames if f.kind == "cue" and f.probability > 0.5)
    assert sentences[1].tokens[said.start].form == "said"
    [source] = said.role("source")
    assert "Peskov" in [t.form for t in sentences[1].tokens[source.start : source.end]]
    assert [t.ner for t in sentences[0].tokens][-1] == "B-LOC"


@pytest.mark.parametrize("text", ["", "   \n\n ", "\u200b", "."])
def test_almost_nothing(grammar: Grammar, text: str) -> None:
    check(text, grammar.parse(text))


def test_a_sentence_of_5000_words_is_read_in_pieces(grammar: Grammar) -> None:
    text = "The envoy of the northern party met the other side, and " * 450 + "left."
    sentences = grammar.parse(text)
    assert sum(len(s.tokens) for s in sentences) > 5000
    check(text, sentences)


def test_a_given_sentence_of_5000_words_stays_one(grammar: Grammar) -> None:
    words = ("The envoy of the northern party met the other side , and " * 400 + "left .").split()
    [analysis] = grammar.analyse([words])
    assert len(analysis.heads) == len(words)
    assert analysis.heads.count(-1) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(grammar: Grammar, text: str) -> None:
    check(text, grammar.parse(text))


def test_broken_unicode_is_read(grammar: Grammar) -> None:
    text = "He said \ud83d no\udcff. مرحبا بكم في جنيف. 和平谈判。 e\u0301té"
    check(text, grammar.parse(text))


def test_a_document_reads_the_same_twice_and_with_one_thread(grammar: Grammar) -> None:
    assert grammar.parse(REPORT) == grammar.parse(REPORT) == load(threads=1).parse(REPORT)


def test_a_sentence_reads_the_same_in_other_company(grammar: Grammar) -> None:
    """Scales are fixed at export: another batch changes no answer."""

    def answers(s: Sentence) -> list[tuple[str, str, int, str]]:
        return [(t.upos, t.ner, t.head, t.deprel) for t in s.tokens]

    alone = grammar.parse(REPORT.split("\n\n")[2])
    together = grammar.parse(REPORT)[-1:]
    assert [answers(s) for s in alone] == [answers(s) for s in together]


def test_given_words_are_kept(grammar: Grammar) -> None:
    [analysis] = grammar.analyse([["Moscow", "refused", "."]])
    assert analysis.upos == ["PROPN", "VERB", "PUNCT"]
    assert analysis.heads == [1, -1, 1]
    assert analysis.rels == ["nsubj", "root", "punct"]
    assert replace(analysis) == analysis


def test_no_sentences_no_words(grammar: Grammar) -> None:
    assert grammar.analyse([]) == []
    assert grammar.analyse([[]])[0].upos == []


@pytest.mark.slow
def test_it_loads_fast_and_stays_small() -> None:
    # The high-water mark of this program alone: ru_maxrss would begin at that of the process that starts it.
    code = (
        "import re, time, onnxruntime, tokenizers\n"
        "from pathlib import Path\n"
        "from pourparler.reading.grammar import load\n"
        "t = time.perf_counter(); g = load(threads=2); t = time.perf_counter() - t\n"
        "g.parse('The envoys met in Geneva on Thursday, he said. ' * 400)\n"
        "kilobytes = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text()).group(1)\n"
        "print(t, int(kilobytes) / 1024)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, out.split())
    assert seconds < 0.5
    assert 0 < megabytes < 400
