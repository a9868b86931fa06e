"""Whoever works while processes are killed finds everything that was answered, once and whole."""

import pytest

from tests.faults.house import House
from tests.faults.kills import Trial

# Asked for by name (`bin/test quick -m kills`), until it has found nothing for a long time: each run is another one.
pytestmark = pytest.mark.kills


def test_ten_kills_lose_double_and_halve_nothing(tmp_path, a_database):
    trial = Trial(House(tmp_path, a_database), kills=10, longest=2)
    findings = trial.run()
    print(trial.told())
    assert not findings, "\n".join([trial.told(), *findings])
