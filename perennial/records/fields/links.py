"""Links to other records, to colleagues and to the company's own lists."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from perennial.accounts.models import User
from perennial.core.errors import Invalid
from perennial.core.prepared import Prepared
from perennial.records.fields.choices import Choice
from perennial.records.fields.field import Field
from perennial.records.models.options import Option
from perennial.records.registry import record_type

_LABELS = Prepared(lambda ids: Option.objects.filter(pk__among=ids).order_by().values_list("pk", "label"), list)


class Link(Field):
    """A link to one record of type `target` (its code). Built in, a foreign key; custom, its id."""

    kind = "link"
    sql_type = "number"

    def __init__(self, *args, target, **options):
        column = options.pop("column", None) or args[0]
        super().__init__(*args, column=f"{column}_id", **options)
        self.target, self.relation = target, column
        self.sortable = self.sortable and not self.custom  # an id inside JSON knows no names to sort by

    @property
    def paths(self):
        return ["custom"] if self.custom else [self.column, f"{self.relation}__{self.shown}"]

    shown = "name"

    def from_row(self, row):
        if self.custom:
            return row["custom"].get(self.code)
        key = row[self.column]
        return None if key is None else {"id": key, "name": row[f"{self.relation}__{self.shown}"]}

    def get(self, record):
        if self.custom:
            return record.custom.get(self.code)
        return getattr(record, self.column)

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("id") or raw.get("name") or ""
        return context.remembered((self.kind, self.target, str(raw).strip()), lambda: self.find(raw, context))

    def find(self, raw, context):
        """Return the id of the record that an id, an outside number or a name means. Raises Invalid."""
        return self.type.identify(raw, context)

    @property
    def type(self):
        """The target's record type."""
        return record_type(self.target)

    def sort_expression(self):
        return F(f"{self.relation}__sort_key")

    def json(self, value):
        return value

    def text(self, value, context=None):
        return value["name"] if isinstance(value, dict) else "" if value is None else str(value)


class UserLink(Link):
    """A colleague (user); "me" stands for whoever asks."""

    kind = "user"
    sortable = True

    def __init__(self, *args, **options):
        super().__init__(*args, target="users", **options)

    def sort_expression(self):
        return F(f"{self.relation}__name")

    def find(self, raw, context):
        word = str(raw).strip()
        if word == "me":
            return context.actor.user_id
        found = None
        if word.isdecimal():
            found = User.objects.filter(pk=word).first()
        elif "@" in word:
            found = User.objects.filter(email=word.lower()).first()
        if found is None:
            found = User.objects.filter(name__iexact=word).first()
        if found is None and context.missing == "create":
            found = _invitee(word, context)
        if found is None and context.missing != "blank":
            raise Invalid(_("There is no colleague called “%(name)s” here.") % {"name": word[:60]})
        return found and found.pk


class OptionField(Choice):
    """One entry of a list that the company edits (sources, reasons for refusal, industries)."""

    kind = "option"
    empty = None
    sql_type = "number"

    def __init__(self, *args, list, **options):
        column = options.pop("column", None) or args[0]
        super().__init__(*args, column=f"{column}_id", **options)
        self.list, self.relation = list, column

    @property
    def choices(self):
        return [(option.pk, option.label) for option in Option.of(self.list)]

    @property
    def paths(self):
        return [self.column]

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("id") or raw.get("name") or ""
        return context.remembered((self.kind, self.list, str(raw).strip()), lambda: self._find(raw, context))

    def _find(self, raw, context):
        try:
            numbered = isinstance(raw, int) or str(raw).isdecimal()
            if numbered and Option.objects.filter(list=self.list, pk=raw).exists():
                return int(raw)
            return super().convert(raw, context)
        except Invalid:
            if context.missing == "create":
                return self._made(str(raw).strip(), context)
            if context.missing == "blank":
                return None
            raise

    def _made(self, label, context):
        known = Option.of(self.list).filter(label=label[:120]).exists()
        option = Option.add(self.list, label)
        if not known:
            context.made.append(option)
        return option.pk

    def json(self, value):
        return self.json_many([value])[0]

    def json_many(self, values):
        ids = {value for value in values if value is not None}
        names = dict(_LABELS(list(ids))) if ids else {}
        return [{"id": value, "name": names[value]} if value in names else None for value in values]

    def is_empty(self):
        return self.is_null()


def _invitee(name, context):
    """Make a colleague that an import names; one made this way cannot sign in until invited."""
    base = "".join(ch for ch in name.casefold() if ch.isalnum() and ch.isascii()) or "colleague"
    address, number = f"{base}@invite.invalid", 1
    while User.objects.filter(email=address).exists():
        number += 1
        address = f"{base}{number}@invite.invalid"
    user = User.objects.create_user(address if "@" not in name else name, name=name[:120], is_active=False)
    context.made.append(user)
    return user
