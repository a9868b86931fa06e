"""What every test may use; a room's own things stand in tests/<room>/conftest.py."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from perennial.api import webhooks
from perennial.core import models
from perennial.records.fields import made
from perennial.records.registry import REGISTRY

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_collection_modifyitems(items):
    """Put files whose tests empty the tables last, and prepare nothing for tests of real files where these are absent."""
    emptying = {item.path for item in items if _empties(item)}
    items.sort(key=lambda item: item.path in emptying)
    if not REAL_DATA.is_dir():
        for item in items:
            if item.get_closest_marker("data"):
                item.fixturenames.clear()


def _empties(item):
    """Tell whether a test stores for good, so that the tables are emptied after it of what migrations have laid there."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Let a test marked `data` say «not present» and pass where the real files are absent."""
    if pyfuncitem.get_closest_marker("data") and not REAL_DATA.is_dir():
        print("not present: ../shared/data")
        return True
    return None


@pytest.fixture
def real_data():
    """The folder of real files that tests marked `data` read."""
    return REAL_DATA


@pytest.fixture(autouse=True)
def forgetful():
    """No test remembers the installation of another, whose rows were rolled back, nor speaks its language."""
    translation.activate(settings.LANGUAGE_CODE)
    models._remembered.clear()
    made._remembered.update(version=None, fields={})
    webhooks._known.update(version=None, hooks=[])
    for type in REGISTRY.values():
        type._by_code = (None, {})
