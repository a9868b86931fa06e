"""Create, update, trash, restore, put back: what can be done with a record of any type.

Values arrive raw (a form, JSON, a file's cells), are checked field by field, and
leave through `core.verbs`, which asks rights and writes the event.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Forbidden, Invalid, Refused
from perennial.core.models import Event
from perennial.core.rows import each
from perennial.records.conditions import holds
from perennial.records.context import context_for
from perennial.records.merges import refuse_merged_away
from perennial.records.models.keys import Key
from perennial.records.registry import REGISTRY

trash = verbs.trash


def create(type, raw, *, by, context, at=None, data=None):
    """Make a record of `type` from raw values {field code: value}; return it.

    Raises Refused with a message for each wrong field, Forbidden.
    """
    parsed = parse(type, raw, context, creating=True)
    record, at = type.model(), at or by.at
    if at:
        record.created_at = record.updated_at = at
    for code, value in parsed.items():
        field = type.field(code)
        if not field.attached:
            field.put(record, value)
    type.prepare(record, context)
    _refuse(check(type, record, context) | type.check_new(parsed))
    with transaction.atomic():
        verbs.create(record, by=by, at=at, data=data)
        _attach(type, record, parsed, by)
    return record


def update(type, record, raw, *, by, context, expect=None, strict=False):
    """Set raw values on a record; return it. Raises Refused, Forbidden, Missing, Stale."""
    parsed = parse(type, raw, context)
    plain = {code: value for code, value in parsed.items() if not type.field(code).attached}
    with transaction.atomic():
        if plain:
            type.apply(record, plain, by=by, context=context, expect=expect, strict=strict)
            _refuse(check(type, record, context, touched=plain))
        _attach(type, record, parsed, by)
    return record


def restore(record, *, by):
    """Bring a record back from the trash. Raises Refused when it was merged into another: that is taken apart instead."""
    refuse_merged_away(record)
    return verbs.restore(record, by=by)


def put_back(record, event, *, by, only=None):
    """Give a record the values it had before an event (or only the named attributes of it); return it.

    Raises Refused when a value has changed again since.
    """
    changes = {name: pair for name, pair in event.changes.items() if only is None or name in only}
    with verbs.change(record, "put_back", by=by, data={"event": event.pk}) as current:
        now = verbs.values(current)
        moved_on = {name: _("This was changed again since.") for name, pair in changes.items() if _other(now.get(name), pair[1])}
        _refuse(moved_on)
        for name, (before, _after) in changes.items():
            verbs.put(current, name, before)
        if record.TYPE in REGISTRY:  # what follows from the values that are back: names, sort keys
            REGISTRY[record.TYPE].prepare(current, context_for(by))
    return record


def take_back(batch, *, by):
    """Take back every change of a batch (import, bulk edit, hand-over), newest first.

    Records made by the batch go to the trash. Yields (event, None or the reason why it was left alone). What is back
    already is left as it is, so that one that was cut off can be begun anew.
    """
    for event in each(Event.objects.filter(batch=batch), newest=True):
        yield event, _undo(event, by)


def parse(type, raw, context, creating=False):
    """Return {field code: value} of raw values. Raises Refused with every error at once.

    When creating, defaults are filled in.
    """
    errors, parsed = {}, {}
    own = raw.get("custom") or {}
    if not isinstance(own, dict):
        raise Refused({"custom": _("Send an object of fields and their values.")})
    if "custom" in raw:
        raw = {**raw, **{f"custom.{code}": value for code, value in own.items()}}
        raw.pop("custom")
    fields = type.codes()
    for code, value in raw.items():
        try:
            field = fields[code]
            if field.readonly:
                raise Invalid(_("This is worked out and cannot be set."))
            parsed[field.code] = field.parse(value, context)
        except KeyError:
            errors[code] = _("There is no such field.")
        except Invalid as error:
            errors[code] = error.message
        except (TypeError, ValueError, OverflowError, AttributeError):
            errors[code] = _("This value does not fit the field.")
    _refuse(errors)
    if creating:
        for field in type.writable():
            if field.code not in parsed and field.default is not None:
                parsed[field.code] = field.parse(field.default, context)
    return parsed


def check(type, record, context, touched=None):
    """Return {field code: message}: required fields, uniqueness, and the noun's own rules.

    `touched` limits them to what the fields that were set can have made wrong.
    """
    errors = {}
    for field in type.writable():
        if not (field.required or field.unique) or (touched is not None and field.code not in touched):
            continue
        value = field.get(record) if not field.attached else True
        if field.required and value in (None, "", [], {}) and holds(field.shown_if, type, record):
            errors[field.code] = _("Fill this in.")
        elif field.unique and value not in (None, "", []) and _taken(type, field, record, value):
            errors[field.code] = _("Another record has this already.")
    return errors | type.check(record, context, touched)


def _taken(type, field, record, value):
    found = Key.objects.filter(type=type.code, kind=field.attribute, key__in=field.keys(value))
    others = found.exclude(record_id=record.pk) if record.pk else found
    return type.all().filter(pk__in=others.values("record_id")).exists()


def _attach(type, record, parsed, by):
    for code, value in parsed.items():
        field = type.field(code)
        if field.attached:
            field.attach(record, value, by)


def _refuse(errors):
    if errors:
        raise Refused(errors)


def _is_back(record, event):
    """Tell whether a record has all the values that it had before an event."""
    now = verbs.values(record)
    return not any(_other(now.get(name), before) for name, (before, _after) in event.changes.items())


def _other(now, then):
    return now != then and _stored(now) != _stored(then)


def _stored(value):
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)  # the form in which events keep values


def _undo(event, by):
    if event.type not in REGISTRY:
        return None
    record = REGISTRY[event.type].model._base_manager.filter(pk=event.record_id).first()
    if record is None:
        return _("The record is no longer there.")
    try:
        if event.verb == "created":
            if record.trashed_at is None:
                trash(record, by=by)
        elif event.verb == "trashed":
            if record.trashed_at is not None:
                restore(record, by=by)
        elif event.changes and not _is_back(record, event):
            put_back(record, event, by=by)
    except Refused as refused:
        return next(iter(refused.errors.values()))
    except Forbidden:
        return _("You may not change this record.")
    return None
