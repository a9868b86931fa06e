"""Requests as lists, forms, files and the API know them."""

from django.utils.translation import gettext_lazy as _

from perennial.core.names import name_parts
from perennial.core.text import sort_key
from perennial.records import fields as f
from perennial.records.types import RecordType
from perennial.sales import deeds
from perennial.sales.fields import TitledLink
from perennial.sales.models import CHANNELS, STATES, Lead


class WholeName(f.Text):
    """A person's name in one cell, taken apart on arrival."""

    def get(self, record):
        return record.person_name

    def put(self, record, value):
        parts = name_parts(value or "")
        record.first_name, record.middle_name, record.last_name = parts.first, parts.middle, parts.last

    @property
    def paths(self):
        return ["first_name", "middle_name", "last_name"]

    def from_row(self, row):
        return " ".join(row[path] for path in self.paths if row[path])


class Leads(RecordType):
    code, noun, model = "leads", "lead", Lead
    label, plural, icon, place = _("Request"), _("Requests"), "tray", 10
    title_field = "title"
    sort = ("-created_at",)
    columns = ("title", "name", "company_name", "phones", "state", "source", "owner", "created_at")
    board_by = "state"
    search_fields = ("text", "first_name", "last_name", "company_name")
    match_fields = ("external", "emails", "phones")
    timeline_kind = "deals"
    verbs = {verb.code: verb for verb in deeds.LEADS}
    built_in = [
        f.Text("title", _("Subject"), order_by="sort_key", longest=200),
        f.LongText("text", _("Text"), longest=20_000, aliases=("note", "message", "description")),
        f.Text("last_name", _("Last name"), longest=100, hidden=True),
        f.Text("first_name", _("First name"), longest=100, hidden=True),
        f.Text("middle_name", _("Middle name"), longest=100, hidden=True),
        WholeName("name", _("Name"), column="last_name", longest=300, filterable=False),
        f.Text("company_name", _("Company"), longest=200, aliases=("company",)),
        f.Emails("emails", _("E-mail"), aliases=("email", "e-mail")),
        f.Phones("phones", _("Phone"), aliases=("phone", "mobile")),
        f.Text("region", _("Territory"), longest=120, aliases=("city", "country")),
        f.OptionField("source", _("Source"), list="source"),
        f.Choice("channel", _("Came by"), choices=CHANNELS),
        f.UserLink("owner", _("Responsible")),
        f.Choice("state", _("State"), choices=STATES, readonly=True),
        f.OptionField("decline_reason", _("Reason for declining"), list="decline_reason", readonly=True),
        TitledLink("deal", _("Deal"), target="deals", readonly=True),
        f.Link("person", _("Person"), target="people", readonly=True),
        f.Link("company", _("Company it became"), target="companies", readonly=True),
        f.DateTime("assigned_at", _("Assigned"), readonly=True),
        f.DateTime("first_touch_at", _("First answered"), readonly=True),
        f.NextStep(),
        f.DateTime("last_contact_at", _("Last contact"), readonly=True),
    ]

    def prepare(self, record, context):
        """Fill the channel, and the subject from who asks or what was written."""
        if record._state.adding:
            if record.channel in ("", "manual"):
                record.channel = {"import": "import", "api": "api"}.get(context.actor.via, "manual")
            record.assigned_at = record.created_at if record.owner_id else None
        record.title = record.title or _subject(record)
        record.sort_key = sort_key(record.title)


def _subject(lead):
    ways = [entry.get("address") or entry.get("number") for entry in [*lead.emails, *lead.phones]]
    numbers = [str(number) for number in lead.external.values()]
    words = lead.text.strip().split("\n")[0]
    found = [part for part in (words, lead.company_name, lead.person_name, *ways, *numbers) if part]
    return (found or [""])[0][:120]
