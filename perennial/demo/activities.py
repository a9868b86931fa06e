"""What was done in the year, deal by deal, and what is planned: calls, meetings, tasks and notes."""

from datetime import timedelta

from perennial.activities.verbs import finish
from perennial.demo import deals as told
from perennial.demo import steps

LAST = 4  # the stage in which everything is agreed


def do(teller):
    """Tell what was done about every deal."""
    for key, pipeline, values in told.all_deals():
        deed = Deed(teller, key, values)
        if pipeline == "small":
            deed.small()
        else:
            deed.story()
    _cafe(teller)
    for key, text in teller.words.MORE_NOTES.items():
        about = [("companies", key)]
        _note(teller, text, about, "olena" if key != "lis" else "maksym", teller.at(-teller.random.randint(30, 90)))


def plan(teller):
    """Plan the next steps of open deals and what the house has to do anyway."""
    for key, (kind, day, clock, minutes, who, place) in steps.NEXT.items():
        values = told.OPEN.get(key) or told.SMALL[key]
        made = _planned(teller, kind, key, [("deals", key)], who or values[2], day, clock, minutes)
        raw = {"place": teller.words.PLACES[place]} if place else {}
        raw |= {"users": [teller.users["taras"].pk]} if key == "treatment" else {}
        raw |= {"checklist": teller.words.CHECKLIST} if kind == "tasks" and key == "office" else {}
        teller.create(kind, made | raw, values[2], teller.at(min(values[5][-1], -1)))
    for key, (kind, day, clock, minutes, who, about, rule) in steps.OTHER.items():
        made = _planned(teller, kind, key, [about] if about else [], who, day, clock, minutes)
        raw = {"repeat": rule} if rule and kind == "tasks" else {}
        raw |= {"users": [teller.users["andrii"].pk]} if key == "planning" else {}
        teller.create(kind, made | raw, who, teller.at(-5))


class Deed:
    """One deal's way, told by what was done in each stage."""

    def __init__(self, teller, key, values):
        self.teller, self.key = teller, key
        self.company, _person, self.owner, _worth, _source, self.way, _wood, self.end = values
        self.about = [("deals", key)]

    def story(self):
        """Tell a kitchen or an interior."""
        for number, tell in enumerate([self._enquired, self._measured, self._drawn, self._quoted, self._agreed]):
            if number < len(self.way):
                tell(self.way[number], self._until(number))
        self._ended()

    def small(self):
        """Tell a repair."""
        self._call("enquiry_call", "look", self.way[0], incoming=True)
        if len(self.way) > 1:
            self._done("meetings", "look_visit", self.way[1], self.teller.said("look"), "taras", minutes=30)
        self._ended()

    def _enquired(self, day, until):
        self._call("enquiry_call", "enquiry", day, incoming=True)

    def _measured(self, day, until):
        if not until and self.key in steps.NEXT:
            return  # the measuring is still to come
        self._done("meetings", "measure", day + 1, "", "taras", minutes=75)
        _note(self.teller, self.teller.said("measured"), self.about, "taras", self.teller.at(min(day + 1, -1), "17:40"))

    def _drawn(self, day, until):
        self._done("tasks", "draw", day + 3, "", "maksym")
        if until or self.end:
            self._done("meetings", "samples_meeting", day + 5, self.teller.said("drawn"), self.owner, minutes=60)
        _note(self.teller, self.teller.said("drawn"), self.about, "maksym", self.teller.at(min(day + 4, -1)))

    def _quoted(self, day, until):
        self._done("tasks", "send_quote", day, "", self.owner)
        if self.key != "cafe":
            self._call("quote_call", "quoted", day + 2)

    def _agreed(self, day, until):
        self._done("meetings", "agree_meeting", day + 1, self.teller.said("agreed"), self.owner, minutes=45)
        self._done("tasks", "contract", day + 2, "", "nadiia")

    def _ended(self):
        if not self.end or self.end[0] == "hold":
            return
        outcome, day, why = self.end
        self._call("thanks_call" if outcome == "won" else "lost_call", "won" if outcome == "won" else why, day)

    def _until(self, number):
        return self.way[number + 1] if number + 1 < len(self.way) else None

    def _call(self, title, pool, day, incoming=False):
        self._done("calls", title, day, self.teller.said(pool), self.owner, minutes=8, incoming=incoming)

    def _done(self, kind, title, day, outcome, who, minutes=0, **more):
        _done(self.teller, kind, self.teller.words.TITLES[title], self.about, who, min(day, -1), outcome, minutes, **more)


def _cafe(teller):
    """Tell the café on Reitarska as it was, word for word."""
    about, words = [("deals", "cafe")], teller.words.CAFE
    title, text = words["meeting"]
    _done(teller, "meetings", title, about, "olena", -13, "", 90, clock="14:00", text=text)
    _note(teller, words["lean"], about, "taras", teller.at(-3, "15:05"), users=[teller.users["maksym"].pk])
    _note(teller, words["landlord"], about, "olena", teller.at(-8, "12:20"))
    _note(teller, words["ash"], about, "olena", teller.at(-1, "11:26"))
    _note(teller, words["price"], about, "maksym", teller.at(-1, "13:10"))
    _done(teller, "calls", words["noanswer_title"], about, "olena", -1, words["noanswer"], 2, clock="17:40")


def _planned(teller, kind, key, about, who, day, clock, minutes):
    start = teller.at(day, clock) if clock else teller.midnight(day)
    raw = {"title": teller.words.STEPS[key], "about": _about(teller, about), "owner": teller.users[who].pk, "starts_at": start.isoformat()}
    if minutes:
        raw["ends_at"] = (start + timedelta(minutes=minutes)).isoformat()
    return raw | ({"all_day": True} if kind == "tasks" else {})


def _done(teller, kind, title, about, who, day, outcome, minutes, clock=None, **more):
    start = teller.at(day, clock)
    raw = {"title": title, "about": _about(teller, about), "owner": teller.users[who].pk, "starts_at": start.isoformat(), **more}
    if minutes:
        raw["ends_at"] = (start + timedelta(minutes=minutes)).isoformat()
    over = min(start + timedelta(minutes=minutes), teller.now)
    if kind == "calls":  # noted once it was over
        teller.create(kind, raw | {"outcome": outcome}, who, over, done_at=over)
    else:
        finish(teller.create(kind, raw, who, start - timedelta(days=1)), by=teller.by(who, over), outcome=outcome)


def _note(teller, text, about, who, at, **more):
    teller.create("notes", {"text": text, "about": _about(teller, about), **more}, who, at)


def _about(teller, links):
    return [{"type": type, "id": teller.pk(type, key)} for type, key in links]
