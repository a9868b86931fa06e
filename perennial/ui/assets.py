"""The one table of what browsers get: stylesheets, modules and single files of npm packages."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.templatetags.static import static

# Files of packages that are served, each under pkg/. Nothing else of node_modules is reachable.
PACKAGE_FILES = [
    "htmx.org/dist/htmx.min.js",
    "idiomorph/dist/idiomorph-ext.min.js",
    "sortablejs/Sortable.min.js",
    "@fontsource-variable/onest/files/onest-latin-wght-normal.woff2",
    "@fontsource-variable/onest/files/onest-cyrillic-wght-normal.woff2",
    "@fontsource-variable/onest/files/onest-cyrillic-ext-wght-normal.woff2",
]

# Classic scripts, in order, before every module: they set window.htmx and its morph extension.
SCRIPTS = ["pkg/htmx.org/dist/htmx.min.js", "pkg/idiomorph/dist/idiomorph-ext.min.js"]

_PARTS = ["tokens", "fonts", "base", "shell"]
_PARTS += ["button", "field", "inputs", "chip", "avatar", "step", "tabs", "table", "panel", "float", "dialog", "page"]
_PARTS += ["day", "list", "board", "record", "calendar", "wizard", "settings", "door", "palette"]
STYLESHEETS = [f"ui/css/{part}.css" for part in _PARTS]
SHEET = "ui/css/all.css"  # all of them, joined by finders.SheetFinder; while developing each is served for itself


@dataclass(frozen=True)
class Module:
    """A script module: its name in the import map, its file, and whether every page starts it."""

    name: str
    path: str
    everywhere: bool = False


_EVERYWHERE = ["theme", "server", "session", "toast", "menu", "dialog", "keys", "rows", "drafts", "shapes", "panes"]
_EVERYWHERE += ["focus", "push", "offline", "loader"]
_ON_DEMAND = ["texts", "say", "letters", "listbox", "combobox", "tags", "repeat", "cell", "board", "progress"]
_ON_DEMAND += ["palette", "device"]
MODULES = {
    **{f"ui/{name}": Module(f"ui/{name}", f"ui/js/{name}.js", everywhere=True) for name in _EVERYWHERE},
    **{f"ui/{name}": Module(f"ui/{name}", f"ui/js/{name}.js") for name in _ON_DEMAND},
    "sortablejs": Module("sortablejs", "pkg/sortablejs/Sortable.min.js"),
}


def register(*, stylesheet=None, module=None, everywhere=False):
    """Add a room's stylesheet ("sales/css/x.css") or module ("sales/js/x.js", named sales/x)."""
    if stylesheet and stylesheet not in STYLESHEETS:
        STYLESHEETS.append(stylesheet)
    if module:
        name = module.replace("/js/", "/").removesuffix(".js")
        MODULES[name] = Module(name, module, everywhere)


def stylesheets():
    """Return the addresses of what holds all stylesheets, the order of cascade layers first."""
    return _addresses()["stylesheets"]


def scripts():
    """Return the addresses of classic scripts, in the order they run."""
    return _addresses()["scripts"]


def modules():
    """Return the addresses of modules that every page starts."""
    return _addresses()["modules"]


def importmap():
    """Return the import map as JSON: the bare name of each module to its address."""
    return _addresses()["importmap"]


def everything():
    """Return the addresses of all that pages stand on, for devices that keep it."""
    found = _addresses()
    fonts = [font(alphabet) for alphabet in ("latin", "cyrillic", "cyrillic-ext")]
    every = [*found["stylesheets"], *found["scripts"], *json.loads(found["importmap"])["imports"].values(), *fonts]
    return list(dict.fromkeys([*every, static("ui/icons.svg"), static("ui/mark.svg")]))


def font(alphabet):
    """Return the address of the text font for "latin" or "cyrillic", to be loaded early."""
    address = static(f"pkg/@fontsource-variable/onest/files/onest-{alphabet}-wght-normal.woff2")
    # Written as in the stylesheet, or the browser would fetch the file twice.
    return address.replace("%40", "@")


def _addresses():
    return _resolve() if settings.DEBUG else _resolve_once()


@cache
def _resolve_once():
    return _resolve()


def _resolve():
    rows = MODULES.values()
    imports = {"imports": {row.name: static(row.path) for row in rows}}
    return {
        "stylesheets": [static(path) for path in (STYLESHEETS if settings.DEBUG else [SHEET])],
        "scripts": [static(path) for path in SCRIPTS],
        "modules": [static(row.path) for row in rows if row.everywhere],
        # A closing tag inside would end the script element.
        "importmap": json.dumps(imports).replace("<", "\\u003c"),
    }
