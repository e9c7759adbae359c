"""What people say of events, history, full-text search, proposals of re-coding, and imported incidents."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from marsad.arabic.normal import normalize

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TABLES = ("imported", "search_words", "search_entries", "recodings", "history", "corrections")

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5(terms, content='search_entries', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER search_index_insert AFTER INSERT ON search_entries BEGIN"
        " INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms); END",
        "CREATE TRIGGER search_index_delete AFTER DELETE ON search_entries BEGIN"
        " INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.id, old.terms); END",
        "CREATE TRIGGER search_index_update AFTER UPDATE ON search_entries BEGIN"
        " INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.id, old.terms);"
        " INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms); END",
    ),
    "postgresql": ("CREATE INDEX search_index ON search_entries USING gin (to_tsvector('simple'::regconfig, terms))",),
}
APPEND_ONLY = {
    "sqlite": tuple(
        f"CREATE TRIGGER history_no_{name} BEFORE {event} ON history {when}"
        " BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
        for name, event, when in (
            ("update", "UPDATE", ""),
            ("delete", "DELETE", ""),
            ("replace", "INSERT", "WHEN EXISTS (SELECT 1 FROM history WHERE id = new.id)"),
        )
    ),
    "postgresql": (
        "CREATE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'history can only be added to'; END $$",
        "CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON history"
        " FOR EACH ROW EXECUTE FUNCTION history_only_grows()",
        "CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history"
        " FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()",
    ),
}


def upgrade() -> None:
    """Add columns to documents and events, the tables, and what the databases do by themselves."""
    op.add_column("documents", sa.Column("source_map", sa.JSON))
    op.add_column("documents", sa.Column("search_form", sa.String(16)))
    op.create_index("documents_search_form", "documents", ["search_form"])
    op.add_column("events", sa.Column("review", sa.String(12)))
    op.add_column("events", sa.Column("machine", sa.JSON))
    _make_tables_of_people()
    _make_other_tables()
    for statement in FULL_TEXT[op.get_bind().dialect.name] + APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _make_tables_of_people() -> None:
    op.create_table(
        "corrections",
        sa.Column("document_id", sa.String(64), primary_key=True),
        sa.Column("sentence_hash", sa.String(16), primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("end", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("nth", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("trigger", sa.Text, nullable=False),
        sa.Column("sentence_text", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("event_id", sa.String(24)),
    )
    op.create_table(
        "history",
        sa.Column("id", ROW, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("object", sa.String(80), nullable=False),
        sa.Column("document_id", sa.String(64)),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.Column("why", sa.Text),
    )
    op.create_index("history_object", "history", ["object"])
    op.create_index("history_document", "history", ["document_id"])


def _make_other_tables() -> None:
    document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.create_table(
        "recodings",
        sa.Column("document_id", sa.String(64), document, primary_key=True),
        sa.Column("coder_version", sa.String(64), nullable=False),
        sa.Column("coding", sa.JSON, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "search_entries",
        sa.Column("id", ROW, primary_key=True, autoincrement=False),
        sa.Column("document_id", sa.String(64), sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
    )
    op.create_index("search_entries_document", "search_entries", ["document_id", "sentence"])
    op.create_table(
        "search_words",
        sa.Column("word", sa.String(60), primary_key=True),
        sa.Column("sound", sa.String(60), nullable=False),
    )
    op.create_index("search_words_sound", "search_words", ["sound"])
    op.create_table(
        "imported",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("country", sa.String(3)),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("version", sa.String(40)),
        sa.Column("row", sa.JSON, nullable=False),
        sa.Column("incident", sa.JSON, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("imported_source", "imported", ["source", "first_day"])


def downgrade() -> None:
    """Drop them; events that a person corrected get the machine's record back."""
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER search_index_{name}")
        op.execute("DROP TABLE search_index")
    _give_events_back_to_the_machine()
    _undo_search_forms()
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION history_only_grows()")
    op.drop_index("documents_search_form", "documents")
    for table, column in (("events", "machine"), ("events", "review"), ("documents", "search_form")):
        op.drop_column(table, column)
    op.drop_column("documents", "source_map")


def _give_events_back_to_the_machine() -> None:
    events = sa.table(
        "events",
        *(sa.column(name) for name in ("id", "type", "mode", "status", "background")),
        *(sa.column(name, sa.Date) for name in ("first_day", "last_day")),
        *(sa.column(name, sa.JSON) for name in ("record", "machine")),
    )
    entities = sa.table(
        "entities", *map(sa.column, ("event_id", "role", "position", "text", "name", "country", "sector", "search"))
    )
    bind = op.get_bind()
    for event in bind.execute(sa.select(events.c.id, events.c.machine)).all():
        record = event.machine
        if record is not None:
            when = record["when"] or {}
            values = {name: record[name] for name in ("type", "mode", "status", "background")}
            values |= {"first_day": _day(when.get("from")), "last_day": _day(when.get("to")), "record": record}
            bind.execute(sa.update(events).where(events.c.id == event.id).values(values))
            bind.execute(sa.delete(entities).where(entities.c.event_id == event.id))
            rows = _entity_rows(event.id, record)
            if rows:
                bind.execute(sa.insert(entities), rows)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _entity_rows(event: str, record: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"event_id": event, "role": role, "position": position, "search": ""}
        | {name: span.get(name) for name in ("text", "name", "country", "sector")}
        for role in ("actor", "recipient", "place", "said_by")
        for position, span in enumerate(record[role])
    ]


def _undo_search_forms() -> None:
    """Give entities the normal form that was searched before there were search terms."""
    entities = sa.table("entities", *map(sa.column, ("event_id", "role", "position", "text", "name", "search")))
    keys = ("event_id", "role", "position")
    change = sa.update(entities).where(*(entities.c[key] == sa.bindparam(f"of_{key}") for key in keys))
    bind = op.get_bind()
    rows = [
        {f"of_{key}": getattr(row, key) for key in keys}
        | {"search": f"{normalize(row.text)} {normalize(row.name or '')}".casefold()}
        for row in bind.execute(sa.select(entities)).all()
    ]
    if rows:
        bind.execute(change.values(search=sa.bindparam("search")), rows)
