"""Fields that every record has, or that are worked out: tags, outside numbers, files, computed columns."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid
from perennial.records.fields.field import Field
from perennial.records.fields.choices import Many
from perennial.records.models.files import File
from perennial.records.models.keys import keyed
from perennial.records.models.options import Tag


class Tags(Many):
    """Words on a record; unknown ones are made."""

    kind = "tags"

    @property
    def choices(self):
        return [(tag.pk, tag.name) for tag in Tag.objects.all()]

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("id") or raw.get("name") or ""
        if isinstance(raw, int) or str(raw).isdigit():
            tag = Tag.objects.filter(pk=raw).first()
            if tag:
                return tag.pk
            if isinstance(raw, int):
                raise Invalid(_("There is no such tag any more."))
        name = str(raw).strip()
        if not name or len(name) > 60:
            raise Invalid(_("A tag is a word of at most 60 characters."))
        tag = Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)
        return tag.pk

    def json(self, value):
        labels = dict(self.choices) if value else {}
        return [{"id": pk, "name": labels[pk]} for pk in value or [] if pk in labels]


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
        if not str(pk).isdigit() or not File.objects.filter(pk=pk, trashed_at=None).exists():
            raise Invalid(_("There is no such file any more: choose it again."))
        return int(pk)

    def json(self, value):
        found = value and File.objects.filter(pk=value).values("id", "name", "size").first()
        return found or None

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
