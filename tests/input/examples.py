"""How many examples a run tries: few while working, PERENNIAL_TEST_EXAMPLES=20 twenty times as many."""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("PERENNIAL_TEST_EXAMPLES", "1"))
# Signs that trip readers: no digit to `int`, no letter to a database, no place in a line.
ODD = ["²", "٣", "①", "\0", "\x1a", "\u202e", "\ufeff", "%", "_", "'", '"', "\\", "🙂", "İ", "ß", "\ud83d".encode("utf-8", "replace").decode()]
words = st.one_of(st.text(max_size=12), st.sampled_from(ODD), st.text(alphabet="0123456789.,+-() ", max_size=14))
odd_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), words, st.sampled_from(ODD),
        st.sampled_from(["me", "today", "last_n_days:30", "last_n_days:99999999999", "2026-02-30", "9999-12-31", "0001-01-01", "1e400"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "name", "amount", "currency", "x"]), inner, max_size=2)),
    max_leaves=4,
)  # fmt: skip


def tried(times):
    """Return the settings of a test that tries so many examples, always the same ones unless many are asked for."""
    return settings(
        max_examples=times * TIMES, deadline=None, derandomize=TIMES == 1, database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
