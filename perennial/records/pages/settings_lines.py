"""The list of a type's fields in settings: kind, when each is asked, how full it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perennial.records.fields.filled import filled
from perennial.records.models import CustomField
from perennial.records.models.custom import KINDS
from perennial.records.pages.filtering import VALUELESS, Names, leaves, operator_words, resolve
from perennial.records.registry import REGISTRY

ICONS = {
    "text": "text", "longtext": "note", "number": "hash", "money": "money", "date": "calendar", "datetime": "clock", "time": "clock",
    "bool": "toggle", "choice": "list", "option": "list", "many": "list", "tags": "tag", "link": "link", "user": "person", "users": "people",
    "emails": "mail", "phones": "phone", "addresses": "pin", "file": "file", "step": "task",
}
WORDS = dict(KINDS) | {
    "option": gettext_lazy("One of a list"), "tags": gettext_lazy("Tags"), "user": gettext_lazy("Colleague"),
    "users": gettext_lazy("Colleagues"), "step": gettext_lazy("Next step"), "about": gettext_lazy("Link to a record"),
}


@dataclass
class Line:
    """One field as the list shows it; `pk` and `href` are those of the company's own."""

    label: str
    code: str
    icon: str
    kind: str
    required: bool
    condition: str
    share: int | None  # percent of the records looked at
    pk: int | None = None
    href: str = ""


@dataclass
class Lines:
    """The fields of a type: built in, the company's own, and those put away."""

    built_in: list
    own: list
    away: list
    looked_at: int


def lines(type, actor):
    """Return the Lines of a type."""
    looked_at, counts, _choices = filled(type)
    found = Lines([], [], [], looked_at)
    for field in type.fields:
        if field.custom or not field.hidden:
            (found.own if field.custom else found.built_in).append(_line(type, field, counts, looked_at, actor))
    for row in CustomField.objects.filter(type=type.code, archived=True):
        found.away.append(Line(row.label, row.code, ICONS.get(row.kind, "text"), str(WORDS[row.kind]), False, "", None, row.pk))
    return found


def _line(type, field, counts, looked_at, actor):
    share = round(100 * counts[field.code] / looked_at) if looked_at and field.code in counts else None
    made = Line(
        str(field.label), field.code, ICONS.get(field.kind, "dots"), kind_words(field), field.required,
        condition_words(type, field.shown_if, actor), share, field.pk,
    )
    if field.pk:
        made.href = reverse("field", args=[type.code, field.pk])
    return made


def kind_words(field):
    """Return what a kind of field is called, with how much there is to choose from or what it links to."""
    if field.kind == "choice":
        return ngettext("One of %(n)s", "One of %(n)s", len(field.choices)) % {"n": len(field.choices)}
    if field.kind == "many":
        return ngettext("Several of %(n)s", "Several of %(n)s", len(field.choices)) % {"n": len(field.choices)}
    if field.kind == "link" and field.target in REGISTRY:
        return _("Link: %(name)s") % {"name": REGISTRY[field.target].label}
    return str(WORDS.get(field.kind, _("Worked out")))


def condition_words(type, tree, actor):
    """Return in words when a field is asked; "" for always."""
    if not tree:
        return ""
    names = Names(type, tree, actor)
    return ", ".join(filter(None, (_leaf(type, leaf, names) for leaf in leaves(tree))))


def _leaf(type, leaf, names):
    try:
        field, label = resolve(type, leaf.get("field", ""))
    except KeyError:
        return ""
    op, value = str(leaf.get("op", "is")), leaf.get("value")
    if op in VALUELESS:
        return _("%(field)s %(how)s") % {"field": label, "how": operator_words(field, op)}
    said = ", ".join(names.of(field, one) for one in (value if isinstance(value, list) else [value]))
    return _("%(field)s: %(value)s") % {"field": label, "value": said} if op in ("is", "in") else _("%(field)s is not %(value)s") % {"field": label, "value": said}
