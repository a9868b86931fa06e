"""What templates print is as safe as Jinja prints it, and calls reach what they name."""

import pytest
from django.template import engines
from django.utils.translation import override
from jinja2 import Environment
from markupsafe import Markup


class Drawn:
    def __html__(self):
        return "<b>drawn</b>"

    def __repr__(self):
        return "Drawn()"


VALUES = ["<&>\"'", Markup("<i>"), 12, None, 1.5, True, Drawn(), ["<", 1], "", "Їжак"]


@pytest.fixture
def env():
    return engines["jinja2"].env


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_printed_as_jinja_prints_it(env, value):
    source = "{{ value }}{% if true %}{{ value ~ '<' }}{% endif %}{{ value|upper }}"
    assert env.from_string(source).render(value=value) == Environment(autoescape=True).from_string(source).render(
        value=value
    )


def test_macros_are_called_with_names_with_a_body_and_by_each_other(env):
    source = (
        "{% macro one(a, b='<') %}{{ a }}{{ b }}{% endmacro %}"
        "{% macro two() %}[{{ caller() }}]{{ one(a='&') }}{% endmacro %}"
        "{% for x in [1, 2] %}{% call two() %}{{ x }}{{ loop.cycle('a', 'b') }}{% endcall %}{% endfor %}{{ one(*[3, 4]) }}"
    )
    assert env.from_string(source).render() == "[1a]&amp;&lt;[2b]&amp;&lt;34"


def test_texts_take_their_values_safely_and_follow_the_language(env):
    page = env.from_string(
        "{{ _('%(first)s–%(last)s of %(total)s', first='<', last=2, total=3) }} {{ _('100%%') }} {% trans n=2 %}{{ n }} b{% endtrans %}"
    )
    assert page.render() == "&lt;–2 of 3 100% 2 b"
    saved = env.from_string("{{ _('Save') }}")
    assert saved.render() == "Save"
    with override("uk"):
        assert saved.render() == "Зберегти"


def test_what_is_not_there_cannot_be_called(env):
    with pytest.raises(Exception, match="nobody"):
        env.from_string("{{ nobody(1) }}").render()
