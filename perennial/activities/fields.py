"""Fields that only activities have: what they are about, who takes part, the points of a checklist, repetition."""

from dateutil.rrule import rrulestr
from django.utils.translation import gettext_lazy as _

from perennial.accounts.models import User
from perennial.activities.about_names import names_of
from perennial.core.errors import Invalid, Missing
from perennial.records.fields import Field, Many, Text
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
        return ", ".join(one.name for one in names_of(value, context and context.actor).values())

    def keys(self, value):
        return [f"{type}/{pk}" for type, pk in value or []]

    def compare(self, op, raw, context):
        return keyed(self.of, self.attribute, [str(raw)])

    def is_empty(self):
        return ~keyed(self.of, self.attribute)


class Users(Many):
    """Several colleagues, kept as ids."""

    kind = "users"

    @property
    def choices(self):
        return [(user.pk, user.name) for user in User.objects.filter(is_active=True)]

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("id")
        if str(raw) == "me":
            return context.actor.user_id
        if str(raw).isdigit() and User.objects.filter(pk=int(str(raw)[:18])).exists():
            return int(raw)
        return super().convert(raw, context)

    def json(self, value):
        names = dict(User.objects.filter(pk__in=value or []).values_list("pk", "name"))
        return [{"id": pk, "name": names[pk]} for pk in value or [] if pk in names]

    def text(self, value, context=None):
        return ", ".join(entry["name"] for entry in self.json(value))


class Checklist(Field):
    """Points to tick off: [{"text", "done"}]."""

    kind = "checklist"
    operators = ()
    sortable = False
    empty = []

    def convert(self, raw, context):
        items = raw if isinstance(raw, list) else str(raw).splitlines()
        points = [item if isinstance(item, dict) else {"text": str(item)} for item in items]
        return [
            {"text": str(point.get("text", ""))[:300].strip(), "done": bool(point.get("done"))}
            for point in points[:100] if str(point.get("text", "")).strip()
        ]

    def put(self, record, value):
        setattr(record, self.column, list(value or []))

    def text(self, value, context=None):
        return "\n".join(f"[{'x' if point['done'] else ' '}] {point['text']}" for point in value or [])


class Repeat(Text):
    """A repetition as RRULE (RFC 5545), e.g. FREQ=WEEKLY;BYDAY=MO."""

    kind = "repeat"
    operators = ("empty", "not_empty")

    def convert(self, raw, context):
        rule = str(raw).strip().upper().removeprefix("RRULE:")[:200]
        try:
            if "\n" in rule or not rule.startswith("FREQ=") or "SECONDLY" in rule or "MINUTELY" in rule:
                raise ValueError(rule)
            rrulestr(rule)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            raise Invalid(_("Say how often: daily, weekly, monthly or yearly.")) from None
        return rule
