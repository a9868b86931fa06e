"""Who a session belongs to, in one query: rights are asked on each page."""

from allauth.account.auth_backends import AuthenticationBackend

from perennial.accounts.models import User
from perennial.core.prepared import Prepared

_USER = Prepared(lambda pk: User.objects.select_related("role").filter(pk=pk).order_by(), int)


class Backend(AuthenticationBackend):
    """allauth's own, which brings the user's role along."""

    def get_user(self, user_id):
        user = _USER.first(user_id)
        return user if user and self.user_can_authenticate(user) else None
