"""Laws of reading: every quote stands in its document, company changes nothing, nothing breaks it."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.fuzz import broken, monsters, mutated, seeds
from pourparler import reading
from pourparler.actions.read import read as read_files
from pourparler.domain import Document

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.reading.tools import Tools

# What reports are made of, and what they should not be made of.
WORDS = (
    "Russia", "Kyiv's", "the minister", "“We", "will", "not", "go”", "said", "told", "according to", "on Monday",
    "since 2014", "he", "they", "their", "rejected", "proposed", "a ceasefire", "of", "and", "that", "if", ",", ".",
    "?", ":", "—", '"', "''", "(", ")", "[1]", "314 prisoners", "U.S.-brokered", "Mr.", "Ivo Strand", "former",
    "talks", "in Geneva", "\n", "\n\n", "\t", "\u202e", "\u200d", "\ud800", "\x00", "\U0001f54a\ufe0f", "Переговоры",
    "محادثات", "e\u0301", "5,000", "%", "$", "-", "…", "@a", "http://a.b/c", "I", "'s", "n’t",
)  # fmt: skip
texts = st.one_of(
    st.text(st.characters(), max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(st.characters(), max_size=4)), max_size=40).map(
        "".join
    ),
)
lightly = settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
fully = settings(lightly, max_examples=1500)

SHORT = (
    "Osric Thane, the envoy of Tarn, said on Monday that the talks in Geneva had failed. “We will not go,” he said.",
    "Russia and Ukraine exchanged 314 prisoners on Thursday. Kyiv rejected a proposal to withdraw from the east.",
    "“There has been progress,” an official said.\n\n“But the gap is wide,” he added, citing security guarantees.",
)


def lines(folder: Path, *, jobs: int = 1) -> list[str]:
    """Return the lines of the contract for a folder, without the paths."""
    found = [f.line() for f in read_files([str(folder)], published="2026-02-05", jobs=jobs)]
    for line in found:
        line["document"].pop("path")
    return [json.dumps(line, sort_keys=True) for line in found]


def put(folder: Path, reports: list[str]) -> Path:
    folder.mkdir()
    for i, report in enumerate(reports):
        (folder / f"{i:03}.txt").write_text(f"{report}\n", encoding="utf-8")
    return folder


# --- it never breaks, and every quote stands in its document (both are what `broken` asks) ---------


@given(texts)
@lightly
def test_no_text_breaks_the_reader_and_every_quote_stands_in_it(tools: Tools, text: str) -> None:
    assert broken(text, tools) is None


@pytest.mark.slow
@given(texts)
@fully
def test_no_text_of_many_breaks_the_reader(tools: Tools, text: str) -> None:
    assert broken(text, tools) is None


@pytest.mark.parametrize("number", range(6))
def test_every_quote_of_an_example_stands_in_it(tools: Tools, number: int) -> None:
    text = seeds()[number * 3][:1500]
    assert broken(text, tools) is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_mutated_reports_do_not_break_the_reader(tools: Tools, seed: int) -> None:
    for number in range(25):
        text = mutated(seeds(), random.Random(f"{seed}/{number}"))  # noqa: S311 - no secret
        assert broken(text, tools) is None, repr(text[:500])


@pytest.mark.parametrize(
    "what", ["", " \n\t ", "\ufeff", "\ud800", "\x00" * 50, "." * 300, '"' * 60, "“" * 60]
)
def test_texts_of_nothing_do_not_break_the_reader(tools: Tools, what: str) -> None:
    assert broken(what, tools) is None


# --- company changes nothing -----------------------------------------------------------------------


def test_a_report_reads_the_same_alone_and_in_a_corpus(tmp_path: Path) -> None:
    together = lines(put(tmp_path / "all", list(SHORT)))
    backwards = lines(put(tmp_path / "back", list(reversed(SHORT))))
    alone = [lines(put(tmp_path / f"one{i}", [report]))[0] for i, report in enumerate(SHORT)]
    assert together == alone
    assert backwards == alone[::-1]


@pytest.mark.slow
def test_the_entries_are_the_same_with_any_number_of_jobs(tmp_path: Path) -> None:
    folder = put(tmp_path / "all", [*SHORT, *seeds()[:6]])
    assert lines(folder) == lines(folder, jobs=2) == lines(folder, jobs=3)


@pytest.mark.parametrize("report", SHORT)
def test_the_entries_are_the_same_with_any_number_of_threads(report: str) -> None:
    document = Document(report, published="2026-02-05")
    one, two = (reading.read(document, tools=reading.load(threads=n)) for n in (1, 2))
    assert one == two


# --- the time grows with the text, not with its square ---------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("which", [name for name, _ in monsters(10)])
def test_twice_the_text_takes_about_twice_the_time(tools: Tools, which: str) -> None:
    broken("Kyiv.", tools)
    small, large = (dict(monsters(size))[which] for size in (12_000, 36_000))
    costs = []
    for text in (small, large):
        start = time.process_time()
        assert broken(text, tools) is None
        costs.append(time.process_time() - start)
    assert costs[1] < 3 * 2 * costs[0] + 1.0, costs  # three times the text; a square would be nine


def test_words_of_many_pieces_do_not_run_out_of_places(tools: Tools) -> None:
    assert broken("会谈在日内瓦举行。" * 200, tools) is None


def test_a_line_of_many_words_is_cut_into_sentences(tools: Tools) -> None:
    text = "the envoys of Tarn met, " * 400
    sentences = tools.grammar.parse(text)
    assert len(sentences) > 1
    assert sum(len(s.tokens) for s in sentences) == 6 * 400
    assert all(s.tokens[-1].form == "," for s in sentences)
