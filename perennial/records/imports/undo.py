"""Taking an import back: what it made goes to the trash, what it changed is as it was, what only it uses is gone."""

from perennial.core.errors import Forbidden
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.imports import made, stored
from perennial.records.models import ImportBatch

TOLD = 100


def take_back(batch, *, by, progress=None):
    """Take back every change of an import, and the tags, entries of lists and colleagues that it made and nothing else uses.

    Returns {"undone", "left", "errors": [{id, message}], "gone", "stays": [names]}. Raises Forbidden, Refused.

    `progress(done)` is called now and then and may raise StopIteration; what is done by then stays done, and a
    further call goes on.
    """
    if not by.may("import", None):
        raise Forbidden("import", None)
    result = {"undone": 0, "left": 0, "errors": [], "gone": 0, "stays": []}
    finished = True
    for done, (event, reason) in enumerate(verbs.take_back(batch.key, by=by.within(f"undo-{batch.key}"[:32])), 1):
        result["left" if reason else "undone"] += 1
        if reason and len(result["errors"]) < TOLD:
            result["errors"].append({"id": event.record_id, "type": event.type, "message": str(reason)})
        if progress and done % 50 == 0:
            try:
                progress(done)
            except StopIteration:
                finished = False
                break
    if finished:
        result |= made.take_back(batch)
        told = {"gone": result["gone"], "stays": result["stays"][:TOLD]}
        ImportBatch.objects.filter(pk=batch.pk).update(state="undone", stored_as="", made=told)
        stored.forget(batch)
    return result


def total(batch):
    """Return how many changes there are to take back."""
    return Event.objects.filter(batch=batch.key).count()
