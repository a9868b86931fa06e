"""The ready views of people and companies."""

from django.db import migrations

from perennial.people import ready_views


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("records", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema: ready_views.lay(apps.get_model("records", "View")), migrations.RunPython.noop
        )
    ]
