"""The field that says what an activity is about: records of any type that has a next step."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from perennial.activities.about_names import names_for, names_of
from perennial.core.errors import Invalid, Missing
from perennial.records.fields import Field
from perennial.records.models.keys import keyed
from perennial.records.registry import REGISTRY

MOST_LINKS = 30


class About(Field):
    """The records an activity is about: [{"type", "id"}] or "deals/12"; the actor must see each."""

    kind = "about"
    operators = ("is", "empty", "not_empty")
    sortable = False
    empty = []

    def parse(self, raw, context):
        if raw in (None, "", []):
            return None
        items = raw if isinstance(raw, list) else str(raw).split(",")
        if len(items) > MOST_LINKS:
            raise Invalid(_("At most 30 records can be named here."))
        found = [self._one(item, context) for item in items]
        for type, pk in list(found):
            # what hangs on a deal also stands with its company and people
            found += [link for link in REGISTRY[type].model._base_manager.get(pk=pk).links() if link[0] in REGISTRY]
        return [list(link) for link in dict.fromkeys(found)]

    def _one(self, item, context):
        if isinstance(item, dict):
            item = f"{item.get('type')}/{item.get('id')}"
        elif isinstance(item, list | tuple) and len(item) == 2:
            item = f"{item[0]}/{item[1]}"
        type, _slash, pk = str(item).strip().partition("/")
        try:
            record = REGISTRY[type].load(context.actor, int(pk))
        except (KeyError, ValueError, OverflowError, Missing):
            raise Invalid(_("“%(what)s” is not there any more.") % {"what": str(item)[:60]}) from None
        return type, record.pk

    def put(self, record, value):
        record.about = list(value or [])

    def json(self, value):
        # Without names: who may see an activity need not see all that it is about.
        return [{"type": type, "id": pk} for type, pk in value or []]

    def text(self, value, context=None):
        names = names_for(value, context) if context else names_of(value)
        return ", ".join(one.name for one in names.values())

    def gather(self, values, context):
        """Ask for all names of a page at once."""
        names_for([pair for value in values for pair in value or []], context)

    def keys(self, value):
        return [f"{type}/{pk}" for type, pk in value or []]

    def compare(self, op, raw, context):
        return keyed(self.of, self.attribute, [str(raw)])

    def is_empty(self):
        return ~keyed(self.of, self.attribute)

    def draw(self, made, value, context):
        """Offer the records by name; `value` is what stands, or what was typed and refused."""
        made.kind, made.url, made.wide = "tags", reverse("activity_about"), True
        made.attrs = {"data-create": "false"}
        pairs = [self._pair(item) for item in (value.split(",") if isinstance(value, str) else value or [])]
        names = names_of([pair for pair in pairs if pair], context.actor)
        made.value = [{"value": f"{one.type}/{one.id}", "label": one.name} for one in names.values()]

    def sent(self, data, name):
        """Return what a form sent: "deals/12", …"""
        return [item for item in data.getlist(name) if item.strip()]

    def html(self, value, context):
        """Return the names as links, of those the reader may see."""
        links = [
            Markup('<a class="link" href="{}">{}</a>').format(one.href, one.name) if one.href else escape(one.name)
            for one in names_for(value, context).values()
        ]
        return Markup(", ").join(links)

    def _pair(self, item):
        type, _slash, pk = item.partition("/") if isinstance(item, str) else (item[0], "/", str(item[1]))
        return (type, int(pk)) if str(pk).isdecimal() and len(str(pk)) < 19 else None
