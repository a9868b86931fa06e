from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "perennial.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
