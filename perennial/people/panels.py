"""What the room hangs on the pages of people and companies: who works there, branches, relations, the lifecycle."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from perennial.accounts.models import User
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared, by_id, tested
from perennial.people import lifecycle, parents
from perennial.people.models import LIFECYCLE, Relation
from perennial.records.pages.record_answers import may
from perennial.records.points import Panel
from perennial.records.registry import record_type
from perennial.ui.addresses import reverse

SHOWN = 12
ASKED = "last_name,first_name,job_title,phones,emails,company"  # of a person added on the way


def people(request, company):
    """Draw who works at a company: name, job title, phone."""
    type = record_type("people")
    if not request.actor.may("see", type.model):
        return ""
    found = _COLLEAGUES(request.actor, company.pk)
    new = ""
    if request.actor.may("create", type.model) and not company.trashed_at:
        new = f"{reverse('people:new')}?company={company.pk}&only={ASKED}&dialog=1&stay=1"
    everybody = f'{reverse("people:list")}?filter={{"field":"company","op":"is","value":{company.pk}}}'
    values = {"people": type, "rows": found[:SHOWN], "more": everybody if len(found) > SHOWN else "", "new_href": new}
    return _drawn("people/panel_people.html", request, values)


def branches(request, company):
    """Draw a company between its parents and its branches."""
    type = record_type("companies")
    rows = parents.tree(company, request.actor)
    if len(rows) == 1:
        return ""
    new = ""
    if request.actor.may("create", type.model) and not company.trashed_at:
        new = f"{reverse('companies:new')}?parent={company.pk}&dialog=1&stay=1"
    return _drawn("people/panel_branches.html", request, {"companies": type, "company": company, "rows": rows, "new_href": new})


def relations(request, record):
    """Draw how a person or company stands to others, now and before."""
    today = timezone.localdate()
    person = record.TYPE == "people"
    found = _RELATED(person, record.pk)
    seen = _seen(request.actor, found)
    rows = [(one, _beyond(one, record)) for one in found]
    rows = [(one, other) for one, other in rows if (other.TYPE, other.pk) in seen]
    rows.sort(key=lambda row: bool(row[0].until and row[0].until < today))
    editable = not record.trashed_at and may(request.actor, "edit", record)
    values = {
        "record": record, "rows": rows[:SHOWN], "types": {code: record_type(code) for code in ("people", "companies")},
        "today": today, "editable": editable, "turned": [one.pk for one, _other in rows if person and one.other_id == record.pk],
    }  # fmt: skip
    return _drawn("people/panel_relations.html", request, values)


def stages(request, record):
    """Draw how a record moved through its lifecycle: who moved it, when."""
    events = lifecycle.log(record) if record.lifecycle else []
    if not events:
        return ""
    users = by_id(User, {event.user_id for event in events if event.user_id})
    labels = dict(LIFECYCLE)
    rows = [(event, labels.get((event.changes.get("lifecycle") or ["", ""])[1], ""), users.get(event.user_id)) for event in events]
    return _drawn("people/panel_lifecycle.html", request, {"rows": rows})


_COLLEAGUES = Prepared(
    lambda actor, pk: tested(record_type("people").visible(actor)).filter(company=pk).order_by("sort_key", "pk")[: SHOWN + 1], Actor, int
)
_RELATED = Prepared(
    lambda person, pk: Relation.objects.filter(Q(person=pk) | Q(other=pk) if person else Q(company=pk))
    .select_related("person", "company", "other")
    .order_by("-until", "-since", "pk")[: SHOWN * 3],
    object, int,
)  # fmt: skip
_SEEN = Prepared(
    lambda type, actor, ids: tested(type.visible(actor)).filter(pk__among=ids).order_by().values_list("pk", flat=True), object, Actor, list
)
PANELS = [
    Panel("people", ("companies",), "facts", 20, people, ("people", "record", "undone")),
    Panel("branches", ("companies",), "facts", 30, branches, ("companies", "record", "undone")),
    Panel("relations", ("people", "companies"), "facts", 40, relations, ("relations", "undone")),
    Panel("lifecycle", ("people", "companies"), "facts", 50, stages, ("record", "undone")),
]


def _beyond(relation, record):
    """Return the other end of a relation, seen from one of its two."""
    return relation.person if record in (relation.company, relation.other) and record != relation.person else relation.company or relation.other


def _seen(actor, found):
    """Return the (type, id) of the ends of relations that the actor sees: one query for each type."""
    people = {pk for one in found for pk in (one.person_id, one.other_id) if pk}
    companies = {one.company_id for one in found if one.company_id}
    seen = set()
    for code, ids in (("people", people), ("companies", companies)):
        if ids:
            seen |= {(code, pk) for pk in _SEEN(record_type(code), actor, list(ids))}
    return seen


def _drawn(template, request, values):
    return render_to_string(template, {"request": request, **values}, using="jinja2")
