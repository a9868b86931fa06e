"""Workbooks, read in a process of their own."""

import gzip
import os
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from perennial.records.tables import Limits, Refused, open_table


def cells(table):
    return [row for _, row in table.rows()]


def test_cells_keep_their_kind(workbook):
    rows = [
        ["id", "code", "price", "paid", "on", "at"],
        [7, "007", 2.5, True, date(2026, 5, 1), datetime(2026, 5, 1, 14, 30)],
    ]
    table = open_table(workbook({"Sheet": rows}))
    assert table.format == "xlsx"
    assert cells(table) == rows[1:]
    assert [type(cell) for cell in cells(table)[0]] == [int, str, float, bool, date, datetime]


def test_row_numbers_are_those_of_the_sheet(workbook):
    table = open_table(workbook({"S": [["name", "city"], [], ["Olga", "Lviv"], [None, ""], ["Ivan", "Kyiv"]]}))
    assert list(table.rows()) == [(3, ["Olga", "Lviv"]), (5, ["Ivan", "Kyiv"])]


def test_the_first_sheet_with_data_is_taken_and_another_may_be_chosen(workbook):
    path = workbook({"Cover": [], "People": [["name"], ["Olga"]], "Deals": [["title"], ["Oak table"]]})
    table = open_table(path)
    assert (table.sheet, table.sheets) == ("People", ["Cover", "People", "Deals"])
    assert cells(open_table(path, sheet="Deals")) == [["Oak table"]]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(workbook):
    with pytest.raises(Refused) as refused:
        open_table(workbook({"People": [["name"], ["Olga"]]}), sheet="Orders")
    assert "«People»" in str(refused.value)


def test_more_rows_than_one_batch_come_in_order(workbook):
    table = open_table(workbook({"S": [["n", "word"], *[[n, f"w{n}"] for n in range(2500)]]}))
    assert [row[0] for row in cells(table)] == list(range(2500))


def test_looking_at_a_few_rows_leaves_no_process_behind(workbook):
    table = open_table(workbook({"S": [["n"], *[[n] for n in range(5000)]]}))
    assert len(table.sample(3)) == 3
    rows = table.rows()
    next(rows)
    rows.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_empty_workbook_is_refused(workbook, refused):
    with refused("no_data"):
        open_table(workbook({"S": []}))


def test_a_workbook_with_the_wrong_name_is_read_by_what_it_is(workbook):
    table = open_table(workbook({"S": [["name"], ["Olga"]]}, "clients.csv"))
    assert (table.format, cells(table)) == ("xlsx", [["Olga"]])
    assert "CSV" in str(table.warnings[0])


def test_a_gzipped_workbook_is_read(workbook, put):
    packed = gzip.compress(workbook({"S": [["name"], ["Olga"]]}).read_bytes())
    assert cells(open_table(put("a.xlsx.gz", packed))) == [["Olga"]]


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory(tmp_path, refused):
    book = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "name")
    sheet.write(1_048_575, 16_383, "far")
    book.close()
    with refused("far_cell"):
        open_table(tmp_path / "far.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, refused):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        with bomb.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(100):
                part.write(b" " * (1 << 20))
    with refused("bomb"):
        open_table(tmp_path / "bomb.xlsx")


def test_a_broken_workbook_is_refused(workbook, refused):
    path = workbook({"S": [["name"], *[[f"n{n}"] for n in range(500)]]})
    path.write_bytes(path.read_bytes()[:-900])
    with refused("corrupt"):
        open_table(path)


def test_a_sheet_too_large_for_the_memory_is_read_as_a_stream(workbook):
    cells = [7, "007", 2.5, True, date(2026, 5, 1), datetime(2026, 5, 1, 14, 30), *["Оля " * 100] * 10]
    path = workbook({"Cover": [], "S": [[f"c{n}" for n in range(16)], *[cells] * 20_000]})
    table = open_table(path, limits=Limits(memory=100 << 20))
    assert (table.sheet, table.sheets) == ("S", ["Cover", "S"])
    assert sum(1 for _ in table.rows()) == 20_000
    assert table.sample(1) == [(2, [*cells[:6], *["Оля " * 99 + "Оля"] * 10])]


def test_a_single_cell_far_below_is_reached(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "tall.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "city"])
    sheet.write(1_048_575, 20, "far")
    book.close()
    ((number, row),) = open_table(tmp_path / "tall.xlsx").rows()
    assert (number, row[20]) == (1_048_576, "far")


def test_memory_is_limited(workbook, refused):
    path = workbook({"S": [["name"] * 100] * 5000})
    with refused("too_many_cells"):
        open_table(path, limits=Limits(memory=20 << 20))


def test_a_program_that_hangs_is_ended(workbook, refused):
    path = workbook({"S": [["name"], ["Olga"]]})
    with refused("too_slow"):
        open_table(path, limits=Limits(seconds=0))
