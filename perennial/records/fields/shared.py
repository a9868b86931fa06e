"""Fields that every record has, or that are worked out: tags, outside numbers, files, computed columns."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid
from perennial.core.prepared import Prepared
from perennial.records.fields.choices import Many
from perennial.records.fields.field import Field
from perennial.records.models.files import File
from perennial.records.models.keys import keyed
from perennial.records.models.options import Tag
from perennial.records.registry import REGISTRY

_TAGS = Prepared(lambda ids: Tag.objects.filter(pk__among=ids).order_by().values_list("pk", "name"), list)


class Tags(Many):
    """Words on a record; unknown ones are made."""

    kind = "tags"

    @property
    def choices(self):
        return [(tag.pk, tag.name) for tag in Tag.objects.all()]

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("id") or raw.get("name") or ""
        return context.remembered(("tag", str(raw).strip().casefold(), isinstance(raw, int)), lambda: self._find(raw, context))

    def _find(self, raw, context):
        if isinstance(raw, int) or str(raw).isdecimal():
            tag = Tag.objects.filter(pk=raw).first()
            if tag:
                return tag.pk
            if isinstance(raw, int):
                raise Invalid(_("There is no such tag any more."))
        name = str(raw).strip()
        if not name or len(name) > 60:
            raise Invalid(_("A tag is a word of at most 60 characters."))
        tag = Tag.objects.filter(name__iexact=name).first()
        if tag is None:
            tag = Tag.objects.create(name=name)
            context.made.append(tag)
        return tag.pk

    def json(self, value):
        return self.json_many([value])[0]

    def json_many(self, values):
        ids = {pk for value in values for pk in value or []}
        names = dict(_TAGS(list(ids))) if ids else {}
        return [[{"id": pk, "name": names[pk]} for pk in value or [] if pk in names] for value in values]


class External(Field):
    """The record's numbers in other systems: {source: id}."""

    kind = "external"
    operators = ("is", "in", "empty", "not_empty")
    sortable = False
    empty = {}

    def convert(self, raw, context):
        if not isinstance(raw, dict):
            raise Invalid(_("Name the source and its number."))
        return {str(source)[:40]: str(number)[:110] for source, number in raw.items() if str(number).strip()}

    def put(self, record, value):
        record.external = {**record.external, **(value or {})}

    def text(self, value, context=None):
        return ", ".join(str(number) for number in (value or {}).values())

    def keys(self, value):
        return [f"{source}:{number}"[:120] for source, number in (value or {}).items()]

    def compare(self, op, raw, context):
        items = raw if isinstance(raw, list | tuple) else [raw]
        return keyed(self.of, self.attribute, [str(item) for item in items])

    def is_null(self):
        return Q(pk__in=[])

    def is_empty(self):
        return ~keyed(self.of, self.attribute)


class FileField(Field):
    """A file, kept as the id of an uploaded one."""

    kind = "file"
    sql_type = "number"
    operators = ("empty", "not_empty")
    sortable = False

    def convert(self, raw, context):
        pk = raw.get("id") if isinstance(raw, dict) else raw
        word = str(pk)
        file = File.objects.filter(pk=word, trashed_at=None).first() if word.isascii() and word.isdigit() and len(word) < 19 else None
        if file is None or not self._reachable(file, context.actor):
            raise Invalid(_("There is no such file any more: choose it again."))
        return file.pk

    def _reachable(self, file, actor):
        """A file is reached through its record: its number alone opens nothing."""
        return file.type in REGISTRY and REGISTRY[file.type].visible(actor).filter(pk=file.record_id).exists()

    def json(self, value):
        return self.json_many([value])[0]

    def json_many(self, values):
        ids = {value for value in values if value}
        found = {row["id"]: row for row in File.objects.filter(pk__in=ids).values("id", "name", "size")} if ids else {}
        return [found.get(value) for value in values]

    def text(self, value, context=None):
        found = value and File.objects.filter(pk=value).first()
        return found.name if found else ""


class Computed(Field):
    """A column worked out for a page of records at once, never stored, filtered or sorted.

    `load(ids, actor)` returns {record id: value}.
    """

    kind = "computed"
    operators = ()
    sortable = False

    def __init__(self, code, label, *, load, shown_as="text", **options):
        super().__init__(code, label, readonly=True, filterable=False, **options)
        self.load_many, self.shown_as = load, shown_as

    @property
    def paths(self):
        return []

    def get(self, record):
        return self.load_many([record.pk], None).get(record.pk)

    def from_row(self, row):
        return row.get(self.code)
