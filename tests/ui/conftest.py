"""Pages of ui are tried with its own addresses and without any room above it."""

import pytest
from django.test import Client

from perennial.ui import shell


@pytest.fixture(autouse=True)
def _own_addresses(settings, monkeypatch):
    monkeypatch.setattr(shell, "_provider", [lambda request: shell.Shell()])
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(("perennial.a", "perennial.r", "allauth."))]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)
