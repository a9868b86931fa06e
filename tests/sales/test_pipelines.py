"""Pipelines and stages are changed while deals run through them."""

import pytest

from perennial.core.errors import Forbidden, Refused
from perennial.records import verbs as record_verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from perennial.sales.verbs import pipelines as verbs
from perennial.sales.verbs.rates import set_rate


def test_a_stage_is_renamed_under_the_feet_of_its_deals(deal, stages, cast, context):
    record_verbs.update(
        record_type("stages"), stages["Enquiry"], {"name": "First call"}, by=cast["owner"], context=context
    )
    deal.refresh_from_db()
    assert deal.stage.name == "First call"
    assert deal.stays.get().stage_name == "Enquiry"


def test_stages_are_put_in_order(sales, stages, cast):
    ids = [stages[name].pk for name in ("Agreement", "Enquiry", "Measuring")]
    verbs.order(sales.stages.all(), ids, by=cast["owner"])
    assert [stage.pk for stage in sales.stages.order_by("place")] == ids


def test_a_stage_with_deals_is_put_away_only_after_they_are_moved(deal, stages, cast, context):
    with pytest.raises(Refused):
        verbs.put_away_stage(stages["Enquiry"], by=cast["owner"])
    with pytest.raises(Refused):
        record_verbs.update(
            record_type("stages"), stages["Enquiry"], {"archived": True}, by=cast["owner"], context=context
        )
    verbs.put_away_stage(stages["Enquiry"], to=stages["Measuring"], by=cast["owner"])
    deal.refresh_from_db()
    assert deal.stage == stages["Measuring"]
    assert [stay.stage_name for stay in deal.stays.order_by("id")] == ["Enquiry", "Measuring"]


def test_a_pipeline_keeps_one_stage(cast, context, sales):
    pipeline = verbs.create_pipeline({"name": "Repairs"}, by=cast["owner"], context=context)
    with pytest.raises(Refused):
        verbs.put_away_stage(pipeline.stages.get(), by=cast["owner"])


def test_a_pipeline_with_open_deals_stays(deal, sales, cast, context):
    verbs.create_pipeline({"name": "Repairs"}, by=cast["owner"], context=context)
    with pytest.raises(Refused):
        verbs.put_away_pipeline(sales, by=cast["owner"])


@pytest.mark.parametrize("act", ["rename", "make", "order", "rate", "trash"])
def test_without_the_capability_nothing_of_the_kind_is_changed(act, sales, stages, cast):
    by, stage = cast["manager"], stages["Enquiry"]
    acts = {
        "rename": lambda: record_verbs.update(
            record_type("stages"), stage, {"name": "X"}, by=by, context=context_for(by)
        ),
        "make": lambda: verbs.create_pipeline({"name": "X"}, by=by, context=context_for(by)),
        "order": lambda: verbs.order(sales.stages.all(), [stages["Agreement"].pk, stage.pk], by=by),
        "rate": lambda: set_rate("USD", "2026-11-01", "41", by=by),
        "trash": lambda: record_verbs.trash(stage, by=by),
    }
    with pytest.raises(Forbidden):
        acts[act]()


def test_a_stage_with_deals_does_not_go_to_the_trash(deal, stages, cast):
    with pytest.raises(Refused):
        record_verbs.trash(stages["Enquiry"], by=cast["owner"])
    record_verbs.trash(stages["Measuring"], by=cast["owner"])


def test_everybody_sees_the_stages(sales, cast):
    assert record_type("stages").visible(cast["outsider"]).count() == 3


@pytest.mark.parametrize(
    "wrong",
    [("XYZ", "2026-11-01", "41"), ("USD", "soon", "41"), ("USD", "2026-11-01", "-1"), ("EUR", "2026-11-01", "1")],
)
def test_a_wrong_rate_is_refused(wrong, cast, sales):
    with pytest.raises(Refused):
        set_rate(*wrong, by=cast["owner"])
