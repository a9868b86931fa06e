"""Columns find their fields by name in three languages, then by what stands in them."""

import pytest

from perennial.records.tables import Target, suggest

PERSON = [
    Target("external_id"),
    Target("first_name", ("First name", "Ім’я", "Имя")),
    Target("middle_name", ("Middle name", "По батькові", "Отчество")),
    Target("last_name", ("Last name", "Прізвище", "Фамилия")),
    Target("name", ("Name",)),
    Target("job_title", ("Job title", "Посада", "Должность")),
    Target("company", ("Company", "Компанія", "Компания"), kind="link"),
    Target("emails", ("E-mails",), kind="email"),
    Target("phones", ("Phones", "Телефони", "Телефоны"), kind="phone"),
    Target("addresses", ("Addresses",), kind="address"),
    Target("birthday", ("Birthday",), kind="date"),
    Target("owner", ("Responsible", "Відповідальний", "Ответственный")),
    Target("note", ("Note",)),
    Target("registration_number", ("Registration number",)),
]
DEAL = [
    Target("external_id"),
    Target("title", ("Title", "Назва", "Название")),
    Target("company", kind="link"),
    Target("stage", ("Stage", "Етап", "Этап")),
    Target("amount", ("Amount", "Сума", "Сумма"), kind="money"),
    Target("expected_close_on", kind="date"),
    Target("created_at", kind="date"),
    Target("owner"),
    Target("product"),
    Target("source"),
]


def found(columns, targets, rows=()):
    return {column: each and each.target for column, each in suggest(columns, list(rows), targets).items()}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("First Name", "first_name"),
        ("firstName", "first_name"),
        ("given_name", "first_name"),
        ("Ім'я", "first_name"),
        ("Імʼя", "first_name"),
        ("Імя", "first_name"),
        ("ИМЯ", "first_name"),
        ("Прізвище", "last_name"),
        ("Фамилия", "last_name"),
        ("По батькові", "middle_name"),
        ("Отчество", "middle_name"),
        ("ПІБ", "name"),
        ("Ф.И.О.", "name"),
        ("Display Name", "name"),
        ("Контрагент", "company"),
        ("Организация", "company"),
        ("Organization 1 - Name", "company"),
        ("Моб. тел.", "phones"),
        ("Business Phone 2", "phones"),
        ("Phone 1 - Value", "phones"),
        ("Ел. пошта", "emails"),
        ("E-mail 2 - Value", "emails"),
        ("E-mail Address", "emails"),
        ("Business Street", "addresses"),
        ("Посада", "job_title"),
        ("Title", "job_title"),
        ("ЄДРПОУ", "registration_number"),
        ("ИНН", "registration_number"),
        ("Менеджер", "owner"),
        ("Responsable", "owner"),
        ("День народження", "birthday"),
        ("E-mail 1 - Type", None),
        ("Birth Day", None),
        ("Weather", None),
    ],
)
def test_a_usual_header_of_a_contact_list_finds_its_field(header, code):
    assert found([header], PERSON)[header] == code


def test_a_list_of_deals_finds_its_fields():
    columns = [
        "opportunity_id",
        "sales_agent",
        "product",
        "account",
        "deal_stage",
        "engage_date",
        "close_date",
        "close_value",
    ]
    rows = [
        ["1C1", "Ann", "GTX", "Oak", "Won", "2016-10-20", "2017-03-01", "1054"],
        ["Z06", "Bob", "GTX", "Elm", "Lost", "2016-10-25", "2017-03-11", None],
    ]
    codes = ["external_id", "owner", "product", "company", "stage", "created_at", "expected_close_on", "amount"]
    assert list(found(columns, DEAL, rows).values()) == codes


@pytest.mark.parametrize(
    "header", ["id", "ID", "Id", "opportunity_id", "mqlId", "№", "Код", "True Id", "Row ID", "№ п/п"]
)
def test_the_column_that_names_the_row_is_recognised(header):
    assert found([header, "x"], DEAL, [["a1", 1], ["a2", 1]])[header] == "external_id"


def test_a_column_with_equal_values_does_not_name_the_row():
    rows = [["1", "a"], ["1", "b"], ["2", "c"]]
    assert found(["True Id", "Id"], DEAL, rows) == {"True Id": None, "Id": "external_id"}


def test_another_table_s_key_does_not_name_the_row():
    assert found(["mql_id", "seller_id"], DEAL, [["a", "x"], ["b", "y"]]) == {
        "mql_id": "external_id",
        "seller_id": None,
    }


def test_nameless_columns_are_told_by_their_values():
    rows = [["Olga", "olga@example.com", "+380 50 123 45 67"], ["Ivan", "ivan@example.com", "(044) 123-45-67"]]
    assert found(["Column 1", "Column 2", "Column 3"], PERSON, rows) == {
        "Column 1": None,
        "Column 2": "emails",
        "Column 3": "phones",
    }


def test_a_field_of_one_value_takes_one_column_only():
    assert found(["Company", "Organization"], PERSON) == {"Company": "company", "Organization": None}


def test_values_that_cannot_fit_lower_the_confidence():
    fitting = suggest(["Amount"], [["100"]], DEAL)["Amount"].confidence
    assert suggest(["Amount"], [["very much"]], DEAL)["Amount"].confidence < fitting


def test_places_and_parts_are_told():
    suggested = suggest(["Business City", "Mobile Phone", "Home Fax"], [], PERSON)
    assert (suggested["Business City"].part, suggested["Business City"].place) == ("city", "work")
    assert [suggested[column].place for column in ("Mobile Phone", "Home Fax")] == ["mobile", "fax"]


FIRMS = [["ТОВ «Зелений дім»", "Ірина Бойко"], ["ФОП Мельник", "Мельник Петро Іванович"], ["Школа №5", "Савчук О.П."]]


@pytest.mark.parametrize(("client", "person"), [("Клієнт", "Контактна особа"), ("Customer", "Contact name"), ("Клиент", "Контактное лицо")])
def test_a_customer_s_contact_person_is_the_person(client, person):
    assert found([client, person], PERSON, FIRMS) == {client: "company", person: "name"}
    company = [Target("external_id"), Target("name", ("Name",)), Target("phones", kind="phone")]
    assert found([client, person], company, FIRMS) == {client: "name", person: None}


def test_a_column_of_customers_holds_what_its_cells_are():
    assert found(["Клієнт"], PERSON, [["Ірина Бойко"], ["Петро Мельник"]]) == {"Клієнт": "name"}
    assert found(["Клієнт"], PERSON, [[name] for name, _ in FIRMS]) == {"Клієнт": "company"}
