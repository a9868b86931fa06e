"""Whole sales histories of real shape: accounts, deals in three spellings of dates, requests and what came of them."""

import pytest
from django.db.models import Count, Sum

from perennial.accounts.models import User
from perennial.people.models import Company
from perennial.sales.models import Deal, Lead
from tests.records.data.conftest import counts

pytestmark = pytest.mark.data


def test_accounts_and_deals_of_a_team(bring, real_data):
    maven = real_data / "maven_crm"
    assert counts(bring(maven / "accounts.csv", "companies"))[3] == 0
    assert Company.objects.count() == 85
    assert counts(bring(maven / "sales_pipeline.csv", "deals")) == (8800, 0, 0, 0)
    ends = dict(Deal.objects.values_list("outcome").annotate(n=Count("pk")))
    assert ends == {"won": 4238, "lost": 2473, "": 2089}
    stages = dict(Deal.objects.filter(outcome="").values_list("stage__name").annotate(n=Count("pk")))
    assert stages == {"Engaging": 1589, "Prospecting": 500}
    assert Deal.objects.filter(outcome="won").aggregate(total=Sum("amount"))["total"] == 10_005_534_00
    assert Deal.objects.filter(company=None).count() == 1425 and Company.objects.count() == 85
    assert User.objects.filter(is_active=False).count() == 30 and {len(deal.lines) for deal in Deal.objects.all()[:50]} == {1}
    for name, changed in (("US-mdy", 0), ("dmy-CRLF-closed0", 2089)):  # the last one writes 0 for «no value yet»
        again = bring(maven / f"variants/sales_pipeline.{name}.csv", "deals")
        assert counts(again) == (0, changed, 8800 - changed, 0)
    assert Deal.objects.count() == 8800


def test_requests_and_the_deals_that_came_of_them(bring, real_data):
    olist = real_data / "olist" / "full"
    leads = bring(olist / "olist_marketing_qualified_leads_dataset.csv", "leads")
    assert counts(leads) == (8000, 0, 0, 0)
    deals = bring(olist / "olist_closed_deals_dataset.csv", "deals")
    assert counts(deals) == (842, 0, 0, 0)
    assert Lead.objects.exclude(deal=None).count() == 842 and Lead.objects.filter(state="accepted").count() == 842
    assert Deal.objects.filter(outcome="won", closed_on__gte="2017-12-05", closed_on__lte="2018-11-14").count() == 842
    assert counts(bring(olist / "olist_closed_deals_dataset.csv", "deals")) == (0, 0, 842, 0)
