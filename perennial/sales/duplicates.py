"""Whom a request may come from: people and companies with the same e-mail, phone or name."""

from django.db.models import Q

from perennial.core.text import sort_key
from perennial.records.models import Key
from perennial.records.registry import record_type
from perennial.records.sight import forget_unseen

MOST = 5


def people_of(lead, actor):
    """Return the persons the actor sees who have an e-mail or phone of the request, oldest first."""
    found = _keyed("people", lead)
    rows = record_type("people").visible(actor).filter(pk__in=found).select_related("company").order_by("pk")[:MOST]
    return forget_unseen(list(rows), "company", record_type("companies"), actor)


def companies_of(lead, actor):
    """Return the companies the actor sees that the request may come from, the namesake first."""
    namesake = Q(sort_key=sort_key(lead.company_name)) if lead.company_name else Q(pk__in=[])
    found = record_type("companies").visible(actor).filter(namesake | Q(pk__in=_keyed("companies", lead)))
    rows = list(found.order_by("pk")[:MOST])
    return sorted(rows, key=lambda company: company.sort_key != sort_key(lead.company_name))


def _keyed(type_code, lead):
    type = record_type("leads")
    wanted = Q(pk__in=[])
    for code in ("emails", "phones"):
        keys = type.field(code).keys(getattr(lead, code))
        wanted |= Q(kind=code, key__in=keys) if keys else Q(pk__in=[])
    return Key.objects.filter(wanted, type=type_code).values("record_id")
