"""Where the names of the columns stand, and what they become."""


def test_a_header_in_the_first_row_is_taken(read):
    table = read("a.csv", "name,phone\nOlga,0501234567\n")
    assert (table.header_row, table.columns) == (1, ["name", "phone"])


def test_titles_and_blank_lines_above_the_header_are_left_out(read):
    table = read("a.csv", "Customers of the north,,\n,,\nas of 1 May,,\nname,city,phone\nOlga,Lviv,1\nIvan,Kyiv,2\n")
    assert (table.header_row, table.columns) == (4, ["name", "city", "phone"])
    assert next(table.rows()) == (5, ["Olga", "Lviv", "1"])
    assert "header_row" in [notice.code for notice in table.warnings]


def test_a_table_without_header_gets_numbered_columns(read):
    table = read("a.csv", "Olga Koval,olga@example.com\nIvan Bondar,ivan@example.com\n")
    assert (table.header_row, table.columns) == (0, ["Column 1", "Column 2"])
    assert table.unnamed == {0, 1}
    assert len(table.sample()) == 2


def test_words_that_come_again_below_are_not_a_header(read):
    assert read("a.csv", "milk,bread\nbread,tea\nmilk,bread\ntea,milk\n").header_row == 0


def test_years_may_be_names_of_columns(read):
    assert read("a.csv", "region,2024,2025\nnorth,10,20\nsouth,30,40\n").columns == ["region", "2024", "2025"]


def test_equal_and_empty_names_become_unique(read):
    assert read("a.csv", "name,Variant,,variant,name (2),name\na,b,c,d,e,f\n").columns == [
        "name",
        "Variant",
        "Column 3",
        "variant (2)",
        "name (2)",
        "name (3)",
    ]


def test_nameless_columns_without_data_at_the_end_are_left_out(read):
    table = read("a.csv", "name,city,\nOlga,Lviv,\n")
    assert table.columns == ["name", "city"]
    assert table.sample() == [(2, ["Olga", "Lviv"])]


def test_a_row_longer_than_the_header_keeps_its_cells_and_is_told(read):
    table = read("a.csv", "name,city\n" + "Olga,Lviv\n" * 300 + "Ivan,Kyiv,lost\n")
    assert list(table.rows())[-1] == (302, ["Ivan", "Kyiv", "lost"])
    assert "row 302" in " ".join(map(str, table.warnings))


def test_the_header_row_may_be_chosen_by_hand(read):
    text = "title,x\nname,city\nOlga,Lviv\n"
    assert read("a.csv", text, header_row=2).columns == ["name", "city"]
    assert len(read("a.csv", text, header_row=0).sample()) == 3
