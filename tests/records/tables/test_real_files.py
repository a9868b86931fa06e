"""The real files beside the project: each is read, or refused for a reason that is right."""

import time
from collections import Counter

import pytest

from perennial.records.tables import Refused, Target, open_table, suggest

pytestmark = pytest.mark.data

ROWS = {
    "maven_crm/accounts.csv": 85,
    "maven_crm/products.csv": 7,
    "maven_crm/sales_teams.csv": 35,
    "maven_crm/sales_pipeline.csv": 8800,
    "maven_crm/variants/sales_pipeline.US-mdy.csv": 8800,
    "maven_crm/variants/sales_pipeline.dmy-CRLF-closed0.csv": 8800,
    "olist/full/olist_marketing_qualified_leads_dataset.csv": 8000,
    "olist/full/olist_closed_deals_dataset.csv": 842,
    "olist/full/product_category_name_translation.csv": 71,
    "olist/sample8k/olist_order_reviews_dataset.csv": 8225,
    "ru_ua/ua_katottg_2025-05-16.csv": 31_748,
    "ru_ua/ru_city.csv": 1117,
    "ru_ua/petrovich_people.tsv": 17,
    "dedupe/csv_example_messy_input.csv": 3337,
    "dedupe/febrl_dataset1.csv": 1000,
    "bank_marketing/bank-additional-full.csv.gz": 41_188,
    "bank_marketing/bank.csv": 4521,
    "cdnow/CDNOW_master.txt": 69_659,
    "cdnow/CDNOW_sample.txt": 6919,
    "groceries/groceries.csv": 9835,
    "helpdesk/helpdesk_italian_software_company.csv": 21_348,
    "helpdesk/incident_event_log.csv.gz": 141_712,
    "contacts_csv/google-shared-contacts/outlook.csv": 3,
    "contacts_csv/thunderbird-import/csv_no_header.csv": 2,
    "contacts_csv/thunderbird-import/shiftjis_addressbook.csv": 1,
    "contacts_csv/thunderbird-import/tab_comma_mixed.csv": 4,
    "contacts_csv/thunderbird-import/utf16_addressbook.csv": 1,
    "contacts_csv/thunderbird-import/basic_ldif_addressbook.ldif": 1,
}
ENCODINGS = {
    "spreadsheets/messytables-horror/characters.csv": "big5",
    "spreadsheets/messytables-horror/spanish_chars.csv": "cp1252",
    "spreadsheets/messytables-horror/sparse_with_column_errors.csv": "cp1252",
    "contacts_csv/thunderbird-import/shiftjis_addressbook.csv": "shift_jis",
    "contacts_csv/thunderbird-import/utf16_addressbook.csv": "utf-16",
}
REFUSED = {
    "OOM_alloc3.xls": "corrupt",
    "issue252.xlsx": "corrupt",
    "issue_594_dos.ods": "too_many_cells",
    "biff4_no_format_no_window2.xls": "old_excel",
    "pass_protected.xlsx": "password",
    "pass_protected.xlsb": "password",
    "pass_protected.ods": "password",
    "issue_385.xls": "password",
    "encrypted_no_password.xls": "password",
}
# These have no cell with anything in it.
EMPTY = {
    *("capitalized_wbook_stream.xls", "empty_sheet.xlsx", "errors.xlsx", "invalid_formula.xls", "issue127.ods"),
    *("issue127.xls", "issue127.xlsb", "issue127.xlsx", "issue281.xlsm", "issue343.xls", "issue_666_lost_sheets.xlsb"),
    *("issue_666_panic.xlsb", "libreoffice.xlsx", "misc_biff5_parsing.xls", "picture.ods", "picture.xls"),
    *("picture.xlsb", "picture.xlsx", "picture_in_cell.xls", "picture_richdata.xlsx", "sample.xlsx", "vba.xlsm"),
    "pictures_in_cell_and_over_cell.xlsx",
}


@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_a_real_table_is_read(real_data, name):
    assert sum(1 for _ in open_table(real_data / name).rows()) == ROWS[name]


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_encoding_of_a_real_file_is_found(real_data, name):
    assert open_table(real_data / name).encoding == ENCODINGS[name]


def test_every_spreadsheet_is_read_or_refused_for_the_right_reason_in_time(real_data):
    files = [path for path in (real_data / "spreadsheets").rglob("*") if path.suffix not in ("", ".md")]
    codes, slowest = {}, 0
    for path in files:
        began = time.monotonic()
        try:
            table = open_table(path)
            assert all(cells for _, cells in table.rows())
            assert len(set(table.columns)) == len(table.columns)
        except Refused as refused:
            codes[path.name] = refused.code
        slowest = max(slowest, time.monotonic() - began)
    assert len(files) == 176
    assert codes == {**REFUSED, **dict.fromkeys(EMPTY, "no_data")}
    assert slowest < 10


def test_every_real_card_is_read(real_data):
    read = Counter()
    for path in (real_data / "vcard").rglob("*"):
        if path.is_file():
            try:
                rows = [dict(zip(open_table(path).columns, row, strict=True)) for _, row in open_table(path).rows()]
            except Refused as refused:
                read[refused.code] += 1
                continue
            read["cards"] += len(rows)
            read["named"] += sum(bool(row["name"]) for row in rows)
    # One of the 85 cards has nothing but a picture, and some have no name.
    assert read == {"cards": 84, "named": read["named"], "no_cards": 1}
    assert read["named"] >= 80


def test_equal_names_of_columns_become_unique_in_real_files(real_data):
    table = open_table(real_data / "helpdesk/helpdesk_italian_software_company.csv")
    assert table.columns[4:7] == ["Variant", "Variant index", "Variant (2)"]


def test_ragged_baskets_keep_their_widest_row(real_data):
    table = open_table(real_data / "groceries/groceries.csv")
    assert (table.header_row, len(table.columns)) == (0, 32)
    assert sum(cell is not None for _, row in table.rows() for cell in row) == 43_367


def test_real_deals_are_mapped(real_data):
    table = open_table(real_data / "maven_crm/sales_pipeline.csv")
    codes = ["external_id", "owner", "product", "company", "stage", "created_at", "closed_at", "amount"]
    targets = [Target(code) for code in ("title", *codes)]
    found = suggest(table.columns, [row for _, row in table.sample(100)], targets)
    assert [each and each.target for each in found.values()] == codes


def test_real_lists_with_two_numbers_take_the_one_that_names_the_row(real_data):
    table = open_table(real_data / "dedupe/csv_example_input_with_true_ids.csv")
    found = suggest(table.columns, [row for _, row in table.sample(100)], [Target("external_id")])
    assert (found["True Id"], found["Id"].target) == (None, "external_id")
