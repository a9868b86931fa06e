"""What `perennial doctor` looks at. A room adds its own in `health.py` with `@register("health", deploy=True)`.

Each check is named by the first line of its docstring and returns findings whose hint says what to do. What can be
worked out anew from the records is `derived`: such a check is told whether to look at the `whole` and whether to `mend`.
"""

import shutil
import stat
import time
import zoneinfo
from datetime import timedelta

from django.conf import settings
from django.core.checks import Error, Info, Warning, register
from django.core.mail import get_connection
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from perennial.core.jobs import JOBS, PeriodicJob, reason
from perennial.core.management.preparation import static_is_collected, unapplied_migrations
from perennial.core.models import Event, Installation, WorkerBeat

LITTLE_SPACE = 1 << 30  # bytes
NO_SPACE = 100 << 20
SILENT_AFTER = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=10)
LONG = timedelta(hours=6)  # for one job
MAIL_PATIENCE = 5  # seconds
LOCAL = ("localhost", "127.0.0.1", "[")


def derived(count, what, mend):
    """Return the finding that rows which follow from the records do not agree with them."""
    if mend:
        return Info(f"{count} {what}: mended.", id="derived")
    return Error(f"{count} {what}.", hint="Run `perennial doctor --mend`, which works them out anew.", id="derived")


@register("health", deploy=True)
def database(**_):
    """The database answers and takes changes"""
    try:
        with transaction.atomic():
            Installation.objects.update(schema_version=1)
            transaction.set_rollback(True)
    except DatabaseError as problem:
        yield Error(f"The database refuses: {problem}", hint=_refusal())


def _refusal():
    if connection.vendor != "sqlite":
        return "Start the database server, or check DATABASE_URL; its disk may be full or read-only."
    file = connection.settings_dict["NAME"]
    return f"Let the user that Perennial runs as write {file} and its folder; the disk may be full or read-only."


@register("health", deploy=True)
def extensions(**_):
    """The database has what search needs"""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        if not cursor.fetchone()[0]:
            yield Error(
                "PostgreSQL's extension pg_trgm is missing: parts of words are not found.",
                hint="As the database's owner run `CREATE EXTENSION pg_trgm` in it, then `perennial prepare`.",
            )


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
    """Nothing that is secret can be read by others"""
    if len(settings.SECRET_KEY) < 40:
        yield Error("The secret key is short.", hint="Put 50 random characters into PERENNIAL_SECRET_KEY.")
    if settings.DEBUG:
        yield Error("Anybody who causes an error reads code and settings.", hint="Take PERENNIAL_DEBUG away.")
    if settings.BASE_URL.startswith("http:") and settings.BASE_URL.split("/")[2].split(":")[0] not in LOCAL:
        yield Warning(
            "Passwords and cookies cross the network readable.",
            hint="Put a web server that speaks HTTPS in front, and https:// into PERENNIAL_BASE_URL.",
        )
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
        yield Warning(
            f"{failed.filter(task_path=path).count()} × {path} failed in the last day, the last time: {reason(one)}",
            hint="When the reason is gone: Settings, Background work, “Try again”; otherwise report it with this line.",
        )
    late = timezone.now() - LATE_AFTER
    due = Q(run_after__lt=late) | Q(run_after=get_date_max(), enqueued_at__lt=late)
    waiting = DBTaskResult.objects.ready().filter(due).count()
    if waiting:
        yield Warning(f"{waiting} jobs wait longer than ten minutes.", hint="Raise PERENNIAL_JOB_WORKERS.")
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONG)
    for path in sorted(set(stuck.order_by().values_list("task_path", flat=True)))[:10]:
        yield Warning(f"{path} has been at work for more than six hours.", hint="Restart its worker: the job goes on.")
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
    latest = Event.objects.order_by("-id").values_list("at", flat=True).first()
    if latest and latest - timezone.now() > timedelta(minutes=5):
        yield Error(
            f"The last change is of {latest:%Y-%m-%d %H:%M} UTC, which is still to come: the clock was set back.",
            hint="Switch on time synchronisation; what was changed meanwhile keeps its order.",
        )
    for name in {settings.TIME_ZONE, *Installation.objects.values_list("time_zone", flat=True)}:
        if name not in zoneinfo.available_timezones():
            yield Error(f"There is no time zone “{name}”.", hint="Settings, Company; or PERENNIAL_TIME_ZONE: Europe/Kyiv.")


@register("health", deploy=True)
def mail(**_):
    """Mail leaves the house"""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Warning(
            f"Mail is only written into {settings.EMAIL_FILE_PATH}: nobody gets invitations or reminders.",
            hint="Set PERENNIAL_EMAIL_URL, for example smtp+tls://user:password@mail.example.com:587.",
        )
    elif problem := _mail_problem():
        yield Error(
            f"The mail server does not take mail: {problem}",
            hint="Check PERENNIAL_EMAIL_URL. Letters wait and are tried again for some hours.",
        )
    if not settings.BASE_URL:
        yield Warning("Links in mail lead to this machine.", hint="Set PERENNIAL_BASE_URL to the address people use.")


def _mail_problem():
    try:
        server = get_connection(timeout=MAIL_PATIENCE)
        server.open()
        server.close()
    except OSError as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""
