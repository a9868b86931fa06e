"""Web pages that call themselves Excel."""

import pytest

from perennial.records.tables import Limits, Refused


def test_the_largest_table_of_a_page_is_read(read):
    page = """<html><head><meta charset="windows-1251"></head><body>
    <table><tr><td>menu</td></tr></table>
    <table border=1><tr><th>Назва</th><th>Телефон<th>Місто</tr>
    <tr><td>Дубрава &amp; Ко<br>філія</td><td>050&nbsp;123</td><td>Львів</td></tr>
    <tr><td colspan=2>Разом<td>1</table></body></html>"""
    table = read("report.xls", page, "cp1251")
    assert (table.format, table.columns) == ("html", ["Назва", "Телефон", "Місто"])
    assert list(table.rows()) == [(2, ["Дубрава & Ко\nфілія", "050 123", "Львів"]), (3, ["Разом", None, "1"])]
    assert "XLS" in str(table.warnings[0])


def test_a_page_made_to_take_forever_is_refused(read):
    with pytest.raises(Refused) as refused:
        read("a.html", "<table>" + "<td " * 100_000, limits=Limits(seconds=0.1))
    assert refused.value.code == "too_slow"
