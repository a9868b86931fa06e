import os
import secrets
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest


@pytest.fixture
def a_database():
    """The URL of an empty database of one's own on the server of this run; an empty text for SQLite."""
    with empty() as url:
        yield url


@pytest.fixture
def another_database():
    """A second one."""
    with empty() as url:
        yield url


@contextmanager
def empty():
    """Yield the URL of a database that is dropped afterwards."""
    there = os.environ.get("PERENNIAL_TEST_DATABASE_URL", "")
    if not there.startswith("postgres"):
        yield ""
        return
    name = f"faults_{secrets.token_hex(4)}"
    with psycopg.connect(there, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(there)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
