"""The deeds of activities, told once for the buttons of their pages and the sub-resources of the API."""

from django.utils.translation import gettext_lazy as _

from perennial.activities import verbs
from perennial.core.errors import Invalid, Refused
from perennial.records import fields as f
from perennial.records.verb import Verb

TO = f.DateTime("to", _("To"), required=True)
EVENTS = ("timeline", "record", "facts", "day", "calendar")


def _open(record, actor):
    return record.done_at is None


def _done(record, actor):
    return record.done_at is not None


def _finish(record, raw, *, by, context):
    verbs.finish(record, by=by, outcome=str(raw.get("outcome") or "").strip()[:300])
    return record


def _reopen(record, raw, *, by, context):
    return verbs.reopen(record, by=by)


def _postpone(record, raw, *, by, context):
    moment = raw.get("to")
    if not moment:
        raise Refused({"to": _("Choose a day.")})
    try:
        return verbs.postpone(record, TO.parse(moment, context), by=by)
    except Invalid as error:
        raise Refused({"to": error.message}) from None


DEEDS = {
    verb.code: verb
    for verb in (
        Verb(
            "finish",
            _("Done"),
            "check",
            fields=(f.Text("outcome", _("What came of it"), longest=300),),
            run=_finish,
            allowed=_open,
            primary=True,
            place=10,
            events=EVENTS,
        ),
        Verb("reopen", _("Open again"), "undo", opens="now", run=_reopen, allowed=_done, place=20, events=EVENTS),
        Verb(
            "postpone",
            _("Later"),
            "clock",
            fields=(TO,),
            run=_postpone,
            allowed=_open,
            place=30,
            events=EVENTS,
        ),
    )
}
