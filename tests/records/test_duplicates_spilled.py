"""What a whole base is kept in while it is looked over gives back what was put there."""

from perennial.records.duplicates.profile import Profile
from perennial.records.duplicates.spilled import AT_ONCE, Profiles, Sharing


def test_profiles_come_back_by_id_and_in_order():
    kept = Profiles()
    for pk in (3, 8, 40):
        kept.add(Profile(pk, True, words=("olena", str(pk)), emails=frozenset({f"{pk}@example.com"})))
    assert len(kept) == 3
    assert kept.of(8) == Profile(8, True, words=("olena", "8"), emails=frozenset({"8@example.com"}))
    assert [one.pk for one in kept] == [3, 8, 40]


def test_ids_are_gathered_by_the_keys_they_share():
    for expected in (0, AT_ONCE * 7):  # one file, several files
        sharing = Sharing(expected)
        for pk in range(1, 7):
            sharing.add(("word", pk % 2), pk, True)
            sharing.add(("email", "a" if pk < 3 else pk), pk, False)
        assert sorted(sharing.groups()) == [(0, [1, 2]), (1, [1, 3, 5]), (1, [2, 4, 6])]
