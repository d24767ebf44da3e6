from __future__ import annotations

import pytest

from pourparler.errors import BadFile
from pourparler.reading.grammar import Grammar, conllu

GIVEN = """\
# newdoc id = a
# sent_id = a-1
# text = Don't go
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tx\tX\tX\tA=B\t9\tnsubj\t_\tEntity=(1)
2\tn't\tx\tX\t_\t_\t1\tdep\t_\tSpaceAfter=Yes
2.1\tyou\tyou\tPRON\t_\t_\t_\t_\t3:nsubj\t_
3\tgo\tx\tX\t_\t_\t0\troot\t_\tSpaceAfter=No

# sent_id = a-2
1\tMoscow\t_\t_\t_\t_\t_\t_\t_\t_
2\trefused\t_\t_\t_\t_\t_\t_\t_\t_

"""


def test_every_row_and_comment_comes_back_once_and_gold_is_not_looked_at(grammar: Grammar) -> None:
    out = conllu.annotate(conllu.read(GIVEN), grammar).split("\n")
    given = GIVEN.split("\n")
    assert len(out) == len(given)
    for before, after in zip(given, out, strict=True):
        if "\t" not in before:
            assert after == before
            continue
        old, new = before.split("\t"), after.split("\t")
        assert new[:2] == old[:2]
        if old[0] in {"1-2", "2.1"}:
            assert after == before
    blank = "\n".join(
        "\t".join([*row[:2], *"________"]) if (row := line.split("\t"))[0].isdigit() else line
        for line in given
    )
    columns = [line.split("\t")[:8] for line in out]
    other = conllu.annotate(conllu.read(blank), grammar).split("\n")
    assert columns == [line.split("\t")[:8] for line in other]


def test_written_sentences_follow_the_format(grammar: Grammar) -> None:
    text = "Talks ended in Geneva, “for now”.\n\nMoscow can't  wait 😀 – e\u0301!"
    out = conllu.write(grammar.parse(text))
    for block in out.rstrip("\n").split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if line[0] != "#"]
        shown = next(line[9:] for line in lines if line.startswith("# text = "))
        assert [int(r[0]) for r in rows] == list(range(1, len(rows) + 1))
        assert all(len(r) == 10 and all(r) for r in rows)
        assert sum(r[6] == "0" for r in rows) == 1
        assert all((r[6] == "0") == (r[7] == "root") for r in rows)
        rebuilt = "".join(r[1] + ("" if "SpaceAfter=No" in r[9] else " ") for r in rows)
        assert rebuilt.strip() == shown


def test_written_files_can_be_read_back(grammar: Grammar) -> None:
    out = conllu.write(grammar.parse("Talks ended.\nNo deal."))
    assert [b.words for b in conllu.read(out)] == [["Talks", "ended", "."], ["No", "deal", "."]]


def test_all_wrong_lines_are_named() -> None:
    with pytest.raises(BadFile) as trouble:
        conllu.read("1\tA\n3\tb\t_\t_\t_\t_\t_\t_\t_\t_\n")
    assert len(trouble.value.problems) == 2
    assert trouble.value.problems[0].startswith("line 1: 2 columns")


def test_an_empty_file_has_no_sentences(grammar: Grammar) -> None:
    assert conllu.annotate(conllu.read(""), grammar) == ""
    assert conllu.read("# only a comment\n\n") == []
