"""Outcomes and stays in stages, written in the transaction that changes a deal: also when a change is taken back."""

from datetime import UTC, datetime, time

from django.utils import timezone

from perennial.sales.models import Deal, Outcome, Stage, StageStay

KINDS = {"won": "won", "lost": "lost", "on_hold": "held", "": "reopened"}


def derive(model, records, changes):
    """Keep the rows of how deals went (a member of `core.events.DERIVE`)."""
    if model is not Deal:
        return
    if changes is None:
        _begin(records)
        return
    for deal in records:
        if "stage_id" in changes:
            _enter(deal)
        if "outcome" in changes:
            _note(deal)


def _begin(deals):
    names = dict(Stage.objects.filter(pk__in={deal.stage_id for deal in deals}).values_list("pk", "name"))
    stays, outcomes = [], []
    for deal in deals:
        ended = _moment(deal.closed_on, deal.stage_since) if deal.outcome in ("won", "lost") else None
        stays.append(_stay(deal, names[deal.stage_id], deal.stage_since, ended))
        if deal.outcome:
            outcomes.append(_outcome(deal, ended or deal.created_at))
    StageStay.objects.bulk_create(stays, batch_size=500)
    Outcome.objects.bulk_create(outcomes, batch_size=500)


def _enter(deal):
    now = _now(deal)
    StageStay.objects.filter(deal=deal, left_at=None).update(left_at=now)
    name = Stage.objects.values_list("name", flat=True).get(pk=deal.stage_id)
    _stay(deal, name, now, now if deal.outcome in ("won", "lost") else None).save()


def _note(deal):
    now = _now(deal)
    _outcome(deal, _moment(deal.closed_on, now) if deal.outcome in ("won", "lost") else now).save()
    if deal.outcome in ("won", "lost"):
        StageStay.objects.filter(deal=deal, left_at=None).update(left_at=now)
    elif not StageStay.objects.filter(deal=deal, left_at=None).exists():
        name = Stage.objects.values_list("name", flat=True).get(pk=deal.stage_id)
        _stay(deal, name, now, None).save()


def _stay(deal, name, entered, left):
    return StageStay(
        deal_id=deal.pk, stage_id=deal.stage_id, stage_name=name, entered_at=entered, left_at=left, by_id=_who(deal)
    )


def _outcome(deal, at):
    return Outcome(
        deal_id=deal.pk, kind=KINDS[deal.outcome], reason_id=deal.loss_reason_id, comment=deal.outcome_comment,
        until=deal.on_hold_until, by_id=_who(deal), at=at,
    )  # fmt: skip


def _now(deal):
    return getattr(deal, "acting_at", None) or timezone.now()


def _who(deal):
    return getattr(deal, "acting_user_id", None)


def _moment(day, now):
    """Return now for today, and noon of any other day."""
    return now if day is None or day == now.date() else datetime.combine(day, time(12), UTC)
