"""The wizard: a file, its columns, who is there already, bringing in, taking back."""

import io
import os
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from perennial.accounts.models import Notification
from perennial.people.models import Company, Person
from perennial.records.imports import jobs, stored
from perennial.records.models import ImportBatch, ImportMapping

FILE = """№;ПІБ;Компанія;тел.;e-mail;Примітка
1;Мороз Галина Петрівна;Кавова Гора;+380 67 224 19 63;h.moroz@kavova.example;після обіду
2;Петренко Олександр;ФОП Петренко;0-67;o.petrenko@ukr.example;
3;Власенко Оксана;Зелений Двір;044 390 61 45;vlasenko@;
"""


@pytest.fixture
def browser(cast, settings, tmp_path):
    settings.HOME = tmp_path
    cast["owner"].user.role.capabilities = ["import", "settings"]
    cast["owner"].user.role.save()
    client = Client()
    client.force_login(cast["owner"].user)
    return client


@pytest.fixture
def upload(browser):
    def upload(text=FILE, name="clients.csv", wrong="out", **data):
        browser.post("/import/", {"file": SimpleUploadedFile(name, text.encode()), **data})
        batch = ImportBatch.objects.order_by("-id").first()
        browser.post(f"/import/{batch.key}/columns/", {"wrong": wrong})
        return batch

    return upload


def test_a_file_is_guessed_mapped_and_tried(browser, upload):
    batch = upload()
    assert (batch.type, batch.state) == ("people", "draft")
    page = browser.get(f"/import/{batch.key}/columns/").content.decode()
    assert "vlasenko@" in page and "0-67" in page and re.search(r'value="full_name" selected', page)
    assert not Person.objects.exists()


def test_cells_are_mended_where_they_stand(browser, upload):
    batch = upload()
    browser.post(f"/import/{batch.key}/mend/", {"row": "3", "column": "тел.", "value": "067 418 22 91"})
    browser.post(f"/import/{batch.key}/mend/", {"row": "4", "column": "e-mail", "action": "skip"})
    browser.post(f"/import/{batch.key}/start/")
    jobs.bring_in.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.failed, batch.skipped) == ("done", 2, 0, 1)
    assert Person.objects.get(last_name="Петренко").phones[0]["number"] == "+380674182291"


def test_a_head_is_mapped_anew_and_kept_for_the_next_file(browser, upload):
    batch = upload()
    browser.post(f"/import/{batch.key}/columns/", {"column": "Примітка", "target": "job_title"})
    browser.post(f"/import/{batch.key}/columns/", {"remember": "1C, clients"})
    assert ImportMapping.objects.get().name == "1C, clients"
    assert ImportBatch.objects.get(pk=upload(name="later.csv").pk).options["mapping"]["Примітка"] == "job_title"


def test_what_came_in_is_told_and_taken_back(browser, upload):
    batch = upload()
    browser.post(f"/import/{batch.key}/start/")
    jobs.bring_in.func(batch.pk)
    page = browser.get(f"/import/{batch.key}/").content.decode()
    assert Person.objects.count() == 1 and "vlasenko@" in page and Notification.objects.get().code == "import_done"
    left_out = b"".join(browser.get(f"/import/{batch.key}/left-out/").streaming_content).decode("utf-8-sig")
    assert "vlasenko@" in left_out and "Мороз" not in left_out
    browser.post(f"/import/{batch.key}/undo/")
    jobs.take_back.func(batch.pk)
    assert not Person.objects.filter(trashed_at=None).exists() and not Company.objects.filter(trashed_at=None).exists()
    assert ImportBatch.objects.get().state == "undone" and not list(stored.folder().glob("[0-9a-f]*"))


def test_rows_left_out_can_be_mended_in_the_file_and_brought_in(browser, upload):
    batch = upload()
    browser.post(f"/import/{batch.key}/start/")
    jobs.bring_in.func(batch.pk)
    left_out = b"".join(browser.get(f"/import/{batch.key}/left-out/").streaming_content).decode("utf-8-sig")
    again = upload(left_out.replace("vlasenko@", "vlasenko@dvir.example").replace("0-67", "0674182291"), name="left.csv")
    browser.post(f"/import/{again.key}/start/")
    jobs.bring_in.func(again.pk)
    assert Person.objects.count() == 3


def test_a_wrong_cell_may_be_left_empty(browser, upload):
    batch = upload(wrong="blank")
    browser.post(f"/import/{batch.key}/start/")
    jobs.bring_in.func(batch.pk)
    assert Person.objects.count() == 3 and Person.objects.get(last_name="Власенко").emails == []


def test_an_import_that_was_stopped_stays_stopped(browser, upload):
    batch = upload()
    browser.post(f"/import/{batch.key}/start/")
    assert browser.post(f"/import/{batch.key}/stop/").status_code == 204
    jobs.bring_in.func(batch.pk)
    assert ImportBatch.objects.get().state == "stopped" and not Person.objects.exists()


def test_a_pasted_table_is_a_file_too(browser):
    browser.post("/import/", {"pasted": "Name\tE-mail\nOlena Koval\to@x.example\n"})
    batch = ImportBatch.objects.get()
    assert (batch.type, batch.options["mapping"]) == ("people", {"Name": "full_name", "E-mail": "emails"})


def test_what_is_no_table_is_refused_in_words(browser):
    answer = browser.post("/import/", {"file": io.BytesIO(b"%PDF-1.7 nothing to see")})
    assert answer.status_code == 422 and "PDF" in answer.content.decode() and not list(stored.folder().iterdir())
    assert browser.post("/import/", {}).status_code == 422


def test_every_step_is_a_page(browser, upload):
    batch = upload()
    for step in ("what", "columns", "known", "verdict"):
        assert browser.get(f"/import/{batch.key}/{step}/").status_code == 200
    assert browser.get("/import/").status_code == 200
    assert browser.post(f"/import/{batch.key}/known/", {"match": "emails", "on_match": "skip", "missing": "blank"}).status_code == 200
    assert ImportBatch.objects.get().options["match"] == ["emails"]
    browser.post(f"/import/{batch.key}/what/", {"type": "companies"})
    assert ImportBatch.objects.get().type == "companies"
    browser.post(f"/import/{batch.key}/discard/")
    assert not ImportBatch.objects.exists()


def test_nobody_meets_anothers_file_nor_brings_in_without_the_right(cast, browser, upload):
    batch = upload()
    other = Client()
    other.force_login(cast["manager"].user)
    assert other.get("/import/").status_code == 403
    cast["manager"].user.role.capabilities = ["import"]
    cast["manager"].user.role.save()
    assert other.get(f"/import/{batch.key}/columns/").status_code == 404


def test_an_import_whose_worker_died_goes_on(browser, upload):
    batch = upload()
    ImportBatch.objects.filter(pk=batch.pk).update(state="running")
    os.utime(stored.path_of(batch), (0, 0))
    jobs.go_on()
    assert ImportBatch.objects.get().state in ("waiting", "done")


def test_files_are_kept_for_a_month(browser, upload):
    batch = upload()
    stored.forget_old()
    assert stored.path_of(batch)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=31))
    stored.forget_old()
    assert not ImportBatch.objects.exists() and not list(stored.folder().iterdir())
