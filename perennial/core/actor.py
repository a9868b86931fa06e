"""Who acts: every verb takes `by=`, an Actor."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone


def _anything(action: str, subject: Any) -> bool:
    return True


@dataclass(frozen=True)
class Actor:
    """A user, a token, an import or the house itself, with the one question that rights are asked by.

    `may(action, subject)` answers for a record or a model class; actions are
    see, create, edit, delete, export and the names of capabilities.
    `visible(queryset, action="see")` narrows a queryset to what the actor may reach;
    `reach()` names in one hashable value all that `visible` looks at, None where nobody can tell.
    """

    user_id: int | None
    name: str
    via: str = "web"  # web, api, import, cli, job, mail, system
    may: Callable[[str, Any], bool] = _anything
    visible: Callable[..., Any] = lambda queryset, action="see": queryset
    reach: Callable[[], Any] = lambda: None
    ip: str = ""
    batch: str = ""  # groups the changes of one bulk edit, import, merge or hand-over, so that they can be taken back
    cause_id: int | None = None  # the event that made this happen
    user: Any = None
    memo: dict = field(default_factory=dict, compare=False, repr=False)  # what one request has looked up for him
    at: datetime | None = None  # when it happened, where that is told afterwards

    def now(self):
        """Return the moment at which the actor acts: now, unless an earlier one is told."""
        return self.at or timezone.now()

    def told(self, at):
        """Return the same actor acting at a moment that is told afterwards."""
        return replace(self, at=at)

    def within(self, batch):
        """Return the same actor working inside `batch`."""
        return replace(self, batch=batch)

    def because(self, event):
        """Return the same actor acting because of `event`."""
        return replace(self, cause_id=event.pk)


SYSTEM = Actor(user_id=None, name="Perennial", via="system", reach=lambda: "all")
