"""Find statements by their words, their speaker and the party they speak for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pourparler.domain import Statement, View
from pourparler.domain.recorded import Found
from pourparler.errors import WrongCall
from pourparler.record import schema, sqlite
from pourparler.record.viewing import Asked, Slice, apply, cut, last_words, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

COLUMNS = ("text", "speaker", "party")
_TERM = re.compile(r'(?P<not>-)?(?:(?P<column>\w+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|(?<=:))')
_HELP = 'write words, "exact phrases", speaker:NAME, party:NAME, begin*, and -word for what must not occur'
_UNWORDS = dict.fromkeys((0, *range(0xD800, 0xE000)), " ")  # what no database takes
_CHUNK = 900

Term = tuple[str, str, bool]


def parsed(query: str) -> tuple[Term, ...]:
    """Return the terms of a query: column or empty, words, whether excluded.

    Raises: WrongCall, if it cannot be meant.

    >>> parsed('speaker:Orlova "binding guarantees" -truce')
    (('speaker', 'Orlova', False), ('', 'binding guarantees', False), ('', 'truce', True))
    """
    if query.count('"') % 2:
        raise WrongCall(f"a quotation mark in {query!r} is not closed: {_HELP}")
    found = [_term(match, query) for match in _TERM.finditer(query)]
    terms = tuple(term for term in found if term is not None)
    if not any(not excluded for _, _, excluded in terms):
        raise WrongCall(f"there is nothing to look for in {query!r}: {_HELP}")
    return terms


def _term(match: re.Match[str], query: str) -> Term | None:
    """Return one term; None for a lone dash or bracket, as a pasted sentence has them."""
    column = (match["column"] or "").lower()
    words = match["phrase"] or match["word"] or ""
    if column and column not in COLUMNS:
        column, words = "", f"{column} {words}"  # 12:30, or a colon after a word
    bare = words.rstrip("*").translate(_UNWORDS)
    if any(letter.isalnum() for letter in bare):
        return column, bare + "*" * words.endswith("*"), bool(match["not"])
    if column:
        raise WrongCall(f"'{match[0]}' in {query!r} names nobody: {_HELP}")
    return None


def search(connection: Connection, query: str, asked: Asked, *, limit: int | None) -> Found:
    """Return the statements that fit, newest first.

    Args:
        connection: In a transaction.
        query: As `parsed` understands it.
        asked: Which part of the record.
        limit: How many at most; None for all.
    """
    keys = sqlite.matching(connection, parsed(query))
    part, findings = cut(connection, asked)
    part.judgements = last_words(connection, part)
    hits = sorted(_standing(connection, part, keys), key=lambda row: _age(row, part), reverse=True)
    shown = hits if limit is None else hits[:limit]
    load(connection, part, sorted({row.document for row in shown}))
    statements = _rebuilt(connection, part, [row.row for row in shown])
    view = View(
        documents=tuple(part.documents.values()),
        entries=statements,
        judgements={s.id: part.judgements[s.id][1] for s in statements if s.id in part.judgements},
        as_of=asked.as_of,
        recorded_by=asked.recorded_by,
        findings=tuple(findings),
    )
    return Found(query=query, view=view, total=len(hits))


def _standing(connection: Connection, part: Slice, keys: Sequence[int]) -> Iterator[Any]:
    """Yield the rows of the entries whose effective form was hit and stands."""
    table = schema.entry
    own = {key // 2 for key in keys if key % 2 == 0}
    corrected = {key // 2 for key in keys if key % 2}
    columns = (table.c.row, table.c.id, table.c.document, table.c.published)
    last = {row: key for key, (row, word) in part.judgements.items() if word.replacement is not None}
    revised = [last[row] for row in corrected if row in last]
    for some in _chunks(sorted(own)):
        query = select(*columns).where(table.c.row.in_(some), part.stands(table))
        yield from (row for row in connection.execute(query) if _shown(row, part, corrected=False))
    for ids in _chunks(revised):
        query = select(*columns).where(table.c.id.in_(ids), part.stands(table))
        yield from (row for row in connection.execute(query) if _shown(row, part, corrected=True))


def _shown(row: Any, part: Slice, *, corrected: bool) -> bool:
    word = part.judgements.get(row.id, (0, None))[1]
    verdict = word.verdict if word else None
    if row.document not in part.readings or verdict == "rejected":
        return False
    if part.asked.confirmed and verdict not in ("confirmed", "corrected"):
        return False
    return corrected == (verdict == "corrected")


def _age(row: Any, part: Slice) -> tuple[str, str, int]:
    return (row.published or part.readings[row.document].published or "", row.document, -row.row)


def _rebuilt(connection: Connection, part: Slice, wanted: list[int]) -> tuple[Statement, ...]:
    table = schema.entry
    found = {
        row.row: row
        for some in _chunks(wanted)
        for row in connection.execute(select(table).where(table.c.row.in_(some)))
    }
    made = []
    for number in wanted:
        entry = part.entry(found[number])
        effective = apply(entry, part.judgements.get(entry.id, (0, None))[1], confirmed=False)
        if isinstance(effective, Statement):
            made.append(effective)
    return tuple(made)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
