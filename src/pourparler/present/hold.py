"""What would make a deal hold, in words: the inputs with who assumes them, and every model's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.present.brief import Line, Section, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.settlement.holding import Answer, Inputs

_INPUT_WORDS = {
    "p": "{a}'s chance of winning a war now",
    "p_after": "{a}'s chance of winning once the deal is carried out",
    "cost_a": "what war costs {a}, as a share of the stake",
    "cost_b": "what war costs {b}, as a share of the stake",
    "deal": "{a}'s share of the stake under the deal",
    "punishment": "what a guarantor's punishment costs the breaker",
    "guarantee": "with what probability the guarantor punishes",
    "p_first": "{a}'s chance of winning if it strikes first",
    "p_second": "{a}'s chance of winning if {b} strikes first",
    "discount": "weight of the next period against this one",
    "private_cost": "the greatest cost of war that {b} may have",
}


def hold_sections(answers: Sequence[Answer], inputs: Inputs, sides: tuple[str, str]) -> list[Section]:
    """Return the inputs and the answers in sections.

    Args:
        answers: Of the models.
        inputs: With who assumes them.
        sides: The names of A and B.
    """
    rows = tuple(
        (
            Line(_INPUT_WORDS[name].format(a=sides[0], b=sides[1])),
            Line(value.words()),
            Line(value.by),
        )
        for name, value in inputs.given().items()
    )
    lines: list[Line] = []
    for a in answers:
        if a.verdict != "missing":
            lines.append(Line(a.title, mark="head"))
            lines += [Line(text) for text in a.words]
            lines.append(Line(f"Source: {a.source}.", mark="note"))
    open_ = [
        Line(f"{a.title}. {' '.join(a.words)}", mark="unresolved") for a in answers if a.verdict == "missing"
    ]
    return [
        Section("inputs", "What is assumed", (), Table(("input", "range", "who assumes it"), rows),
                empty="Nothing: give ranges as options, such as --cost-a 0.05..0.4, or in a process file."),
        Section("answers", "What would make it hold", tuple(lines), empty="No model has all it needs."),
        Section("missing", "What no model could answer", tuple(open_), empty="Every model had all it needs."),
    ]  # fmt: skip
