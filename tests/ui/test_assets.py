"""What browsers get: one table, and nothing of the packages beside it."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from perennial.ui import assets
from perennial.ui.checks import packages_are_there
from perennial.ui.finders import PackageFinder, PackageStorage, SheetFinder

UI = Path(assets.__file__).parent


@pytest.fixture
def packages(tmp_path, settings):
    settings.NODE_MODULES = tmp_path
    script = tmp_path / "htmx.org/dist/htmx.min.js"
    script.parent.mkdir(parents=True)
    script.write_text("var htmx = 1;\n//# sourceMappingURL=htmx.min.js.map\n")
    (tmp_path / "htmx.org/package.json").write_text("{}")
    return tmp_path


def test_a_listed_file_is_found_under_pkg(packages):
    assert PackageFinder().find("pkg/htmx.org/dist/htmx.min.js") == str(packages / "htmx.org/dist/htmx.min.js")
    assert PackageFinder().find("pkg/htmx.org/dist/htmx.min.js", find_all=True) == [
        str(packages / "htmx.org/dist/htmx.min.js")
    ]


@pytest.mark.parametrize(
    "path",
    ["pkg/htmx.org/package.json", "htmx.org/dist/htmx.min.js", "pkg/../settings.py", "pkg/", "ui/css/tokens.css"],
)
def test_nothing_else_of_the_packages_is_found(packages, path):
    assert PackageFinder().find(path) == []


def test_a_listed_file_that_is_not_installed_is_not_found(packages):
    assert PackageFinder().find("pkg/sortablejs/Sortable.min.js") == []
    assert [name for name, _ in PackageFinder().list(None)] == ["htmx.org/dist/htmx.min.js"]


def test_scripts_do_not_point_to_source_maps_that_are_not_served(packages):
    text = PackageStorage(location=packages).open("htmx.org/dist/htmx.min.js").read()
    assert b"var htmx" in text
    assert b"sourceMappingURL" not in text


def test_every_stylesheet_and_module_of_the_table_exists():
    own = [*assets.STYLESHEETS, *(module.path for module in assets.MODULES.values())]
    missing = [path for path in own if path.startswith("ui/") and not finders.find(path)]
    assert missing == []


def test_all_stylesheets_come_as_one_in_their_order(settings, tmp_path):
    settings.HOME = tmp_path
    sheet = Path(SheetFinder().find(assets.SHEET)).read_text()
    places = [sheet.index(Path(finders.find(path)).read_text()) for path in assets.STYLESHEETS]
    assert places == sorted(places) and sheet.index("@layer reset, tokens, base") < places[1]
    assert [name for name, _storage in SheetFinder().list([])] == [assets.SHEET]
    assert SheetFinder().find("ui/css/tokens.css") == []


def test_the_sheet_is_written_anew_only_when_a_part_has_changed(settings, tmp_path):
    settings.HOME = tmp_path
    sheet = Path(SheetFinder().find(assets.SHEET))
    written = sheet.stat().st_mtime_ns
    SheetFinder().list([])
    assert sheet.stat().st_mtime_ns == written


def test_pages_ask_for_one_stylesheet_and_for_each_while_developing(settings):
    assets._resolve_once.cache_clear()
    assert [address.rpartition("/")[2] for address in assets.stylesheets()] == ["all.css"]
    settings.DEBUG = True
    assert len(assets.stylesheets()) == len(assets.STYLESHEETS)


def test_every_own_file_is_in_the_table():
    files = {f"ui/{kind}/{path.name}" for kind in ("css", "js") for path in (UI / "static/ui" / kind).iterdir()}
    table = {*assets.STYLESHEETS, *(module.path for module in assets.MODULES.values())}
    assert files - table == {"ui/css/specimen.css"}


def test_the_import_map_names_every_module_and_cannot_end_its_element(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setitem(assets.MODULES, "x/evil", assets.Module("x/evil", "x/</script>.js"))
    text = assets.importmap()
    assert "<" not in text
    assert set(json.loads(text)["imports"]) == set(assets.MODULES)


def test_a_room_adds_its_own_rows_once(monkeypatch):
    monkeypatch.setattr(assets, "STYLESHEETS", [])
    monkeypatch.setattr(assets, "MODULES", {})
    for _ in range(2):
        assets.register(stylesheet="sales/css/deal.css")
    assets.register(module="sales/js/board.js", everywhere=True)
    assert assets.STYLESHEETS == ["sales/css/deal.css"]
    assert {"sales/board": assets.Module("sales/board", "sales/js/board.js", everywhere=True)} == assets.MODULES


def test_no_raw_colour_stands_outside_the_tokens():
    for path in (UI / "static/ui/css").glob("*.css"):
        if path.name != "tokens.css":
            text = path.read_text()
            assert not any(raw in text for raw in ("oklch(", "rgb(", "hsl(", "#fff", "#000")), path.name


def test_templates_hold_no_inline_style_and_no_inline_script():
    for path in (UI / "templates").rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text, path
        assert not any(f" on{event}=" in text for event in ("click", "load", "submit", "change", "input")), path


def test_every_icon_that_templates_ask_for_is_drawn():
    drawn = set(re.findall(r'symbol id="([^"]+)"', (UI / "static/ui/icons.svg").read_text()))
    asked = set()
    for path in (UI / "templates").rglob("*.html"):
        asked |= set(re.findall(r'icon\("([a-z-]+)"', path.read_text()))
    assert asked - drawn == set()


def test_fonts_are_read_from_files_that_the_table_serves():
    text = (UI / "static/ui/css/fonts.css").read_text()
    for name in assets.PACKAGE_FILES:
        if name.endswith(".woff2"):
            assert f"../../pkg/{name}" in text


def test_a_package_file_is_read_as_bytes(packages):
    assert isinstance(PackageStorage(location=packages).open("htmx.org/dist/htmx.min.js"), ContentFile)


def test_packages_that_are_not_installed_are_told_at_start(packages, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    (warning,) = packages_are_there()
    assert "sortablejs/Sortable.min.js" in warning.msg
    assert "htmx.min.js" not in warning.msg
    assert "npm ci" in warning.hint
