"""Who decides on a deal: adding a person, saying what he does, taking him out."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import Invalid, Refused
from perennial.records.context import context_for
from perennial.records.pages.record_answers import told
from perennial.records.registry import record_type
from perennial.sales.models import ROLES
from perennial.sales.verbs import deals as verbs
from perennial.ui import pages

EVENTS = ("done", "roles", "timeline")


@require_http_methods(["GET", "POST"])
def index(request, pk):
    """Ask who takes part and how, or add the person."""
    deal = record_type("deals").load(request.actor, pk, "edit", trashed=False)
    chosen, role, errors = request.POST.get("person", ""), request.POST.get("role", "decides"), {}
    name = request.POST.get("person_new", "").strip()
    if request.method == "POST":
        try:
            person = _person(request, chosen, name)
            verbs.set_role(deal, person, role, by=request.actor)
            return told(HttpResponse(status=204), _("%(name)s takes part") % {"name": person}, events=EVENTS)
        except Refused as refused:
            errors = refused.errors
    values = {
        "deal": deal,
        "roles": ROLES,
        "role": role,
        "errors": errors,
        "near": _near(request, deal),
        "chosen": chosen,
        "name": name,
    }
    return pages.render(
        request, "sales/role.html", values, block="form" if errors else "dialog", status=422 if errors else 200
    )


@require_POST
def change(request, pk, person):
    """Change what a person does, or take him out (an empty role)."""
    deal = record_type("deals").load(request.actor, pk, "edit", trashed=False)
    found = record_type("people").load(request.actor, person)
    role = request.POST.get("role", "")
    if role:
        verbs.set_role(deal, found, role, by=request.actor)
    else:
        verbs.remove_role(deal, found, by=request.actor)
    return told(HttpResponse(status=204), events=EVENTS)


def _person(request, chosen, name):
    type = record_type("people")
    context = context_for(request.actor, missing="create" if not chosen and name else "reject")
    try:
        found = type.identify(chosen or name, context) if chosen or name else None
    except Invalid as error:
        raise Refused({"person": error.message}) from None
    if found is None:
        raise Refused({"person": _("Choose a person.")})
    return type.load(request.actor, found)


def _near(request, deal):
    """Return the people of the deal's company who have no role yet."""
    if not deal.company_id:
        return []
    known = deal.roles.values("person_id")
    people = record_type("people").visible(request.actor).filter(company=deal.company_id).exclude(pk__in=known)
    return list(people.order_by("sort_key")[:8])
