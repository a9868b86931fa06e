"""What merges bring to the pages of records: where a record went, the line that says so, and the way apart."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from perennial.records.merges import standing
from perennial.records.models import Merge
from perennial.records.pages.record_answers import may
from perennial.records.pages.timeline_lines import who
from perennial.records.points import PANELS, TIMELINE, Line, Panel
from perennial.records.registry import REGISTRY
from perennial.ui import assets


def gone(request, record):
    """Draw where a merged record went, on its own page in the trash."""
    merge = standing(record.TYPE, record.pk) if record.trashed_at else None
    if merge is None:
        return ""
    type = REGISTRY[record.TYPE]
    kept = type.visible(request.actor).filter(pk=merge.kept_id).first()
    values = {
        "request": request, "type": type, "merge": merge, "kept": kept, "title": type.title(kept) if kept else "",
        "apart": bool(kept) and may(request.actor, "edit", kept) and may(request.actor, "delete", record),
    }  # fmt: skip
    return render_to_string("records/duplicates/gone.html", values, using="jinja2")


def present(events, actor):
    """Return {event id: Line} of merges: with whom, and the button that takes them apart."""
    mine = [event for event in events if event.verb in ("merged", "merged_away", "unmerged")]
    ids = [event.data.get("merge") for event in mine if event.verb == "merged"]
    stand = set(Merge.objects.filter(pk__in=[pk for pk in ids if pk], undone_at=None).values_list("pk", flat=True)) if ids else set()
    return {event.pk: _line(event, stand) for event in mine}


def _line(event, stand):
    said = {"who": who(event), "name": Markup("<b>{}</b>").format(event.data.get("title") or ""), "record": escape(event.title)}
    actions = []
    if event.verb == "merged" and event.data.get("merge") in stand:
        url = reverse(f"{event.type}:unmerge", args=[event.record_id, event.data["merge"]])
        actions = [{"label": _("Take apart"), "url": url, "method": "post"}]
    icon = "split" if event.verb == "unmerged" else "merge"
    return Line(text=Markup(SENTENCES[event.verb]()) % said, kind="changes", icon=icon, actions=actions)


SENTENCES = {
    "merged": lambda: _("%(who)s merged %(name)s into this record"),
    "merged_away": lambda: _("%(who)s merged %(record)s into another record"),
    "unmerged": lambda: _("%(who)s took the merge with %(name)s apart"),
}

PANELS.add(Panel("merged", ("*",), "head", 1, gone, ()))
TIMELINE.add(("*", present))
assets.register(stylesheet="records/css/record-merge.css")
