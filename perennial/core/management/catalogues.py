"""Catalogues of texts: drawn from a room's code and templates, merged with what is translated, compiled.

A `.po` carries no file addresses and no dates, so that it changes only when a text does.
"""

import os
import re
from io import BytesIO
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
HOUSE = Path(__file__).resolve().parents[2]
LANGUAGES = ("uk", "ru")
# None: the first argument; pairs: singular and plural; (n, "c"): the context stands at n.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
JINJA = {"silent": "false", "newstyle_gettext": "true", "trimmed": "true", "extensions": "jinja2.ext.do"}


def rooms():
    """Return the names of the rooms, in alphabetical order."""
    return sorted(path.parent.name for path in HOUSE.glob("*/apps.py"))


def po_path(room, language):
    """Return where a room keeps its texts in one language."""
    return HOUSE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def drawn(room):
    """Return a catalogue of every text that the room's code and templates ask to translate."""
    template = Catalog(fuzzy=False)
    for path in sorted((HOUSE / room).rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".jinja") or {"migrations", "static"} & set(path.parts):
            continue
        if path.suffix != ".py" and not {"templates", "django_templates"} & set(path.parts):
            continue
        for _line, message, comments, context in _texts(path):
            template.add(message, auto_comments=comments, context=context)
    return template


def _texts(path):
    source = path.read_bytes()
    if path.suffix == ".py":
        method, options = "python", {"encoding": "utf-8"}
    elif "django_templates" in path.parts:
        source = templatize(source.decode(), origin=str(path)).encode()
        method, options = "python", {"encoding": "utf-8"}
    else:
        method, options = "jinja2.ext:babel_extract", {**JINJA, "encoding": "utf-8"}
    yield from extract(method, BytesIO(source), keywords=KEYWORDS, comment_tags=("Translators:",), options=options)


def kept(room, language):
    """Return the room's catalogue as it is on disk (empty when there is none)."""
    path = po_path(room, language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


def update(room, language, template):
    """Bring the room's `.po` up to the texts of today; return its catalogue."""
    catalog = kept(room, language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = po_path(room, language)
    if len(catalog):
        _write_changed(path, _as_po(catalog, language))
    elif path.exists():
        path.unlink()
    return catalog


def _as_po(catalog, language):
    body = BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    plural = get_plural(language)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};\\n"\n\n'
    )
    return header.encode() + body.getvalue().strip() + b"\n"


def _write_changed(path, content):
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def findings(room, language, template):
    """Return [(kind, text)] of what is missing, untranslated, fuzzy or has wrong placeholders."""
    catalog = kept(room, language)
    found = []
    for message in template:
        if not message.id:
            continue
        translated = catalog.get(message.id, message.context)
        name = message.id if isinstance(message.id, str) else message.id[0]
        if translated is None:
            found.append(("missing", name))
        elif translated.fuzzy:
            found.append(("fuzzy", name))
        elif not _whole(translated):
            found.append(("untranslated", name))
        elif unlike := _unlike(translated):
            found.append(("wrong", f"{name}: {unlike}"))
    return found


def _unlike(message):
    """Tell which placeholders a translation has lost or made up; form 0 also stands for 21 and 101."""
    wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    strings = [message.string] if isinstance(message.string, str) else message.string
    return " ".join(sorted({mark for string in strings for mark in wanted ^ set(PLACEHOLDER.findall(string))}))


def _whole(message):
    return all(message.string) if isinstance(message.string, (list, tuple)) else bool(message.string)


def compile_stale():
    """Compile every `.po` of the house that is newer than its `.mo`; return how many were."""
    count = 0
    for source in sorted(HOUSE.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            language = source.parent.parent.name
            with source.open("rb") as file:
                catalog = read_po(file, locale=Locale.parse(language))
            part = target.with_suffix(f".{os.getpid()}")
            with part.open("wb") as file:
                write_mo(file, catalog)
            part.replace(target)  # another process may compile the same
            count += 1
    return count
