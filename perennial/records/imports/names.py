"""The records that the rows of a chunk name: looked up, and made, a few queries a chunk instead of a few a cell."""

from django.utils.translation import gettext as _

from perennial.core import verbs
from perennial.core.errors import Forbidden, Invalid
from perennial.records.fields import Link
from perennial.records.imports.matching import ids_by_key
from perennial.records.registry import REGISTRY
from perennial.records.types import RecordType

MOST_REMEMBERED = 50_000  # names kept in memory between chunks


class Names:
    """Fills a context's memory with the ids of all records that raw rows name, before they are parsed one by one."""

    def __init__(self, type, context):
        self.context = context
        self.links = {field.code: field for field in type.writable() if isinstance(field, Link) and _is_plain(field)}

    def look_up(self, raws):
        """Look up what a chunk names; a name nobody has follows `context.missing`."""
        if len(self.context.memo) > MOST_REMEMBERED:
            for key in [key for key in self.context.memo if isinstance(key, tuple)]:
                del self.context.memo[key]
        for code, field in self.links.items():
            words = {str(raw[code]).strip() for raw in raws if isinstance(raw.get(code), str | int | float)}
            new = {word for word in words if word and (field.kind, field.target, word) not in self.context.memo}
            if new:
                found = self._found(field.type, new)
                missing = sorted(new - found.keys())
                found |= self._missing(field.type, missing) if missing else {}
                self.context.memo.update({(field.kind, field.target, word): pk for word, pk in found.items()})

    def _found(self, type, words):
        reachable, found = type.visible(self.context.actor), {}
        names = reachable.filter(**{f"{type.title_field}__in": words}).order_by().values_list(type.title_field, "pk")
        found.update(sorted(names, key=lambda row: -row[1]))
        numbers = ids_by_key(type, "external_number", words)
        seen = set(reachable.filter(pk__in=numbers.values()).values_list("pk", flat=True)) if numbers else set()
        found |= {word: pk for word, pk in numbers.items() if pk in seen}
        ids = {int(word) for word in words if word.isdecimal() and len(word) < 18}
        found |= {str(pk): pk for pk in reachable.filter(pk__in=ids).values_list("pk", flat=True)} if ids else {}
        return found

    def _missing(self, type, words):
        if self.context.missing == "blank":
            return dict.fromkeys(words)
        if self.context.missing != "create":
            return {word: Invalid(_("Nothing called “%(name)s” is there.") % {"name": word[:80]}) for word in words}
        made, found = [], {}
        for word in words:
            try:
                made.append((word, type.begun(word, self.context)))
            except Invalid as refusal:
                found[word] = refusal
        try:
            verbs.create_many([record for _word, record in made], by=self.context.actor)
        except Forbidden:
            refusal = Invalid(_("Nothing called “%(name)s” is there, and you may not make it."))
            return found | {word: Invalid(refusal.message % {"name": word[:80]}) for word, _record in made}
        return found | {word: record.pk for word, record in made}


def _is_plain(field):
    """Tell whether a link finds its records in the way every type does."""
    type = REGISTRY.get(field.target)
    rules = ("identify", "named", "make")
    return type and field.find.__func__ is Link.find and all(getattr(type, rule).__func__ is getattr(RecordType, rule) for rule in rules)
