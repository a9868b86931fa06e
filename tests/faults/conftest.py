import os
import secrets
from urllib.parse import urlsplit

import psycopg
import pytest


@pytest.fixture
def a_database():
    """The URL of an empty database of one's own on the server of this run; an empty text for SQLite."""
    there = os.environ.get("PERENNIAL_TEST_DATABASE_URL", "")
    if not there.startswith("postgres"):
        yield ""
        return
    name = f"faults_{secrets.token_hex(4)}"
    with psycopg.connect(there, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(there)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
