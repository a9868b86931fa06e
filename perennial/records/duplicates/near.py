"""The records that are probably the one at hand: in three queries, for warnings, imports, accepted requests."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from perennial.core.errors import Invalid
from perennial.records.context import context_for
from perennial.records.duplicates.evidence import LIKELY, Weights, judge, reasons_in_words
from perennial.records.duplicates.profile import HOUSES, NUMBERS, compared_fields, profile
from perennial.records.models import DuplicateScan, Key
from perennial.records.search import engine
from perennial.records.search.entries import LONGEST_WORD, RECORD_BITS, entry_id

MOST = 60  # candidates that are weighed
SHOWN = 5
RARE = 40  # records that may share a word which is looked up by itself
REMEMBERED = timedelta(minutes=10)
_weights: dict = {}  # {type code: (when read, Weights)}


def similar(type, subject, actor, exclude=None, least=LIKELY, limit=SHOWN):
    """Return [(record, reasons in words, score 0 to 100)], the likeliest first, among the records the actor sees.

    `subject` is a record or values by field code (raw or parsed; what cannot be read is passed over);
    `exclude` is the id of the record that the values belong to.
    """
    found = findings(type, subject, actor, exclude, least)[:limit]
    return [(record, reasons_in_words(type, finding.reasons), finding.score) for record, finding in found]


def findings(type, subject, actor, exclude=None, least=LIKELY):
    """Return [(record, Finding)] as `similar` does, with the codes of the reasons."""
    record = _record(type, subject, actor) if isinstance(subject, dict) else subject
    fields = compared_fields(type)
    mine, weights = profile(type, record, fields), weights_of(type)
    ids = _by_keys(type, mine) | _by_name(type, mine, weights)
    ids -= {record.pk, exclude}
    if not ids:
        return []
    seen = type.visible(actor).filter(pk__in=sorted(ids)[: MOST * 2])
    weighed = [(other, judge(mine, profile(type, other, fields), weights)) for other in seen]
    likely = [(other, finding) for other, finding in weighed if finding.score >= least]
    return sorted(likely, key=lambda pair: (-pair[1].score, pair[0].pk))


def weights_of(type):
    """Return the Weights of a type's words as the last look over the whole base left them."""
    read, known = _weights.get(type.code, (None, None))
    if read is None or timezone.now() - read > REMEMBERED:
        kept = DuplicateScan.objects.filter(type=type.code).first()
        known = Weights(kept.total, kept.common) if kept else Weights(0, {})
        _weights[type.code] = (timezone.now(), known)
    return known


def forget():
    """Have the weights read anew."""
    _weights.clear()


def _record(type, values, actor):
    """Return an unstored record of values; those that do not fit their fields are passed over."""
    record, context = type.model(), context_for(actor)
    context.missing = "blank"
    for code, value in values.items():
        try:
            field = type.field(code)
            if not field.readonly and not field.attached and field.kind not in ("tags", "file", "external"):
                field.put(record, field.parse(value, context))
        except (KeyError, Invalid, TypeError, ValueError, AttributeError):
            continue
    type.prepare(record, context)
    return record


def _by_keys(type, mine):
    wanted = Q(pk__in=[])
    for one in compared_fields(type):
        keys = {"emails": mine.emails, "phones": mine.phones}.get(one.kind)
        if keys:
            wanted |= Q(kind=one.attribute, key__in=sorted(keys))
        elif one.code in mine.numbers:
            wanted |= Q(kind=NUMBERS.format(one.attribute), key=mine.numbers[one.code])
    if mine.places:
        wanted |= Q(kind=HOUSES, key__in=[place.key for place in mine.places])
    if wanted == Q(pk__in=[]):
        return set()
    return set(Key.objects.filter(wanted, type=type.code).values_list("record_id", flat=True)[:MOST])


def _by_name(type, mine, weights):
    """Return the ids of records with all words of the name, one of its rare words, or its words' beginnings."""
    words = sorted(mine.words, key=lambda word: (weights.common.get(word, 1), -len(word)))
    if not words:
        return set()
    alternatives = [[(word, False) for word in words[:2]]]
    if weights.common.get(words[0], 1) <= RARE:
        alternatives.append([(words[0], False)])
    if len(words) > 1:
        alternatives.append([(word[: max(3, len(word) - 2)], True) for word in words[:2]])
    clause = [[(word[:LONGEST_WORD], beginning) for word, beginning in alternative] for alternative in alternatives]
    low = entry_id(type.code, 0)
    return {found - low for found in engine.ids_answering([clause], low, low + (1 << RECORD_BITS) - 1, MOST)}
