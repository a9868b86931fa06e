"""A task typed in one line: what is to be done, when, and about whom."""

import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.activities.about_names import Named, names_of
from perennial.activities.day import ICONS
from perennial.activities.named_in_text import record_named
from perennial.core import when
from perennial.core.errors import Refused
from perennial.core.spoken import DEFAULT_TIME
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from perennial.ui import formats

CODES = {"task": "tasks", "call": "calls", "meeting": "meetings"}
_CALL = re.compile(
    r"^(?:call|ring|phone|(?:по|пере)дзвонити|зателефонувати|дзвінок|(?:по|пере)звонить|звонок)\b", re.IGNORECASE
)
_NINE = re.compile(r"(?<![\d.])0?9(?![\d.])|morning|вранці|зранку|утром", re.IGNORECASE)
_MEETING = re.compile(r"^(?:meet|meeting|visit|зустріч|зустрітися|візит|встреча|встретиться|визит)\b", re.IGNORECASE)


@dataclass
class Understood:
    """What one line of text means."""

    kind: str
    title: str
    starts_at: datetime.datetime
    all_day: bool
    named: Named | None = None

    @property
    def icon(self):
        return ICONS[self.kind]

    @property
    def when(self):
        """The moment as people say it: tomorrow, 10:00."""
        day = formats.day(self.starts_at)
        return day if self.all_day else f"{day}, {formats.time(self.starts_at)}"


def understand(text, actor, look_up=True):
    """Return what a line means. Without a day it is for today; without an hour for the whole day."""
    zone = timezone.get_current_timezone()
    title, moment = when.parse_task(text, ZoneInfo(str(zone)))
    all_day = moment is None or not _hour_said(text, moment)
    if moment is None:
        moment = when.day_bounds(zone)[0]
    kind = "call" if _CALL.match(title) else "meeting" if _MEETING.match(title) and not all_day else "task"
    found = record_named(title, actor) if look_up else None
    named = names_of([(found.type, found.record_id)], actor).get((found.type, found.record_id)) if found else None
    return Understood(kind, title[:300], moment, all_day, named)


def add(text, actor, about=None):
    """Make what a line says, about the given record or the one that it names; return it. Raises Refused, Forbidden."""
    text = " ".join(text.split())
    if not text:
        raise Refused({"text": _("Say what is to be done.")})
    meant = understand(text, actor, look_up=about is None)
    if about is None:
        about = [f"{meant.named.type}/{meant.named.id}"] if meant.named else []
    type = record_type(CODES[meant.kind])
    if not actor.may("create", type.model):
        type = record_type("tasks")
    raw = {"title": meant.title, "starts_at": meant.starts_at, "about": about}
    if type.code != "meetings":
        raw["all_day"] = meant.all_day
    return verbs.create(type, raw, by=actor, context=context_for(actor))


def _hour_said(text, moment):
    """Tell whether an hour was said: nine o'clock is also what a day without an hour is given."""
    local = timezone.localtime(moment)
    return local.time().replace(second=0, microsecond=0) != DEFAULT_TIME or bool(_NINE.search(text))
