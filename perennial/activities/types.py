"""The record types of the room: tasks, meetings, calls, notes."""

import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.activities.deeds import DEEDS
from perennial.activities.fields import About, Checklist, Due, Remind, Repeat, Users
from perennial.activities.mentions import mentioned
from perennial.activities.models import PRIORITIES, Call, Meeting, Note, Task
from perennial.records import fields as f
from perennial.records.types import RecordType

TITLE = f.Text("title", _("What"), required=True, longest=300)
TEXT = f.LongText("text", _("Notes"))
ABOUT = About("about", _("About"))
DONE = f.DateTime("done_at", _("Done"), readonly=True)
OUTCOME = f.Text("outcome", _("Outcome"), longest=300, shown_if={"field": "done_at", "op": "not_empty"})
REMIND = Remind("remind_before", _("Remind"), whole=True, least=0, most=40_320)
AUTHOR = f.UserLink("created_by", _("Written by"), readonly=True)


class ActivityType(RecordType):
    title_field = "title"
    head_fields = ("place", "outcome")
    search_fields = ("text",)
    sort = ("-starts_at",)

    def prepare(self, record, context):
        record.kind = self.model.KIND
        record.created_by_id = record.created_by_id or context.actor.user_id
        record.owner_id = record.owner_id or context.actor.user_id
        record.done_at = record.done_at or context.memo.get("done_at")  # one noted after it has been

    def check(self, record, context, touched=None):
        if record.ends_at and record.starts_at and record.ends_at < record.starts_at:
            return {"ends_at": _("The end lies before the beginning.")}
        return {}


class Tasks(ActivityType):
    timeline_kind, verbs = "tasks", DEEDS
    code, noun, model = "tasks", "task", Task
    label, plural, icon, place = _("Task"), _("Tasks"), "task", 60
    columns = ("title", "about", "starts_at", "priority", "owner")
    sort = ("starts_at",)
    built_in = [
        TITLE,
        TEXT,
        ABOUT,
        f.UserLink("owner", _("Responsible")),
        Users("users", _("Watchers")),
        Due("starts_at", _("Due")),
        f.Bool("all_day", _("Whole day")),
        f.Choice("priority", _("Priority"), choices=PRIORITIES, default="normal"),
        Checklist("checklist", _("Checklist")),
        Repeat("repeat", _("Repeats")),
        REMIND,
        DONE,
        OUTCOME,
        AUTHOR,
    ]


class Meetings(ActivityType):
    timeline_kind, verbs = "meetings", DEEDS
    code, noun, model = "meetings", "meeting", Meeting
    label, plural, icon, place = _("Meeting"), _("Meetings"), "people", 62
    columns = ("title", "about", "starts_at", "place", "owner", "outcome")
    built_in = [
        TITLE,
        TEXT,
        ABOUT,
        f.UserLink("owner", _("Responsible")),
        Users("users", _("Colleagues")),
        Due("starts_at", _("Begins"), required=True),
        f.DateTime("ends_at", _("Ends")),
        f.Text("place", _("Place"), longest=300),
        REMIND,
        DONE,
        OUTCOME,
        AUTHOR,
    ]

    def prepare(self, record, context):
        if record.starts_at and not record.ends_at:
            record.ends_at = record.starts_at + datetime.timedelta(hours=1)
        super().prepare(record, context)


class Calls(ActivityType):
    timeline_kind, verbs = "calls", DEEDS
    code, noun, model = "calls", "call", Call
    label, plural, icon, place = pgettext_lazy("noun", "Call"), _("Calls"), "phone", 64
    columns = ("title", "about", "starts_at", "incoming", "owner", "outcome")
    built_in = [
        TITLE,
        TEXT,
        ABOUT,
        f.UserLink("owner", _("Responsible")),
        Users("users", _("Colleagues")),
        Due("starts_at", _("When")),
        f.DateTime("ends_at", _("Ends")),
        f.Bool("all_day", _("Whole day")),
        f.Bool("incoming", _("They called us")),
        REMIND,
        DONE,
        OUTCOME,
        AUTHOR,
    ]


class Notes(ActivityType):
    timeline_kind = "notes"
    code, noun, model = "notes", "note", Note
    label, plural, icon, place = _("Note"), _("Notes"), "note", 66
    title_field = "text"
    columns = ("text", "about", "created_by", "created_at")
    sort = ("-created_at",)
    built_in = [
        f.LongText("text", _("Note"), required=True),
        ABOUT,
        Users("users", _("Mentioned")),
        AUTHOR,
        f.UserLink("owner", _("Responsible")),
    ]

    def prepare(self, record, context):
        super().prepare(record, context)
        record.users = list(dict.fromkeys([*record.users, *mentioned(record.text)]))
