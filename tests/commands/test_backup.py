"""`perennial backup` and `perennial restore`, as an administrator uses them."""

import io
import tarfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from perennial.core.management import databases
from perennial.core.models import Installation, installation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    house = installation()
    house.company = "North Oak"
    house.save()
    drawing = settings.HOME / "files" / "drawing.txt"
    drawing.parent.mkdir(exist_ok=True)
    drawing.write_text("oak, 12 pieces")
    yield house
    drawing.unlink(missing_ok=True)


def test_everything_comes_back_as_it_was(company, tmp_path):
    call_command("backup", str(tmp_path / "b.tar.gz"), stdout=io.StringIO())
    Installation.objects.update(company="Ruined")
    (settings.HOME / "files" / "drawing.txt").write_text("lost")
    call_command("restore", str(tmp_path / "b.tar.gz"), replace=True, stdout=io.StringIO())
    assert Installation.objects.get().company == "North Oak"
    assert (settings.HOME / "files" / "drawing.txt").read_text() == "oak, 12 pieces"


def test_table_by_table_is_as_good_as_the_tools_of_postgresql(company, tmp_path, monkeypatch):
    monkeypatch.setattr(databases.shutil, "which", lambda name: None)
    call_command("backup", str(tmp_path / "b.tar.gz"), stdout=io.StringIO())
    Installation.objects.update(company="Ruined")
    call_command("restore", str(tmp_path / "b.tar.gz"), replace=True, stdout=io.StringIO())
    assert Installation.objects.get().company == "North Oak"


def test_a_company_is_not_overwritten_by_accident(company, tmp_path):
    call_command("backup", str(tmp_path / "b.tar.gz"), stdout=io.StringIO())
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(tmp_path / "b.tar.gz"))


def test_a_damaged_backup_changes_nothing(company, tmp_path):
    call_command("backup", str(tmp_path / "b.tar.gz"), stdout=io.StringIO())
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    Installation.objects.update(company="Still here")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", str(tmp_path / "half.tar.gz"), replace=True)
    assert Installation.objects.get().company == "Still here"


def test_an_archive_cannot_write_outside_its_folder(tmp_path):
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../outside"), io.BytesIO())
    with pytest.raises(CommandError, match="no backup holds"):
        call_command("restore", str(tmp_path / "evil.tar.gz"), replace=True)


def test_only_its_owner_may_read_a_backup(company, tmp_path):
    call_command("backup", str(tmp_path / "b.tar.gz"), stdout=io.StringIO())
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0


def test_a_backup_says_what_database_it_is_of(company, tmp_path):
    call_command("backup", str(tmp_path / "b.tar.gz"), stdout=io.StringIO())
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        assert f'"database": "{connection.vendor}"'.encode() in tar.extractfile("manifest.json").read()
