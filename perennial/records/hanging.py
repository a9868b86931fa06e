"""What hangs on a record: rows that point at it by a foreign key, or by its type and id."""

from functools import reduce
from operator import or_

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perennial.records.models import File
from perennial.records.registry import REGISTRY


def move_rows(type, old, new):
    """Point every row that hangs on `old` to `new`; return [[model, attribute, ids], …] of what moved."""
    moved = []
    for model, attribute in pointing(type.model):
        rows = model._base_manager.filter(**{attribute: old}).exclude(_to_itself(type, model, attribute, new))
        if model is type.model:  # the two do not come to point at themselves
            rows = rows.exclude(pk__in=[old, new])
        moved.append([model._meta.label, attribute, _repoint(rows, attribute, new)])
    for model in hanging():
        rows = model._base_manager.filter(type=type.code, record_id=old)
        moved.append([model._meta.label, "record_id", _repoint(rows, "record_id", new)])
        model.rows_moved(type.code, [old, new])
    return [entry for entry in moved if entry[2]]


def move_back(merge):
    """Point everything that a merge moved to where it was, unless it has been moved on since."""
    for label, attribute, ids in merge.moved:
        model = apps.get_model(label)
        _repoint(model._base_manager.filter(pk__in=ids, **{attribute: merge.kept_id}), attribute, merge.gone_id)
    for model in hanging():
        model.rows_moved(merge.type, [merge.kept_id, merge.gone_id])


def counts(type, pk, actor):
    """Return [(what, how many)] of the rows that hang on a record and that the actor may see, the named kinds first."""
    found, rest = {}, 0
    for model, attribute in [*pointing(type.model), *((model, "record_id") for model in hanging())]:
        rows = model._base_manager.filter(**{attribute: pk})
        rows = _seen(rows.filter(type=type.code) if attribute == "record_id" else rows, attribute, actor)
        named = _label(model)
        if named is None:
            rest += rows.count()
        elif number := rows.count():
            found[named] = found.get(named, 0) + number
    listed = sorted(((str(label), number) for label, number in found.items()), key=lambda pair: -pair[1])
    return [*listed, *([(str(_("Other links")), rest)] if rest else [])]


def moved_counts(merge, actor):
    """Return [(what, how many)] of what a merge moved, as far as the actor may see it."""
    found = {}
    for label, attribute, ids in merge.moved:
        model = apps.get_model(label)
        name = str(_label(model) or _("Other links"))
        found[name] = found.get(name, 0) + _seen(model._base_manager.filter(pk__in=ids), attribute, actor).count()
    return sorted(found.items(), key=lambda pair: -pair[1])


def _seen(rows, attribute, actor):
    """Leave out rows that are, or beside `attribute` lead to, records that the actor may not see."""
    if getattr(rows.model, "TYPE", "") in REGISTRY:
        return actor.visible(rows)
    for field in rows.model._meta.concrete_fields:
        if field.is_relation and field.attname != attribute:
            kinds = [type.model for type in REGISTRY.values() if issubclass(type.model, field.related_model)]
            known = (Q(**{f"{field.name}__in": actor.visible(kind._default_manager.all()).values("pk")}) for kind in kinds)
            rows = rows.filter(reduce(or_, known, Q(**{f"{field.name}__isnull": True}))) if kinds else rows
    return rows


def pointing(model):
    """Return [(model, attribute)] of the foreign keys that lead to a model."""
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    ]


def hanging():
    """Return the models whose rows hang on records by `type` and `record_id`, without a foreign key."""
    return [model for model in apps.get_models() if hasattr(model, "rows_moved")]


def _to_itself(type, model, attribute, new):
    """Return the condition under which a row, once moved, would tie the new record to itself."""
    others = [name for other, name in pointing(type.model) if other is model and name != attribute]
    found = Q(pk__in=[])
    for name in others:
        if model is not type.model:
            found |= Q(**{name: new}) | Q(**{name: F(attribute)})
    return found


def _repoint(rows, attribute, new):
    """Set an attribute on rows, leaving alone those that would collide with one that is there; return the ids moved."""
    ids = list(rows.values_list("pk", flat=True))
    manager = rows.model._base_manager
    try:
        with transaction.atomic():
            manager.filter(pk__in=ids).update(**{attribute: new})
        return ids
    except IntegrityError:
        return [pk for pk in ids if _alone(manager, pk, attribute, new)]


def _alone(manager, pk, attribute, new):
    try:
        with transaction.atomic():
            return bool(manager.filter(pk=pk).update(**{attribute: new}))
    except IntegrityError:
        return False


def _label(model):
    """Return what rows of a model are called; None for rows that have no name of their own."""
    code = getattr(model, "TYPE", "")
    if code in REGISTRY:
        return REGISTRY[code].plural
    if model is File:
        return _("Files")
    named = model._meta.original_attrs.get("verbose_name_plural")
    return named or None
