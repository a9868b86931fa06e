"""Where rooms add to the pages of records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from perennial.core.points import Point


@dataclass(frozen=True)
class Panel:
    """A block on record pages: `render(request, record)` returns HTML, or "" to stay away.

    `side` is "facts" (left), "head" (above the composer) or "side" (right). A panel is served
    alone at its own address, and refreshes itself when one of `events` happens in the page.
    """

    code: str
    types: tuple  # record type codes, or ("*",)
    side: str
    place: int
    render: Callable[..., str]
    events: tuple = ()


@dataclass
class Line:
    """One line of a timeline: what a person reads of an event."""

    text: str  # translated, with names already in it; safe HTML when markup is meant
    kind: str = "changes"  # filter: notes, calls, meetings, tasks, mail, deals, files, changes
    icon: str = "edit"
    body: str = ""  # safe HTML shown in a card
    said: bool = False  # what people said gets a card and a green dot
    actions: list = field(default_factory=list)  # [{"label", "url", "method"}]


@dataclass(frozen=True)
class Composer:
    """One kind of the composer: its form template and what saving does.

    `save(request, record)` returns the event written; raises Refused.
    """

    code: str
    label: Any
    icon: str
    template: str
    save: Callable[..., Any]
    place: int = 50


PANELS = Point("panels", "Panel")
# (type code or "*", present(events, actor) -> {event id: Line}); one call a page, so that bodies load in one query
TIMELINE = Point("timeline", "(type, present(events, actor) -> {event id: Line})")
COMPOSERS = Point("composers", "Composer")
