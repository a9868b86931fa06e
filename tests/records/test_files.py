"""Files of records: kept whole, served only to those who may see the record, never as pages."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from perennial.core.errors import Forbidden
from perennial.core.models import Event
from perennial.records import files, verbs
from perennial.records.models import File

EVIL = b"<html><script>alert(1)</script></html>"


def picture(kind="JPEG", size=(900, 600)):
    out = BytesIO()
    Image.new("RGB", size, (120, 160, 90)).save(out, kind)
    return out.getvalue()


@pytest.fixture
def kept(olena, cast):
    """Return kept(name, bytes): a file of Olena's."""
    return lambda name, content: files.keep(olena, SimpleUploadedFile(name, content), by=cast["colleague"])


def test_files_are_added_told_and_fetched_as_they_were(door, olena):
    browser, content = door("colleague"), b"%PDF-1.4 " + bytes(range(256))
    upload = [SimpleUploadedFile("Договір.pdf", content), SimpleUploadedFile("b.txt", b"two")]
    assert (
        browser.post(f"/people/{olena.pk}/files/", {"files": upload}, headers={"hx-request": "true"}).status_code == 204
    )
    first, second = File.objects.order_by("pk")
    assert (first.size, first.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert second.name == "b.txt"
    page = browser.get(f"/people/{olena.pk}/").content.decode()
    assert "added the file Договір.pdf" in page and f"/people/{olena.pk}/files/{first.pk}/" in page
    assert b"".join(browser.get(f"/people/{olena.pk}/files/{first.pk}/").streaming_content) == content


def test_a_file_is_always_saved_never_shown(door, olena, kept):
    for name in ("page.html", "drawing.svg", "strange.xyz"):
        answer = door("colleague").get(f"/people/{olena.pk}/files/{kept(name, EVIL).pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_strangers_and_wrong_records_get_nothing(door, olena, kept, cast, people, context):
    file = kept("secret-plan.pdf", b"x")
    other = verbs.create(
        people, {"last_name": "Other", "owner": cast["outsider"].user_id}, by=cast["owner"], context=context
    )
    for person in (olena, other):
        for part in ("", "thumb/"):
            answer = door("outsider").get(f"/people/{person.pk}/files/{file.pk}/{part}")
            assert answer.status_code == 404 and "secret-plan" not in answer.content.decode()
    assert door("outsider").post(f"/people/{other.pk}/files/{file.pk}/trash/").status_code == 404
    assert door("owner").get(f"/companies/{olena.pk}/files/{file.pk}/").status_code == 404


def test_who_may_not_edit_adds_no_file(olena, cast):
    with pytest.raises(Forbidden):
        files.keep(olena, SimpleUploadedFile("a.txt", b"x"), by=cast["outsider"])
    assert not File.objects.exists()


def test_a_file_too_large_is_refused_with_the_limit(door, olena, settings):
    settings.UPLOAD_LIMIT = 1000
    answer = door("colleague").post(f"/people/{olena.pk}/files/", {"files": SimpleUploadedFile("big.bin", b"x" * 1001)})
    assert answer.status_code == 422 and "larger than" in answer.content.decode()
    assert not File.objects.exists() and not Event.objects.filter(verb="file_added").exists()


def test_pictures_have_a_small_one_drawn_anew(door, olena, kept):
    file = kept("photo.jpg", picture())
    answer = door("colleague").get(f"/people/{olena.pk}/files/{file.pk}/thumb/")
    small = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert answer["Content-Type"] == "image/webp" and max(small.size) == 320


def test_what_only_claims_to_be_a_picture_has_none(door, olena, kept):
    for content in (EVIL, picture()[:200], b""):
        file = kept("photo.jpg", content)
        assert door("colleague").get(f"/people/{olena.pk}/files/{file.pk}/thumb/").status_code == 404
    assert File.objects.count() == 3


def test_a_file_goes_to_the_trash_and_comes_back(door, olena, kept):
    file, browser = kept("plan.pdf", b"x"), door("colleague")
    answer = browser.post(f"/people/{olena.pk}/files/{file.pk}/trash/", headers={"hx-request": "true"})
    assert answer.status_code == 204 and "restore" in answer["HX-Trigger"]
    assert "plan.pdf" not in browser.get(f"/people/{olena.pk}/panel/files/").content.decode()
    browser.post(f"/people/{olena.pk}/files/{file.pk}/restore/", headers={"hx-request": "true"})
    assert "plan.pdf" in browser.get(f"/people/{olena.pk}/panel/files/").content.decode()


def test_names_from_elsewhere_are_only_names(olena, kept):
    file = kept("../../etc/passwd\x00\n.txt", b"x")
    assert "/" not in file.name and "\x00" not in file.name
    assert files.path(file).exists() and "passwd" not in str(files.path(file))
    assert len(kept("я" * 400 + ".pdf", b"x").name) <= 200


def test_the_composer_adds_files_without_scripts_too(door, olena):
    browser, at = door("colleague"), f"/people/{olena.pk}/compose/file/"
    assert browser.post(at, {}).status_code == 422
    assert browser.post(at, {"files": SimpleUploadedFile("a.txt", b"x")}).status_code == 200
    assert File.objects.get().name == "a.txt"
