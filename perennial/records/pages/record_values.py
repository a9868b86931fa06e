"""How values look on pages: names of linked records the reader may see, numbers to call, letters to write, money."""

from urllib.parse import urlsplit

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from perennial.accounts.models import User
from perennial.core.actor import Actor
from perennial.core.money import Money
from perennial.core.prepared import Prepared
from perennial.records.fields import Context
from perennial.records.models import File, Option, Tag
from perennial.records.registry import REGISTRY
from perennial.ui import formats

EMPTY = (None, "", [], {})
_USERS = Prepared(
    lambda ids: User.objects.filter(pk__among=ids).order_by().values_list("pk", "name", "email", "colour"), list
)
_NAMES = Prepared(
    lambda model, name, ids: model.objects.filter(pk__among=ids).order_by().values_list("pk", name), object, object, list
)
_TITLES = Prepared(
    lambda type, actor, ids: actor.visible(type.model._default_manager.filter(pk__among=ids).order_by()).values_list(
        "pk", type.title_field
    ),
    object, Actor, list,
)  # fmt: skip
FIGURES = ("number", "money", "date", "datetime", "time", "bool", "step")


class Values:
    """Prints values for one reader; `gather` asks for all names of a page at once."""

    def __init__(self, context):
        self.context = context
        self.colours = {}  # user id -> 1 to 8
        self.names = {}  # (kind or type code, id) -> name

    def gather(self, pairs):
        """Load the names that these (field, value) pairs point to: one query for each kind of thing."""
        wanted = {}
        for field, value in pairs:
            for key in _points_to(field, value):
                wanted.setdefault(key[0], set()).add(key[1])
        for kind, ids in wanted.items():
            missing = {pk for pk in ids if (kind, pk) not in self.names}
            if missing:
                self.names |= {(kind, pk): name for pk, name in self._load(kind, missing)}
        return self

    def _load(self, kind, ids):
        if kind == "users":
            found = _USERS(list(ids))
            self.colours |= {pk: colour for pk, _name, _email, colour in found}
            return [(pk, name or email) for pk, name, email, _colour in found]
        if kind in ("tags", "options", "files"):
            return _NAMES(*{"tags": (Tag, "name"), "options": (Option, "label"), "files": (File, "name")}[kind], list(ids))
        type = REGISTRY.get(kind)
        if type is None:
            return []
        return _TITLES(type, self.context.actor, list(ids))

    # --- words

    def words(self, field, value):
        """Return a value in words, without markup."""
        if value in EMPTY:
            return ""
        if isinstance(value, str) and field.kind in FIGURES:
            return value  # what the past has and nobody can read any more
        writer = getattr(self, f"_{field.kind}_words", None)
        return writer(field, value) if writer else str(field.text(value, self.context))

    def _user_words(self, field, value):
        return self._name("users", value)

    def _link_words(self, field, value):
        return self._name(field.target, value)

    def _option_words(self, field, value):
        return self._name("options", value)

    def _tags_words(self, field, value):
        return ", ".join(name for name in (self._name("tags", pk, "") for pk in value) if name)

    def _file_words(self, field, value):
        return self._name("files", value)

    def _money_words(self, field, value):
        return formats.money(value.minor, value.currency) if isinstance(value, Money) else str(value)

    def _number_words(self, field, value):
        return formats.number(value)

    def _date_words(self, field, value):
        return field.words(value) if hasattr(field, "words") else formats.date(value)

    def _datetime_words(self, field, value):
        return formats.datetime(value)

    def _name(self, kind, value, unseen=None):
        if isinstance(value, dict):
            return str(value.get("name", ""))
        name = self.names.get((kind, value))
        return str(name) if name is not None else (_("not for you to see") if unseen is None else unseen)

    # --- markup

    def html(self, field, value):
        """Return a value as safe HTML: what can be called, written to or opened is a link."""
        if value in EMPTY:
            return Markup("")
        if hasattr(field, "html"):  # a kind of field that only its own room knows
            return field.html(value, self.context)
        writer = getattr(self, f"_{field.kind}_html", None)
        return writer(field, value) if writer else escape(self.words(field, value))

    def _phones_html(self, field, value):
        return _lines(_link(f"tel:{entry['number']}", field.show(entry, self.context)) for entry in value)

    def _emails_html(self, field, value):
        return _lines(_link(f"mailto:{entry['address']}", entry["address"]) for entry in value)

    def _addresses_html(self, field, value):
        return _lines(escape(field.show(entry)) for entry in value)

    def _link_html(self, field, value):
        pk = value.get("id") if isinstance(value, dict) else value
        words = self._link_words(field, value)
        if (field.target, pk) not in self.names and not isinstance(value, dict):
            return Markup('<span class="faint">{}</span>').format(words)
        try:
            return _link(REGISTRY[field.target].url(pk), words)
        except (KeyError, NoReverseMatch):
            return escape(words)

    def _user_html(self, field, value):
        pk, name = value.get("id") if isinstance(value, dict) else value, self._user_words(field, value)
        face = Markup('<span class="ava" data-who="{}" data-size="s" aria-hidden="true">{}</span>').format(
            self.colours.get(pk, ""), formats.initials(name)
        )
        return Markup('<span class="by">{}<span class="clip">{}</span></span>').format(face, name)

    def _tags_html(self, field, value):
        named = [self._name("tags", pk, "") for pk in value]
        return Markup(" ").join(Markup('<span class="tag">{}</span>').format(name) for name in named if name)

    def _text_html(self, field, value):
        """A web address is opened; anything else is words."""
        words = str(value)
        if words.startswith(("http://", "https://", "www.")) and " " not in words:
            address = words if "://" in words else f"https://{words}"
            if urlsplit(address).netloc:
                label = words.split("://")[-1].rstrip("/")
                return Markup('<a class="link" href="{}" rel="noreferrer noopener" target="_blank">{}</a>').format(
                    address, label
                )
        return escape(words)

    def _longtext_html(self, field, value):
        return Markup("<br>").join(escape(line) for line in str(value).splitlines())


def plain(field, value, context=None):
    """Return the words of a value that came with its names (a row of a query)."""
    return Values(context or Context()).words(field, value)


def _points_to(field, value):
    """Return the (kind, id) pairs that a value points to."""
    if value in EMPTY or isinstance(value, dict) or (field.kind != "tags" and not isinstance(value, int)):
        return []
    if field.kind == "tags":
        return [("tags", pk) for pk in value if isinstance(pk, int)]
    kind = {"user": "users", "option": "options", "file": "files"}.get(field.kind) or getattr(field, "target", None)
    return [(kind, value)] if kind else []


def _link(href, words):
    return Markup('<a class="link" href="{}">{}</a>').format(href, words)


def _lines(parts):
    return Markup("<br>").join(parts)
