"""What was won in each month of a pipeline is answered by the index of what is closed, which leaves boards theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0006_trash")]

    operations = [
        migrations.RemoveIndex(model_name="deal", name="deal_closed"),
        migrations.RemoveIndex(model_name="deal", name="deal_won"),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(trashed_at=None),
                fields=["outcome", "closed_on", "pipeline", "amount_base", "owner"],
                name="deal_closed",
            ),
        ),
    ]
