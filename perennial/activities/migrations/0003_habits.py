"""What each chose to be told of by mail stands with the user now, for every kind of notice."""

from django.db import migrations

REMINDED, TOLD = ("reminder",), ("task_given", "mentioned", "invited", "task_done")


def move(apps, schema_editor):
    for habit in apps.get_model("activities", "Habit").objects.select_related("user"):
        kinds = (REMINDED if habit.remind_by_mail else ()) + (TOLD if habit.tell_by_mail else ())
        habit.user.notices = {name: {"mail": True} for name in kinds}
        habit.user.save(update_fields=["notices"])


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_day"), ("accounts", "0003_devices")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop), migrations.DeleteModel("Habit")]
