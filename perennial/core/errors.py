"""What can go wrong with a change, said in words for the user."""


class Invalid(ValueError):
    """One value cannot be taken; `message` (translatable) says what to do."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = message


class Refused(Exception):
    """A change is refused; `errors` maps field codes ("" = the whole) to messages."""

    def __init__(self, errors):
        if not isinstance(errors, dict):
            errors = {"": errors}
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))
        self.errors = errors


class Forbidden(Exception):
    """The actor may see the record but may not do this with it."""

    def __init__(self, action="", subject=None):
        super().__init__(f"{action} {subject}".strip())
        self.action, self.subject = action, subject


class Missing(Exception):
    """There is no such record for this actor."""


class Stale(Exception):
    """Somebody changed the record since `expected`.

    `current` is the record as it stands, `changes` maps field codes to
    [value then, value now] and `events` are the events that came between.
    """

    def __init__(self, current, expected, events):
        super().__init__(f"version {expected} is old, now {current.version}")
        self.current, self.expected, self.events = current, expected, events
        self.changes = {}
        for event in events:
            for field, (before, after) in event.changes.items():
                first = self.changes.get(field, [before, None])[0]
                self.changes[field] = [first, after]
