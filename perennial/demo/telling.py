"""Telling the demo company's story: all of it in one transaction, signed so that it can be taken away again."""

from uuid import uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from perennial.accounts.models import Team, User
from perennial.core.errors import Refused
from perennial.demo import activities, cast, lists, people, selling, views
from perennial.demo.models import Story
from perennial.demo.story import STORIES
from perennial.demo.teller import Teller
from perennial.records.models import CustomField, Option, Tag, View, schema_changed

# What a story brings that is not a record: found by comparing before and after.
BROUGHT = (View, CustomField, Tag, Option, User, Team)


def tell(language):
    """Tell the story; return [{"email", "password"}] of everybody who can sign in. Raises Refused."""
    if Story.objects.exists():
        raise Refused(_("The demo company is here already. Take it away first."))
    founds = not User.objects.filter(is_active=True).exists()
    if not cast.is_free():
        raise Refused(_("Somebody here has an address of the demo company already."))
    with transaction.atomic(), translation.override(language):
        before = {model: _ids(model) for model in BROUGHT}
        story = Story(batch=f"demo-{uuid4().hex[:24]}", language=language, company=STORIES[language].COMPANY, named_house=founds)
        owner = cast.found(STORIES[language], language) if founds else None
        sign_in = _chapters(Teller(language, story.batch), language, owner)
        story.brought = {model._meta.label: sorted(_ids(model) - before[model]) for model in BROUGHT}
        story.save()
    schema_changed()
    return sign_in


def _chapters(teller, language, owner):
    sign_in = cast.hire(teller, language, owner)
    lists.lay(teller)
    selling.lay(teller)
    people.introduce(teller)
    selling.sell(teller)
    selling.ask(teller)
    activities.do(teller)
    activities.plan(teller)
    views.keep(teller)
    return sign_in


def _ids(model):
    return set(model._base_manager.values_list("pk", flat=True))
