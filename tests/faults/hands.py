"""The hands that work while processes are killed: programs through the API, each with records of its own."""

import random
import threading
import traceback

from tests.faults.caller import Lost, Program

STAGES = ("Enquiry", "Needs", "Quote sent", "Agreement")


class Hand(threading.Thread):
    """Does one piece of work after another until it is told to stop."""

    WORK = {}  # {name of a method: how often}

    def __init__(self, house, ledger, name, seed, colleagues):
        super().__init__(daemon=True, name=name)
        self.house, self.ledger, self.chance = house, ledger, random.Random(f"{seed}-{name}")
        self.colleagues, self.marks, self.stopped, self.ready = colleagues, 0, threading.Event(), threading.Event()

    def run(self):
        """Work; what breaks is a finding."""
        try:
            self.begin()
            self.ready.set()
            while not self.stopped.is_set():
                getattr(self, self.chance.choices(list(self.WORK), list(self.WORK.values()))[0])()
        except Exception:
            self.ledger.complain(f"{self.name}: {traceback.format_exc(limit=3)}")
        finally:
            self.ready.set()

    def begin(self):
        """Make ready what the work needs."""

    def mark(self):
        """Return a word that stands nowhere else."""
        self.marks += 1
        return f"{self.name}x{self.marks}"

    def complain(self, words):
        """Note a finding."""
        self.ledger.complain(f"{self.name}: {words}")


class ApiHand(Hand):
    """A program: makes, changes, moves, merges, notes, many at once."""

    WORK = {"person": 4, "edit": 12, "deal": 2, "move": 6, "note": 4, "task": 3, "batch": 3, "merge": 2}

    def begin(self):
        """Have a few people and a deal to work with."""
        self.program, self.people, self.deals = Program(self.house), [], []
        for _ in range(3):
            self.person()
        self.deal()

    def person(self):
        """Make a person; the same call is sent until it is answered."""
        mark = self.mark()
        values = {"first_name": mark, "last_name": "Trial", "job_title": "Joiner"}
        self.people.append(self._make(mark, "people", values)["id"])

    def deal(self):
        """Make a deal."""
        mark = self.mark()
        amount = {"amount": str(self.chance.randint(100, 9999)), "currency": "EUR"}
        item = self._make(mark, "deals", {"title": mark, "stage": STAGES[0]}, amount=amount)
        self.deals.append((item["id"], STAGES[0]))

    def edit(self):
        """Change a person as the version that was seen; what was not answered was done whole or not at all."""
        pk = self.chance.choice(self.people)
        stand, mark = self.ledger.stands[("people", pk)], self.mark()
        try:
            status, item = self.program.call("PATCH", f"people/{pk}", {"job_title": mark}, version=stand.version)
        except Lost:
            self.ledger.note("lost answers")
            status, item = self.program.call("GET", f"people/{pk}", again=True)
            if (item["version"], item["job_title"]) == (stand.version, stand.values["job_title"]):
                return
        if (status, item.get("version"), item.get("job_title")) != (200, stand.version + 1, mark):
            return self.complain(f"edit of people/{pk} at {stand}: {status} {item}")
        self.ledger.stand("people", pk, item["version"], job_title=mark)
        self.ledger.note("edits")

    def move(self):
        """Move a deal to another stage."""
        place = self.chance.randrange(len(self.deals))
        pk, stage = self.deals[place]
        other = self.chance.choice([name for name in STAGES if name != stage])
        status, item = self._post(f"deals/{pk}/stage", {"stage": other})
        stand = self.ledger.stands[("deals", pk)]
        if status != 200 or item["version"] != stand.version + 1 or item["stage"]["name"] != other:
            return self.complain(f"move of deals/{pk} to {other} at {stand}: {status} {item}")
        self.deals[place] = (pk, other)
        self.ledger.stand("deals", pk, item["version"], stage=other)
        self.ledger.note("moves")

    def note(self):
        """Write a note about a person."""
        mark = self.mark()
        self._make(mark, "notes", {"text": mark, "about": [f"people/{self.chance.choice(self.people)}"]}, keep=False)

    def task(self):
        """Give a colleague a task about a person, which becomes the next step and is told to him."""
        mark, colleague = self.mark(), self.chance.choice(self.colleagues)
        day = f"2027-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}T09:00:00Z"
        about = [f"people/{self.chance.choice(self.people)}"]
        raw = {"title": mark, "about": about, "starts_at": day, "owner": colleague}
        item = self._make(mark, "tasks", raw, keep=False)
        with self.ledger.lock:
            self.ledger.told.append((item["id"], colleague))

    def batch(self):
        """Change several people at once, all or nothing."""
        chosen = self.chance.sample(self.people, min(len(self.people), 5))
        mark = self.mark()
        status, answer = self._post("people/bulk", {"ids": chosen, "set": {"job_title": mark}, "atomic": True})
        if status != 200 or len(answer["results"]) != len(chosen):
            return self.complain(f"batch: {status} {answer}")
        for result in answer["results"]:
            pk, version = result["item"]["id"], result["item"]["version"]
            if version != self.ledger.stands[("people", pk)].version + 1:
                self.complain(f"batch: people/{pk} is at {version} after {self.ledger.stands[('people', pk)]}")
            self.ledger.stand("people", pk, version, job_title=mark)
        self.ledger.note("batches")

    def merge(self):
        """Take one person into another, and take them apart again."""
        self.person()
        self.person()
        kept, gone = self.people.pop(), self.people.pop()
        before = {pk: self.ledger.stands[("people", pk)] for pk in (kept, gone)}
        status, answer = self._post(f"people/{kept}/merge", {"with": gone})
        if status != 200 or answer["version"] != before[kept].version + 1:
            return self.complain(f"merge of {gone} into {kept}: {status} {answer}")
        self.ledger.stand("people", kept, answer["version"])
        with self.ledger.lock:
            stand = self.ledger.stands[("people", gone)]
            stand.version, stand.trashed = stand.version + 1, True
        self.ledger.note("merges")
        if self.chance.random() < 0.7:
            self._unmerge(kept, gone)
        return None

    def _unmerge(self, kept, gone):
        try:
            status, answer = self.program.call("POST", f"people/{kept}/unmerge")
        except Lost:
            self.ledger.note("lost answers")
            status, answer = self.program.call("GET", f"people/{gone}", again=True)
            there = self.ledger.stands[("people", gone)]
            if answer.get("version") == there.version:
                return  # it did not happen: the merge stands
        if status != 200 or answer["version"] != self.ledger.stands[("people", gone)].version + 1:
            return self.complain(f"taking {gone} out of {kept}: {status} {answer}")
        with self.ledger.lock:
            one, other = self.ledger.stands[("people", gone)], self.ledger.stands[("people", kept)]
            one.version, one.trashed, other.version = one.version + 1, False, other.version + 1
        self.people += [kept, gone]
        self.ledger.note("merges taken apart")

    def _make(self, mark, collection, values, keep=True, **more):
        status, item = self._post(collection, {**values, **more}, key=mark)
        if status != 201:
            raise AssertionError(f"{collection} {values}: {status} {item}")
        self.ledger.make(mark, collection, item, values if keep else {})
        return item

    def _post(self, path, body, key=""):
        """Send what may be sent twice, since it has a key, until it is answered."""
        return self.program.call("POST", path, body, key=key or self.mark(), again=True)
