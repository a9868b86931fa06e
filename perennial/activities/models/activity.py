"""What is done with customers: tasks, meetings, calls and notes, in one table, so that a day is one query."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.accounts.policy import condition, scope
from perennial.core import events
from perennial.core.models import Record
from perennial.records.models import Key
from perennial.records.registry import REGISTRY

KINDS = [("task", _("Task")), ("meeting", _("Meeting")), ("call", pgettext_lazy("noun", "Call")), ("note", _("Note"))]
PRIORITIES = [("low", _("Low")), ("normal", _("Normal")), ("high", _("High"))]
STEPS = ("task", "meeting", "call")  # the kinds that can be a next step


class Activity(Record):
    """One thing done or to be done, about any records.

    A task is due at `starts_at` (on the whole day when `all_day`); meetings and calls last until `ends_at`.
    """

    kind = models.CharField(max_length=8, choices=KINDS)
    title = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField(default="", blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    about = models.JSONField(default=list, blank=True)  # [[type, id], …]; ActivityLink rows follow it
    users = models.JSONField(default=list, blank=True)  # ids: watchers of a task, colleagues at a meeting, @mentioned
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, default="", blank=True)
    priority = models.CharField(max_length=8, choices=PRIORITIES, default="normal")
    place = models.CharField(max_length=300, default="", blank=True)
    incoming = models.BooleanField(default=False)  # of a call
    checklist = models.JSONField(default=list, blank=True)  # [{text, done}]
    repeat = models.CharField(max_length=200, default="", blank=True)  # RRULE of RFC 5545
    remind_before = models.PositiveIntegerField(null=True, blank=True)  # minutes
    remind_at = models.DateTimeField(null=True, editable=False)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")  # the one this repeats

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "done_at", "starts_at", "kind"], name="activity_day", condition=models.Q(trashed_at=None)
            ),
            models.Index(
                fields=["owner", "kind", "starts_at"], name="activity_calendar", condition=models.Q(trashed_at=None)
            ),
            models.Index(
                fields=["kind", "starts_at", "id"], name="activity_by_start", condition=models.Q(trashed_at=None)
            ),
            models.Index(
                fields=["kind", "-created_at", "-id"], name="activity_by_age", condition=models.Q(trashed_at=None)
            ),
            models.Index(fields=["kind", "-trashed_at"], name="activity_trash", condition=models.Q(trashed_at__isnull=False)),
            models.Index(fields=["remind_at"], name="activity_remind", condition=models.Q(remind_at__isnull=False)),
        ]

    def __str__(self):
        return self.title or self.text[:80] or str(dict(KINDS)[self.kind])

    def links(self):
        return [tuple(link) for link in self.about]

    def as_kind(self):
        """Return the same object as the model of its kind, which has the rights of that kind."""
        self.__class__ = MODELS[self.kind]
        return self

    @classmethod
    def owned_by(cls, user_ids):
        named = Key.objects.filter(type=cls.TYPE, kind="users", key__in=[str(pk) for pk in user_ids])
        return (
            models.Q(owner_id__in=user_ids)
            | models.Q(created_by_id__in=user_ids)
            | models.Q(pk__in=named.values("record_id"))
        )

    @classmethod
    def reached_through(cls, user):
        """Whoever may see a record may see what was done about it: asked of each activity, not of all links at once."""
        seen = reduce(or_, (_visible_link(user, type) for type in linkable()), models.Q(pk__in=[]))
        return models.Q(models.Exists(ActivityLink.objects.filter(seen, activity=models.OuterRef("pk"))))


class OfKind(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model.KIND)


class Task(Activity):
    TYPE, KIND = "tasks", "task"
    objects = OfKind()

    class Meta:
        proxy = True


class Meeting(Activity):
    TYPE, KIND = "meetings", "meeting"
    objects = OfKind()

    class Meta:
        proxy = True


class Call(Activity):
    TYPE, KIND = "calls", "call"
    objects = OfKind()

    class Meta:
        proxy = True


class Note(Activity):
    TYPE, KIND = "notes", "note"
    objects = OfKind()

    class Meta:
        proxy = True


MODELS = {model.KIND: model for model in (Task, Meeting, Call, Note)}


class ActivityLink(models.Model):
    """A record that an activity is about; derived from `Activity.about`."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="linked")
    type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["type", "record_id", "activity"], name="activitylink_record")]
        constraints = [models.UniqueConstraint(fields=["activity", "type", "record_id"], name="activitylink_once")]

    def __str__(self):
        return f"{self.activity_id} about {self.type} {self.record_id}"

    @classmethod
    def rows_moved(cls, type, record_ids):
        """Follow a merge: write `about` of the activities anew, and all that is derived from it."""
        links = [[type, pk] for pk in record_ids]
        for activity in Activity.objects.filter(linked__type=type, linked__record_id__in=record_ids).distinct():
            activity.about = [list(link) for link in activity.linked.order_by("pk").values_list("type", "record_id")]
            activity.save(update_fields=["about"])
            events.derive(MODELS[activity.kind], [activity.as_kind()], {"about": [links, activity.about]})


def linkable():
    """Return the record types that activities can be about: those that have a next step."""
    return [type for type in REGISTRY.values() if hasattr(type.model, "next_step_at")]


def _visible_link(user, type):
    extent, link = scope(user, type.code, "see"), models.Q(type=type.code)
    if extent in ("none", "all"):
        return link if extent == "all" else models.Q(pk__in=[])
    records = type.model._base_manager.filter(condition(user, type.model, extent, "see"))
    return link & models.Q(models.Exists(records.filter(pk=models.OuterRef("record_id"))))
