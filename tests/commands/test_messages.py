"""Catalogues of texts: drawn, kept, checked and compiled."""

import gettext

import pytest

from perennial.core.management import catalogues

TEXTS = """
from django.utils.translation import gettext as _, ngettext
_("Save")
ngettext("%(count)s deal", "%(count)s deals", 3)
"""
PAGE = """{% trans name=x %}Hello, {{ name }}{% endtrans %} {{ _("Open") }}"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "HOUSE", tmp_path)
    (tmp_path / "shop" / "templates" / "shop").mkdir(parents=True)
    (tmp_path / "shop" / "apps.py").write_text(TEXTS)
    (tmp_path / "shop" / "templates" / "shop" / "page.html").write_text(PAGE)
    return tmp_path


def update():
    template = catalogues.drawn("shop")
    catalogues.update("shop", "uk", template)
    return template


def translate(old, new):
    path = catalogues.po_path("shop", "uk")
    path.write_text(path.read_text().replace(old, new))


def test_texts_are_drawn_from_code_and_templates(house):
    update()
    written = catalogues.po_path("shop", "uk").read_text()
    assert all(text in written for text in ('"Save"', '"%(count)s deals"', '"Hello, %(name)s"', '"Open"'))


def test_a_translation_is_kept_and_nothing_else_changes(house):
    update()
    translate('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Зберегти"')
    before = catalogues.po_path("shop", "uk").read_text()
    update()
    assert catalogues.po_path("shop", "uk").read_text() == before


def test_what_is_not_translated_is_found(house):
    template = update()
    assert ("untranslated", "Save") in catalogues.findings("shop", "uk", template)


def test_a_lost_placeholder_is_found(house):
    template = update()
    translate('msgid "Hello, %(name)s"\nmsgstr ""', 'msgid "Hello, %(name)s"\nmsgstr "Вітаємо"')
    assert any(kind == "wrong" for kind, _text in catalogues.findings("shop", "uk", template))


def test_a_new_text_that_was_not_drawn_yet_is_found(house):
    update()
    (house / "shop" / "words.py").write_text('_("Later")')
    assert ("missing", "Later") in catalogues.findings("shop", "uk", catalogues.drawn("shop"))


def test_a_compiled_catalogue_counts_as_ukrainian_does(house):
    update()
    path = catalogues.po_path("shop", "uk")
    for number, word in enumerate(("угода", "угоди", "угод")):
        translate(f'msgstr[{number}] ""', f'msgstr[{number}] "%(count)s {word}"')
    assert catalogues.compile_stale() == 1
    with path.with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    said = [spoken.ngettext("%(count)s deal", "%(count)s deals", count).split()[1] for count in (1, 3, 5, 11, 21)]
    assert said == ["угода", "угоди", "угод", "угод", "угода"]


def test_what_is_compiled_already_is_left_alone(house):
    update()
    catalogues.compile_stale()
    assert catalogues.compile_stale() == 0


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_all_rooms_say_one_text_alike(language):
    """The rooms' catalogues become one: of two translations of a text only one would ever be read."""
    said = {}
    for room in catalogues.rooms():
        for message in catalogues.kept(room, language):
            if message.id and message.string:
                said.setdefault((message.context, str(message.id)), set()).add(str(message.string))
    assert not {text: ways for text, ways in said.items() if len(ways) > 1}
