"""What can be done with the company's own fields. Each asks the capability "settings" and writes an event of type `fields`."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from perennial.accounts.changes import changing, made, need
from perennial.core.errors import Refused
from perennial.records.context import context_for
from perennial.records.custom_checks import check
from perennial.records.custom_values import holders, move, rekey
from perennial.records.fields.indexes import tend_later
from perennial.records.fields.made import build
from perennial.records.models import CustomField, schema_changed

KEEP = "keep"  # what becomes of a choice taken off: it stays on the records that have it, and is no longer offered
SETTABLE = ("label", "help", "required", "unique", "default", "filterable", "choices", "shown_if")


def create(type, values, *, by):
    """Make a field of a record type from {"label", "kind", …}; return it. Raises Refused with what is wrong, Forbidden."""
    need(by, "settings")
    row = CustomField(type=type.code, kind=values.get("kind", "text"), place=_last_place(type))
    row.code = str(values.get("code") or "").strip()
    row.target = values.get("target") or "" if row.kind == "link" else ""
    _fill(row, values)
    _refuse(check(row, type, context_for(by)))
    try:
        with transaction.atomic():
            made(row, "created", by=by)
            _spread(row)
    except IntegrityError:
        raise Refused({"code": _("Somebody has just made a field with this code.")}) from None
    return row


def change(row, type, values, *, by, gone=None):
    """Change a field; return it. Its kind, code and target stay.

    `gone` tells for choices that are taken off while records have them: {code: KEEP, "" to empty the
    field, or the code to put instead}. Raises Refused: `gone.<code>` names a choice without an answer.
    """
    need(by, "settings")
    was, gone = CustomField.objects.get(pk=row.pk), gone or {}
    _fill(row, values)
    context = context_for(by)
    errors = check(row, type, context, was=was)
    leaving, unanswered = _leaving(was, row, gone, context, type)
    _refuse(errors | unanswered)
    with transaction.atomic():
        with changing(row, by=by) as current:
            for name in SETTABLE:
                setattr(current, name, getattr(row, name))
            # Who may not be changed by this actor keeps the old choice, so it must still have a name.
            kept = [[code, label, True] for code, label in leaving.items()]
            current.choices = [*row.choices, *_kept_before(was, row), *kept]
        _spread(row, rekeyed=row.unique and not was.unique, type=type)
        for code in leaving:
            if gone[code] != KEEP:
                move(type, row, code, gone[code], by=by)
    return row


def order(type, ids, *, by):
    """Put the own fields of a type in the order of their ids."""
    need(by, "settings")
    with transaction.atomic():
        rows = {row.pk: row for row in CustomField.objects.filter(type=type.code)}
        for place, pk in enumerate(dict.fromkeys(pk for pk in ids if pk in rows)):
            if rows[pk].place != place:
                with changing(rows[pk], "ordered", by=by) as current:
                    current.place = place
        schema_changed()


def archive(row, *, by):
    """Put a field away: it is asked and shown no longer; the values stay."""
    need(by, "settings")
    with transaction.atomic():
        with changing(row, "put_away", by=by) as current:
            current.archived = True
        _spread(row)
    return row


def bring_back(row, type, *, by):
    """Take a field out again, with all its values. Raises Refused when another has taken its name."""
    need(by, "settings")
    _refuse(check(row, type, context_for(by), was=row))
    with transaction.atomic():
        with changing(row, "brought_back", by=by) as current:
            current.archived = False
        _spread(row, rekeyed=True, type=type)
    return row


def _fill(row, values):
    for name in SETTABLE:
        if name in values:
            setattr(row, name, values[name])
    row.label = " ".join(str(row.label or "").split())
    row.shown_if = row.shown_if or None
    if row.kind not in ("choice", "many"):
        row.choices = []


def _spread(row, rekeyed=False, type=None):
    """Tell every process, and have keys and index follow."""
    schema_changed()
    if rekeyed:
        rekey(type, build(row))
    tend_later.enqueue(row.pk)


def _leaving(was, row, gone, context, type):
    """Return ({code: label} of choices taken off that records have, {error key: message} for those without an answer)."""
    staying = {choice[0] for choice in row.choices}
    off = {choice[0]: choice[1] for choice in was.choices if len(choice) == 2 and choice[0] not in staying}
    found = {code: label for code, label in off.items() if holders(type, build(was), code, context).exists()}
    answers = {KEEP, "", *staying}
    asking = _("Some records have this: say what they get instead.")
    return found, {f"gone.{code}": asking for code in found if gone.get(code) not in answers}


def _kept_before(was, row):
    staying = {choice[0] for choice in row.choices}
    return [choice for choice in was.choices if len(choice) > 2 and choice[0] not in staying]


def _last_place(type):
    last = CustomField.objects.filter(type=type.code).order_by("place").last()
    return last.place + 1 if last else 0


def _refuse(errors):
    if errors:
        raise Refused(errors)
