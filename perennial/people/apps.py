from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "perennial.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.people import contributes  # noqa: F401
