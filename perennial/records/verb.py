"""What can be done with a record of one type beyond its facts: buttons of its page, sub-resources of the API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


def _anybody(record, actor):
    return True


@dataclass(frozen=True)
class Verb:
    """One deed of a type's own («won», «convert», «accept»), told once for the page and the API.

    A type lists its verbs as `verbs = {verb.code: verb}`. The button of the page opens
    `url_name` (a view of the type's namespace, reversed with the record's id), or, without
    one, the dialog that `fields` make, at `<type>/<id>/do/<code>/`. The API serves
    `POST /api/v1/<type>/<id>/<code>` with the same `fields` and the same `run`.

    `run(record, raw, *, by, context)` does it from raw values {field code: value} and returns
    the record to show next; it asks rights by its verb and raises Refused, Forbidden, Stale.
    `opens` is "dialog" (GET answers a dialog), "page" (a link) or "now" (one press, a POST).
    `allowed(record, actor)` takes the button away where the deed makes no sense or may not be done.
    `action` is the right that the deed asks for, `events` what the page is told afterwards.
    """

    code: str
    label: Any
    icon: str = ""
    url_name: str = ""
    opens: str = "dialog"
    fields: tuple = ()
    run: Callable[..., Any] | None = None
    allowed: Callable[..., bool] = _anybody
    action: str = "edit"
    primary: bool = False
    shown: bool = True  # as a button; otherwise only in the API
    place: int = 50
    help: Any = ""
    events: tuple = ("timeline", "record", "facts")

    def url(self, type, pk):
        """Return the address that the button of a record opens."""
        if not self.url_name:
            return reverse(f"{type.code}:do", args=[pk, self.code])
        return reverse(self.url_name if ":" in self.url_name else f"{type.code}:{self.url_name}", args=[pk])


def offered(type, record, actor):
    """Return the Verbs that the actor may do with a record now, in their order."""
    if record.trashed_at:
        return []
    rights = {}

    def asked(action):
        if action not in rights:
            rights[action] = actor.may(action, record)
        return rights[action]

    verbs = sorted(type.verbs.values(), key=lambda verb: verb.place)
    return [verb for verb in verbs if verb.shown and verb.allowed(record, actor) and asked(verb.action)]
