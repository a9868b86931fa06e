"""The indexes of search that Django cannot describe, for SQLite and PostgreSQL."""

SQLITE = (
    # Words come folded and parted by spaces; «#» marks four digits of a telephone number.
    """CREATE VIRTUAL TABLE records_searchindex USING fts5(
        words, content='', detail=none, columnsize=0, prefix='1 2 3', tokenize="ascii tokenchars '#'")""",
    """CREATE VIRTUAL TABLE records_searchpart USING fts5(
        word, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1')""",
    # However a row goes away, its words leave the index with it.
    """CREATE TRIGGER records_searchentry_gone AFTER DELETE ON records_searchentry BEGIN
        INSERT INTO records_searchindex (records_searchindex, rowid, words) VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER records_searchword_gone AFTER DELETE ON records_searchword BEGIN
        INSERT INTO records_searchpart (records_searchpart, rowid, word) VALUES ('delete', old.id, old.word);
    END""",
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "ALTER TABLE records_searchentry ADD COLUMN lexemes tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_lexemes ON records_searchentry USING gin (lexemes)",
    # Of an expression, so that the planner cannot take it for plain equality, at which it is very slow.
    "CREATE INDEX search_part ON records_searchword USING gin ((word || '') gin_trgm_ops)",
)


def create(schema_editor):
    """Make the full-text indexes beside the tables of `models`."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(schema_editor):
    """Take back what `create` made."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_part")
        schema_editor.execute("ALTER TABLE records_searchentry DROP COLUMN lexemes")
        return
    schema_editor.execute("DROP TRIGGER records_searchentry_gone")
    schema_editor.execute("DROP TRIGGER records_searchword_gone")
    schema_editor.execute("DROP TABLE records_searchindex")
    schema_editor.execute("DROP TABLE records_searchpart")
