"""What was won in each month of a pipeline is answered by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0003_totals_by_month")]
    operations = [
        migrations.AddIndex(
            "deal",
            models.Index(
                condition=models.Q(trashed_at=None),
                fields=["pipeline", "outcome", "closed_on", "amount_base", "owner"],
                name="deal_won",
            ),
        )
    ]
