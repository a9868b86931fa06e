"""The system's Chromium, headless, without any talk of its own to the network."""

import os
import shutil

from tests.packages import need

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable():
    """Return the path of a Chromium, installed when it is missing and that is allowed."""
    return _find() or need("Chromium", "chromium", _find)


def _find():
    named = os.environ.get("PERENNIAL_TEST_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)
