"""The door as browsers of the cast use it; files of tests that lay out a whole company import `db` from `lasting`."""

from tests.accounts.conftest import browser, colleague, fresh_counts, house, owner, person, sign_in  # noqa: F401
