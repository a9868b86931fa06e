"""Where sessions are kept: Django's table, asked by a query that is written once."""

from types import SimpleNamespace

from django.contrib.auth import get_user
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from perennial.core.prepared import Prepared

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    """Django's own, except for how each request reads it."""

    def _get_session_from_db(self):
        session = _SESSION.first(self.session_key)
        if session and session.expire_date > timezone.now():
            return session
        self._session_key = None
        return None


def user_of(key):
    """Return whose session a key is of, or None when it has ended or a new password has ended it."""
    user = get_user(SimpleNamespace(session=SessionStore(key)))
    return user if user.is_authenticated else None
