"""What real files are like: dates in any spelling, «null», zeros, numbers that tie, doubles with numbers of their own."""

from datetime import date

import pytest

from perennial.core.actor import SYSTEM
from perennial.core.errors import Forbidden, Refused
from perennial.people.models import Company, Person
from perennial.records.context import context_for
from perennial.records.imports import run, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.imports.sources import source_of
from perennial.records.registry import record_type
from perennial.records.tables import open_table
from perennial.sales.models import Deal, Lead

DEALS = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
ISO = DEALS + "A1,Moses Frase,GTXPro,Isdom,Won,2016-10-20,2017-03-01,1054\nB2,Anna Snelling,GTX,,Engaging,2016-11-13,,\n"
AMERICAN = DEALS + "A1,Moses Frase,GTXPro,Isdom,Won,10/20/2016,3/1/2017,1054\nB2,Anna Snelling,GTX,,Engaging,11/13/2016,,\n"
ZEROS = DEALS + "B2,Anna Snelling,GTX,null,Engaging,13-11-2016,0,0\nA1,Moses Frase,GTXPro,Isdom,Won,20-10-2016,01-03-2017,1054\n"


@pytest.fixture
def bring(db, tmp_path):
    def bring(text, as_, name="file.csv", by=SYSTEM, progress=None, **choices):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        type, table = record_type(as_), open_table(path)
        plan = suggest_plan(type, table, file_name=name)
        for key, value in choices.items():
            setattr(plan, key, value)
        batch = new_batch(type, name, plan, by=by)
        return run(batch, type, table, plan, by=by, context=context_for(by), progress=progress)

    return bring


def test_the_same_deals_are_known_in_any_spelling_of_dates(bring):
    assert bring(ISO, "deals", "pipeline.csv").created == 2
    won = Deal.objects.get(outcome="won")
    assert (won.closed_on, won.amount, won.amount_currency, won.company.name) == (date(2017, 3, 1), 105_400, "EUR", "Isdom")
    assert won.created_at.date() == date(2016, 10, 20) and won.owner.name == "Moses Frase" and not won.owner.is_active
    again = bring(AMERICAN, "deals", "pipeline.us.csv")
    assert (again.created, again.updated, again.skipped) == (0, 0, 2)
    last = bring(ZEROS, "deals", "pipeline-2.csv")
    assert (last.created, last.updated, last.skipped, last.failed) == (0, 1, 1, 0)  # «no value» has become 0
    assert Company.objects.count() == 1 and Deal.objects.count() == 2


def test_a_number_ties_a_deal_to_the_request_it_came_from(bring):
    bring("mql_id,origin\nq1,social\nq2,email\n", "leads")
    bring("mql_id,won_date\nq1,2018-02-26 19:58:54\n", "deals")
    deal = Deal.objects.get()
    assert (deal.outcome, deal.closed_on) == ("won", date(2018, 2, 26))
    assert Lead.objects.get(deal=deal).external == {"mql_id": "q1"} and Lead.objects.filter(state="accepted").count() == 1


def test_rows_with_numbers_of_their_own_are_never_one_record(bring):
    text = "Id,Site name,Phone\n1,Salvation Army,(773) 478-2262\n2,Salvation Army,(773) 478-2262\n"
    assert bring(text, "companies").created == 2
    assert bring(text, "companies").skipped == 2 and Company.objects.count() == 2


def test_a_phone_in_two_lines_is_one_phone_and_two_are_two(bring):
    bring('name,phone\nA,"(067)\n224-19-63"\nB,"067 224 19 64\n050 311 47 08"\n', "companies")
    assert [len(company.phones) for company in Company.objects.order_by("pk")] == [1, 2]


def test_a_wrong_cell_may_be_left_empty_and_is_told(bring):
    batch = bring("name,email,phone\nOlena Koval,o@x.example; nothing,067 224 19 63\n", "people", wrong="blank")
    assert (batch.created, batch.failed) == (1, 0) and "nothing" in batch.errors[0]["message"]
    assert [entry["address"] for entry in Person.objects.get().emails] == ["o@x.example"]


def test_a_file_adds_to_lists_and_never_shortens_them(bring):
    bring("name,email,phone\nOlena Koval,o@x.example,067 224 19 63\n", "people")
    bring("name,email,phone\nOlena Koval,o@x.example,050 311 47 08\n", "people")
    assert len(Person.objects.get().phones) == 2


def test_a_file_without_a_single_place_is_refused(bring):
    with pytest.raises(Refused):
        bring("foo,bar\n1,2\n", "companies")


def test_an_import_stops_where_it_is_asked_to(bring):
    def stop(batch, _rows):
        raise StopIteration

    batch = bring("name\n" + "".join(f"Company {n}\n" for n in range(700)), "companies", progress=stop)
    assert (batch.state, batch.read, Company.objects.count()) == ("stopped", 500, 500)


def test_who_may_not_bring_in_files_or_make_such_records_does_not(bring, cast):
    actor = cast["colleague"]
    with pytest.raises(Forbidden):
        bring("name\nA\n", "companies", by=actor)
    role = actor.user.role
    role.capabilities, role.rights = ["import"], {"*": {**role.rights["*"], "create": "none"}}
    with pytest.raises(Forbidden):
        bring("name\nA\n", "companies", by=actor)
    assert not Company.objects.exists()


def test_the_source_is_named_by_the_column_or_the_file():
    assert source_of("opportunity_id", "x.csv") == "opportunity_id"
    assert {source_of("№", name) for name in ("clients_2025.csv", "clients.old.csv", "Clients (2).csv")} == {"clients"}
