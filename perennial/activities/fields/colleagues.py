"""Several colleagues: watchers of a task, those who come to a meeting, those a note mentions."""

from django.urls import reverse

from perennial.accounts.models import User
from perennial.records.fields import Many


class Users(Many):
    """Several colleagues, kept as ids."""

    kind = "users"

    @property
    def choices(self):
        return [(user.pk, user.name) for user in User.objects.filter(is_active=True)]

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("id")
        if str(raw) == "me":
            return context.actor.user_id
        if str(raw).isdecimal() and User.objects.filter(pk=int(str(raw)[:18])).exists():
            return int(raw)
        return super().convert(raw, context)

    def json(self, value):
        names = dict(User.objects.filter(pk__in=value or []).values_list("pk", "name"))
        return [{"id": pk, "name": names[pk]} for pk in value or [] if pk in names]

    def text(self, value, context=None):
        return ", ".join(entry["name"] for entry in self.json(value))

    def draw(self, made, value, context):
        """Offer the colleagues by name."""
        made.kind, made.url, made.wide, made.attrs = (
            "tags",
            reverse("options", args=["users"]),
            True,
            {"data-create": "false"},
        )
        ids = [int(str(pk)[:18]) for pk in value or [] if str(pk).isdecimal()]
        names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
        made.value = [{"value": pk, "label": names[pk]} for pk in ids if pk in names]

    def sent(self, data, name):
        """Return what a form sent: ids, or names that were typed."""
        return [item for item in data.getlist(name) if item.strip()]
