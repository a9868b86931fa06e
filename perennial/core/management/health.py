"""What `perennial doctor` looks at. A room adds its own with `@register("health", deploy=True)` of Django's checks.

Each check is named by the first line of its docstring and returns findings whose hint says what to do.
"""

import shutil
import stat
import time
from datetime import timedelta

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from perennial.core.jobs import JOBS, PeriodicJob
from perennial.core.management.preparation import static_is_collected, unapplied_migrations
from perennial.core.models import Installation, Record, WorkerBeat
from perennial.core.points import POINTS

LITTLE_SPACE = 1 << 30  # bytes
NO_SPACE = 100 << 20
SILENT_AFTER = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=10)


@register("health", deploy=True)
def database(**_):
    """The database answers and takes changes"""
    try:
        with transaction.atomic():
            Installation.objects.update(schema_version=1)
            transaction.set_rollback(True)
    except DatabaseError as problem:
        yield Error(f"The database refuses: {problem}", hint="Check DATABASE_URL; its disk may be full or read-only.")


@register("health", deploy=True)
def migrations(**_):
    """The tables are those of this version"""
    if waiting := unapplied_migrations():
        yield Error(
            f"{len(waiting)} migrations are not applied: {', '.join(waiting[:3])} …", hint="Run `perennial prepare`."
        )


@register("health", deploy=True)
def disk(**_):
    """There is room on the disk"""
    free = shutil.disk_usage(settings.HOME).free
    if free < LITTLE_SPACE:
        kind = Error if free < NO_SPACE else Warning
        yield kind(f"Only {free >> 20:,} MB are free in {settings.HOME}.", hint="Make room, or move PERENNIAL_HOME.")


@register("health", deploy=True)
def data_folder(**_):
    """The data folder can be written, and only by its owner"""
    try:
        probe = settings.HOME / ".doctor"
        probe.write_text("")
        probe.unlink()
    except OSError as problem:
        yield Error(f"{settings.HOME} cannot be written: {problem}", hint="Give it to the user that Perennial runs as.")
    if settings.HOME.stat().st_mode & stat.S_IWOTH:
        yield Warning(
            f"Anybody on this machine may write in {settings.HOME}.", hint=f"Run `chmod o-w {settings.HOME}`."
        )


@register("health", deploy=True)
def secret_key(**_):
    """The secret key is long and secret"""
    if len(settings.SECRET_KEY) < 40:
        yield Error("The secret key is short.", hint="Put 50 random characters into PERENNIAL_SECRET_KEY.")
    kept = settings.HOME / "secret_key"
    if kept.exists() and kept.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Error(f"Others may read {kept}.", hint=f"Run `chmod 600 {kept}`.")


@register("health", deploy=True)
def static_files(**_):
    """Static files are collected"""
    if not static_is_collected():
        yield Error("Static files are missing or old: pages come without their looks.", hint="Run `perennial prepare`.")


@register("health", deploy=True)
def worker(**_):
    """A worker is alive"""
    seen = WorkerBeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if seen is None or timezone.now() - seen > SILENT_AFTER:
        when = f"since {seen:%Y-%m-%d %H:%M} UTC" if seen else "yet"
        yield Error(
            f"No worker has been seen {when}.",
            hint="Start `perennial serve`, or `perennial worker` beside your server.",
        )


@register("health", deploy=True)
def jobs(**_):
    """Background work is done in time"""
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - timedelta(days=1))
    for path in sorted(set(failed.order_by().values_list("task_path", flat=True)))[:10]:
        one = failed.filter(task_path=path).order_by("-finished_at").first()
        reason = (one.traceback.strip().splitlines() or ["no reason kept"])[-1]
        yield Warning(
            f"{failed.filter(task_path=path).count()} × {path} failed in the last day, the last time: {reason}",
            hint="If the reason is gone, do again what started it; otherwise report it with this line.",
        )
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - LATE_AFTER).count()
    if waiting:
        yield Warning(f"{waiting} jobs wait longer than ten minutes.", hint="Raise PERENNIAL_JOB_WORKERS.")
    for job in PeriodicJob.objects.filter(name__in=JOBS).exclude(error=""):
        yield Warning(f"The repeating job {job.name} failed: {job.error}", hint="It is tried again by itself.")


@register("health", deploy=True)
def clock(**_):
    """The clocks agree"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch from now())" if connection.vendor == "postgresql" else "SELECT strftime('%s')"
        )
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > 5:
        yield Error(
            f"This machine and the database are {apart:.0f} s apart.", hint="Switch on time synchronisation on both."
        )


@register("health", deploy=True)
def mail(**_):
    """Mail leaves the house"""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Warning(
            f"Mail is only written into {settings.EMAIL_FILE_PATH}: nobody gets invitations or reminders.",
            hint="Set PERENNIAL_EMAIL_URL, for example smtp+tls://user:password@mail.example.com:587.",
        )
    if not settings.BASE_URL:
        yield Warning("Links in mail lead to this machine.", hint="Set PERENNIAL_BASE_URL to the address people use.")


@register("health", deploy=True)
def orphans(**_):
    """Everything that hangs on a record has its record"""
    tables = {model.TYPE: model for model in _record_models(Record)}
    for model, *_rest in POINTS.get("hanging", []):
        for type, table in tables.items():
            lost = model.objects.filter(type=type).exclude(record_id__in=table._base_manager.values("pk")).count()
            if lost:
                yield Warning(
                    f"{lost} rows of {model._meta.label} hang on {type} that are no more.",
                    hint="They harm nobody; report it, since something removed records past the trash.",
                )


def _record_models(root):
    for model in root.__subclasses__():
        if not model._meta.abstract and model.TYPE:
            yield model
        yield from _record_models(model)
