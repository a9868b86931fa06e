"""What `perennial doctor` looks at here: next steps, and what activities are about."""

from django.core.checks import register

from perennial.activities.models import Activity, ActivityLink, linkable
from perennial.activities.next_step import refresh, steps_of
from perennial.core.management.health import derived
from perennial.core.management.sample import records


@register("health", deploy=True)
def next_steps(whole=False, mend=False, **_):
    """The next step of each record is its nearest open activity"""
    for type in linkable():
        wrong = []
        for chunk in records(type.model._default_manager.all(), type.code, whole=whole):
            right = steps_of(type.code, [record.pk for record in chunk])
            wrong += [r.pk for r in chunk if any(getattr(r, name) != value for name, value in right[r.pk].items())]
        if mend and wrong:
            refresh(type.code, wrong)
        if wrong:
            yield derived(len(wrong), f"of {type.code} have another next step than their activities", mend)


@register("health", deploy=True)
def links(whole=False, **_):
    """Activities stand with the records that they are about"""
    wrong = 0
    for chunk in records(Activity.objects.all(), whole=whole):
        there = {}
        for pk, type, record_id in ActivityLink.objects.filter(activity__in=chunk).values_list("activity_id", "type", "record_id"):
            there.setdefault(pk, set()).add((type, record_id))
        wrong += sum(set(activity.links()) != there.get(activity.pk, set()) for activity in chunk)
    if wrong:
        yield derived(wrong, "activities do not stand with what they are about", False)
