"""Settings of the tests: a data folder of their own, quick hashing, no manifest of static files."""

import atexit
import os
import shutil
import tempfile

# Nothing of the developer's own installation may reach a test.
for name in [name for name in os.environ if name.startswith("PERENNIAL_") and not name.startswith("PERENNIAL_TEST_")]:
    del os.environ[name]
_home = tempfile.mkdtemp(prefix="perennial-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["PERENNIAL_HOME"] = _home
os.environ["PERENNIAL_ENV_FILE"] = os.devnull
os.environ["DATABASE_URL"] = os.environ.get("PERENNIAL_TEST_DATABASE_URL", f"sqlite:///{_home}/perennial.sqlite3")

from perennial.core.management.catalogues import compile_stale  # noqa: E402
from perennial.settings import *  # noqa: E402, F403
from perennial.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since threads and other processes must see the same rows; never synced, since it is thrown away.
    DATABASES["default"]["TEST"] = {"NAME": f"{_home}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]

compile_stale()
