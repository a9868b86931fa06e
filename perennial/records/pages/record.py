"""The page of one record of any type: its head, its facts, what can be added, what happened, what hangs on it."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from perennial.accounts import notifications, seen
from perennial.core.errors import Missing, Refused
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.pages import record_composer, record_facts, record_pin, record_steps, timeline
from perennial.records.pages.record_answers import address, context_of, done, gone_to, list_address, may
from perennial.records.pages.record_panels import panel_slots
from perennial.records.pages.record_values import Values
from perennial.records.registry import REGISTRY
from perennial.records.verb import offered
from perennial.ui import offline, pages
from perennial.ui.addresses import reverse

IN_HEAD = 3  # words of the meta line


@require_GET
def record(request, code, pk):
    """Show a record."""
    type = REGISTRY[code]
    shown = type.load(request.actor, pk)
    seen.opened(request.actor, shown)
    notifications.read_about(request.user, shown)
    return offline.keep(pages.render(request, "records/record/page.html", _context(request, type, shown)))


@require_POST
def trash(request, code, pk):
    """Move a record to the trash and go to the list."""
    type = REGISTRY[code]
    shown = type.load(request.actor, pk, "delete")
    verbs.trash(shown, by=request.actor)
    words = _("“%(name)s” is in the trash") % {"name": type.title(shown)}
    return gone_to(request, list_address(type) or type.url(pk), words, reverse(f"{code}:restore", args=[pk]))


@require_POST
def restore(request, code, pk):
    """Take a record out of the trash and show it."""
    type = REGISTRY[code]
    shown = type.load(request.actor, pk, "delete")
    try:
        verbs.restore(shown, by=request.actor)
    except Refused as refused:
        return gone_to(request, type.url(pk), next(iter(refused.errors.values())))
    return gone_to(request, type.url(pk), _("“%(name)s” is back") % {"name": type.title(shown)})


@require_POST
def put_back(request, code, pk, event):
    """Give a record (or one field of it, `only`) the values it had before an event."""
    type = REGISTRY[code]
    shown = type.load(request.actor, pk, "edit")
    past = _event(shown, event)
    only = _written(type, past, request.POST.get("only"))
    return done(request, lambda: verbs.put_back(shown, past, by=request.actor, only=only), _("Put back as it was"))


def _event(shown, pk):
    found = Event.objects.filter(type=shown.TYPE, record_id=shown.pk, pk=pk).first()
    if found is None:
        raise Missing(pk)
    return found


def _written(type, event, only=None):
    """Return the attributes of an event that people write (of one field, if asked): the rest follows from them."""
    fields = [field for field in type.fields if not field.readonly and only in (None, field.attribute)]
    parts = {part for field in fields for part in (field.attribute, *field.paths)}
    return {name for name in event.changes if name in parts}


def _context(request, type, shown):
    actor = request.actor
    fields = type.fields
    values = Values(context_of(request)).gather(
        [(field, field.get(shown)) for field in fields if field.kind != "computed"]
    )
    editable = not shown.trashed_at and may(actor, "edit", shown)
    return {
        "type": type,
        "record": shown,
        "title": type.title(shown),
        "actor": actor,
        "editable": editable,
        "deletable": may(actor, "delete", shown),
        "list_href": list_address(type),
        "more": _more(type, shown, editable, actor),
        "steps": record_steps.around(request, type, shown),
        "head": _head(type, fields, shown, values),
        "verbs": offered(type, shown, actor),
        "pinned": record_pin.is_pinned(request, shown, type.title(shown)),
        "facts": record_facts.facts(type, fields, shown, values),
        "slots": panel_slots(request, type, shown),
        "composers": record_composer.composers(type, shown, actor),
        **timeline.context(request, type, shown, fields),
    }


def _more(type, shown, editable, actor):
    """Return the items of the menu of further actions."""
    items = (
        [{"label": _("Edit all"), "icon": "edit", "href": reverse(f"{type.code}:edit", args=[shown.pk])}]
        if editable
        else []
    )
    items.append({"label": _("History"), "icon": "history", "href": reverse(f"{type.code}:history", args=[shown.pk])})
    merge = address(f"{type.code}:merge", shown.pk)
    if merge and editable:
        items.append({"label": _("Merge with another"), "icon": "merge", "href": merge})
    items.append({"label": _("Print"), "icon": "file", "attrs": {"data-print": "true"}})
    if may(actor, "delete", shown) and not shown.trashed_at:
        trash_at = reverse(f"{type.code}:trash_record", args=[shown.pk])
        items += [
            "-",
            {
                "label": _("Move to the trash"),
                "icon": "trash",
                "danger": True,
                "attrs": {"hx-post": trash_at, "hx-swap": "none"},
            },
        ]
    return items


def _head(type, fields, shown, values):
    """Return what stands beside the name: tags, a few words, the numbers to call and write to."""
    by_code = {field.code: field for field in fields}
    first = {
        kind: next((field.get(shown)[0] for field in fields if field.kind == kind and field.get(shown)), None)
        for kind in ("phones", "emails")
    }
    tags = by_code["tags"].get(shown) if "tags" in by_code else []
    return {
        "words": _words(type, by_code, shown, values)[:IN_HEAD],
        "phone": first["phones"],
        "email": first["emails"],
        "tags": [values.names.get(("tags", pk)) for pk in tags if ("tags", pk) in values.names],
        "shape": "company" if type.avatar != "round" and type.icon not in ("people", "person") else "",
    }


def _words(type, by_code, shown, values):
    chosen = [
        by_code[code] for code in type.head_fields or type.columns if code in by_code and code != type.title_field
    ]
    words = [
        values.html(field, field.get(shown))
        for field in chosen
        if field.kind in ("text", "link", "option", "choice", "many", "money", "number")
    ]
    return [word for word in words if word]
