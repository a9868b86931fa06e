"""Whoever works while processes are killed finds everything that was answered, once and whole."""

from tests.faults.house import House
from tests.faults.kills import Trial


def test_ten_kills_lose_double_and_halve_nothing(tmp_path, a_database):
    trial = Trial(House(tmp_path, a_database), kills=10, longest=2)
    findings = trial.run()
    print(trial.told())
    assert not findings, "\n".join([trial.told(), *findings])
