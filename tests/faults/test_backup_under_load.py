"""A backup that is taken while everybody works holds all that was answered before it began, and one consistent state."""

import pytest

from tests.faults.backups import checksum, older
from tests.faults.caller import Program
from tests.faults.forms import Import
from tests.faults.hands import ApiHand
from tests.faults.house import House, eventually
from tests.faults.ledger import Ledger


@pytest.fixture
def restored(tmp_path, a_database, another_database):
    """A company at work, a backup taken meanwhile, and an empty installation into which it was restored."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    house, ledger = House(tmp_path / "one", a_database).found(), Ledger()
    colleagues = house.people("anna", "boris")
    house.serve()
    hands = [ApiHand(house, ledger, f"b{n}", 1, colleagues) for n in range(2)] + [Import(house, ledger, "i1", 1, colleagues)]
    try:
        for hand in hands:
            hand.start()
        assert eventually(lambda: ledger.counts.total() > 60 and ledger.counts["imports"], 120)
        answered = ledger.copy()
        house.run("backup", str(tmp_path / "backup.tar.gz"))
        assert not ledger.wrong, ledger.wrong
    finally:
        for hand in hands:
            hand.stopped.set()
        for hand in hands:
            hand.join(60)
        house.stop()
    empty = House(tmp_path / "other", another_database)
    empty.run("restore", str(tmp_path / "backup.tar.gz"))
    empty.token = house.token
    yield house, empty, answered
    empty.stop()


def test_what_was_answered_before_the_backup_began_is_restored_to_the_letter(restored):
    house, empty, answered = restored
    there, lacking = checksum(empty, answered)
    assert not lacking and not older(empty, answered)
    assert there == checksum(house, answered)[0]
    findings = empty.run("doctor", "--whole", status=1)["findings"]
    assert not [one for one in findings if one["kind"] == "derived"], findings
    empty.serve()
    (collection, pk), version = next(iter(answered.items()))
    assert Program(empty).call("GET", f"{collection}/{pk}")[1]["version"] >= version
