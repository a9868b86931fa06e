"""Looking over a whole base for duplicates, and keeping what was found."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from perennial.core.actor import SYSTEM
from perennial.core.jobs import periodic
from perennial.core.rows import each
from perennial.records.duplicates.evidence import LIKELY, Weights, judge
from perennial.records.duplicates.near import findings, forget
from perennial.records.duplicates.profile import comparable, compared_fields, number_key, profile
from perennial.records.duplicates.spilled import Profiles, Sharing
from perennial.records.models import DuplicatePair, DuplicateScan
from perennial.records.registry import REGISTRY

CROWD = 150  # records sharing one key, from which the key says nothing
NAMESAKES = 25  # records sharing one word of the name, up to which they are compared by it alone
COMMON = 5  # records with a word, from which it is remembered as not rare
WORDS_KEPT = 3000
KEYS, AT_ONCE = 6, 50_000  # keys that a record has, about; pairs in memory
FEW = 500  # changed records up to which only they are looked at
EVERY = 600  # seconds between two looks at what changed
WHOLE = timedelta(days=7)  # after which the base is looked over as a whole again


def pairs(type):
    """Yield (smaller id, larger id, Finding) of every two likely duplicates of a type, in the whole base."""
    return _pairs(*_profiles(type))


def _pairs(profiles, weights):
    told = set()
    for one, other in _candidates(profiles, weights):
        finding = judge(profiles.of(one), profiles.of(other), weights)
        if finding.score >= LIKELY and (one, other) not in told:
            told.add((one, other))
            yield one, other, finding


@periodic(every=EVERY)
def keep_up():
    """Bring the stored pairs of every type up to date."""
    for type in list(REGISTRY.values()):
        if comparable(type):
            compared(type)


def compared(type):
    """Look at what changed since the last time, or at the whole base; store the pairs found."""
    now, last = timezone.now(), DuplicateScan.objects.filter(type=type.code).first()
    changed = type.model._base_manager.filter(updated_at__gt=last.scanned_at) if last else None
    if changed is None or now - last.whole_at > WHOLE or changed[: FEW + 1].count() > FEW:
        _store_whole(type, now)
    else:
        for record in changed:
            _store_one(type, record)
        DuplicateScan.objects.filter(type=type.code).update(scanned_at=now)


def _store_whole(type, now):
    profiles, weights = _profiles(type)
    found = {(one, other): finding for one, other, finding in _pairs(profiles, weights)}
    kept = {word: count for word, count in Counter(weights.common).most_common(WORDS_KEPT) if count >= COMMON}
    with transaction.atomic():
        _store(type, found, DuplicatePair.objects.filter(type=type.code))
        seen = {"scanned_at": now, "whole_at": now, "total": weights.total, "common": kept}
        DuplicateScan.objects.update_or_create(type=type.code, defaults=seen)
    forget()


def _store_one(type, record):
    found = {} if record.trashed_at else {
        tuple(sorted((record.pk, other.pk))): finding for other, finding in findings(type, record, SYSTEM)
    }  # fmt: skip
    of_this = DuplicatePair.objects.filter(Q(first_id=record.pk) | Q(second_id=record.pk), type=type.code)
    with transaction.atomic():
        _store(type, found, of_this)


def _store(type, found, known):
    """Add the new pairs, weigh the open ones anew, forget the open ones that are none any more."""
    there = {(pair.first_id, pair.second_id): pair for pair in known}
    fresh = [
        DuplicatePair(type=type.code, first_id=one, second_id=other, score=finding.score, reasons=list(finding.reasons))
        for (one, other), finding in found.items() if (one, other) not in there
    ]
    DuplicatePair.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    open_pairs = {key: pair for key, pair in there.items() if pair.state == "open"}
    moved = []
    for key in open_pairs.keys() & found.keys():
        pair, finding = open_pairs[key], found[key]
        if (pair.score, pair.reasons) != (finding.score, list(finding.reasons)):
            pair.score, pair.reasons = finding.score, list(finding.reasons)
            moved.append(pair)
    DuplicatePair.objects.bulk_update(moved, ["score", "reasons"], batch_size=200)
    gone = [pair.pk for key, pair in open_pairs.items() if key not in found]
    for start in range(0, len(gone), 500):
        DuplicatePair.objects.filter(pk__in=gone[start : start + 500]).delete()


def _profiles(type):
    """Return the Profiles of all records of a type, and the Weights of their words."""
    fields, found, words = compared_fields(type), Profiles(), Counter()
    for record in each(type.all()):
        one = profile(type, record, fields)
        words.update(set(one.words))
        found.add(one)
    return found, Weights(len(found), words)


def _candidates(profiles, weights):
    """Yield the pairs of ids that share a key which not everybody has; one that shares several may come again."""
    sharing, found = Sharing(len(profiles) * KEYS), set()
    for one in profiles:
        for key in _blocks(one, weights):
            sharing.add(key, one.pk, key[0] == "word")
    for by_word, members in sharing.groups():
        if len(members) <= (NAMESAKES if by_word else CROWD):
            found.update(combinations(members, 2))
        if len(found) > AT_ONCE:
            yield from sorted(found)
            found.clear()
    yield from sorted(found)


def _blocks(one, weights):
    rare = sorted(one.words, key=lambda word: (weights.common.get(word, 1), word))
    keys = {("email", key) for key in one.emails} | {("phone", key) for key in one.phones}
    keys |= {("house", place.key) for place in one.places}
    keys |= {("number", number_key(number)) for number in one.numbers.values()}
    keys |= {("word", word) for word in rare[:3]}
    return keys | ({("words", " ".join(sorted(rare[:2])))} if len(rare) > 1 else set())
