"""Which rows of a chunk are records that are there already, in one query a kind of key."""

from perennial.records.models import Key


class Matcher:
    """Looks up the records that rows mean, by the keys of the plan's match fields, in order of trust."""

    def __init__(self, type, plan, actor):
        self.type, self.actor = type, actor
        self.codes = ["external" if code == "external_id" else code for code in plan.match]
        self.plain = [code for code in self.codes if code != "external" and not self._has_keys(code)]

    def match(self, values):
        """Return [record id or None] for a list of {field code: value}, among the records the actor sees."""
        if not self.codes or not values:
            return [None] * len(values)
        found = {code: self._look_up(code, values) for code in self.codes}
        seen = self._seen({pk for known in found.values() for pk in known.values()})
        return [self._first(row, found, seen) for row in values]

    def keys(self, code, row):
        """Return the keys of one row's value."""
        value = row.get(code)
        if value in (None, "", [], {}):
            return []
        return [str(value)] if code in self.plain else self.type.field(code).keys(value)

    def _first(self, row, found, seen):
        for code in self.codes:
            for key in self.keys(code, row):
                if (pk := found[code].get(key)) in seen:
                    return pk
        return None

    def _look_up(self, code, values):
        keys = {key for row in values for key in self.keys(code, row)}
        if not keys:
            return {}
        field = self.type.field(code)
        if code in self.plain:
            rows = self.type.all().filter(**{f"{field.column}__in": keys}).values_list(field.column, "pk")
            return {str(value): pk for value, pk in rows}
        kind = "external" if code == "external" else field.attribute
        rows = Key.objects.filter(type=self.type.code, kind=kind, key__in=keys).order_by("-record_id")
        return dict(rows.values_list("key", "record_id"))

    def _seen(self, ids):
        return set(self.type.visible(self.actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()

    def _has_keys(self, code):
        field = self.type.field(code)
        return field.unique or field.kind in ("emails", "phones", "tags", "many", "external")
