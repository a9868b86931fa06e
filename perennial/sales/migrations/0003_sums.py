"""Sums of deals by month are answered by an index."""

from django.db import migrations, models

KEPT = models.Q(trashed_at=None)


class Migration(migrations.Migration):
    dependencies = [("sales", "0003_totals_by_month")]
    operations = [
        migrations.AddIndex(
            "deal",
            models.Index(
                condition=KEPT,
                fields=["stage", "outcome", "expected_close_on", "amount_base", "owner"],
                name="deal_promised",
            ),
        ),
        migrations.AddIndex(
            "deal",
            models.Index(
                condition=KEPT, fields=["pipeline", "outcome", "closed_on", "amount_base", "owner"], name="deal_won"
            ),
        ),
    ]
