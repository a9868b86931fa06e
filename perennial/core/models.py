"""What every record is, what an event is, and the installation they belong to."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from perennial.core.jobs import PeriodicJob, WorkerBeat  # noqa: F401  tables of the background work
from perennial.core.prepared import Prepared


class SortKeyField(models.CharField):
    """A text compared byte by byte, so that `text.sort_key` decides the order on both databases."""

    def __init__(self, *args, max_length=120, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, max_length=max_length, editable=False, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Installation(models.Model):
    """The one company that this installation serves; there is exactly one row."""

    company = models.CharField(max_length=120, default="")
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2, default="UA")
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    schema_version = models.PositiveIntegerField(default=1)  # rises when custom fields, options or pipelines change
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.company


class Record(models.Model):
    """A noun of the company: versioned, dated, never silently lost.

    `TYPE` is the code of its record type, which is also its API collection.
    """

    TYPE = ""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    custom = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    tags = models.JSONField(default=list, blank=True)  # ids of tags
    external = models.JSONField(default=dict, blank=True)  # {name of the source: id in that source}

    class Meta:
        abstract = True

    def links(self):
        """Return (type, id) of the records in whose timelines events of this one also stand."""
        return []

    @classmethod
    def owned_by(cls, user_ids):
        """Return the condition under which a record counts as belonging to these users."""
        return models.Q(owner_id__in=user_ids)


class Event(models.Model):
    """What happened: at once history, timeline, audit and trigger. Never changed once written."""

    at = models.DateTimeField(default=timezone.now)
    type = models.CharField(max_length=40)  # code of the record type
    record_id = models.BigIntegerField()
    verb = models.CharField(max_length=40)  # created, changed, won, trashed, …
    version = models.PositiveIntegerField(default=0)  # of the record, after
    title = models.CharField(max_length=200, default="")  # of the record, then
    user_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=12, default="web")
    ip = models.CharField(max_length=45, default="")
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # {field: [before, after]}
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    batch = models.CharField(max_length=32, default="")
    cause_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["type", "record_id", "-at", "-id"], name="event_timeline"),
            models.Index(fields=["user_id", "-at"], name="event_who"),
            models.Index(fields=["batch"], name="event_batch", condition=~models.Q(batch="")),
            models.Index(fields=["-at", "-id"], name="event_when"),
        ]

    def __str__(self):
        return f"{self.type}.{self.verb} {self.record_id}"


class EventLink(models.Model):
    """A further record in whose timeline an event stands."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="linked")
    type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    at = models.DateTimeField()
    merge_id = models.BigIntegerField(null=True)  # the merge that brought it here, taken away when that is undone

    class Meta:
        indexes = [
            models.Index(fields=["type", "record_id", "-at", "-event"], name="eventlink_timeline"),
            models.Index(fields=["merge_id"], name="eventlink_merge", condition=models.Q(merge_id__isnull=False)),
        ]

    def __str__(self):
        return f"{self.event_id} in {self.type} {self.record_id}"


_INSTALLATION = Prepared(lambda: Installation.objects.order_by("pk")[:1])
_remembered: list = []  # the installation's row as this process last read it


def installation(fresh=False):
    """Return the installation's row, made on first use.

    A process reads it once a request or job (`fresh`) and remembers it in between.
    """
    if fresh or not _remembered:
        _remembered[:] = [_INSTALLATION.first() or Installation.objects.create(pk=1)]
    return _remembered[0]


def is_postgresql():
    """Tell whether the database is PostgreSQL (otherwise it is SQLite)."""
    return connection.vendor == "postgresql"
