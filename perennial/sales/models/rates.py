"""Rates of currencies, each valid from its day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from perennial.sales.models.pipelines import Shared


class Rate(Shared):
    """What one unit of a currency costs in the company's currency, from a day on."""

    TYPE = "rates"

    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=15, decimal_places=6)

    class Meta:
        ordering = ["currency", "-day"]
        constraints = [models.UniqueConstraint(fields=["currency", "day"], name="rate_once")]

    def __str__(self):
        return f"{self.currency} {self.day:%d.%m.%Y}: {self.rate:f}"
