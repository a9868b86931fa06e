"""What must be ready before anybody is served: compiled texts, collected static files, a migrated database."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from perennial.core.management.catalogues import compile_stale


def prepare(say):
    """Make ready what is not ready yet, telling `say` each thing that takes time."""
    for name in ("files", "mail"):
        (settings.HOME / name).mkdir(parents=True, exist_ok=True)
    compile_stale()
    if not static_is_collected():
        say("Collecting static files …")
        _collect_static()
    if unapplied_migrations():
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    (settings.HOME / "prepared").touch()


def unapplied_migrations():
    """Return the names of migrations that the database does not have yet."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def static_is_collected():
    """Tell whether the collected static files are those of today's sources."""
    stamp = _static_stamp()
    return stamp.exists() and stamp.read_text() == _static_fingerprint()


def _collect_static():
    call_command("collectstatic", interactive=False, verbosity=0)
    _static_stamp().write_text(_static_fingerprint())


def _static_stamp():
    return settings.STATIC_ROOT / ".collected"


def _static_fingerprint():
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            changed = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {changed} {storage.size(path)}\n".encode())
    return digest.hexdigest()
