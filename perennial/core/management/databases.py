"""A whole database as files, and back: SQLite page by page, PostgreSQL by its own tools or table by table."""

import os
import shutil
import sqlite3
import subprocess

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

SQLITE = "database.sqlite3"
DUMP = "database.dump"
TABLES = "tables"


def applied_migrations():
    """Return the migrations that the database has, as sorted [app, name]."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def kind():
    """Return "sqlite" or "postgresql"."""
    return connection.vendor


def save(folder, say):
    """Write a consistent state of the running database into a folder."""
    if kind() == "sqlite":
        _save_sqlite(folder / SQLITE)
    elif not _dump(folder / DUMP, say):
        _copy_out(folder / TABLES)


def load(folder):
    """Replace the database's content by what `save` wrote; the caller has checked that both are of one kind."""
    if (folder / SQLITE).exists():
        _load_sqlite(folder / SQLITE)
    elif (folder / DUMP).exists():
        _undump(folder / DUMP)
    else:
        _copy_in(folder / TABLES)


def migrate_to(migrations):
    """Bring the tables to the state in which the backup was made."""
    for app, name in dict(migrations).items():  # the last of each app
        call_command("migrate", app, name, interactive=False, verbosity=0)


def _save_sqlite(path):
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)  # all pages in one step: one state, and writers are not held up
    copy.close()


def _load_sqlite(path):
    connection.ensure_connection()
    with sqlite3.connect(path) as source:
        source.backup(connection.connection)
    source.close()


def _dump(path, say):
    if not all(map(shutil.which, ("pg_dump", "pg_restore", "psql"))):
        return False
    arguments = ["pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--file", str(path)]
    done = subprocess.run([*arguments, *_target()], env=_environment(), capture_output=True, text=True)
    if done.returncode:
        say(f"pg_dump refused ({done.stderr.strip().splitlines()[-1]}); copying table by table instead.")
        path.unlink(missing_ok=True)
    return done.returncode == 0


def _undump(path):
    connection.close()
    script = subprocess.Popen(
        ["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # One transaction: either all is as in the backup, or nothing has changed.
    afresh = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public", "--file=-"]
    done = subprocess.run(
        ["psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", *_target(), *afresh],
        env=_environment(),
        stdin=script.stdout,
        capture_output=True,
        text=True,
    )
    script.stdout.close()
    script.wait()
    if done.returncode or script.returncode:
        raise OSError(f"The database could not be restored: {(done.stderr or script.stderr.read().decode()).strip()}")


def _target():
    known = connection.settings_dict
    pairs = {"--host": known["HOST"], "--port": known["PORT"], "--username": known["USER"], "--dbname": known["NAME"]}
    return [f"{option}={value}" for option, value in pairs.items() if value]


def _environment():
    password = connection.settings_dict.get("PASSWORD")
    return {**os.environ, **({"PGPASSWORD": password} if password else {})}


def _copy_out(folder):
    folder.mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in _tables():
            statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _columns(cursor, table))
            with open(folder / table, "wb") as file, cursor.cursor.copy(statement) as copy:
                for piece in copy:
                    file.write(piece)


def _copy_in(folder):
    tables = [table for table in _tables() if (folder / table).exists()]
    with transaction.atomic(), connection.cursor() as cursor:
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _columns(cursor, table))
            with open(folder / table, "rb") as file, cursor.cursor.copy(statement) as copy:
                while piece := file.read(1 << 20):
                    copy.write(piece)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))
            _advance_sequence(cursor, table)


def _tables():
    return sorted(table for table in connection.introspection.table_names() if table != "django_migrations")


def _columns(cursor, table):
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())


def _advance_sequence(cursor, table):
    for sequence in connection.introspection.get_sequences(cursor, table):
        column = sql.Identifier(sequence["column"])
        cursor.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT coalesce(max({}), 0) + 1 FROM {}), false)"
            ).format(column, sql.Identifier(table)),
            [f'"{table}"', sequence["column"]],
        )
