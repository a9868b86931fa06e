"""The printed matrix is the one that is tried."""

from pathlib import Path

from tests.rights import matrix

PAGE = Path(__file__).resolve().parents[2] / "docs/permissions.md"


def test_the_printed_matrix_is_current(db):
    assert PAGE.read_text() == matrix.page(), "print it anew: python -m tests.rights.matrix > docs/permissions.md"
