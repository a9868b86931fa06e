"""What cells need beside their values: labels, colleagues, addresses; fetched once for a page of rows."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from perennial.accounts.models import User
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared, by_id
from perennial.records.models.files import File
from perennial.ui import formats
from perennial.ui.jinja import icon

_TITLES = Prepared(
    lambda type, actor, ids: type.visible(actor).filter(pk__among=ids).order_by().values_list("pk", type.title_field),
    object, Actor, list,
)  # fmt: skip
BELOW = ("link", "text", "phones", "emails")  # what can stand under a title
LABELLED = ("choice", "many", "option", "tags")


class Look:
    """The look-ups of one page of rows; templates ask it through the macros of `records/cell.html`."""

    def __init__(self, type, fields, rows, actor, context):
        self.type, self.fields, self.rows = type, fields, rows
        self.actor, self.context = actor, context
        for field in fields:
            if hasattr(field, "gather"):  # a kind of field of another room asks for what its cells print at once
                field.gather([row[field.code] for row in rows], context)
        self.labels = {field.code: _labels(field) for field in fields if field.kind in LABELLED}
        self.choose, self.peek, self.eye = gettext("Select %(name)s"), gettext("Quick look"), icon("eye", "s")
        self.unplanned = pgettext("next step", "Nothing planned")
        self.today = timezone.localdate()
        self.drawn = {}  # what was drawn once for this page, by its key
        self._bases = {}
        self.before, self.behind = self._base(type)

    @cached_property
    def colleagues(self):
        """{id: User} of the colleagues that the rows name."""
        return by_id(User, self._ids("user"))

    @cached_property
    def names(self):
        """{field code: {id: name}} of the linked records that the reader may see."""
        found = {}
        for field in self.fields:
            if field.kind == "link":
                ids = {_id(row[field.code]) for row in self.rows if row[field.code]}
                found[field.code] = dict(_TITLES(field.type, self.actor, list(ids))) if ids else {}
        return found

    @cached_property
    def files(self):
        """{id: File} of the files that the rows name."""
        return by_id(File, self._ids("file"))

    def colleague(self, value):
        """Return (name, colour) of a colleague's value."""
        user = self.colleagues.get(_id(value))
        return (user.name or user.email, user.colour) if user else ("", "")

    def href(self, pk, type=None):
        """Return the address of a record's page."""
        before, behind = self._base(type or self.type)
        return f"{before}{pk}{behind}"

    def _base(self, type):
        """Return what stands before and behind the id in the addresses of a type: worked out once for all rows."""
        if type.code not in self._bases:
            before, _zero, behind = type.url(0).rpartition("0")
            self._bases[type.code] = (before, behind)
        return self._bases[type.code]

    def linked(self, field, value):
        """Return (name, address) of a link's value; nothing when the record is not for these eyes."""
        pk = _id(value)
        name = self.names[field.code].get(pk, "")
        return name, self.href(pk, field.type) if name else ""

    def ago(self, moment):
        """Return how long ago a moment is; a row says it in its cell and under its title."""
        if moment not in self.drawn:
            self.drawn[moment] = formats.ago(moment)
        return self.drawn[moment]

    def label(self, field, value):
        """Return the label of one code."""
        return self.labels.get(field.code, {}).get(value, value)

    def due(self, value):
        """Return (how a next step stands, when it is due as the end of a phrase: yesterday, 14:30, Thu 26)."""
        if not value:
            return "none", ""
        local = timezone.localtime(value["at"])
        away = (local.date() - self.today).days
        state = "late" if away < 0 else "planned" if away else "today"
        if away == 0 and (local.hour or local.minute):
            return state, f"{local.hour:02}:{local.minute:02}"
        key = ("day", away)
        if key not in self.drawn:
            words = formats.day(local.date())
            self.drawn[key] = words.lower() if abs(away) < 2 else words
        return state, self.drawn[key]

    def standing(self, value):
        """Return how a next step stands: late, today, planned, none."""
        return self.due(value)[0]

    def text(self, field, value):
        """Return the plain words of a value, for kinds without a look of their own."""
        if hasattr(field, "html"):  # a kind of field of another room knows how it looks
            return field.html(value, self.context)
        return field.text(value, self.context)

    def title(self, row):
        return row[self.type.title_field] or "…"

    def below(self, row):
        """Return the line under the title, for lists too narrow for columns: where, and how long ago."""
        where = next((words for field in self.fields if field.kind in BELOW and (words := self._short(field, row[field.code]))), "")
        moment = next((row[field.code] for field in self.fields if field.kind == "datetime" and row[field.code]), None)
        return " · ".join(filter(None, (where, self.ago(moment) if moment else "")))

    def _short(self, field, value):
        if not value or field.code == self.type.title_field:
            return ""
        if field.kind == "link":
            return self.names[field.code].get(_id(value), "")
        return formats.phone(value[0]["number"]) if field.kind == "phones" else field.text(value[:1], self.context) if field.kind == "emails" else str(value)

    def _ids(self, kind):
        codes = [field.code for field in self.fields if field.kind == kind]
        return {_id(row[code]) for row in self.rows for code in codes if row[code]}


def _labels(field):
    return dict([*field.choices, *getattr(field, "kept", ())])


def _id(value):
    return value["id"] if isinstance(value, dict) else value
