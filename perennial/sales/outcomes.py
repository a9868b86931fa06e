"""How a deal stands: open, won, lost or on hold, and what goes with each."""

from datetime import datetime

from perennial.core import when

# What people and files call the ends of a deal; the rest are names of stages.
_WORDS = {
    "won": "won closed-won виграно виграна виграний выиграна выиграно успешно успішно продано",
    "lost": "lost closed-lost програно програна проиграна проиграно отказ відмова",
    "on_hold": "on-hold hold paused відкладено призупинено отложена отложено приостановлена",
}
_BY_WORD = {word.replace("-", " "): code for code, words in _WORDS.items() for word in words.split()}


def outcome_of(word):
    """Return the outcome that a word means («Won», «Closed Lost»), or ""."""
    return _BY_WORD.get(" ".join(str(word).replace("-", " ").replace("_", " ").casefold().split()), "")


def today(context):
    """Return the day it is for whoever reads or writes."""
    return datetime.now(when.zone(context.zone)).date()


def settle(deal, context):
    """Set what follows from the outcome, so that no open deal keeps a reason and no won one a probability of 30."""
    if deal.outcome in ("won", "lost"):
        deal.closed_on = deal.closed_on or today(context)
        deal.probability = 100 if deal.outcome == "won" else 0
        deal.on_hold_until = None
    elif deal.closed_on:
        deal.expected_close_on = deal.expected_close_on or deal.closed_on
        deal.closed_on = None
    if deal.outcome != "lost":
        deal.loss_reason_id = None
    if deal.outcome == "":
        deal.on_hold_until, deal.outcome_comment = None, ""
