"""Record types: each noun registers itself once and gets lists, pages, search, import, export, history and API."""

from copy import copy
from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.actor import Actor
from perennial.core.errors import Forbidden, Invalid, Missing
from perennial.core.models import installation
from perennial.core.prepared import Prepared
from perennial.records.fields import DateTime, External, Field, Tags
from perennial.records.fields.made import custom_fields
from perennial.records.models.keys import Key

LARGEST_ID = 2**63
_ANY_ID = "4503599627370496"


@cache
def _page_address(urls, prefix, code):
    return reverse(f"{code}:record", args=[_ANY_ID])


def _load(which, actor, pk):
    model, trashed = which
    found = model._default_manager.filter(pk=pk).order_by()
    return actor.visible(found if trashed is None else found.filter(trashed_at__isnull=not trashed))


_LOADED = Prepared(_load, object, Actor, int)
_REACHED = Prepared(
    lambda type, actor, pk: type.visible(actor).filter(pk=pk).order_by().values_list("pk", flat=True), object, Actor, int
)


class RecordType:
    """What the house must know of a noun. Subclass, set the attributes, register an instance.

    `code` is the collection in addresses and API, `noun` the singular in verbs.
    """

    code = ""
    noun = ""
    model = None
    label = plural = ""
    everything = _("Everything")  # what the list without a filter is called
    icon = "file"
    avatar = ""  # beside the title in lists: "round" for people, "square" for companies
    place = 50  # order in menus
    title_field = "name"
    built_in: list[Field] = []
    columns: tuple = ()  # shown first in a list
    sort = ("name",)  # of a list until the user chooses
    ways: tuple = ()  # to see the same beside the list: (label, icon, name of the page)
    board_by = ""  # the field whose values are the columns of the board
    board_sum = ""
    board_sort: tuple = ()  # in which the cards of a column stand; without it as in the list
    search_fields: tuple = ()  # text fields whose words are searched, besides title, e-mails, phones
    importable = True
    event_words: dict = {}  # verb of an event of its own -> what the history calls it
    verbs: dict = {}  # name -> Verb: sub-resources of the API and buttons of the page
    head_fields: tuple = ()  # said under the name on the record's page; the first columns without it
    timeline_kind = ""  # notes, calls, mail, meetings, tasks, deals: the chip under which timelines count its events
    made_by_name = False  # a name typed into a link field is enough to make one
    match_fields: tuple = ()  # what an import may match on, e.g. ("email", "phone", "number")

    def __init__(self):
        self._built_in = [copy(field) for field in (*self.built_in, *self._shared())]
        self._by_code = (None, {})  # the schema version and its {code or attribute: Field}
        for field in self._built_in:
            field.of = self.code

    def _shared(self):
        return [
            Tags("tags", _("Tags")),
            External("external", _("Numbers elsewhere"), hidden=True),
            DateTime("created_at", _("Created"), readonly=True),
            DateTime("updated_at", _("Changed"), readonly=True),
        ]

    # --- fields

    @property
    def fields(self):
        """All fields: built in, shared, and those the company added."""
        return [*self._built_in, *custom_fields(self.code)]

    def codes(self):
        """Return {code: field}; custom ones also as `custom.<code>`."""
        version = installation().schema_version
        if self._by_code[0] != version:
            fields = self.fields
            codes = {field.attribute: field for field in fields} | {field.code: field for field in reversed(fields)}
            self._by_code = (version, codes)
        return self._by_code[1]

    def field(self, code):
        """Return the field of a code; custom ones also as `custom.<code>`. Raises KeyError."""
        return self.codes()[code]

    def writable(self):
        """Return the fields that a form, a file or the API may set."""
        return [field for field in self.fields if not field.readonly]

    # --- reaching records: loading is permission

    def all(self, trashed=False):
        """Return every record of the type, in the trash or outside it, whoever may see it."""
        return self.model._default_manager.filter(trashed_at__isnull=not trashed)

    def visible(self, actor, action="see", trashed=False):
        """Return the queryset of the records the actor may `action`."""
        return actor.visible(self.all(trashed), action)

    def load(self, actor, pk, action="see", trashed=None):
        """Return one record. Raises Missing when the actor may not see it, Forbidden when he may not `action`."""
        if not 0 < int(pk) < LARGEST_ID:
            raise Missing(f"{self.code}/{pk}")
        record = _LOADED.first((self.model, trashed), actor, int(pk))
        if record is None:
            raise Missing(f"{self.code}/{pk}")
        if action != "see" and not actor.may(action, record):
            raise Forbidden(action, record)
        return record

    def title(self, record):
        """Return what the record is called on pages."""
        return str(record)

    def url(self, pk):
        """Return the address of a record's page."""
        return _page_address(settings.ROOT_URLCONF, get_script_prefix(), self.code).replace(_ANY_ID, str(pk))

    # --- naming records from outside

    def identify(self, raw, context):
        """Return the id of the record that an id, an outside number or a name means, among those the actor sees.

        A name nobody has follows `context.missing`. Raises Invalid.
        """
        word = str(raw).strip()
        reachable = self.visible(context.actor)
        if word.isdecimal():
            found = _REACHED(self, context.actor, int(word[:18]))
            if found:
                return found[0]
        found = self.named(word, reachable)
        if found:
            return found
        if context.missing == "blank":
            return None
        if context.missing == "create":
            made = self.make(word, context)
            context.made.append(made)
            return made.pk
        raise Invalid(_("Nothing called “%(name)s” is there.") % {"name": word[:80]})

    def named(self, word, reachable):
        """Return the id of the first record with that outside number or name, or None."""
        by_number = Key.objects.filter(type=self.code, kind="external_number", key=word[:120])
        found = reachable.filter(pk__in=by_number.values("record_id")).values_list("pk", flat=True).first()
        return found or reachable.filter(**{self.title_field: word}).values_list("pk", flat=True).first()

    def make(self, name, context):
        """Make a record that has only a name (an import named it)."""
        return verbs.create(self.begun(name, context), by=context.actor)

    def begun(self, name, context):
        """Return a new record, not stored yet, that has only a name. Raises Invalid."""
        longest = self.model._meta.get_field(self.title_field).max_length
        if longest and len(name) > longest:
            raise Invalid(_("This is longer than %(count)d characters: shorten it.") % {"count": longest})
        record = self.model(**{self.title_field: name})
        self.prepare(record, context)
        return record

    def board_columns(self, asked):
        """Return ({key: name} in order, ((column, value), …) of all its records) of the board that query parameters ask for."""
        return {key: str(label) for key, label in self.field(self.board_by).choices}, ()

    def kept_sums(self, query, groups, summed):
        """Return (queryset of rows with count and amount, an expression for each group) that answers a report.

        None where the records must be counted. `groups` are words like "stage" and "month(expected_close_on)".
        """
        return None

    # --- files

    def import_names(self):
        """Return (code, label, other names, kind) of everything that a column of a file may fill."""
        return [
            (field.attribute if field.custom else field.code, field.label, field.aliases, field.kind)
            for field in self.writable() if field.kind not in ("file", "external")
        ]

    def arrange(self, raw):
        """Bring a row's raw values into the shape of the fields (a full name into its parts)."""
        return raw

    # --- rules of the noun

    def prepare(self, record, context):
        """Fill what follows from the rest (sort keys, defaults) before a record is stored."""

    def check(self, record, context, touched=None):
        """Return {field code: message} for what is wrong with a record as a whole.

        `touched` are the codes of the fields just set (None: all). What was lacking before, as in records brought in
        from elsewhere, stops nobody from changing something else.
        """
        return {}

    def check_new(self, parsed):
        """Return {field code: message} for what is missing in the {field code: value} that a record is made from."""
        return {}

    def apply(self, record, values, *, by, context, **options):
        """Store new values ({field code: value}) on an existing record, as one change.

        Types whose fields move by verbs of their own (a deal's stage) override this.
        """
        with verbs.change(record, by=by, **options) as current:
            for code, value in values.items():
                self.field(code).put(current, value)
            self.prepare(current, context)
        return record

    def search_words(self, record):
        """Return further texts of a record that the search should find it by."""
        return [str(getattr(record, name) or "") for name in self.search_fields]
