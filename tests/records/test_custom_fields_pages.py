"""Settings of fields: who may open them, making, changing, ordering, putting away, and what a refusal says."""

import pytest

from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.models import CustomField
from perennial.records.pages.settings_fields import types

FORM = {"label": "Порода дерева", "kind": "choice", "choice_code": ["", ""], "choice_label": ["Дуб", "Ясен"], "filterable": "on"}


@pytest.fixture
def owner(cast):
    role = cast["owner"].user.role
    role.capabilities = ["settings"]
    role.save()
    return cast["owner"]


@pytest.fixture
def browser(owner, door):
    return door("owner")


@pytest.fixture
def wood(browser):
    browser.post("/settings/fields/people/new/", FORM)
    return CustomField.objects.get()


def words(answer):
    return answer.content.decode()


def test_a_stranger_neither_sees_nor_makes_fields(door, wood):
    outsider = door("outsider")
    for address in ("/settings/fields/", "/settings/fields/people/new/", f"/settings/fields/people/{wood.pk}/", "/settings/fields/people/code/?label=x"):
        assert outsider.get(address).status_code == 403, address
    posts = ("new/", f"{wood.pk}/", f"{wood.pk}/away/", f"{wood.pk}/back/", "order/")
    assert [outsider.post(f"/settings/fields/people/{one}", FORM).status_code for one in posts] == [403] * 5
    assert CustomField.objects.get().label == "Порода дерева" and not CustomField.objects.get().archived
    assert "/settings/fields/" not in words(outsider.get("/settings/"))


def test_every_type_shows_its_fields_and_how_full_they_are(browser, cast, people, context):
    for name in ("Ковальчук", "Moroz"):
        verbs.create(people, {"last_name": name, "emails": "a@linia.example" if name == "Moroz" else ""}, by=cast["owner"], context=context)
    for type in types():
        assert browser.get(f"/settings/fields/{type.code}/").status_code == 200
    html = words(browser.get("/settings/fields/people/"))
    assert "newest 2 records" in html and "50%" in html
    assert browser.get("/settings/fields/nothing/").status_code == 404


def test_a_field_gets_its_code_from_its_name_and_is_there_at_once(browser, wood, people):
    assert (wood.code, wood.choices) == ("poroda_dereva", [["dub", "Дуб"], ["iasen", "Ясен"]])
    assert "Порода дерева" in words(browser.get("/people/new/"))
    assert Event.objects.filter(type="fields", verb="created", title="Порода дерева").count() == 1
    assert "Порода дерева" in words(browser.get(f"/settings/fields/people/{wood.pk}/"))


def test_the_code_is_suggested_and_never_one_that_is_taken(browser, wood):
    def code(label):
        return browser.get("/settings/fields/people/code/", {"label": label}).json()["code"]

    assert code("Площа фасаду") == "ploshcha_fasadu"
    assert code("Порода дерева") == "poroda_dereva_2"
    assert code("Birthday") == "birthday_2"
    assert code("") == "field"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"label": " "}, "label", "Give the field a name"),
        ({"label": "birthday"}, "label", "a field of this name"),
        ({"code": "emails"}, "code", "built-in field"),
        ({"code": "Two words"}, "code", "small Latin letter"),
        ({"code": "x'; DROP"}, "code", "small Latin letter"),
        ({"choice_label": ["", ""]}, "choices", "at least one option"),
        ({"choice_label": ["Дуб", "дуб"]}, "choice_label", "Letter case"),
        ({"kind": "link", "target": ""}, "target", "what it links to"),
        ({"kind": "nonsense"}, "kind", "Choose a kind"),
        ({"kind": "date", "has": "default", "v.default": "soon"}, "v.default", "soon"),
        ({"shown_field": "birthday", "shown_op": "is", "shown_value": ""}, "shown_field", "Choose a value"),
        ({"shown_field": "nothing", "shown_op": "is", "shown_value": "1"}, "shown_field", "another field"),
    ],
)
def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(browser, change, field, said):
    answer = browser.post("/settings/fields/people/new/", {"help": "Kept all the same", **FORM, **change})
    assert answer.status_code == 422
    assert said in words(answer) and "Kept all the same" in words(answer)
    assert not CustomField.objects.exists()


def test_choosing_a_kind_draws_the_editor_anew_and_makes_nothing(browser):
    html = words(browser.post("/settings/fields/people/new/", {"label": "Fitter", "kind": "link", "draw": "1"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="editor"))
    assert "Links to" in html and 'value="Fitter"' in html and "set-nav" not in html
    html = words(browser.post("/settings/fields/people/new/", {"label": "Size", "kind": "number", "shown_field": "lifecycle", "draw": "1"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="editor"))
    assert 'value="loyalty"' in html
    assert not CustomField.objects.exists()


def test_a_condition_may_ask_about_any_link_too(browser, cast, companies, context):
    linia = verbs.create(companies, {"name": "Linia"}, by=cast["owner"], context=context)
    browser.post("/settings/fields/people/new/", {"label": "Badge", "kind": "text", "shown_field": "company", "shown_op": "is", "shown_value": linia.pk})
    row = CustomField.objects.get()
    assert row.shown_if == {"field": "company", "op": "is", "value": linia.pk}
    assert "Linia" in words(browser.get(f"/settings/fields/people/{row.pk}/"))


def test_two_fields_never_wait_for_each_other(browser, wood):
    browser.post("/settings/fields/people/new/", {"label": "Second", "kind": "text", "shown_field": "custom.poroda_dereva", "shown_op": "not_empty"})
    answer = browser.post(f"/settings/fields/people/{wood.pk}/", {**FORM, "choice_code": ["dub", "iasen"], "shown_field": "custom.second", "shown_op": "not_empty"})
    assert answer.status_code == 422 and "itself shown only by this field" in words(answer)


def test_a_renamed_option_keeps_its_code_and_a_removed_one_is_asked_about(browser, cast, wood, people, context):
    person = verbs.create(people, {"last_name": "First", "poroda_dereva": "dub"}, by=cast["owner"], context=context)
    browser.post(f"/settings/fields/people/{wood.pk}/", {**FORM, "choice_code": ["iasen", "dub"], "choice_label": ["Ясен", "Дуб морений"]})
    wood.refresh_from_db()
    assert wood.choices == [["iasen", "Ясен"], ["dub", "Дуб морений"]]
    less = {**FORM, "choice_code": ["iasen"], "choice_label": ["Ясен"]}
    answer = browser.post(f"/settings/fields/people/{wood.pk}/", less)
    assert answer.status_code == 422 and "Дуб морений" in words(answer) and "gone.dub" in words(answer)
    browser.post(f"/settings/fields/people/{wood.pk}/", {**less, "gone.dub": "iasen"})
    person.refresh_from_db()
    assert person.custom == {"poroda_dereva": "iasen"}


def test_fields_are_put_in_order_and_away_and_come_back(browser, wood):
    browser.post("/settings/fields/people/new/", {"label": "Size", "kind": "number"})
    size = CustomField.objects.get(code="size")
    browser.post("/settings/fields/people/order/", {"ids": [size.pk, wood.pk, "x", 10**30]})
    assert list(CustomField.objects.values_list("code", flat=True)) == ["size", "poroda_dereva"]
    browser.post(f"/settings/fields/people/{wood.pk}/away/")
    assert "v.poroda_dereva" not in words(browser.get("/people/new/"))
    assert "Bring back" in words(browser.get("/settings/fields/people/"))
    browser.post(f"/settings/fields/people/{wood.pk}/back/")
    assert "Порода дерева" in words(browser.get("/people/new/"))


def test_a_code_that_is_put_away_is_not_given_to_another(browser, wood):
    browser.post(f"/settings/fields/people/{wood.pk}/away/")
    answer = browser.post("/settings/fields/people/new/", {**FORM, "code": "poroda_dereva", "label": "Other"})
    assert answer.status_code == 422 and "Bring it back" in words(answer)
