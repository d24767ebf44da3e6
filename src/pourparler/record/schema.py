"""The tables. A change here is a new revision in `migrations/versions` and a new HEAD.

Nothing is ever overwritten but three things: a row may be marked as superseded, a document as forgotten,
and what is forgotten is emptied. `recorded_op` and `superseded_op` say since and until which operation of
the chain a row stands; with them the record as of any moment can be rebuilt.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISIONS = ("0001",)
"""All revisions that this program knows, oldest first."""
HEAD = REVISIONS[-1]

metadata = MetaData()

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), primary_key=True, nullable=False),
)

operation = Table(  # one acknowledged write
    "operation",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 ... without a gap
    Column("at", Text, nullable=False),  # never before its predecessor's
    Column("what", Text, nullable=False),  # add | judge | forget
    Column("subject", Text, nullable=False),  # id of a document or an entry: a hash
    Index("operation_at", "at"),
)

audit = Table(  # the chain: nothing but hashes
    "audit",
    metadata,
    Column("seq", Integer, ForeignKey("operation.seq"), primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),  # sha256 of the operation and of every row it touched
    Column("previous", Text, nullable=False),  # hash of the link before
    Column("hash", Text, nullable=False),  # sha256 of seq, previous and content
)

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),  # Document.id
    Column("sha256", Text, nullable=False),
    Column("text", LargeBinary),  # UTF-8; lone surrogates kept; NULL once forgotten
    Column("recorded_op", Integer, ForeignKey("operation.seq"), nullable=False),
    Column("forgotten_op", Integer, ForeignKey("operation.seq")),
)

reader = Table(
    "reader",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Index("reader_name", "name", "version", unique=True),
)

reading = Table(  # one document as one reader read it
    "reading",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("reader", Integer, ForeignKey("reader.row")),
    Column("published", Text),
    Column("published_latest", Text),  # the last day it can mean
    Column("label", Text, nullable=False),
    Column("about", Text),  # JSON: the document's other fields; NULL once forgotten, as are the next three
    Column("people", Text),
    Column("parties", Text),
    Column("findings", Text),
    Column("digest", Text, nullable=False),
    Column("recorded_op", Integer, ForeignKey("operation.seq"), nullable=False),
    Column("superseded_op", Integer, ForeignKey("operation.seq")),
    Index("reading_document", "document", "superseded_op"),
)

entry = Table(
    "entry",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),  # Entry.id
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("reader", Integer, ForeignKey("reader.row"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("held", Text),  # Entry.date
    Column("published", Text),
    Column("label", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("party", Text),  # whose it is; NULL once forgotten, as is all down to `payload`
    Column("issue", Text),
    Column("passages", Text),  # JSON: [[start, end], ...] in the document's text
    Column("payload", Text),  # JSON: every other field
    Column("digest", Text, nullable=False),
    Column("recorded_op", Integer, ForeignKey("operation.seq"), nullable=False),
    Column("superseded_op", Integer, ForeignKey("operation.seq")),
    Index("entry_id", "id"),
    Index("entry_document", "document", "superseded_op"),
    Index("entry_kind", "kind", "superseded_op", "issue"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),  # Entry.id
    Column("kind", Text, nullable=False),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text),  # NULL once forgotten, as is `replacement`
    Column("replacement", Text),  # JSON: the whole entry
    Column("carried", Integer, ForeignKey("judgement.row")),  # made on a predecessor of this entry
    Column("digest", Text, nullable=False),
    Column("recorded_op", Integer, ForeignKey("operation.seq"), nullable=False),
    Index("judgement_entry", "entry"),
    Index("judgement_document", "document"),
)
