"""Forms of whole records: making, editing, refusing, sending twice, and records that may be there already."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from perennial.core.models import Event
from perennial.people.models import Company, Person
from perennial.records import forms, verbs
from perennial.records.fields import Choice, Number, Text
from perennial.records.models import CustomField, File, schema_changed
from perennial.records.verb import Verb

HTMX = {"hx-request": "true", "hx-target": "record-form"}


def sent(**values):
    """Return what a form with these fields sends; keys with a dash are rows of a repeated list."""
    codes = {name.split("-")[0] for name in values}
    return {"has": sorted(codes)} | {f"v.{name}": value for name, value in values.items()}


def test_a_new_person_is_made_and_shown(door):
    browser = door("colleague")
    assert 'name="v.last_name"' in browser.get("/people/new/").content.decode()
    answer = browser.post(
        "/people/new/", sent(last_name="Мороз", first_name="Галина", **{"phones-0-number": "044 290 17 60"})
    )
    made = Person.objects.get()
    assert answer["Location"] == f"/people/{made.pk}/"
    assert (made.name, made.phones[0]["number"]) == ("Галина Мороз", "+380442901760")


def test_a_refused_form_keeps_everything_typed_with_reasons_beside(door):
    typed = sent(last_name="Мороз", birthday="soon", **{"emails-0-address": "halyna@", "emails-0-kind": "home"})
    answer = door("colleague").post("/people/new/", typed, headers=HTMX)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Мороз"' in words and 'value="soon"' in words and 'value="halyna@"' in words
    assert "is not a date" in words and "is not an e-mail address" in words
    assert "<html" not in words
    assert not Person.objects.exists()


def test_a_form_sent_twice_makes_one_record(door):
    typed = sent(last_name="Мороз") | {"key": "0123456789abcdef"}
    browser = door("colleague")
    first, second = browser.post("/people/new/", typed), browser.post("/people/new/", typed)
    assert Person.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_address_fills_fields_in(door, cast, companies, context):
    hora = verbs.create(companies, {"name": "Hora Group"}, by=cast["owner"], context=context)
    words = door("owner").get(f"/people/new/?company={hora.pk}&last_name=Мороз").content.decode()
    assert 'value="Hora Group"' in words and f'value="{hora.pk}"' in words and 'value="Мороз"' in words


def test_a_dialog_is_answered_for_a_dialog(door):
    browser = door("colleague")
    words = browser.get("/people/new/?dialog&stay", headers={"hx-request": "true"}).content.decode()
    assert words.strip().startswith("<dialog") and "data-now" in words
    answer = browser.post("/people/new/?dialog&stay", sent(last_name="Мороз"), headers=HTMX)
    assert answer.status_code == 204
    assert '"done"' in answer["HX-Trigger"] and '"made"' in answer["HX-Trigger"]


def test_editing_changes_only_what_the_form_had(door, olena):
    page = door("colleague").get(f"/people/{olena.pk}/edit/").content.decode()
    assert 'value="Ковальчук"' in page and 'value="+380 67 224 1963"' in page
    door("colleague").post(f"/people/{olena.pk}/edit/", sent(job_title="Architect") | {"version": 1})
    olena.refresh_from_db()
    assert (olena.job_title, olena.last_name, len(olena.phones)) == ("Architect", "Ковальчук", 1)


def test_taking_the_last_entry_off_a_list_empties_it(door, olena):
    door("colleague").post(f"/people/{olena.pk}/edit/", {"has": ["phones", "tags", "kinds"], "version": 1})
    olena.refresh_from_db()
    assert olena.phones == []


def test_an_edit_that_came_too_late_shows_both_values(door, olena, people, cast, context):
    verbs.update(people, olena, {"job_title": "Architect"}, by=cast["owner"], context=context)
    answer = door("colleague").post(
        f"/people/{olena.pk}/edit/", sent(job_title="Designer") | {"version": 1}, headers=HTMX
    )
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Architect" in words and "Designer" in words and 'data-choose="job_title"' in words
    olena.refresh_from_db()
    assert olena.job_title == "Architect"


def test_who_may_not_make_records_gets_no_form(door, cast):
    role = cast["outsider"].user.role
    role.rights = {"*": {"see": "own"}}
    role.save()
    assert door("outsider").get("/people/new/").status_code == 403
    assert door("outsider").post("/people/new/", sent(last_name="X")).status_code == 403


def test_typing_what_is_there_already_warns(door, olena):
    typed = sent(last_name="К", **{"phones-0-number": "+380 67 224 19 63"})
    assert "Олена Ковальчук" in door("colleague").post("/people/twins/", typed).content.decode()
    assert "Ковальчук" not in door("outsider").post("/people/twins/", typed).content.decode()
    assert "Ковальчук" not in door("colleague").post("/people/twins/", typed | {"record": olena.pk}).content.decode()
    half = sent(**{"phones-0-number": "+38", "emails-0-address": "olena@"})
    assert door("colleague").post("/people/twins/", half).status_code == 200


def test_every_kind_of_field_can_be_typed_read_back_and_shown(door, cast, people, context):
    kinds = {
        "text": ("Oak", "Oak"),
        "longtext": ("Two\nlines", "Two\nlines"),
        "number": ("1 234,5", 1234.5),
        "date": ("2026-11-24", "2026-11-24"),
        "datetime": ("2026-11-24T14:30", "2026-11-24T14:30:00+00:00"),
        "time": ("09:15", "09:15"),
        "bool": ("true", True),
        "choice": ("b", "b"),
        "many": (["a", "b"], ["a", "b"]),
    }
    for kind in (*kinds, "money", "emails", "phones", "addresses", "link"):
        choices = [["a", "Ash"], ["b", "Birch"]] if kind in ("choice", "many") else []
        CustomField.objects.create(
            type="people",
            code=f"my_{kind}",
            label=kind,
            kind=kind,
            choices=choices,
            target="people" if kind == "link" else "",
        )
    schema_changed()
    friend = verbs.create(people, {"last_name": "Friend"}, by=cast["owner"], context=context)
    rest = {
        "my_money": "1 250,50",
        "my_money_currency": "UAH",
        "my_emails-0-address": "a@b.example",
        "my_phones-0-number": "0442901760",
        "my_addresses-0-city": "Kyiv",
        "my_link": str(friend.pk),
    }
    typed = {f"my_{kind}": raw for kind, (raw, _stored) in kinds.items()} | rest
    data = sent(last_name="Мороз", **typed)
    data["has"] = [code for code in data["has"] if code != "my_money_currency"]
    browser = door("owner")
    answer = browser.post("/people/new/", data)
    assert answer.status_code == 302, answer.content.decode()
    made = Person.objects.get(last_name="Мороз")
    for kind, (_raw, stored) in kinds.items():
        assert made.custom[f"my_{kind}"] == stored, kind
    assert made.custom["my_money"] == {"minor": 125050, "currency": "UAH"}
    assert made.custom["my_link"] == friend.pk
    page = browser.get(f"/people/{made.pk}/").content.decode()
    for words in (
        "Oak",
        "1,234.5",
        "24 Nov 2026",
        "09:15",
        "Birch",
        "₴1,250.50",
        "a@b.example",
        "044 290 1760",
        "Friend",
    ):
        assert words in page, words
    form = browser.get(f"/people/{made.pk}/edit/").content.decode()
    for words in ('value="1234.5"', 'value="2026-11-24T14:30"', 'value="1250.50"', 'value="Friend"', 'value="Kyiv"'):
        assert words in form, words
    assert browser.get(f"/people/{made.pk}/history/").status_code == 200


def test_a_field_asked_under_a_condition_is_off_until_the_condition_holds(cast, people, context, door):
    CustomField.objects.create(
        type="people",
        code="reason",
        label="Reason",
        kind="text",
        required=True,
        shown_if={"field": "lifecycle", "op": "is", "value": "lost"},
    )
    schema_changed()
    by_code = {one.code: one for one in forms.inputs(people, context=context)}
    assert not by_code["reason"].asked
    assert door("owner").post("/people/new/", sent(last_name="A", lifecycle="attraction")).status_code == 302
    refused = door("owner").post("/people/new/", sent(last_name="B", lifecycle="lost", reason=""))
    assert refused.status_code == 422 and "Fill this in." in refused.content.decode()


def test_a_file_field_takes_an_upload(door):
    CustomField.objects.create(type="people", code="passport", label="Passport", kind="file")
    schema_changed()
    browser = door("owner")
    upload = SimpleUploadedFile("scan.pdf", b"%PDF-1.4")
    assert browser.post("/people/new/", sent(last_name="A", passport=upload)).status_code == 302
    made, file = Person.objects.get(), File.objects.get()
    assert made.custom["passport"] == file.pk and file.record_id == made.pk
    assert "scan.pdf" in browser.get(f"/people/{made.pk}/").content.decode()


def test_a_company_typed_into_a_person_is_made_on_the_way(door, monkeypatch, companies):
    monkeypatch.setattr(companies, "made_by_name", True)
    browser = door("owner")
    browser.post("/people/new/", sent(last_name="A", company="") | {"v.company_new": "Bureau Linia"})
    assert Company.objects.get().name == "Bureau Linia"
    # A refused form leaves nothing half made behind.
    browser.post("/people/new/", sent(last_name="B", company="", birthday="soon") | {"v.company_new": "Nobody"})
    assert not Company.objects.filter(name="Nobody").exists()


@pytest.fixture
def promote(people, monkeypatch):
    """A deed of people: it asks for a title and a number, and sets the title."""

    def run(record, raw, *, by, context):
        with_title = {"job_title": f"{raw['title']} {raw['grade']}"}
        return verbs.update(people, record, with_title, by=by, context=context)

    fields = (
        Text("title", "Title", required=True),
        Number("grade", "Grade", whole=True),
        Choice("how", "How", choices=[("a", "A")]),
    )
    verb = Verb(
        "promote", "Promote", "flag", fields=fields, run=run, allowed=lambda record, actor: not record.job_title
    )
    monkeypatch.setattr(people, "verbs", {"promote": verb})
    return verb


def test_a_deed_of_a_type_has_a_button_a_dialog_and_an_end(door, olena, promote):
    browser, at = door("colleague"), f"/people/{olena.pk}/do/promote/"
    assert at in browser.get(f"/people/{olena.pk}/").content.decode()
    assert 'name="v.grade"' in browser.get(at).content.decode()
    answer = browser.post(
        at, sent(title="Lead", grade="2", how=""), headers={"hx-request": "true", "hx-target": "verb-form"}
    )
    assert answer.status_code == 204 and '"done"' in answer["HX-Trigger"]
    olena.refresh_from_db()
    assert olena.job_title == "Lead 2"
    # It makes no sense a second time: no button, no dialog.
    assert at not in browser.get(f"/people/{olena.pk}/").content.decode()
    assert browser.get(at).status_code == 403
    assert door("outsider").post(at, {}).status_code == 404
    assert Event.objects.filter(verb="changed").count() == 1


def test_a_link_one_may_not_see_is_kept_when_the_rest_is_saved(door, olena, cast, people, companies, context):
    hidden = {"name": "Secret Works", "owner": cast["owner"].user_id}
    hidden = verbs.create(companies, hidden, by=cast["owner"], context=context)
    verbs.update(people, olena, {"company": hidden.pk}, by=cast["owner"], context=context)
    browser, at = door("colleague"), f"/people/{olena.pk}/edit/"
    assert "Secret Works" not in browser.get(at).content.decode()
    typed = sent(company=str(hidden.pk), job_title="Architect") | {"version": 2}
    assert browser.post(at, typed).status_code == 302
    olena.refresh_from_db()
    assert (olena.company_id, olena.job_title) == (hidden.pk, "Architect")
    # But nobody ties a record to what he may not see.
    other = verbs.create(companies, {"name": "Other Works"}, by=cast["owner"], context=context)
    assert browser.post(at, sent(company=str(other.pk)) | {"version": 3}).status_code == 422


def test_a_refused_edit_keeps_no_bytes_of_its_upload(door, olena):
    CustomField.objects.create(type="people", code="passport", label="Passport", kind="file")
    schema_changed()
    browser, at = door("colleague"), f"/people/{olena.pk}/edit/"
    upload = SimpleUploadedFile("scan.pdf", b"%PDF-1.4")
    assert browser.post(at, sent(birthday="soon", passport=upload) | {"version": 1}).status_code == 422
    assert not File.objects.exists()
    upload = SimpleUploadedFile("scan.pdf", b"%PDF-1.4")
    assert browser.post(at, sent(birthday="1990-01-02", passport=upload) | {"version": 1}).status_code == 302
    olena.refresh_from_db()
    assert olena.custom["passport"] == File.objects.get().pk
