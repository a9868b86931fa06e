"""The ready roles: owner, head of sales, salesperson, service, marketer, accountant, read only."""

from django.db import migrations

from perennial.accounts import roles


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema: roles.lay(apps.get_model("accounts", "Role")), migrations.RunPython.noop
        )
    ]
