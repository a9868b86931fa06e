"""The values that records have in the company's own fields, when the field itself changes: keys, doubles, choices."""

import secrets

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from perennial.accounts.models import User
from perennial.accounts.policy import actor_for
from perennial.core.errors import Forbidden, Missing, Refused
from perennial.core.jobs import called
from perennial.core.rows import each
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.fields.made import build
from perennial.records.models import CustomField, Key
from perennial.records.registry import record_type

AT_ONCE = 200  # records that are changed while the page waits
TOLD = 5  # doubles that are named
BATCH = 1000


def holders(type, field, code, context):
    """Return the records, in the trash too, that have one choice of a field."""
    return type.model._default_manager.filter(field.where("is", code, context))


def move(type, row, old, new, *, by):
    """Have records with the choice `old` get `new` instead ("" empties it), each by its own verb, in one batch."""
    batch = secrets.token_hex(16)
    if holders(type, build(row), old, context_for(by))[: AT_ONCE + 1].count() > AT_ONCE:
        move_later.enqueue(row.pk, old, new, by.user_id, batch)
    else:
        _move(type, row, old, new, by.within(batch))


@task()
def move_later(pk, old, new, user_id, batch):
    """Do a long move in the background; done twice it changes nothing the second time."""
    row, user = CustomField.objects.get(pk=pk), User.objects.select_related("role").get(pk=user_id)
    _move(record_type(row.type), row, old, new, actor_for(user, via="job").within(batch))


called(move_later, _("Another choice for many records"))


def _move(type, row, old, new, by):
    field, context, last = build(row), context_for(by), 0
    while chunk := list(holders(type, field, old, context).filter(pk__gt=last).order_by("pk")[:BATCH]):
        for record in chunk:
            try:
                verbs.update(type, record, {field.attribute: _instead(field, record, old, new)}, by=by, context=context)
            except (Refused, Forbidden, Missing):
                continue  # it keeps the choice, which keeps its name
        last = chunk[-1].pk


def _instead(field, record, old, new):
    if field.kind != "many":
        return new
    return list(dict.fromkeys(filter(None, (new if one == old else one for one in field.get(record)))))


def doubles(type, field):
    """Return up to a few [(value in words, [record, record])] that more than one record has."""
    seen, found = {}, {}
    for record in _filled(type, field):
        for key in _keys(field, record):
            if key in seen:
                found.setdefault(key, [seen[key]]).append(record)
            seen.setdefault(key, record)
        if len(found) >= TOLD:
            break
    return [(field.text(field.get(records[0])), records[:3]) for records in found.values()]


def rekey(type, field):
    """Write the look-up keys of a field anew from the values of all records."""
    Key.objects.filter(type=type.code, kind=field.attribute).delete()
    rows = []
    for record in _filled(type, field, trashed=True):
        rows += [Key(type=type.code, record_id=record.pk, kind=field.attribute, key=key) for key in field.keys(field.get(record))]
        if len(rows) >= BATCH:
            Key.objects.bulk_create(rows, batch_size=500)
            rows = []
    Key.objects.bulk_create(rows, batch_size=500)


def _keys(field, record):
    unique, field.unique = field.unique, True
    try:
        return set(field.keys(field.get(record)))
    finally:
        field.unique = unique


def _filled(type, field, trashed=False):
    found = type.model._default_manager.all() if trashed else type.all()
    return each(found.filter(custom__has_key=field.code), BATCH)
