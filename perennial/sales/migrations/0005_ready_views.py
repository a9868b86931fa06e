"""The ready views of deals."""

from django.db import migrations

from perennial.records.ready_views import lay
from perennial.sales.ready_views import VIEWS


class Migration(migrations.Migration):
    dependencies = [("sales", "0004_won"), ("records", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema: lay(apps.get_model("records", "View"), VIEWS), migrations.RunPython.noop
        )
    ]
