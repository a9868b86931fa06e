"""The hands that work by pages: bulk changes with their undo, imports, hand-overs."""

from tests.faults.caller import Browser, Lost, Program, key_in
from tests.faults.hands import Hand
from tests.faults.house import eventually

TASKS = {
    "records_bulkrun": "perennial.records.bulk.carry_out",
    "activities_handover": "perennial.activities.handover.carry_out",
    "records_importbatch": "",
}
GOING = ("waiting", "running", "undoing")
LONGEST = 400  # seconds for a long work to end, however often it is cut off


def again(house, browser, ledger):
    """Press the button for jobs that were cut off so often that they count as failed, as somebody of the office would."""
    died = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED' AND traceback LIKE ?"
    if house.one(died, "Its worker died%"):
        try:
            browser.send("/settings/background/again/", {})
            ledger.note("presses of “Try all again”")
        except Lost:
            ledger.note("lost answers")


class FormHand(Hand):
    """Somebody at a browser."""

    def begin(self):
        """Sign in, and have people of one's own."""
        self.browser, self.program = Browser(self.house).sign_in(), Program(self.house)

    def send(self, path, data, happened):
        """Send a form; when no answer comes, ask `happened` whether it was done, and send it again if not.

        Returns (headers, what `happened` found).
        """
        self.lost = False
        while True:
            try:
                status, headers, page = self.browser.send(path, data)
            except Lost:
                self.lost = True
                self.ledger.note("lost answers")
                self.browser.get("/settings/profile/")  # it answers again: nobody is at it any more
                found = happened()
                if found:
                    return {}, found
                continue
            if status >= 400:
                raise AssertionError(f"{path}: {status} {page[:2000].decode()}")
            return headers, happened()

    def people(self, count):
        """Make people and return their ids."""
        mark = self.mark()
        items = [{"first_name": f"{mark}-{n}", "last_name": "Group", "job_title": "Joiner"} for n in range(count)]
        status, answer = self.program.call("POST", "people/bulk", {"items": items, "atomic": True}, key=mark, again=True)
        assert status == 200, answer
        for n, result in enumerate(answer["results"]):
            self.ledger.make(f"{mark}-{n}", "people", result["item"], dict(items[n]))
        return [result["item"]["id"] for result in answer["results"]]

    def ended(self, table, key):
        """Wait for a long work to end; return its (state, done, failed, total)."""
        columns = "state, read, failed, total" if table == "records_importbatch" else "state, done, failed, total"

        def look():
            return self.house.rows(f"SELECT {columns}, id FROM {table} WHERE key = ?", key)[0]

        def over():
            if look()[0] in GOING:
                self.due(table, look()[4])
                again(self.house, self.browser, self.ledger)
            return look()[0] not in GOING

        if not eventually(over, LONGEST):
            self.complain(f"{table} {key} does not end: {look()}")
        return look()

    def due(self, table, pk):
        """Let the minutes pass after which a worker takes up what a page began and left."""
        if self.lost:
            self.house.rows(
                "UPDATE django_tasks_database_dbtaskresult SET run_after = enqueued_at WHERE status = 'READY' "
                "AND task_path = ? AND CAST(args_kwargs AS text) LIKE ?",
                TASKS[table], f'%"args": [{pk}]%',
            )  # fmt: skip


class Bulk(FormHand):
    """Changes many people at once, few while the page waits, many in the background, and takes it back."""

    WORK = {"few": 5, "many": 1}

    def begin(self):
        super().begin()
        self.groups = {"few": self.people(12), "many": self.people(230)}

    def few(self):
        """Change a dozen."""
        self._change(self.groups["few"])

    def many(self):
        """Change so many that a worker does it."""
        self._change(self.groups["many"])

    def _change(self, ids):
        mark = self.mark()
        data = {"field": "job_title", "has": "job_title", "v.job_title": mark, "ids": ids}
        _headers, key = self.send("/people/bulk/edit/", data, lambda: self._run(mark))
        self._hold(key, ids, dict.fromkeys(ids, mark))
        if self.chance.random() < 0.6:
            before = {pk: self.was[pk] for pk in ids}
            _headers, back = self.send(f"/runs/{key}/undo/", {}, lambda: self._run(key, "undo"))
            self._hold(back, ids, before)

    def _hold(self, key, ids, values):
        if not key:
            return self.complain("a bulk change left no run")
        state, done, failed, total = self.ended("records_bulkrun", key)[:4]
        if (state, done, failed) != ("done", len(ids), 0):
            return self.complain(f"bulk {key}: {state}, {done} done, {failed} failed of {total}, not {len(ids)}")
        self.was = {}
        for pk in ids:
            stand = self.ledger.stands[("people", pk)]
            self.was[pk] = stand.values["job_title"]
            self.ledger.stand("people", pk, stand.version + 1, job_title=values[pk])
        self.ledger.note("bulk changes")

    def _run(self, word, action="edit"):
        found = self.house.rows(
            "SELECT key FROM records_bulkrun WHERE action = ? AND CAST(data AS text) LIKE ?", action, f'%"{word}"%'
        )
        if len(found) > 1:
            self.complain(f"{len(found)} runs for one {action} {word}")
        return found and found[0][0]


class Import(FormHand):
    """Brings in small files, and takes some of them back."""

    WORK = {"bring": 1}

    def bring(self):
        """Bring in one file."""
        mark, rows = self.mark(), self.chance.choice([40, 300, 1200])
        lines = "".join(f"{mark}-{n};Row;{mark}-{n}@example.com;Joiner\n" for n in range(rows))
        text = f"First name;Last name;E-mail;Job title\n{lines}"
        headers, key = self.send("/import/", {"pasted": text, "type": "people"}, lambda: self._draft(text))
        key = key_in((headers.get("HX-Redirect") or headers.get("Location") or "") if headers else "") or key
        self.send(f"/import/{key}/start/", {}, lambda: self._state(key) != "draft" and key)
        state, read, failed, _total, _pk = self.ended("records_importbatch", key)
        if (state, read, failed) != ("done", rows, 0):
            return self.complain(f"import {key}: {state}, {read} of {rows} read, {failed} failed")
        self.ledger.note("imports")
        back = self.chance.random() < 0.5
        if back:
            self.send(f"/import/{key}/undo/", {}, lambda: self._state(key) in ("undoing", "undone") and key)
            self.ended("records_importbatch", key)
            if self._state(key) != "undone":
                self.complain(f"import {key} was to be taken back and is {self._state(key)}")
            self.ledger.note("imports taken back")
        with self.ledger.lock:
            self.ledger.imports.append((mark, rows, back))

    def _draft(self, text):
        found = self.house.rows("SELECT key FROM records_importbatch WHERE state = 'draft' ORDER BY id DESC")
        return found and found[0][0]

    def _state(self, key):
        return self.house.one("SELECT state FROM records_importbatch WHERE key = ?", key)


class HandOver(FormHand):
    """Hands over everything of one colleague to another, and takes it back."""

    WORK = {"few": 3, "many": 1}

    def begin(self):
        super().begin()
        self.holders = {"few": [self.colleagues[0], self.colleagues[1]], "many": [self.colleagues[2], self.colleagues[3]]}
        self.groups = {"few": self.people(15), "many": self.people(215)}
        for size, ids in self.groups.items():
            self._give(ids, self.holders[size][0])

    def few(self):
        """Hand over a few people while the page waits."""
        self._hand("few")

    def many(self):
        """Hand over so many that a worker does it."""
        self._hand("many")

    def _give(self, ids, owner):
        values = {"ids": ids, "set": {"owner": owner}, "atomic": True}
        status, answer = self.program.call("POST", "people/bulk", values, key=self.mark(), again=True)
        assert status == 200, answer
        for result in answer["results"]:
            self.ledger.stand("people", result["item"]["id"], result["item"]["version"], owner=owner)

    def _hand(self, size):
        (leaver, heir), ids = self.holders[size], self.groups[size]
        known = self._last(leaver)
        data = {"leaver": leaver, "to": [heir]}
        _headers, key = self.send("/settings/hand-over/", data, lambda: self._last(leaver) != known and self._last(leaver))
        self._hold(key, ids, "done", heir)
        if self.chance.random() < 0.5:
            self.send(f"/settings/hand-over/{key}/undo/", {}, lambda: self._state(key) in ("undoing", "undone") and key)
            self._hold(key, ids, "undone", leaver)
        else:
            self.holders[size] = [heir, leaver]

    def _hold(self, key, ids, wanted, owner):
        state, done, failed, total = self.ended("activities_handover", key)[:4]
        if (state, done, failed, total) != (wanted, len(ids), 0, len(ids)):
            return self.complain(f"hand-over {key}: {state}, {done} done, {failed} failed of {total}, not {len(ids)}")
        for pk in ids:
            self.ledger.stand("people", pk, self.ledger.stands[("people", pk)].version + 1, owner=owner)
        self.ledger.note("hand-overs" if wanted == "done" else "hand-overs taken back")

    def _last(self, leaver):
        found = self.house.rows("SELECT key FROM activities_handover WHERE leaver_id = ? ORDER BY id DESC LIMIT 1", leaver)
        return found and found[0][0]

    def _state(self, key):
        return self.house.one("SELECT state FROM activities_handover WHERE key = ?", key)
