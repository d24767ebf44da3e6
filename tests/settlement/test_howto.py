from __future__ import annotations

import re
from pathlib import Path

from pourparler.settlement.explaining import explain
from pourparler.settlement.solving import solve
from pourparler.sources.problems import read_problem

HOWTO = Path(__file__).resolve().parents[2] / "docs" / "howto" / "settle.md"
ARTICLES = """article,title,northland_satisfaction,southland_satisfaction
1,one,5,7
2,two,2,9
3,three,8,2
4,four,6,6
"""


def examples() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", HOWTO.read_text("utf-8"), re.DOTALL)


def test_the_examples_of_the_howto_run(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text(ARTICLES)
    found = examples()
    assert len(found) == 2
    for number, text in enumerate(found):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, "utf-8")
        result = solve(read_problem(path))
        told = explain(result, draws=200)
        assert result.zone
        assert told.drafts
        assert (told.uncertainty is not None) == (number == 0)
