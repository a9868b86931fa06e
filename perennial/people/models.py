"""Persons and companies, and how they hang together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.core.models import SortKeyField
from perennial.records.models import Option, Owned

LIFECYCLE = [
    ("attraction", _("Attraction")), ("retention", _("Retention")), ("loyalty", _("Loyalty")), ("lost", pgettext_lazy("lifecycle", "Lost")),
]
KINDS = [
    ("customer", _("Customer")), ("supplier", _("Supplier")), ("partner", _("Partner")), ("competitor", _("Competitor")),
]


class Contact(Owned):
    """What persons and companies share: ways to reach them, kinds, lifecycle."""

    sort_key = SortKeyField()
    emails = models.JSONField(default=list, blank=True)  # [{address, kind, primary}]
    phones = models.JSONField(default=list, blank=True)  # [{number, extension, kind, primary}]
    addresses = models.JSONField(default=list, blank=True)  # [{street, city, region, postcode, country, kind, primary}]
    kinds = models.JSONField(default=list, blank=True)
    lifecycle = models.CharField(max_length=12, default="", blank=True)
    language = models.CharField(max_length=5, default="", blank=True)

    class Meta:
        abstract = True


class Company(Contact):
    """Any organisation: customer, supplier, partner, competitor."""

    TYPE = "companies"

    name = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=200, default="", blank=True)
    registration_number = models.CharField(max_length=40, default="", blank=True)
    vat_number = models.CharField(max_length=40, default="", blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="branches")
    industry = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+")
    employees = models.PositiveIntegerField(null=True, blank=True)
    website = models.CharField(max_length=300, default="", blank=True)
    referrer = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"], name="company_by_name", condition=models.Q(trashed_at=None)),
            # With trashed_at SQLite counts in the index alone: it does not see that the condition says it already.
            models.Index(fields=["owner", "sort_key", "id", "trashed_at"], name="company_by_owner", condition=models.Q(trashed_at=None)),
            models.Index(fields=["-created_at", "-id"], name="company_by_age", condition=models.Q(trashed_at=None)),
            models.Index(fields=["next_step_at", "id"], name="company_by_step", condition=models.Q(trashed_at=None)),
            models.Index(fields=["-trashed_at"], name="company_trash", condition=models.Q(trashed_at__isnull=False)),
            models.Index(fields=["name"], name="company_named"),
        ]

    def __str__(self):
        return self.name


class Person(Contact):
    """A human being, with or without a company."""

    TYPE = "people"

    first_name = models.CharField(max_length=100, default="", blank=True)
    middle_name = models.CharField(max_length=100, default="", blank=True)  # patronymic
    last_name = models.CharField(max_length=100, default="", blank=True)
    name = models.CharField(max_length=300, default="", editable=False)  # as shown
    job_title = models.CharField(max_length=200, default="", blank=True)
    company = models.ForeignKey(Company, models.SET_NULL, null=True, blank=True, related_name="people")
    birthday = models.DateField(null=True, blank=True)
    referrer = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"], name="person_by_name", condition=models.Q(trashed_at=None)),
            models.Index(fields=["owner", "sort_key", "id", "trashed_at"], name="person_by_owner", condition=models.Q(trashed_at=None)),
            models.Index(fields=["-created_at", "-id"], name="person_by_age", condition=models.Q(trashed_at=None)),
            models.Index(fields=["next_step_at", "id"], name="person_by_step", condition=models.Q(trashed_at=None)),
            models.Index(fields=["-trashed_at"], name="person_trash", condition=models.Q(trashed_at__isnull=False)),
            models.Index(fields=["name"], name="person_named"),
        ]

    def __str__(self):
        return self.name or str(_("Nameless"))


class Relation(models.Model):
    """How a person stands to a company or to another person, from when to when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="relations")
    other = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="related")
    role = models.CharField(_("role"), max_length=80)  # works at, owns, married to, recommended by, …
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("relation"), _("Relations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(company__isnull=True) ^ models.Q(other__isnull=True), name="relation_to_one_thing"
            ),
            models.UniqueConstraint(fields=["person", "company", "role"], name="relation_to_company_once"),
            models.UniqueConstraint(fields=["person", "other", "role"], name="relation_to_person_once"),
        ]

    def __str__(self):
        return f"{self.person} {self.role} {self.company or self.other}"
