"""Text tables as people save them."""

import gzip

import pytest

from perennial.records.tables import Limits, Refused, open_table


def cells(table):
    return [row for _, row in table.rows()]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separating_character_is_found(read, mark):
    table = read("a.csv", f"name{mark}city\nOlga{mark}Lviv, old town\nIvan{mark}\n".replace("Lviv, old town", "Lviv"))
    assert (table.delimiter, table.columns) == (mark, ["name", "city"])
    assert cells(table) == [["Olga", "Lviv"], ["Ivan", None]]


def test_commas_within_cells_do_not_beat_semicolons_between_them(read):
    table = read("a.csv", "name;sum\nOlga, Lviv;1,50\nIvan, Kyiv, east;2,75\n")
    assert cells(table) == [["Olga, Lviv", "1,50"], ["Ivan, Kyiv, east", "2,75"]]


def test_rows_with_another_character_between_cells_are_split_by_it(read):
    table = read("a.csv", "1,Ann,ann@example.com\n2\tBob\tbob@example.com\n3\tEve\teve@example.com\n")
    assert cells(table) == [
        ["1", "Ann", "ann@example.com"],
        ["2", "Bob", "bob@example.com"],
        ["3", "Eve", "eve@example.com"],
    ]
    assert "mixed" in [notice.code for notice in table.warnings]


TEXT = "Прізвище;Місто;Примітка\nЇжакевич;Київ;постійний клієнт, дзвонити зранку\nЩербань;Львів;чекає на рахунок\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"])
def test_ukrainian_is_read_in_any_encoding(read, encoding):
    table = read("a.csv", TEXT, encoding)
    assert table.columns == ["Прізвище", "Місто", "Примітка"]
    assert cells(table)[1] == ["Щербань", "Львів", "чекає на рахунок"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp866", "Фамилия;Город\nИванов;Москва\nСергеева;Тверь\n"),
        ("koi8-r", "Фамилия;Город\nИванов;Москва\nСергеева;Тверь\n"),
        ("cp1251", "ФАМИЛИЯ;ГОРОД\nИВАНОВ;МОСКВА\nСЕРГЕЕВА;ТВЕРЬ\n"),
        ("cp1252", "Name;Straße\nMüller;Hauptstraße 5 – Hof\nJosé Núñez;Peña 3\n"),
        ("shift_jis", "名前,都市\n山田太郎,東京\n鈴木さくら,大阪\n"),
        ("gb18030", "姓名,城市\n王小明,北京市\n李小红,上海市\n"),
    ],
)
def test_other_encodings_are_told_apart(read, encoding, text):
    table = read("a.csv", text, encoding)
    assert [table.columns, *cells(table)] == [line.replace(";", ",").split(",") for line in text.splitlines()]


def test_one_bad_byte_in_utf8_does_not_change_the_encoding(read):
    table = read("a.csv", (TEXT * 20).encode() + b"\xff;x;y\n")
    assert table.encoding == "utf-8"
    assert "replaced" in [notice.code for notice in table.warnings]


def test_an_encoding_may_be_chosen_by_hand(put, refused):
    path = put("a.csv", TEXT, "cp1251")
    assert open_table(path, encoding="windows-1251").columns == ["Прізвище", "Місто", "Примітка"]
    with refused("encoding"):
        open_table(path, encoding="klingon")


def test_line_breaks_within_quotes_belong_to_the_cell_and_rows_keep_their_line(read):
    table = read("a.csv", 'name,note\r\nOlga,"two\r\nlines, ""quoted"""\r\n\r\nIvan,\r\n')
    assert list(table.rows()) == [(2, ["Olga", 'two\r\nlines, "quoted"']), (5, ["Ivan", None])]


def test_ragged_rows_keep_every_cell(read):
    table = read("basket.csv", "milk,bread\nbread\nmilk,bread,soup,tea\nsoup,milk\n")
    assert len(table.columns) == 4
    assert cells(table)[2] == ["milk", "bread", "soup", "tea"]
    assert cells(table)[1] == ["bread", None, None, None]


def test_a_quote_that_never_closes_does_not_swallow_the_file(read):
    table = read("a.csv", 'name,note\nOlga,"oops\n' + "Ivan,fine\n" * 100)
    assert len(cells(table)) == 101
    assert "quotes" in [notice.code for notice in table.warnings]


def test_spaces_after_commas_are_not_part_of_the_cell(read):
    assert cells(read("a.csv", 'id, name\n1, Olga\n2, "Ivan, Jr"\n'))[1] == ["2", "Ivan, Jr"]


def test_zero_bytes_are_left_out(read):
    assert cells(read("a.csv", b"name,city\nOl\x00ga,Lviv\n")) == [["Olga", "Lviv"]]


def test_leading_zeros_and_big_numbers_stay_text(read):
    assert cells(read("a.csv", "code,phone\n00123,380501234567\n")) == [["00123", "380501234567"]]


def test_a_gzipped_table_is_read_as_it_is(read):
    assert cells(read("a.csv.gz", gzip.compress(b"a;b\n1;2\n"))) == [["1", "2"]]


def test_a_table_can_be_read_again_and_looked_at_first(read):
    table = read("a.csv", "name,city\nOlga,Lviv\nIvan,Kyiv\n")
    assert table.sample(1) == [(2, ["Olga", "Lviv"])]
    assert cells(table) == cells(table)


def test_a_gzip_bomb_is_refused(put, refused):
    bomb = put("a.csv.gz", gzip.compress(b"a,b\n" * 2_000_000))
    with refused("bomb"):
        open_table(bomb, limits=Limits(unpacked=1 << 20))


def test_an_endless_cell_is_refused_with_the_row_to_look_at(read):
    with pytest.raises(Refused) as refused:
        read("a.csv", "name,note\n" + "x" * (2 << 20))
    assert "row 2" in str(refused.value)


def test_a_row_of_endless_quoted_lines_is_refused(put, refused):
    with refused("long_cell"):
        open_table(put("a.csv", "a,b\n" + 'x,"\n",' * 150_000))


def test_a_line_without_end_is_no_table(put, refused):
    with refused("program"):
        open_table(put("a.csv", "x" * (10 << 20)))
