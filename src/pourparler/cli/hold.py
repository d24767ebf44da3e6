"""`pourparler hold`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import (
    DATABASE,
    AsJson,
    AsOf,
    Confirmed,
    Database,
    Page,
    ProcessFile,
    RecordedBy,
    listed,
    show_page,
)


def _range(what: str) -> object:
    return typer.Option(help=f"{what}: 0.4..0.6, or one value.", metavar="RANGE")


def hold(
    parties: Annotated[str | None, typer.Option(help="The two sides, A and B.", metavar="A,B")] = None,
    p: Annotated[str | None, _range("A's chance of winning a war now")] = None,
    p_after: Annotated[str | None, _range("The same once the deal is carried out")] = None,
    deal: Annotated[str | None, _range("A's share of the stake under the deal")] = None,
    cost_a: Annotated[str | None, _range("A's cost of war, a share of the stake")] = None,
    cost_b: Annotated[str | None, _range("B's cost of war, a share of the stake")] = None,
    punishment: Annotated[str | None, _range("What a guarantor's punishment costs the breaker")] = None,
    guarantee: Annotated[str | None, _range("The probability that the guarantor punishes")] = None,
    p_first: Annotated[str | None, _range("A's chance of winning if it strikes first")] = None,
    p_second: Annotated[str | None, _range("A's chance of winning if B strikes first")] = None,
    private_cost: Annotated[str | None, _range("The greatest cost of war that B may have")] = None,
    discount: Annotated[str | None, _range("Weight of the next period against this one")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
    html: Page = None,
) -> int:
    """Say what would make a deal hold: who is tempted to break it, and how strong a guarantee must be."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.hold import hold as action

    asking = Asking(db=db, as_of=as_of, recorded_by=recorded_by, confirmed=confirmed, process=process)
    given = {
        "p": p, "p_after": p_after, "deal": deal, "cost_a": cost_a, "cost_b": cost_b, "punishment": punishment,
        "guarantee": guarantee, "p_first": p_first, "p_second": p_second, "private_cost": private_cost,
        "discount": discount,
    }  # fmt: skip
    some = {name: text for name, text in given.items() if text is not None}
    return show_page(action(asking, some, parties=listed(parties)), as_json=as_json, html=html)
