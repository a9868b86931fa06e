"""Rows of a chunk become records: new ones many at a time, known ones through their type's own verbs."""

from copy import copy

from django.db import transaction
from django.utils.translation import gettext as _

from perennial.core import rows as tables
from perennial.core import verbs as core
from perennial.core.errors import Forbidden, Refused, Stale
from perennial.records import verbs

SEVERAL = ("emails", "phones", "addresses", "tags", "many")


class Store:
    """Keeps the checked rows of one import."""

    def __init__(self, type, plan, matcher, batch, *, by, context, dry):
        self.type, self.plan, self.matcher, self.batch = type, plan, matcher, batch
        self.by, self.context, self.dry = by, context, dry
        self.fields = {field.code: field for field in type.fields}
        self.defaults = [field for field in type.writable() if field.default is not None]
        self.new = tables.maker(type.model)

    def keep(self, rows):
        """Create, update or skip each row; what is refused says so in `row.errors`."""
        named = [self.matcher.keys(row.values) for row in rows]
        known = self.matcher.match([row.values for row in rows], named)
        records = self.type.model._base_manager.in_bulk([pk for pk in known if pk])
        new, first_with = [], {}
        for row, pk, keys in zip(rows, known, named, strict=True):
            record = records.get(pk)
            twin = None if record or self.plan.on_match == "create" else self._twin(row, keys, first_with)
            if (record or twin) and self.plan.on_match == "skip":
                self.batch.skipped += 1
            elif record and self.plan.on_match == "update":
                self._update(row, record)
            elif twin:
                self._complete(row, twin)
            elif self._prepare(row):
                new.append(row)
                first_with.update({key: row for key in keys if key not in first_with})
        self._create(new)

    def _twin(self, row, keys, first_with):
        for key in keys:
            twin = first_with.get(key)
            if twin and not self.matcher.apart(row.values, twin.values.get("external", {}).get(self.plan.source)):
                return twin
        return None

    def _prepare(self, row):
        row.record = record = self.new()
        if row.began:
            record.created_at = record.updated_at = row.began
        try:
            for field in self.defaults:
                if field.code not in row.values:
                    row.values[field.code] = field.parse(field.default, self.context)
            self._put(record, row.values)
            row.refuse(verbs.check(self.type, record, self.context))
        except Refused as refused:
            row.refuse(refused.errors)
        return not row.errors

    def _put(self, record, values):
        for code, value in values.items():
            field = self.fields[code]
            if not field.attached:
                field.put(record, value)
        self.type.prepare(record, self.context)

    def _create(self, rows):
        if rows and not self.dry:
            core.create_many([row.record for row in rows], by=self.by)
            for row in rows:
                for code, value in row.values.items():
                    if self.fields[code].attached and value:
                        self.fields[code].attach(row.record, value, self.by)
        self.batch.created += len(rows)

    def _complete(self, row, twin):
        """The file names one record twice: the later row completes the earlier one."""
        values = {code: _merged(self.fields[code], twin.values.get(code), value) for code, value in row.values.items()}
        twin.values.update(values)
        self._put(twin.record, values)
        self.batch.updated += 1

    def _update(self, row, record):
        changed = {}
        for code, value in row.values.items():
            field = self.fields[code]
            if value is None:
                continue
            now = field.get(record)
            merged = value if field.attached else _merged(field, now, value)
            if merged != now and _would_change(field, record, merged):
                changed[code] = merged
        try:
            if changed:
                with transaction.atomic():
                    self._change(record, changed)
            self.batch.updated += bool(changed)
            self.batch.skipped += not changed
        except Refused as refused:
            row.refuse(refused.errors)
        except (Forbidden, Stale):
            row.refuse({"": _("You may not change this record.")})

    def _change(self, record, values):
        plain = {code: value for code, value in values.items() if not self.fields[code].attached}
        if plain:
            self.type.apply(record, plain, by=self.by, context=self.context)
            errors = verbs.check(self.type, record, self.context, touched=plain)
            if errors:
                raise Refused(errors)
        for code in values.keys() - plain.keys():
            self.fields[code].attach(record, values[code], self.by)


def _would_change(field, record, value):
    """Tell whether putting a value changes the record: «Won» in a column of stages may be what it is already."""
    if field.attached:
        return True
    probe = copy(record)
    probe.custom = dict(record.custom)
    field.put(probe, value)
    return any(probe.__dict__[name] != was for name, was in record.__dict__.items() if name != "_state")


def _merged(field, now, value):
    """Return a value brought together with what is there: a file adds to lists, it does not shorten them."""
    if field.kind == "external":
        return {**(now or {}), **value}
    if field.kind not in SEVERAL or not now:
        return value
    if field.kind in ("tags", "many"):
        return list(dict.fromkeys([*now, *value]))
    if field.kind == "addresses":
        fresh = [entry for entry in value or [] if not any(_within(entry, known) for known in now)]
    else:
        known = {entry[field.part] for entry in now}
        fresh = [entry for entry in value or [] if entry[field.part] not in known]
    return [*now, *({**entry, "primary": False} for entry in fresh)]


def _within(entry, known):
    return all(known.get(part) == text for part, text in entry.items() if text and part not in ("kind", "primary"))
