"""The folding of texts inside SQLite, whose own lower() knows ASCII only."""


def give_fold(connection, **_):
    """Teach a new SQLite connection the function `perennial_fold`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("perennial_fold", 1, fold, deterministic=True)


def fold(text):
    """Return a text without regard to letter case, as PostgreSQL's lower() would (None stays None)."""
    return text.lower() if isinstance(text, str) else text
