"""The company's own short lists: adding, renaming, ordering and putting away their entries."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from perennial.core import events
from perennial.core.errors import Forbidden, Refused
from perennial.records.models import Option, schema_changed

LONGEST = 120


class Entry:
    """An entry of a list, as events know it."""

    TYPE, version = "options", 0

    def __init__(self, option):
        self.pk, self.name = option.pk, option.label

    def __str__(self):
        return self.name

    def links(self):
        return []


def add(name, label, *, by):
    """Put a new entry at the end of a list; return it. Raises Refused when there is one of that name."""
    _ask(by)
    label = _checked(name, label)
    with transaction.atomic():
        place = Option.objects.filter(list=name).count()
        option = Option.objects.create(list=name, label=label, place=place)
        _told(option, "created", {"list": ["", name], "label": ["", label]}, by)
    return option


def rename(option, label, *, by):
    """Rename an entry, wherever it is used."""
    _ask(by)
    label = _checked(option.list, label, option.pk)
    if label != option.label:
        _change(option, {"label": label}, by)


def put_away(option, *, by, archived=True):
    """Offer an entry no longer (or again); records that have it keep it."""
    _ask(by)
    _change(option, {"archived": archived}, by)


def order(name, ids, *, by):
    """Put the entries of a list in the order of their ids."""
    _ask(by)
    with transaction.atomic():
        known = {option.pk: option for option in Option.objects.filter(list=name)}
        for place, pk in enumerate(dict.fromkeys(ids)):
            if pk in known and known[pk].place != place:
                _change(known[pk], {"place": place}, by)


def _ask(by):
    if not (by.may("settings", None) or by.may("pipelines", None)):
        raise Forbidden("settings")


def _checked(name, label, own=None):
    label = " ".join(str(label or "").split())
    if not label:
        raise Refused({"label": _("Fill this in.")})
    if len(label) > LONGEST:
        raise Refused({"label": _("This is longer than %(count)d characters: shorten it.") % {"count": LONGEST}})
    others = Option.objects.filter(list=name).exclude(pk=own)
    if any(label.casefold() == other.casefold() for other in others.values_list("label", flat=True)):
        raise Refused(
            {"label": _("There is “%(name)s” already. Letter case does not make it another.") % {"name": label}}
        )
    return label


def _change(option, values, by):
    changes = {name: [getattr(option, name), value] for name, value in values.items() if getattr(option, name) != value}
    try:
        with transaction.atomic():
            for name, value in values.items():
                setattr(option, name, value)
            option.save(update_fields=list(values))
            _told(option, "changed", changes, by)
    except IntegrityError:
        raise Refused({"label": _("There is one of this name already.")}) from None


def _told(option, verb, changes, by):
    events.write(Entry(option), verb, by=by, changes=changes)
    schema_changed()
