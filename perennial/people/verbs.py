"""What is done with people and companies beyond their fields: they are related to one another."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Refused
from perennial.core.verbs import change
from perennial.people.lifecycle import set_lifecycle
from perennial.people.models import Company, Relation

__all__ = ["end_relation", "relate", "set_lifecycle", "unrelate"]


def relate(person, to, role, *, by, since=None, until=None):
    """Say how a person stands to a company or another person; return the Relation. Raises Refused, Forbidden."""
    role = (role or "").strip()[:80]
    errors = {}
    if not role:
        errors["role"] = _("Say how they are related: works at, owns, recommends…")
    if since and until and until < since:
        errors["until"] = _("The end lies before the beginning.")
    if to == person:
        errors["to"] = _("Choose somebody else.")
    if errors:
        raise Refused(errors)
    target = {"company": to} if isinstance(to, Company) else {"other": to}
    try:
        with transaction.atomic():
            relation = Relation.objects.create(person=person, role=role, since=since, until=until, **target)
            _tell(person, "related", relation, by)
    except IntegrityError:
        raise Refused({"to": _("This is known already.")}) from None
    return relation


def end_relation(relation, *, by, until):
    """Say when a relation ended (None: it goes on after all). Raises Refused, Forbidden."""
    if until and relation.since and until < relation.since:
        raise Refused({"until": _("The end lies before the beginning.")})
    with transaction.atomic():
        relation.until = until
        relation.save(update_fields=["until"])
        _tell(relation.person, "relation_ended" if until else "related", relation, by)


def unrelate(relation, *, by):
    """Take a relation away as if it had never been; return the event, which knows how it was."""
    with transaction.atomic():
        event = _tell(relation.person, "unrelated", relation, by)
        relation.delete()
    return event


def _tell(person, verb, relation, by):
    to = relation.company or relation.other
    data = {
        "role": relation.role, "to": [to.TYPE, to.pk, str(to)],
        "since": relation.since and relation.since.isoformat(), "until": relation.until and relation.until.isoformat(),
    }
    with change(person, verb, by=by, data=data, links=[*person.links(), (to.TYPE, to.pk)]):
        pass  # the relation is a row of its own; the event stands in both timelines
    return person.last_event
