"""The Jinja environment of all pages: what templates may call, and how values are written."""

from collections.abc import Mapping
from functools import cache, lru_cache

from django.conf import settings
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined, Undefined
from markupsafe import Markup, escape

from perennial.ui import assets, formats
from perennial.ui.addresses import reverse
from perennial.ui.compiler import Compiler

FILTERS = {
    "money": formats.money,
    "number": formats.number,
    "date": formats.date,
    "time": formats.time,
    "datetime": formats.datetime,
    "day": formats.day,
    "ago": formats.ago,
    "initials": formats.initials,
    "bytes": formats.size,
    "phone": formats.phone,
}


def environment(**options):
    """Build the environment; in development a misspelt name or attribute stops the page."""
    options["undefined"] = Misspelt if settings.DEBUG else Undefined
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    env.code_generator_class = Compiler
    env.install_gettext_callables(
        gettext=_gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals.update(
        _=_gettext,
        gettext=_gettext,
        static=static,
        url=url,
        csrf=get_token,
        icon=icon,
        settled=_settled(env),
        assets=assets,
        language=translation.get_language,
        languages=settings.LANGUAGES,
        debug=settings.DEBUG,
        worker=settings.OFFLINE or settings.PUSH,
    )
    env.filters.update(FILTERS)
    return env


def url(name, *args, **kwargs):
    """Return the address of a view by its name and its parts."""
    return reverse(name, args, kwargs)


@lru_cache(maxsize=4096)
def icon(name, size="", label="", cls=""):
    """Draw an icon: size "" (18 px), "s" (15) or "l" (24); without a label it is decoration."""
    attrs = f' data-size="{escape(size)}"' if size else ""
    attrs += f' role="img" aria-label="{escape(label)}"' if label else ' aria-hidden="true"'
    classes = f"icon {escape(cls)}" if cls else "icon"
    return Markup(f'<svg class="{classes}"{attrs}><use href="{_icons()}#{escape(name)}"/></svg>')


def _settled(env):
    """Return a function that renders a template which depends on nothing but the language."""

    @cache
    def once(name, language):
        return Markup(env.get_template(name).render())

    def settled(name):
        return Markup(env.get_template(name).render()) if settings.DEBUG else once(name, translation.get_language())

    return settled


class Misspelt(Undefined):
    """What is not there stops the page; keys of mappings may be left out, macros rely on it."""

    def __new__(cls, hint=None, obj=None, *args, **kwargs):
        kind = Undefined if isinstance(obj, Mapping) else StrictUndefined
        return kind(hint, obj, *args, **kwargs)


@cache
def _said(language, message):
    return Markup(translation.gettext(message))


@cache
def _said_as_it_is(language, message):
    return _said(language, message) % {}


def _gettext(message, /, **values):
    """Translate a text of a template and fill in its values; each is looked up in the catalogues once for each language."""
    language = translation.get_language()
    return _said(language, message) % values if values else _said_as_it_is(language, message)


def _icons():
    return static("ui/icons.svg")
