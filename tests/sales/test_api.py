"""Programs do with deals and requests what people do, under the same rules."""

import json

import pytest

from perennial.accounts.models import Token
from perennial.people.models import Person
from perennial.sales.models import Deal


@pytest.fixture
def call(client, cast, sales):
    """Call the API as one of the cast: call("POST", "deals/1/stage", {…})."""

    def calling(method, path, body=None, by="owner"):
        _token, key = Token.make(cast[by].user, "Tests")
        answer = client.generic(
            method, f"/api/v1/{path}", json.dumps(body) if body is not None else "", content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )  # fmt: skip
        return answer.status_code, json.loads(answer.content or "null")

    return calling


def test_a_deal_is_made_with_names_and_people(call, make):
    person, company = make("people", first_name="Halyna"), make("companies", name="Kavova Hora")
    body = {
        "title": "Café", "company": company.pk, "stage": "Measuring", "amount": {"amount": "486000.00", "currency": "EUR"},
        "people": [{"person": person.pk, "role": "decides"}], "expected_close_on": "2026-12-24",
    }  # fmt: skip
    status, deal = call("POST", "deals", body)
    assert (status, deal["stage"]["name"], deal["company"]["name"]) == (201, "Measuring", "Kavova Hora")
    assert deal["amount"] == {"amount": "486000.00", "currency": "EUR"}
    assert deal["people"] == [{"person": {"id": person.pk, "name": "Halyna"}, "role": "decides"}]
    assert (deal["outcome"], deal["probability"], deal["next_step"]) == ("", 40, None)


def test_a_stage_and_an_outcome_are_sub_resources(call, deal, stages):
    assert call("POST", f"deals/{deal.pk}/stage", {"stage": stages["Measuring"].pk})[0] == 200
    status, problem = call("POST", f"deals/{deal.pk}/outcome", {"kind": "lost"})
    assert (status, [error["pointer"] for error in problem["errors"]]) == (422, ["/loss_reason"])
    status, lost = call(
        "POST", f"deals/{deal.pk}/outcome", {"kind": "lost", "reason": "Too expensive", "comment": "A third"}
    )
    assert (status, lost["outcome"]) == (200, "lost")
    assert call("POST", f"deals/{deal.pk}/outcome", {"kind": "nonsense"})[0] == 422


def test_a_stage_names_what_it_lacks(call, deal, stages):
    stages["Measuring"].required_fields = ["company"]
    stages["Measuring"].save()
    status, problem = call("POST", f"deals/{deal.pk}/stage", {"stage": "Measuring"})
    assert (status, [error["pointer"] for error in problem["errors"]]) == (422, ["/company"])


def test_a_request_is_converted(call, make):
    lead = make("leads", title="Site form", name="Roman Hnatiuk", phones="0671234567")
    assert call("POST", f"leads/{lead.pk}/conversion", {"company": "Nobody knows it"})[0] == 422
    status, _answer = call("POST", f"leads/{lead.pk}/conversion", {"title": "Wardrobe"})
    assert (status, Deal.objects.get().title, Person.objects.get().last_name) == (200, "Wardrobe", "Hnatiuk")
    assert call("POST", f"leads/{lead.pk}/conversion", {})[0] in (403, 409, 422)


def test_the_board_comes_in_columns(call, deal):
    status, board = call("GET", "deals/board")
    assert (status, board["columns"][0]["count"], board["columns"][0]["items"][0]["title"]) == (200, 1, "Oak kitchen")


def test_pipelines_and_stages_are_collections(call, sales):
    assert [stage["name"] for stage in call("GET", "stages")[1]["items"]] == ["Enquiry", "Measuring", "Agreement"]
    status, stage = call("POST", "stages", {"name": "Design", "pipeline": sales.pk, "place": 4, "probability": 60})
    assert (status, stage["probability"]) == (201, 60)
    assert call("POST", "stages", {"name": "Design", "pipeline": sales.pk}, by="colleague")[0] == 403


def test_a_stranger_finds_nothing(call, deal):
    assert call("GET", f"deals/{deal.pk}", by="outsider")[0] == 404
    assert call("POST", f"deals/{deal.pk}/outcome", {"kind": "won"}, by="outsider")[0] == 404
