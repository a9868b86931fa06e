"""The deeds of people and companies, told once for the dialogs of their pages and the sub-resources of the API."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.core.errors import Invalid, Missing, Refused
from perennial.people.lifecycle import set_lifecycle
from perennial.people.models import LIFECYCLE, Relation
from perennial.people.verbs import end_relation, relate, unrelate
from perennial.records import fields as f
from perennial.records.registry import record_type
from perennial.records.verb import Verb

ROLE = f.Text("role", pgettext_lazy("relation", "How"), longest=80, required=True, help=_("As you would say it: works at, owns, is married to, recommends."))
SINCE, UNTIL = f.Date("since", _("Since")), f.Date("until", _("Until"))
COMPANY = f.Link("company", _("Company"), target="companies")
OTHER = f.Link("other", _("Or another person"), target="people")
PERSON = f.Link("person", _("Person"), target="people", required=True)
RELATION = f.Number("relation", _("Relation"), whole=True, required=True)
STAGE = f.Choice("lifecycle", _("Lifecycle"), choices=LIFECYCLE)


def _relate_person(record, raw, *, by, context):
    if by.via == "web":  # a dialog offers to make the company that is typed
        context = replace(context, missing="create")
    values = _read((COMPANY, OTHER, ROLE, SINCE, UNTIL), raw, context)
    if bool(values["company"]) == bool(values["other"]):
        raise Refused({"company": _("Choose a company or a person.")})
    code, pk = ("companies", values["company"]) if values["company"] else ("people", values["other"])
    to = record_type(code).load(by, pk, trashed=False)
    relate(record, to, values["role"], by=by, since=values["since"], until=values["until"])
    return record


def _relate_company(record, raw, *, by, context):
    values = _read((PERSON, ROLE, SINCE, UNTIL), raw, context)
    if not values["person"]:
        raise Refused({"person": _("Choose a person.")})
    person = record_type("people").load(by, values["person"], trashed=False)
    relate(person, record, values["role"], by=by, since=values["since"], until=values["until"])
    return record


def _end(record, raw, *, by, context):
    values = _read((RELATION, UNTIL), raw, context)
    end_relation(relation_of(record, values["relation"]), by=by, until=values["until"])
    return record


def _unrelate(record, raw, *, by, context):
    unrelate(relation_of(record, _read((RELATION,), raw, context)["relation"]), by=by)
    return record


def _set_lifecycle(record, raw, *, by, context):
    return set_lifecycle(record, _read((STAGE,), raw, context)["lifecycle"] or "", by=by)


def relation_of(record, pk):
    """Return one of the relations of a person or company. Raises Missing."""
    found = Relation.objects.filter(pk=pk).select_related("person", "company", "other").first()
    if found is None or record not in (found.person, found.company, found.other):
        raise Missing(f"relations/{pk}")
    return found


def _read(fields, raw, context):
    """Return {field code: value} of raw values. Raises Refused."""
    values, errors = {}, {}
    for field in fields:
        try:
            values[field.code] = field.parse(raw.get(field.code), context)
        except Invalid as error:
            errors[field.code] = error.message
    if errors:
        raise Refused(errors)
    return values


TOLD = ("relations", "timeline", "record", "facts")
SHARED = [
    Verb("end_relation", _("End the relation"), fields=(RELATION, UNTIL), run=_end, shown=False, events=TOLD),
    Verb("unrelate", _("Take the relation away"), fields=(RELATION,), run=_unrelate, shown=False, events=TOLD),
    Verb("set_lifecycle", _("Move in the lifecycle"), fields=(STAGE,), run=_set_lifecycle, shown=False, events=TOLD),
]
PEOPLE = [Verb("relate", _("Relate"), "link", fields=(COMPANY, OTHER, ROLE, SINCE, UNTIL), run=_relate_person, shown=False, events=TOLD), *SHARED]
COMPANIES = [Verb("relate", _("Relate"), "link", fields=(PERSON, ROLE, SINCE, UNTIL), run=_relate_company, shown=False, events=TOLD), *SHARED]
