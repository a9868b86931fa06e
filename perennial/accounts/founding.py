"""The first day: the company and its owner are made together, or not at all."""

from django.db import transaction

from perennial.accounts.changes import need
from perennial.accounts.models import Audited, Role, User
from perennial.accounts.roles import OWNER, lay
from perennial.accounts.verbs import create_user
from perennial.core import events
from perennial.core.actor import SYSTEM
from perennial.core.errors import Refused
from perennial.core.models import Installation, installation
from perennial.core.verbs import difference, values


def found(*, company, country, currency, language, name, email, password, time_zone="UTC"):
    """Name the company and make its owner, in one transaction; return the owner. Raises Refused."""
    installation(fresh=True)
    with transaction.atomic():
        house = Installation.objects.select_for_update().get()
        if User.objects.filter(is_active=True).exists():
            raise Refused("This installation has its people already.")
        lay(Role)
        house.company, house.country, house.currency = company, country, currency
        house.language, house.time_zone = language, time_zone
        house.save()
        role = Role.objects.get(code=OWNER)
        owner = create_user(email, name, role, password, language=language, time_zone=time_zone, by=SYSTEM)
    installation(fresh=True)
    return owner


def change_company(*, by, **fields):
    """Change name, country, currency, language or time zone of the company. Raises Forbidden."""
    need(by, "settings")
    with transaction.atomic():
        house = Installation.objects.select_for_update().get()
        before = values(house)
        for name, value in fields.items():
            setattr(house, name, value)
        changes = difference(before, values(house))
        if changes:
            house.save(update_fields=list(changes))
            events.write(_House(house), "changed", by=by, changes=changes)
    return installation(fresh=True)


class _House(Audited):
    """The installation, as the audit names it."""

    TYPE = "installation"

    def __init__(self, house):
        self.pk, self.name = house.pk, house.company

    def __str__(self):
        return self.name
