"""The quick look at one record beside its list: what it is, what is next, short panels."""

from markupsafe import Markup

from perennial.accounts.seen import opened
from perennial.records.context import context_for
from perennial.records.pages.lists_cells import Look
from perennial.records.points import PANELS
from perennial.records.registry import record_type
from perennial.records.sight import hide_steps
from perennial.ui import pages

FACTS = 10


def quick(request, code, pk):
    """Show a record beside the list."""
    type = record_type(code)
    record = type.load(request.actor, pk, trashed=False)
    opened(request.actor, record)
    fields = [field for field in type.fields if not field.hidden]
    row = {"id": record.pk, **{field.code: field.get(record) for field in fields}}
    hide_steps([row], fields, request.actor)
    look = Look(type, fields, [row], request.actor, context_for(request.actor))
    facts = [field for field in fields if _tells(type, field, row[field.code])][:FACTS]
    step = next((field for field in fields if field.kind == "step"), None)
    panels = [Markup(html) for panel in PANELS if panel.side == "side" and _of(panel, type) and (html := panel.render(request, record))]
    values = {"type": type, "record": record, "row": row, "look": look, "facts": facts, "step": step, "panels": panels}
    return pages.render(request, "records/list/quick.html", values)




def _tells(type, field, value):
    apart = (type.title_field, "created_at", "updated_at", "external", "first_name", "last_name", "middle_name")
    return field.code not in apart and field.kind != "step" and value not in (None, "", [], {})


def _of(panel, type):
    return "*" in panel.types or type.code in panel.types
