"""A pipeline by month: what is promised in each stage, what was won, and nobody else's deals."""

import datetime
import re
from urllib.parse import unquote

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from perennial.sales.verbs import deals as verbs


@pytest.fixture
def this():
    return timezone.localdate().replace(day=1)


@pytest.fixture
def promised(make, this):
    """Three deals: one for next month in Enquiry, one late in Measuring, one without a date."""
    return [
        make(
            "deals",
            title="Oak table",
            amount="1000",
            expected_close_on=(this + relativedelta(months=1, days=4)).isoformat(),
        ),
        make(
            "deals",
            title="Wardrobe",
            amount="200",
            stage="Measuring",
            expected_close_on=(this - datetime.timedelta(1)).isoformat(),
        ),
        make("deals", title="Shelf", amount="30"),
    ]


def rows(client, path="/deals/months/"):
    """Return {row's head: [text of each cell]} and the whole page."""
    text = client.get(path).content.decode()
    found = {}
    for row in re.findall(r"<tr.*?</tr>", text.split("<tbody>")[1], re.S):
        head, *cells = (
            re.sub(r"<small>.*?</small>|<[^>]+>|\s+", "", part) for part in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        )
        found[head] = cells
    return found, text


@pytest.mark.usefixtures("promised")
def test_open_deals_stand_in_their_stage_and_month(page):
    found, text = rows(page("owner"))
    assert [place for place, cell in enumerate(found["Enquiry"]) if "nothing" not in cell] == [
        4,
        10,
    ]  # next month, no date
    assert (found["Enquiry"][4], found["Enquiry"][10]) == ("€1,000", "€30")
    assert found["Measuring"][2] == "€200" and text.count("data-late") == 2  # its own and that of all together
    assert [found["Open,together"][place] for place in (2, 4, 10)] == ["€200", "€1,000", "€30"]


def test_a_cell_leads_to_its_deals(page, promised):
    client = page("owner")
    _found, text = rows(client)
    links = [
        unquote(href.replace("&amp;", "&")) for href in re.findall(r'<td class="num"[^>]*><a href="([^"]+)"', text)
    ]
    assert len(links) == 6
    listed = [client.get(link).content.decode() for link in links[:3]]
    assert [["Oak table" in text, "Wardrobe" in text, "Shelf" in text] for text in listed] == [
        [True, False, False], [False, False, True], [False, True, False],
    ]  # fmt: skip


def test_what_was_won_stands_in_the_month_of_its_end(page, promised, cast, context):
    verbs.win(promised[0], by=cast["owner"], context=context)
    found, _page = rows(page("owner"))
    assert found["Won"][3] == "€1,000" and "€1,000" not in found["Enquiry"]


@pytest.mark.usefixtures("promised")
def test_a_stranger_adds_up_nothing(page):
    found, _page = rows(page("outsider"))
    assert not [cell for cells in found.values() for cell in cells if "€" in cell]


@pytest.mark.usefixtures("promised")
def test_list_board_and_months_lead_to_each_other(page):
    client = page("owner")
    for path in ("/deals/", "/deals/board/", "/deals/months/"):
        text = client.get(path).content.decode()
        assert {"Board", "Months", "List"} <= set(re.findall(r"</svg>(Board|Months|List)</a>", text)), path
