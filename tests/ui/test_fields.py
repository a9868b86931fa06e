"""Every kind of field: label above, reason beside it, what was typed kept, nothing typed run as markup."""

import pytest
from django import forms as django_forms
from django.http import QueryDict
from django.template import engines

from perennial.ui import forms

EVIL = '"><script>alert(1)</script>'
KINDS = ["text", "email", "tel", "url", "number", "date", "datetime", "time", "textarea", "combobox", "password"]


def show(call, **values):
    head = '{% from "ui/field.html" import field, form_field, form_errors %}{% from "ui/repeat.html" import repeat %}'
    return engines["jinja2"].from_string(head + "{{ " + call + " }}").render(values)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_label_and_keeps_what_was_typed(kind):
    text = show("field('city', 'City', value, kind=kind, shown=value)", kind=kind, value="Brovary")
    assert '<label for="f-city"' in text
    assert 'id="f-city"' in text
    assert "Brovary" in text


@pytest.mark.parametrize("kind", [*KINDS, "tags"])
def test_nothing_typed_becomes_markup(kind):
    value = [EVIL] if kind == "tags" else EVIL
    text = show(
        "field('city', label, value, kind=kind, shown=shown, help=label, placeholder=label)",
        kind=kind,
        value=value,
        label=EVIL,
        shown=EVIL,
    )
    assert "<script>" not in text


def test_help_is_replaced_by_the_reason_of_refusal():
    text = show("field('city', 'City', 'x', help='Where it is', error=['Too short.', 'Not a city.'])")
    assert "Too short. Not a city." in text
    assert "Where it is" not in text
    assert 'aria-describedby="f-city-error"' in text


def test_money_is_a_figure_and_a_currency():
    text = show(
        "field('amount', 'Amount', value, kind='money', currencies=['UAH', 'EUR'])",
        value={"amount": "12.50", "currency": "EUR"},
    )
    assert 'name="amount"' in text
    assert 'name="amount_currency"' in text
    assert "<option selected>EUR</option>" in text


def test_a_select_marks_the_choice_by_its_value_even_when_it_is_a_number():
    text = show("field('stage', 'Stage', 2, kind='select', options=[(1, 'One'), (2, 'Two')])")
    assert '<option value="2" selected>Two</option>' in text


def test_several_choices_stay_pressed():
    text = show("field('kinds', 'Kinds', ['b'], kind='multi', options=[('a', 'A'), ('b', 'B')])")
    assert text.count(" checked") == 1
    assert "<legend" in text


def test_a_line_break_at_the_start_of_a_long_text_is_kept():
    assert ">\n\nsecond line" in show("field('note', 'Note', value, kind='textarea')", value="\nsecond line")


def test_a_field_of_a_django_form_shows_its_own_errors():
    class Small(django_forms.Form):
        email = django_forms.EmailField(label="E-mail", help_text="Work one")

    text = show("form_field(form['email'])", form=Small({"email": "olena@"}))
    assert 'value="olena@"' in text
    assert "Enter a valid email address." in text


def test_rows_of_a_list_are_numbered_and_a_wrong_one_says_why():
    rows = [{"address": "a@b.co"}, {"address": "olena@", "error": "No domain."}]
    text = show(
        "repeat('emails', 'E-mails', rows, [{'name': 'address', 'label': 'E-mail', 'kind': 'email'}])", rows=rows
    )
    assert 'name="emails-1-address"' in text
    assert "No domain." in text
    assert 'name="emails-__n__-address"' in text


def test_rows_are_read_back_in_the_order_sent_and_blank_ones_dropped():
    data = QueryDict(
        "emails-0-address=a%40b.co&emails-0-kind=work&emails-7-address=&emails-7-kind=work&emails-3-address=+c%40d.co&emails-primary=3"
    )
    assert forms.repeated(data, "emails") == [
        {"address": "a@b.co", "kind": "work", "primary": False},
        {"address": "c@d.co", "primary": True},
    ]


@pytest.mark.parametrize(
    "sent", ["emails-x-address=1", "emails-0-=1", "emails-99999999-address=1", "other-0-address=1", ""]
)
def test_names_that_are_no_rows_are_ignored(sent):
    assert forms.repeated(QueryDict(sent), "emails") == []
