"""What stands around the sheet: company, navigation, pinned views, the person, unread count."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Item:
    """A place in the rail.

    `key` is its letter after G, among the new things its letter alone; `bar` puts it in the phone's bar too.
    """

    href: str
    label: str
    icon: str
    count: str = ""
    alert: bool = False
    current: bool = False
    key: str = ""
    bar: bool = False
    pinned: bool = False  # stands below the places, under "Pinned"
    new: bool = False  # stands in the menu of what can be made anew; its key is one letter
    place: int = 50  # order among its like


@dataclass(frozen=True)
class Me:
    """The person at the screen; `who` is the number of his colour, 1 to 8, `key` what tells him from others here."""

    name: str
    href: str
    who: int = 1
    key: str = ""


@dataclass(frozen=True)
class Shell:
    """Data of the frame. An address left empty takes its button away."""

    company: str = "Perennial"
    nav: list = field(default_factory=list)
    pinned: list = field(default_factory=list)
    end: list = field(default_factory=list)
    # What can be made anew from anywhere: items whose key is one letter, N or C and so on.
    new: list = field(default_factory=list)
    me: Me | None = None
    unread: int = 0
    bell_href: str = ""
    search_href: str = ""
    sign_in_href: str = ""
    sign_out_href: str = ""
    live_href: str = ""
    push_href: str = ""  # where this device is told of, to be pushed to
    session: str = ""  # tells this session of the person from others
    theme: str = ""
    density: str = ""
    letters: bool = True


_provider = [lambda request: Shell()]


def provide(function):
    """Let an upper room fill the frame: `function(request)` returns a Shell."""
    _provider[0] = function


def of(request):
    """Return the frame for this request."""
    return _provider[0](request)
