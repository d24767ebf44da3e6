"""What is forgotten is in no page of the file any more, nor in its log."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler import record
from pourparler.domain import Finding, Judgement, Party, PersonMention
from tests.stores.readings import BETTER, talks

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-03-01T12:00:00Z"
SECRETS = ("Xanthippe", "Quillfeather", "Zwickmühle", "Brontide", "Wherewithal", "Ytterbium", "Kestrel")


def stored(path: Path) -> None:
    """Store a report in which seven words stand in seven kinds of places, between two other reports."""
    text = f"Ana Orlova and {SECRETS[0]} {SECRETS[1]} said {SECRETS[2]} is over. Southland rejects a zone. Northland proposed it."
    secret = talks(text=text, title=SECRETS[3], path=f"{SECRETS[4]}.txt")
    secret = replace(
        secret,
        parties=(Party(SECRETS[5]),),
        people=(PersonMention("x", SECRETS[0], "envoy", None, False, None, None, (0, 3)),),
        findings=(Finding(f"{SECRETS[1]} is not known"),),
    )
    with record.open(path) as memory:
        memory.add(talks(), at=AT)
        added = memory.add(secret, at=AT)
        said = memory.view(documents=[added.document], kinds=["statement"]).entries[0]
        new = replace(said, speaker=SECRETS[6])  # type: ignore[call-arg]
        memory.judge(Judgement(said.id, "corrected", "Ida", AT, f"so says {SECRETS[5]}", new), at=AT)
        memory.add(talks(text=f"{talks().document.text} More.", path="more.txt"), at=AT)
        memory.add(replace(secret, statements=(), positions=talks(text=text, reader=BETTER).positions), at=AT)


def left(path: Path) -> set[str]:
    """Return which of the words stand anywhere in the files of a record, in whatever encoding."""
    data = b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*")).lower()
    forms = {w: (w.encode(), w.encode("utf-16-le"), ascii(w)[1:-1].encode(), w[:6].encode()) for w in SECRETS}
    return {word for word, some in forms.items() if any(form.lower() in data for form in some)}


def forgotten(path: Path) -> tuple[str, ...]:
    with record.open(path) as memory:
        [secret] = [d.id for d in memory.view().documents if d.title == SECRETS[3]]
        return tuple(f.code for f in memory.forget(secret, at=AT).findings)


def test_nothing_of_a_forgotten_report_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    stored(path)
    assert left(path) == set(SECRETS)
    assert forgotten(path) == ()
    assert left(path) == set()
    with record.open(path) as memory:
        assert memory.verify().intact
        assert len(memory.view().documents) == 2
        assert memory.search("talks").total == 2


def test_while_somebody_reads_old_pages_stay_and_forgetting_again_erases_them(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    stored(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entry").fetchone()
    with record.open(path) as memory:
        [secret] = [d.id for d in memory.view().documents if d.title == SECRETS[3]]
        done = memory.forget(secret, at=AT)
        assert [(f.code, f.needs_person) for f in done.findings] == [("not-scoured", True)]
        reader.close()
        assert memory.forget(secret, at=AT).findings == ()
    assert left(path) == set()
