"""Objects for imports are made without asking each field for its default: they are as the model would make them."""

import pytest

from perennial.core import rows
from perennial.records.registry import REGISTRY

TYPES = [code for code, type in REGISTRY.items() if type.model is not None]


@pytest.mark.parametrize("code", TYPES)
def test_a_quickly_made_record_is_as_the_model_makes_it(code):
    model = REGISTRY[code].model
    made, plain = rows.maker(model)(), model()
    told = [{name: value for name, value in one.__dict__.items() if name != "_state" and not hasattr(value, "tzinfo")} for one in (made, plain)]
    assert told[0] == told[1]
    assert made._state.adding and made.pk is None and made.created_at.tzinfo


@pytest.mark.parametrize("code", TYPES)
def test_two_of_them_share_nothing_that_changes(code):
    make = rows.maker(REGISTRY[code].model)
    one, other = make(), make()
    shared = [name for name, value in one.__dict__.items() if isinstance(value, dict | list) and value is other.__dict__[name]]
    assert not shared and one._state is not other._state
