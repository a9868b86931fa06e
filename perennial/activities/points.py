"""Where rooms add to the home page «My day»."""

from collections.abc import Callable
from dataclasses import dataclass

from perennial.core.points import Point


@dataclass(frozen=True)
class DayBlock:
    """One block of «My day»: `render(request)` returns its HTML as Markup, or "" to stay away.

    `side` is "main" (under Late and Today: a `section` with an `h2` whose id is the block's
    code, and a `ul` of `li.todo`) or "aside" (under the hours: a `section.panel`). Blocks stand
    by `place`. Each is served alone at `/day/block/<code>/` (view `day_block`), inside
    `<div id="day-<code>">`, and draws itself anew when one of `events` happens in the page, or
    `undone`. What is planned in a block should answer with the event `day`, which refreshes
    Late, Today and the hours.

    `tell(request)`, when given, returns (words, count) for the line under the date, e.g.
    ("3 deals with nothing planned", 3); a count of 0 is left out; the words lead to `#<code>`.
    `team=True` says that the block also makes sense on «My team's day», where
    `request.day_users` holds the ids of the team; on one's own day it holds one's own.
    """

    code: str
    side: str
    place: int
    render: Callable[..., str]
    events: tuple = ("day",)
    tell: Callable[..., tuple] | None = None
    team: bool = False


DAY_BLOCKS = Point("day blocks", "DayBlock: a block of «My day»")
