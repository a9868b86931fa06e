"""The folding of texts inside SQLite, whose own lower() knows ASCII only; and one alphabet for both databases.

Neither compares «Ґанок» with «Ящик» as people do without a collation that the other does not have. So letters are
replaced, one for one, by signs whose code points stand in the order of the alphabet: equal texts stay equal.
"""

LETTERS = "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюя"
IN_ORDER = "".join(chr(0xE100 + place) for place in range(len(LETTERS)))  # of the private use area, after all other letters
_ALPHABET = str.maketrans(LETTERS, IN_ORDER)


def give_fold(connection, **_):
    """Teach a new SQLite connection the functions `perennial_fold` and `perennial_order`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("perennial_fold", 1, fold, deterministic=True)
        connection.connection.create_function("perennial_order", 1, order, deterministic=True)


def fold(text):
    """Return a text without regard to letter case, as PostgreSQL's lower() would (None stays None)."""
    return text.lower() if isinstance(text, str) else text


def order(text):
    """Return a folded text whose code points stand in alphabetical order."""
    return text.lower().translate(_ALPHABET) if isinstance(text, str) else text
