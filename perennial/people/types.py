"""The record types of the room: people and companies."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.core.names import name_parts
from perennial.core.text import sort_key
from perennial.people import deeds, lifecycle, parents
from perennial.people.fields import Birthday, FullName, called, number_name
from perennial.people.models import KINDS, LIFECYCLE, Company, Person
from perennial.records import fields as f
from perennial.records.types import RecordType

REACH = [
    f.Phones("phones", _("Phone"), aliases=("phone", "mobile")),
    f.Emails("emails", _("E-mail"), aliases=("email", "e-mail")),
    f.Addresses("addresses", _("Address")),
]
STANDING = [
    f.Many("kinds", pgettext_lazy("contact", "Kind"), choices=KINDS),
    f.Choice("lifecycle", _("Lifecycle"), choices=LIFECYCLE),
    f.OptionField("source", _("Source"), list="source"),
    f.Link("referrer", _("Brought by"), target="people"),
    f.UserLink("owner", _("Responsible")),
    f.NextStep(),
    f.DateTime("last_contact_at", _("Last contact"), readonly=True),
]


class Contacts(RecordType):
    """What people and companies share: a lifecycle whose moves are told apart from other changes."""

    event_words = {
        lifecycle.VERB: _("Moved in the lifecycle"), "related": _("Related"), "relation_ended": _("Relation ended"),
        "unrelated": _("Relation taken away"),
    }  # fmt: skip

    def apply(self, record, values, *, by, context, **options):
        values = dict(values)
        moved = "lifecycle" in values and values["lifecycle"] != record.lifecycle
        stage = values.pop("lifecycle", None) if moved else None
        if values or not moved:
            super().apply(record, values, by=by, context=context, **options)
            options = {}  # the version that was seen has been asked for
        if moved:
            lifecycle.set_lifecycle(record, stage or "", by=by, **options)
        return record


class People(Contacts):
    code, noun, model = "people", "person", Person
    label, plural, icon, place = _("Person"), _("People"), "people", 30
    everything = _("Everyone")
    avatar = "round"
    title_field = "name"
    search_fields = ("job_title",)
    columns = ("name", "company", "phones", "next_step", "lifecycle", "last_contact_at", "owner")
    head_fields = ("job_title", "company", "kinds", "lifecycle")
    match_fields = ("emails", "phones", "external")
    verbs = {verb.code: verb for verb in deeds.PEOPLE}
    built_in = [
        FullName("name", pgettext_lazy("person", "Name"), order_by="sort_key", readonly=True),
        f.Text("last_name", _("Last name"), longest=100),
        f.Text("first_name", _("First name"), longest=100),
        f.Text("middle_name", _("Middle name"), longest=100),
        f.Link("company", _("Company"), target="companies"),
        f.Text("job_title", _("Job title"), longest=200),
        *REACH,
        Birthday("birthday", _("Birthday")),
        *STANDING,
    ]

    def title(self, record):
        return called(record)

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

    def check_new(self, parsed):
        known = ("last_name", "first_name", "middle_name", "company", "phones", "emails")
        return {} if any(parsed.get(code) for code in known) else {"last_name": _("Give a name, a phone, an e-mail or a company.")}

    def check(self, record, context, touched=None):
        if record.pk and record.referrer_id == record.pk:
            return {"referrer": _("Nobody brings himself: choose somebody else.")}
        return {}


class Companies(Contacts):
    code, noun, model = "companies", "company", Company
    label, plural, icon, place = _("Company"), _("Companies"), "house", 40
    avatar = "square"
    made_by_name = True
    search_fields = ("legal_name", "registration_number", "vat_number")
    columns = ("name", "phones", "next_step", "lifecycle", "industry", "last_contact_at", "owner")
    head_fields = ("industry", "kinds", "lifecycle")
    match_fields = ("external", "registration_number", "emails", "phones", "name")
    verbs = {verb.code: verb for verb in deeds.COMPANIES}
    built_in = [
        f.Text("name", _("Name"), order_by="sort_key", required=True, longest=200),
        *REACH,
        f.Link("parent", _("Parent company"), target="companies"),
        f.Text("registration_number", number_name(), longest=40, aliases=("edrpou", "єдрпоу", "едрпоу", "инн", "іпн")),
        f.Text("vat_number", _("VAT number"), longest=40),
        f.Text("legal_name", _("Legal name"), longest=200),
        f.OptionField("industry", _("Industry"), list="industry"),
        f.Number("employees", _("Employees"), whole=True, least=0),
        f.Text("website", _("Website"), longest=300),
        *STANDING,
    ]

    def prepare(self, record, context):
        record.sort_key = sort_key(record.name)

    def check(self, record, context, touched=None):
        return {"parent": parents.CIRCLE} if parents.goes_round(record) else {}
