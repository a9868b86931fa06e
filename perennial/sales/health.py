"""What `perennial doctor` looks at here: the sums of boards."""

from django.core.checks import register

from perennial.core.management.health import derived
from perennial.sales import totals


@register("health", deploy=True)
def sums(mend=False, **_):
    """The sums of boards are those of their deals"""
    wrong = totals.rebuild() if mend else len(totals.wrong())
    if wrong:
        yield derived(wrong, "sums of stages are not those of their deals", mend)
