"""The record types of the room: people and companies."""

from django.utils.translation import gettext_lazy as _

from perennial.core.names import name_parts
from perennial.core.text import sort_key
from perennial.people.models import KINDS, LIFECYCLE, Company, Person
from perennial.records import fields as f
from perennial.records.types import RecordType

CONTACT = [
    f.Emails("emails", _("E-mail"), aliases=("email", "e-mail")),
    f.Phones("phones", _("Phone"), aliases=("phone", "mobile")),
    f.Addresses("addresses", _("Address")),
    f.Many("kinds", _("Kind"), choices=KINDS),
    f.Choice("lifecycle", _("Lifecycle"), choices=LIFECYCLE),
    f.OptionField("source", _("Source"), list="source"),
    f.UserLink("owner", _("Responsible")),
    f.NextStep(),
    f.DateTime("last_contact_at", _("Last contact"), readonly=True),
]


class People(RecordType):
    code, noun, model = "people", "person", Person
    label, plural, icon, place = _("Person"), _("People"), "people", 30
    avatar = "round"
    title_field = "name"
    search_fields = ("job_title",)
    columns = ("name", "company", "phones", "emails", "next_step", "owner")
    match_fields = ("emails", "phones", "external")
    built_in = [
        f.Text("name", _("Name"), order_by="sort_key", readonly=True),
        f.Text("last_name", _("Last name"), longest=100),
        f.Text("first_name", _("First name"), longest=100),
        f.Text("middle_name", _("Middle name"), longest=100),
        f.Text("job_title", _("Job title"), longest=200),
        f.Link("company", _("Company"), target="companies"),
        *CONTACT,
        f.Date("birthday", _("Birthday")),
        f.Link("referrer", _("Brought by"), target="people"),
    ]

    def import_names(self):
        return [("full_name", self.field("name").label, ("name", "full name", "display name", "піб", "фио"), "text"), *super().import_names()]

    def arrange(self, raw):
        """Take a full name apart; parts that a file gives by themselves win."""
        if full := str(raw.pop("full_name", "") or "").strip():
            for part, value in name_parts(full)._asdict().items():
                if value and not raw.get(f"{part}_name"):
                    raw[f"{part}_name"] = value
        return raw

    def begun(self, name, context):
        """Return a person, not stored yet, whose whole name is known."""
        parts = name_parts(name)
        record = Person(last_name=parts.last[:100], first_name=parts.first[:100], middle_name=parts.middle[:100])
        self.prepare(record, context)
        return record

    def prepare(self, record, context):
        record.name = " ".join(part for part in (record.first_name, record.middle_name, record.last_name) if part)
        record.sort_key = sort_key(" ".join((record.last_name, record.first_name, record.middle_name)))


class Companies(RecordType):
    code, noun, model = "companies", "company", Company
    label, plural, icon, place = _("Company"), _("Companies"), "house", 40
    avatar = "square"
    search_fields = ("legal_name", "registration_number", "vat_number")
    columns = ("name", "phones", "next_step", "industry", "owner")
    match_fields = ("external", "registration_number", "emails", "phones", "name")
    built_in = [
        f.Text("name", _("Name"), order_by="sort_key", required=True, longest=200),
        f.Text("legal_name", _("Legal name"), longest=200),
        f.Text("registration_number", _("Registration number"), longest=40),
        f.Text("vat_number", _("VAT number"), longest=40),
        f.Link("parent", _("Parent company"), target="companies"),
        f.OptionField("industry", _("Industry"), list="industry"),
        f.Number("employees", _("Employees"), whole=True, least=0),
        f.Text("website", _("Website"), longest=300),
        *CONTACT,
    ]

    def prepare(self, record, context):
        record.sort_key = sort_key(record.name)
