from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "perennial.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.accounts import contributes, frame  # noqa: F401
        from perennial.ui import assets, shell

        shell.provide(frame.of)
        assets.register(stylesheet="accounts/css/accounts.css")
