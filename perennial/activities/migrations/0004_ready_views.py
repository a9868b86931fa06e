"""The ready views of tasks, meetings and calls."""

from django.db import migrations

from perennial.activities.ready_views import VIEWS
from perennial.records.ready_views import lay


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_habits"), ("records", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema: lay(apps.get_model("records", "View"), VIEWS), migrations.RunPython.noop
        )
    ]
