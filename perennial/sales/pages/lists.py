"""Settings: the company's short lists (sources, reasons, industries), whichever a field draws from."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.pages import shelf
from perennial.core.errors import Forbidden, Refused
from perennial.records.models import Option
from perennial.records.registry import REGISTRY
from perennial.sales.verbs import options as verbs
from perennial.ui import pages


def known():
    """Return {name of a list: label} of all lists that fields draw from."""
    found = {}
    for type in REGISTRY.values():
        for field in type.fields:
            if field.kind == "option":
                found.setdefault(field.list, field.label)
    return found


def index(request, name=""):
    """Show one list, the first unless another is asked for."""
    if not (request.actor.may("settings", None) or request.actor.may("pipelines", None)):
        raise Forbidden("settings")
    return _shown(request, name)


@require_POST
def add(request, name):
    """Add an entry."""
    label = request.POST.get("label", "")
    try:
        verbs.add(_named(name), label, by=request.actor)
    except Refused as refused:
        return _shown(request, name, refused.errors, label)
    return pages.moved(request, reverse("sales:list", args=[name]))


@require_POST
def order(request, name):
    """Put the entries in order."""
    verbs.order(_named(name), [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()], by=request.actor)
    return HttpResponse(status=204)


@require_POST
def change(request, name, pk):
    """Rename an entry, put it away or offer it again."""
    option = Option.objects.filter(list=_named(name), pk=pk).first()
    if option is None:
        raise Http404
    try:
        if "archived" in request.POST:
            verbs.put_away(option, by=request.actor, archived=request.POST["archived"] == "true")
        else:
            verbs.rename(option, request.POST.get("label", ""), by=request.actor)
    except Refused as refused:
        return pages.toast(
            pages.moved(request, reverse("sales:list", args=[name])), next(iter(refused.errors.values()))
        )
    return pages.toast(pages.moved(request, reverse("sales:list", args=[name])), _("Saved."))


def _named(name):
    if name not in known():
        raise Http404
    return name


def _shown(request, name, errors=None, typed=""):
    lists = known()
    name = _named(name or next(iter(lists)))
    entries = list(Option.objects.filter(list=name).order_by("archived", "place", "id"))
    tabs = [
        {"href": reverse("sales:list", args=[code]), "label": label, "count": None, "current": code == name}
        for code, label in lists.items()
    ]
    values = {
        "name": name,
        "label": lists[name],
        "entries": entries,
        "tabs": tabs,
        "errors": errors or {},
        "typed": typed,
    }
    return shelf.render(request, "sales/lists.html", "lists", values, status=422 if errors else 200)
