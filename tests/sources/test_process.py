from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.errors import BadFile
from pourparler.sources.marked_yaml import parse, parse_leniently
from pourparler.sources.process import load_process, read_process

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ukraine-2026" / "process.yaml"

GOOD = """\
process:
  id: quillon
  title: Talks in Quillon
  from: 2031-06
  to: null
  signed_by: an analyst
parties:
  - {name: Northland, kind: movement, role: party, aliases: [North]}
  - {name: Norway, kind: state, code: NOR, roles: [broker, guarantor], aliases: [NO, Oslo]}
people:
  - id: venn
    name: Ruta Venn
    offices:
      - {title: envoy, party: Northland, from: 2019, to: 2031-05}
issues:
  - id: territory
    label: The border
    scale: {low: all to one, high: all to the other}
    options:
      - {id: line, label: The line, at: 0.0, phrases: ["the line"]}
      - {id: river, at: 0.5}
      - {id: unplaced}
  - id: prisoners
assumptions:
  - {id: w, kind: weight, party: Northland, issue: territory, range: [0.2, 0.5], why: It says so.}
  - {id: x, kind: excludes, options: [territory/line, territory/river]}
  - {id: n, said_by: a colleague, text: Winter is near.}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        read_process(text, "p.yaml")
    return list(bad.value.problems)


def trouble(text: str) -> tuple[str, ...] | None:
    try:
        read_process(text)
    except BadFile as bad:
        return bad.problems
    return None


def test_a_process_file_becomes_a_process() -> None:
    process = read_process(GOOD, "p.yaml")
    assert (process.name, process.path) == ("Talks in Quillon", "p.yaml")
    north, norway = process.parties
    assert (north.name, north.kind, north.role, north.aliases) == (
        "Northland",
        "movement",
        "party",
        ("North",),
    )
    assert (norway.code, norway.role, norway.aliases) == ("NOR", "broker, guarantor", ("NO", "Oslo"))
    [venn] = process.people
    [office] = venn.offices
    assert (office.title, office.party, office.start, office.end) == ("envoy", "Northland", "2019", "2031-05")
    territory, prisoners = process.issues
    assert territory.scale is not None
    assert territory.scale.signed_by == "an analyst"
    assert [(o.id, o.at) for o in territory.scale.options] == [("line", 0.0), ("river", 0.5)]
    assert [o.id for o in territory.options] == ["line", "river", "unplaced"]
    assert (prisoners.label, prisoners.scale) == ("prisoners", None)
    weight, excludes, note = process.assumptions
    assert weight.value == {"party": "Northland", "issue": "territory", "range": [0.2, 0.5]}
    assert (weight.about, weight.said_by, weight.text) == (
        ("Northland", "territory"),
        "an analyst",
        "It says so.",
    )
    assert (excludes.kind, excludes.about) == ("excludes", ("territory",))
    assert (note.kind, note.said_by) == ("note", "a colleague")


def test_the_example_s_process_file_loads() -> None:
    process = load_process(str(EXAMPLE))
    assert {p.name for p in process.parties} >= {"Russia", "Ukraine", "United States"}
    assert all(issue.scale is None or issue.scale.signed_by for issue in process.issues)


def test_all_errors_at_once_with_their_lines() -> None:
    text = """\
process: {title: T, form: 2031-02-30}
parties:
  - {name: Northland, kind: stat, aliases: [N]}
  - {name: Southland, role: judge, aliases: [N], code: south}
  - {kind: state}
people:
  - name: Ruta Venn
    offices: [{title: envoy, party: Nothland, from: 2031-02-30}, {title: minister, party: Southland, from: 2032, to: 2031}]
issues:
  - id: Territory
  - id: border
    scale: {low: a, high: b}
    options:
      - {id: line, at: 1.5}
      - {id: river, at: half, phrases: [x]}
      - {id: river, phrases: [x, y]}
  - id: water
    options: [{id: dam, at: 0.2}]
assumptions:
  - {id: w, kind: weight, party: Southland, range: [0.9, 0.1]}
  - {id: v, kind: wieght}
  - {id: e, kind: excludes, said_by: me, options: [border/lime, nothing]}
colour: red
"""
    found = problems(text)
    lines = [int(p.split(":")[0].removeprefix("line ")) for p in found]
    assert lines == sorted(lines)
    for line, words in [
        (1, "unknown key `form` in `process`: did you mean `from`?"), (3, "did you mean state?"), (4, "expected one of party, broker"),
        (4, "also names Northland"), (4, "not ISO 3166"), (5, "needs `name`"), (8, "did you mean Northland?"),
        (8, "2031-02-30"), (8, "before it begins"), (10, "lower-case"), (12, "nobody signed"), (14, "from 0 to 1"), (15, "decimal"),
        (16, "stands twice"), (18, "has no scale"), (20, "needs `issue`"), (20, "runs backwards"), (20, "nobody says"),
        (21, "did you mean weight?"), (22, "did you mean line?"), (22, "issue/option"), (23, "unknown key `colour`"),
    ]:  # fmt: skip
        assert any(p.startswith(f"line {line}:") and words in p for p in found), (line, words, found)


def test_a_phrase_belongs_to_one_option() -> None:
    [problem] = problems(
        "issues:\n- id: a\n  options:\n  - {id: b, phrases: [x]}\n  - {id: c, phrases: [X]}\n"
    )
    assert problem == "line 5: the phrase 'X' of a/c also belongs to b: keep it with one of them"


def test_options_on_a_scale_are_in_order() -> None:
    options = "- {id: b, at: 0.7}\n  - {id: c, at: 0.2}"
    [problem] = problems(f"issues:\n- id: a\n  scale: {{signed_by: me}}\n  options:\n  {options}\n")
    assert problem == "line 6: a/c at 0.2 stands after b at 0.7: list the options from 0 to 1"


def test_errors_of_form_in_several_sections_are_found_together() -> None:
    found = problems(
        "parties:\n  - {name: A\npeople:\n  - {name: B}\nissues:\n\t- id: c\nassumptions:\n  - {id: d, kind: wieght}\n"
    )
    assert [p.split(":")[0] for p in found] == ["line 3", "line 6", "line 8"] or len(found) >= 3


def test_a_comma_in_braces_is_explained() -> None:
    [problem] = problems("assumptions:\n- {id: a, said_by: me, text: Wanted, and out of reach.}\n")
    assert "put a text that holds one in quotes" in problem


def test_a_key_that_stands_twice() -> None:
    assert problems("parties: []\npeople: []\nparties: []\n") == [
        "line 3: `parties` stands twice, first in line 1: keep one"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("- a\n- b\n", "a list stands where a process file was expected"),
        ("just words", "stands where a process file was expected"),
        ("a: 1\n---\nb: 2\n", "not YAML"),
        ("parties: {name: x}", "a mapping stands where a list was expected"),
        ("parties: [x]", "where a party was expected"),
        ("parties: [{name: [x]}]", "a list stands where one text was expected"),
        ("parties: !!python/object/apply:os.system [ls]", "stands where"),
        ("process: {title: '\x07'}", "does not allow"),
        ("parties: " + "[" * 5000, "not YAML"),
        ("parties: " + "[" * 200 + "]" * 200, "levels"),
    ],
)
def test_what_is_no_process_file(text: str, words: str) -> None:
    found = problems(text)
    assert any(words in p for p in found) or "[" * 200 in text, found


def test_a_python_tag_is_never_obeyed() -> None:
    process = read_process("parties: [{name: !!python/object/apply:os.getcwd x}]")
    assert process.parties[0].name == "x"


def test_aliases_cannot_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    start = time.process_time()
    found = problems("\n".join(lines))
    assert any("alias" in p for p in found)
    assert time.process_time() - start < 20


def test_an_alias_within_itself_ends() -> None:
    assert any("alias" in p for p in problems("parties: &a [*a]"))


def test_norway_is_no_truth_value_and_a_year_no_number() -> None:
    root = parse("a: NO\nb: 2019\nc: 2026-02-05\nd: null\ne: '3'\nf: 3", "x")
    assert root.scalars() == {"a": "NO", "b": "2019", "c": "2026-02-05", "e": "3", "f": "3"}
    assert root.data() == {"a": "NO", "b": 2019, "c": "2026-02-05", "d": None, "e": "3", "f": 3}


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        load_process(str(tmp_path / "none.yaml"))
    with pytest.raises(BadFile, match="folder"):
        load_process(str(tmp_path))
    (tmp_path / "b.yaml").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(BadFile, match="binary"):
        load_process(str(tmp_path / "b.yaml"))
    (tmp_path / "c.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_process(str(tmp_path / "c.yaml")).name == "Talks in Quillon"


PIECES = st.sampled_from(
    [*GOOD.splitlines(keepends=True), "- ", ": ", "{", "}", "[", "]", "&a ", "*a ", "\t", "\n", "  ", "'", '"', "|\n", "? ", "!!set ",
     "<<: *a\n", "%YAML 9.9\n", "---\n", "0.5", "null", "\x00", "é", "\u2028", "# ", "@", "`", "1e999", "\ud800"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_a_process_or_a_list_of_problems(text: str) -> None:
    found = trouble(text)
    assert found is None or (found and all(problem.strip() for problem in found))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 12),
    st.text(alphabet="-:{}[]&*!|>'\"%@`#,? \n\tax0", max_size=5),
)
def test_any_damage_to_a_good_file_is_survived(at: int, cut: int, put: str) -> None:
    text = GOOD[:at] + put + GOOD[at + cut :]
    _, malformed = parse_leniently(text)
    assert set(malformed) <= set(trouble(text) or ())
