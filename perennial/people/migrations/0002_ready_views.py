"""The ready views of people and companies."""

from django.db import migrations

from perennial.people.ready_views import VIEWS
from perennial.records.ready_views import lay


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("records", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema: lay(apps.get_model("records", "View"), VIEWS), migrations.RunPython.noop
        )
    ]
