"""The inputs of a form, one for each kind of field: what the field macros need to draw them."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.accounts.models import User
from perennial.accounts.world import NEAR_CURRENCIES
from perennial.core import phone
from perennial.core.money import Money
from perennial.records.conditions import holds
from perennial.records.fields.contact import ADDRESS_PARTS
from perennial.ui.addresses import reverse

CONTACT_KINDS = [
    ("work", pgettext_lazy("kind of contact", "Work")),
    ("home", pgettext_lazy("kind of contact", "Home")),
    ("mobile", pgettext_lazy("kind of contact", "Mobile")),
    ("other", pgettext_lazy("kind of contact", "Other")),
]
PART_LABELS = {
    "street": _("Street and house"),
    "city": _("City"),
    "region": _("Region"),
    "postcode": _("Postcode"),
    "country": _("Country"),
}
REPEATED = ("emails", "phones", "addresses")
LISTS = (*REPEATED, "tags", "many")
PLAIN = {
    "longtext": "textarea",
    "choice": "select",
    "option": "select",
    "bool": "select",
    "many": "multi",
    "link": "combobox",
    "user": "combobox",
}
BLANK = [{"primary": True}]  # a list with nothing in it yet begins with a row to type into


@dataclass
class Input:
    """One input: the arguments of the `field` macro, or of `repeat` when it has `columns`."""

    code: str
    name: str
    label: Any
    kind: str
    value: Any = ""
    shown: str = ""
    help: Any = ""
    error: str = ""
    required: bool = False
    options: list = field(default_factory=list)
    attrs: dict = field(default_factory=dict)
    url: str = ""
    currencies: list = field(default_factory=list)
    columns: list = field(default_factory=list)  # of a repeated list
    wide: bool = False
    group: str = ""
    shown_if: str = ""  # JSON of the filter under which the field is asked
    asked: bool = True  # whether that filter holds now

    @property
    def id(self):
        """The id of the input in the page."""
        return "f-" + self.name.replace(".", "-")


class Form:
    """One form being drawn: what its inputs share."""

    def __init__(self, type, record, raw, errors, context):
        self.type, self.raw, self.errors, self.context = type, raw, errors, context
        self.new = record is None
        self.record = type.model() if record is None else record

    def input(self, f):
        value = self.raw[f.code] if f.code in self.raw else self._standing(f)
        made = Input(
            f.code,
            f"v.{f.code}",
            f.label,
            PLAIN.get(f.kind, f.kind if f.kind not in REPEATED else "text"),
            help=f.help,
            error=str(self.errors.get(f.code, "")),
            required=f.required,
            group=str(f.group),
        )
        if hasattr(f, "draw"):  # a kind of field that only its own room knows
            f.draw(made, value, self.context)
        else:
            getattr(self, f"_{f.kind}", self._plain)(made, f, value)
        if f.shown_if:
            made.shown_if = json.dumps(f.shown_if)
            made.asked = bool(made.error) or holds(f.shown_if, self.type, self.record)
        return made

    def _standing(self, f):
        if self.new:
            return f.default if f.default is not None else ([] if f.kind in LISTS else None)
        if f.kind == "computed":  # worked out for whoever fills the form: as far as he sees
            return f.load_many([self.record.pk], self.context.actor).get(self.record.pk)
        return f.get(self.record)

    @cached_property
    def currencies(self):
        return list(dict.fromkeys([self.context.currency, *NEAR_CURRENCIES]))

    def _plain(self, made, f, value):
        made.value = "" if value is None else value

    def _longtext(self, made, f, value):
        made.value, made.wide = value or "", True

    def _number(self, made, f, value):
        made.value = value if isinstance(value, str) else f.text(value)

    def _date(self, made, f, value):
        made.value = value if isinstance(value, str) else f.json(value) or ""

    _time = _date

    def _datetime(self, made, f, value):
        made.value = (
            value if isinstance(value, str) or not value else timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
        )
        made.value = made.value or ""

    def _bool(self, made, f, value):
        made.options = [("true", _("yes")), ("false", _("no"))]
        made.value = {True: "true", False: "false", None: ""}.get(value, value)

    def _choice(self, made, f, value):
        made.value, made.options = "" if value is None else value, f.choices
        if value not in (None, "") and str(value) not in {str(code) for code, _label in made.options}:
            made.options = [*made.options, (value, self._archived(f, value))]

    _option = _choice

    def _archived(self, f, value):
        """An entry that is no longer offered stays on the records that have it."""
        relation = getattr(f, "relation", None)
        kept = getattr(self.record, relation, None) if relation else None
        return str(kept) if kept is not None and str(kept.pk) == str(value) else str(f.label_of(value))

    def _many(self, made, f, value):
        made.value, made.wide = [str(code) for code in value or []], True
        made.options = [*f.choices, *(pair for pair in f.kept if str(pair[0]) in made.value)]

    def _money(self, made, f, value):
        made.currencies = self.currencies
        if isinstance(value, Money):
            amount, currency = value.to_api()["amount"], value.currency
        elif isinstance(value, dict):
            amount, currency = value.get("amount", ""), value.get("currency", "")
        else:
            amount, _space, currency = str(value or "").rpartition(" ")
            if currency not in self.currencies:
                amount, currency = str(value or ""), self.context.currency
        made.value = {"amount": amount, "currency": currency}

    def _tags(self, made, f, value):
        made.url, made.wide = reverse("options", args=["tags"]), True
        names = {str(pk): name for pk, name in f.choices} if value else {}
        made.value = [{"value": item, "label": names.get(str(item), item)} for item in value or []]

    def _link(self, made, f, value):
        target = f.type
        made.url = reverse("options", args=[f.target])
        # Who types a company that is not there yet may make it on the way, where a name is enough for one.
        if target.made_by_name and self.context.actor.may("create", target.model):
            made.attrs = {"data-create": "true"}
        made.value, made.shown = self._named(
            value, lambda pk: target.visible(self.context.actor).filter(pk=pk).first(), target.title
        )

    def _user(self, made, f, value):
        made.url = reverse("options", args=["users"])
        if value == "me" or (self.new and value is None and f.code == "owner" and f.code not in self.raw):
            value = self.context.actor.user_id
        made.value, made.shown = self._named(value, lambda pk: User.objects.filter(pk=pk).first(), str)

    def _named(self, value, find, title):
        if isinstance(value, dict):
            return "", value.get("name", "")
        if value in (None, ""):
            return "", ""
        if not str(value).isdecimal():
            return "", value
        found = find(int(str(value)[:18]))
        # What one may not see stays chosen, namelessly.
        return value, title(found) if found else _("not for you to see")

    def _emails(self, made, f, value):
        made.columns = [_column("address", _("E-mail"), "email", grow=True), _kind_column()]
        made.value, made.wide = _rows(value) or BLANK, True

    def _phones(self, made, f, value):
        made.columns = [
            _column("number", pgettext_lazy("phone", "Number"), "tel", grow=True),
            _column("extension", _("Extension"), placeholder=_("ext.")),
            _kind_column(),
        ]
        made.value, made.wide = (
            [{**row, "number": phone.show(row.get("number", ""), "")} for row in _rows(value) or BLANK],
            True,
        )

    def _addresses(self, made, f, value):
        made.columns = [
            _column(part, PART_LABELS[part], grow=part in ("street", "city"), placeholder=PART_LABELS[part])
            for part in ADDRESS_PARTS
        ]
        made.value, made.wide = _rows(value), True

    def _file(self, made, f, value):
        made.value, made.shown = "", f.text(value) if isinstance(value, int) else ""
        made.help = made.help or made.shown


def _rows(value):
    if isinstance(value, str):
        return [{"number": value, "address": value, "street": value}] if value else []
    return list(value or [])


def _column(name, label, kind="text", grow=False, placeholder=""):
    return {"name": name, "label": label, "kind": kind, "grow": grow, "placeholder": placeholder}


def _kind_column():
    return {"name": "kind", "label": _("Kind"), "kind": "select", "options": CONTACT_KINDS}
