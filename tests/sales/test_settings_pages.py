"""Settings of the room: pipelines, stages, lists, rules, rates; for those who may."""

import pytest

from perennial.records.models import Option
from perennial.sales.models import AssignmentRule, Pipeline, Rate, Stage

PAGES = ["pipelines/", "pipelines/new/", "lists/", "assignment/", "assignment/new/", "rates/"]


@pytest.mark.parametrize("address", PAGES)
def test_only_those_who_may_see_them(page, sales, address):
    assert page("owner").get(f"/settings/{address}").status_code == 200
    assert page("colleague").get(f"/settings/{address}").status_code == 403


def test_a_pipeline_is_made_with_its_first_stage(page):
    answer = page("owner").post(
        "/settings/pipelines/new/", {"has": ["name", "currency"], "v.name": "Repairs", "v.currency": ""}
    )
    assert answer.status_code == 302
    assert Pipeline.objects.get(name="Repairs").stages.count() == 1


def test_a_stage_is_added_changed_and_put_away(page, sales):
    client = page("owner")
    sent = {
        "has": ["name", "probability", "stale_after_days", "required_fields", "guidance"],
        "v.name": "Design",
        "v.probability": "55",
    }
    client.post(
        f"/settings/pipelines/{sales.pk}/stages/new/",
        {**sent, "v.required_fields": ["company", "amount"], "v.guidance": "Draw"},
    )
    stage = Stage.objects.get(name="Design")
    assert (stage.probability, stage.required_fields, stage.place) == (55, ["company", "amount"], 3)
    client.post(f"/settings/stages/{stage.pk}/", {**sent, "v.name": "Drawing"})
    client.post(f"/settings/stages/{stage.pk}/away/")
    stage.refresh_from_db()
    assert (stage.name, stage.archived) == ("Drawing", True)
    client.post(f"/settings/stages/{stage.pk}/out/")
    stage.refresh_from_db()
    assert stage.archived is False


def test_a_wrong_stage_comes_back_with_its_reasons(page, sales):
    answer = page("owner").post(
        f"/settings/pipelines/{sales.pk}/stages/new/",
        {"has": ["name", "probability"], "v.name": "", "v.probability": "140"},
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="140"' in html
    assert "Write 100 or less." in html


def test_stages_are_put_in_order(page, sales, stages):
    ids = [stages[name].pk for name in ("Agreement", "Measuring", "Enquiry")]
    assert page("owner").post(f"/settings/pipelines/{sales.pk}/order/", {"ids": ids}).status_code == 204
    assert [stage.pk for stage in sales.stages.order_by("place")] == ids


def test_lists_are_kept_by_the_company(page):
    client = page("owner")
    client.post("/settings/lists/loss_reason/add/", {"label": "Moved abroad"})
    entry = Option.objects.get(label="Moved abroad")
    assert client.post("/settings/lists/loss_reason/add/", {"label": "MOVED abroad"}).status_code == 422
    client.post(f"/settings/lists/loss_reason/{entry.pk}/", {"label": "Moved away"})
    client.post(f"/settings/lists/loss_reason/{entry.pk}/", {"archived": "true"})
    entry.refresh_from_db()
    assert (entry.label, entry.archived) == ("Moved away", True)
    assert client.get("/settings/lists/nonsense/").status_code == 404


def test_lists_are_put_in_order(page):
    ids = list(Option.objects.filter(list="loss_reason").order_by("-place").values_list("pk", flat=True))
    page("owner").post("/settings/lists/loss_reason/order/", {"ids": ids})
    assert list(Option.of("loss_reason").values_list("pk", flat=True)) == ids


def test_a_rule_is_made_changed_and_taken_away(page, cast):
    client, user = page("owner"), cast["colleague"].user_id
    assert client.post("/settings/assignment/new/", {"name": "", "way": "turn"}).status_code == 422
    client.post(
        "/settings/assignment/new/",
        {"name": "Kyiv", "way": "territory", "active": "on", "territory-0-match": "Kyiv", "territory-0-user": user},
    )
    rule = AssignmentRule.objects.get()
    assert (rule.targets, rule.active) == ([{"match": "Kyiv", "user": user}], True)
    client.post(
        f"/settings/assignment/{rule.pk}/", {"name": "All", "way": "turn", "users": user, "channels": ["phone"]}
    )
    rule.refresh_from_db()
    assert (rule.users, rule.targets, rule.filter["value"], rule.active) == ([user], [], ["phone"], False)
    client.post(f"/settings/assignment/{rule.pk}/remove/")
    assert "No rules yet" in client.get("/settings/assignment/").content.decode()


def test_a_rate_is_set_and_taken_away(page, make):
    make("deals", title="Export", amount={"amount": "10.00", "currency": "USD"})
    client = page("owner")
    assert "USD" in client.get("/settings/rates/").content.decode()
    assert client.post("/settings/rates/", {"currency": "USD", "day": "2026-11-01", "rate": "zero"}).status_code == 422
    client.post("/settings/rates/", {"currency": "USD", "day": "2026-11-01", "rate": "41.5"})
    client.post(f"/settings/rates/{Rate.objects.get().pk}/remove/")
    assert not Rate.objects.filter(trashed_at=None).exists()
