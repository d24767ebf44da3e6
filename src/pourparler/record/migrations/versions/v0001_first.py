"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table. Frozen: later changes are later revisions."""
    _operations()
    _documents()
    _entries()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA application_id = 1347439698")
        op.execute(
            "CREATE VIRTUAL TABLE speech USING fts5("
            "text, speaker, party, tokenize = 'porter unicode61 remove_diacritics 2')"
        )


def _operations() -> None:
    op.create_table(
        "operation",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("operation_at", "operation", ["at"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.ForeignKeyConstraint(["seq"], ["operation.seq"]),
    )


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary()),
        sa.Column("recorded_op", sa.Integer(), nullable=False),
        sa.Column("forgotten_op", sa.Integer()),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["recorded_op"], ["operation.seq"]),
        sa.ForeignKeyConstraint(["forgotten_op"], ["operation.seq"]),
    )
    op.create_table(
        "reader",
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_index("reader_name", "reader", ["name", "version"], unique=True)
    op.create_table(
        "reading",
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reader", sa.Integer()),
        sa.Column("published", sa.Text()),
        sa.Column("published_latest", sa.Text()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("about", sa.Text()),
        sa.Column("people", sa.Text()),
        sa.Column("parties", sa.Text()),
        sa.Column("findings", sa.Text()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded_op", sa.Integer(), nullable=False),
        sa.Column("superseded_op", sa.Integer()),
        sa.PrimaryKeyConstraint("row"),
        sa.ForeignKeyConstraint(["document"], ["document.id"]),
        sa.ForeignKeyConstraint(["reader"], ["reader.row"]),
        sa.ForeignKeyConstraint(["recorded_op"], ["operation.seq"]),
        sa.ForeignKeyConstraint(["superseded_op"], ["operation.seq"]),
    )
    op.create_index("reading_document", "reading", ["document", "superseded_op"])


def _entries() -> None:
    op.create_table(
        "entry",
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reader", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("party", sa.Text()),
        sa.Column("issue", sa.Text()),
        sa.Column("passages", sa.Text()),
        sa.Column("payload", sa.Text()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded_op", sa.Integer(), nullable=False),
        sa.Column("superseded_op", sa.Integer()),
        sa.PrimaryKeyConstraint("row"),
        sa.ForeignKeyConstraint(["document"], ["document.id"]),
        sa.ForeignKeyConstraint(["reader"], ["reader.row"]),
        sa.ForeignKeyConstraint(["recorded_op"], ["operation.seq"]),
        sa.ForeignKeyConstraint(["superseded_op"], ["operation.seq"]),
    )
    op.create_index("entry_id", "entry", ["id"])
    op.create_index("entry_document", "entry", ["document", "superseded_op"])
    op.create_index("entry_kind", "entry", ["kind", "superseded_op", "issue"])
    op.create_table(
        "judgement",
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("replacement", sa.Text()),
        sa.Column("carried", sa.Integer()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded_op", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("row"),
        sa.ForeignKeyConstraint(["document"], ["document.id"]),
        sa.ForeignKeyConstraint(["carried"], ["judgement.row"]),
        sa.ForeignKeyConstraint(["recorded_op"], ["operation.seq"]),
    )
    op.create_index("judgement_entry", "judgement", ["entry"])
    op.create_index("judgement_document", "judgement", ["document"])
