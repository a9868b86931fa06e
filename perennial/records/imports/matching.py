"""Which rows of a chunk are records that are there already, in one query a kind of key."""

from perennial.core.prepared import Prepared
from perennial.records.models import Key


class Matcher:
    """Looks up the records that rows mean, by the keys of the plan's match fields, in order of trust.

    A record that has another number of the same source is another record, whatever else is alike.
    """

    def __init__(self, type, plan, actor):
        self.type, self.actor, self.source = type, actor, plan.source
        self.codes = ["external" if code == "external_id" else code for code in plan.match]
        self.fields = {code: type.field(code) for code in self.codes}
        self.plain = {code for code, field in self.fields.items() if not _has_keys(field)}

    def match(self, values, keys):
        """Return [record id or None] for a list of {field code: value}, among the records the actor sees.

        `keys` are what `keys` gave for each of them.
        """
        if not self.codes or not values:
            return [None] * len(values)
        found = {code: self._look_up(code, keys) for code in self.codes}
        seen = self._seen({pk for known in found.values() for pk in known.values()})
        return [self._first(row, named, found, seen) for row, named in zip(values, keys, strict=True)]

    def keys(self, row):
        """Return the (code, key) pairs that name a row."""
        return [(code, key) for code in self.codes for key in self._keys(code, row)]

    def apart(self, row, number):
        """Tell whether a row has another number of the source than `number`."""
        own = (row.get("external") or {}).get(self.source)
        return own is not None and number is not None and str(number) != str(own)

    def _keys(self, code, row):
        value = row.get(code)
        if value in (None, "", [], {}):
            return []
        return [str(value)] if code in self.plain else self.fields[code].keys(value)

    def _first(self, row, named, found, seen):
        for code, key in named:
            pk = found[code].get(key)
            if pk in seen and not self.apart(row, seen[pk]):
                return pk
        return None

    def _look_up(self, code, named):
        keys = {key for row in named for of, key in row if of == code}
        if not keys:
            return {}
        field = self.fields[code]
        if code in self.plain:
            rows = self.type.all().filter(**{f"{field.column}__in": keys}).order_by().values_list(field.column, "pk")
            return {str(value): pk for value, pk in sorted(rows, key=lambda row: -row[1])}
        return ids_by_key(self.type, field.attribute, keys)

    def _seen(self, ids):
        """Return {id: its number in the source} of those the actor sees."""
        rows = self.type.visible(self.actor).filter(pk__in=ids).values_list("pk", "external") if ids else ()
        return {pk: external.get(self.source) for pk, external in rows}


def ids_by_key(type, kind, keys):
    """Return {key: id of the oldest record that has it}; sorted here, since databases would take the wrong index to sort."""
    return dict(sorted(_BY_KEY(type.code, kind, list(keys)), key=lambda row: -row[1]))


_BY_KEY = Prepared(
    lambda type, kind, keys: Key.objects.filter(type=type, kind=kind, key__among=keys)
    .order_by()
    .values_list("key", "record_id"),
    str, str, list,
)  # fmt: skip


def _has_keys(field):
    return field.unique or field.kind in ("emails", "phones", "tags", "many", "external")
