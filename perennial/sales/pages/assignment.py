"""Settings: the rules by which requests are given out."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.changes import need
from perennial.accounts.models import Team, User
from perennial.accounts.pages import shelf
from perennial.core import verbs as core
from perennial.core.errors import Missing, Refused
from perennial.records.models import Option
from perennial.sales.models import CHANNELS, WAYS, AssignmentRule
from perennial.sales.verbs import rules as verbs
from perennial.ui import pages
from perennial.ui.forms import repeated


def index(request):
    """List the rules in their order."""
    need(request.actor, "pipelines")
    rules = AssignmentRule.objects.filter(trashed_at=None).select_related("team")
    names = dict(User.objects.values_list("pk", "name"))
    rows = [(rule, _who(rule, names)) for rule in rules]
    return shelf.render(request, "sales/assignment.html", "assignment", {"rows": rows, "ways": dict(WAYS)})


def edit(request, pk=None):
    """Make a rule, or change one."""
    need(request.actor, "pipelines")
    rule, errors = _load(pk) if pk else None, {}
    typed = _sent(request.POST) if request.method == "POST" else _standing(rule)
    if request.method == "POST":
        try:
            verbs.save(rule, {**typed, "filter": _filter(typed, rule)}, by=request.actor)
            return pages.toast(pages.moved(request, reverse("sales:assignment")), _("Saved."))
        except Refused as refused:
            errors = refused.errors
    colleagues = [(user.pk, user.name) for user in User.objects.filter(is_active=True)]
    values = {
        "rule": rule, "typed": typed, "errors": errors, "ways": WAYS, "colleagues": colleagues,
        "teams": [(team.pk, team.name) for team in Team.objects.all()], "channels": CHANNELS[:-1],
        "sources": [(option.pk, option.label) for option in Option.of("source")],
    }  # fmt: skip
    return shelf.render(request, "sales/rule.html", "assignment", values, status=422 if errors else 200)


@require_POST
def order(request):
    """Put the rules in order."""
    need(request.actor, "pipelines")
    verbs.order([int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()], by=request.actor)
    return HttpResponse(status=204)


@require_POST
def remove(request, pk):
    """Take a rule away."""
    core.trash(_load(pk), by=request.actor)
    return pages.toast(pages.moved(request, reverse("sales:assignment")), _("The rule is taken away"))


def _load(pk):
    rule = AssignmentRule.objects.filter(pk=pk, trashed_at=None).first()
    if rule is None:
        raise Missing(pk)
    return rule


def _who(rule, names):
    if rule.team:
        return str(rule.team)
    ids = rule.users or [entry["user"] for entry in rule.targets]
    return ", ".join(names[pk] for pk in dict.fromkeys(ids) if pk in names)


def _standing(rule):
    if rule is None:
        return {
            "name": "",
            "way": "turn",
            "users": [],
            "team_id": None,
            "territory": [],
            "source": [],
            "active": True,
            "channels": [],
        }
    lists = {way: rule.targets if rule.way == way else [] for way in ("territory", "source")}
    return {
        "name": rule.name, "way": rule.way, "users": rule.users, "team_id": rule.team_id, **lists, "active": rule.active,
        "channels": _channels(rule.filter),
    }  # fmt: skip


def _sent(data):
    way = data.get("way", "")
    typed = {
        "name": data.get("name", ""), "way": way, "users": [int(pk) for pk in data.getlist("users") if pk.isdecimal()],
        "team_id": int(data["team"]) if data.get("team", "").isdecimal() else None, "active": "active" in data,
        "channels": [code for code in data.getlist("channels") if code in dict(CHANNELS)],
        "territory": _targets(data, "territory"), "source": _targets(data, "source"),
    }  # fmt: skip
    return {**typed, "targets": typed.get(way, []) if way in ("territory", "source") else []}


def _targets(data, name):
    return [
        {"match": row.get("match", ""), "user": int(row["user"]) if row.get("user", "").isdecimal() else None}
        for row in repeated(data, name)
    ]


def _channels(tree):
    return tree.get("value", []) if tree and tree.get("field") == "channel" else []


def _filter(typed, rule):
    """Return the condition of a rule: the channels chosen, or what the API has set, left alone."""
    if typed["channels"]:
        return {"field": "channel", "op": "in", "value": typed["channels"]}
    return rule.filter if rule and rule.filter and not _channels(rule.filter) else None
