"""The independent look afterwards: by plain SQL and through the API, against what the hands noted."""

from tests.faults.caller import Program

TABLES = {
    "people": "people_person", "companies": "people_company", "deals": "sales_deal", "leads": "sales_lead",
    "notes": "activities_activity", "tasks": "activities_activity",
}  # fmt: skip
NAMED = {"people": "first_name", "deals": "title", "notes": "text", "tasks": "title"}


def settled(house):
    """Tell whether no stored job waits or runs; what waits for its hour is due now."""
    house.rows(
        "UPDATE django_tasks_database_dbtaskresult SET run_after = enqueued_at WHERE status = 'READY' AND run_after > enqueued_at"
    )
    return not house.one("SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')")


def look(house, ledger):
    """Return every finding as a line; none when nothing is lost, doubled or half."""
    found = list(ledger.wrong)
    for part in (_made, _stand, _events, _imports, _merges, _runs, _told, _jobs, _doctor, _answers):
        found += part(house, ledger)
    return found


def _made(house, ledger):
    """What was answered as made is there, once."""
    for mark, (collection, pk) in ledger.made.items():
        rows = house.rows(f"SELECT id FROM {TABLES[collection]} WHERE {NAMED[collection]} = ?", mark)
        if rows != [(pk,)]:
            yield f"{collection} {mark} was answered as {pk} and is {rows}"


def _stand(house, ledger):
    """Each record stands as the last answer said."""
    for (collection, pk), stand in ledger.stands.items():
        version, trashed = house.rows(f"SELECT version, trashed_at FROM {TABLES[collection]} WHERE id = ?", pk)[0]
        if (version, trashed is not None) != (stand.version, stand.trashed):
            yield f"{collection}/{pk}: answered as {stand}, is at {version}, trashed {trashed}"
        if "job_title" in stand.values:
            title, owner = house.rows("SELECT job_title, owner_id FROM people_person WHERE id = ?", pk)[0]
            if title != stand.values["job_title"] or owner != stand.values.get("owner", owner):
                yield f"{collection}/{pk}: answered as {stand}, is {title}, owner {owner}"
        if "stage" in stand.values:
            stage = house.one("SELECT s.name FROM sales_deal d JOIN sales_stage s ON s.id = d.stage_id WHERE d.id = ?", pk)
            if stage != stand.values["stage"]:
                yield f"{collection}/{pk}: answered as {stand}, is in {stage}"


def _events(house, ledger):
    """Each version of each record has its one event, and the values are those that the events tell."""
    for table in dict.fromkeys(TABLES.values()):
        types = "r.kind || 's'" if table == "activities_activity" else f"'{next(k for k, v in TABLES.items() if v == table)}'"
        wrong = house.rows(
            f"""SELECT r.id, r.version, count(e.id), max(e.version), count(DISTINCT e.version) FROM {table} r
                LEFT JOIN core_event e ON e.record_id = r.id AND e.type = {types}
                GROUP BY r.id, r.version
                HAVING count(e.id) <> r.version OR max(e.version) <> r.version OR count(DISTINCT e.version) <> r.version"""
        )
        for pk, version, events, last, different in wrong:
            yield f"{table} {pk} is at {version} and has {events} events, {different} versions, the last {last}"
    wrong = house.rows(
        """SELECT d.id FROM sales_deal d LEFT JOIN sales_stagestay s ON s.deal_id = d.id
           GROUP BY d.id, d.stage_id HAVING count(CASE WHEN s.left_at IS NULL THEN 1 END) <> 1
           OR max(CASE WHEN s.left_at IS NULL THEN s.stage_id END) <> d.stage_id"""
    )
    yield from (f"deals/{pk} does not stay where its stays say" for (pk,) in wrong)
    lost = house.rows("SELECT count(*) FROM core_event e WHERE e.type = 'people' AND NOT EXISTS (SELECT 1 FROM people_person p WHERE p.id = e.record_id)")
    if lost[0][0]:
        yield f"{lost[0][0]} events of people who are not there"


def _imports(house, ledger):
    """Each import brought each of its rows in once, and one that was taken back left none."""
    for mark, rows, back in ledger.imports:
        there = house.rows(
            "SELECT count(*), count(DISTINCT first_name), count(trashed_at) FROM people_person WHERE first_name LIKE ?", f"{mark}-%"
        )[0]
        if there != (rows, rows, rows if back else 0):
            yield f"import {mark} of {rows} rows, taken back {back}: {there} rows, different, in the trash"
    for key, state, read, created, failed in house.rows("SELECT key, state, read, created, failed FROM records_importbatch"):
        made = house.one("SELECT count(*) FROM core_event WHERE batch = ? AND verb = 'created'", key)
        if state in ("waiting", "running", "undoing") or made != created or (state != "draft" and read != created + failed):
            yield f"import {key} is {state}: {read} read, {created} created, {failed} failed, {made} events"


def _merges(house, ledger):
    """Of each merge that stands the one gone is in the trash; of others it is not."""
    wrong = house.rows(
        """SELECT m.id FROM records_merge m JOIN people_person g ON g.id = m.gone_id
           WHERE m.undone_at IS NULL AND g.trashed_at IS NULL"""
    )
    yield from (f"merge {pk} is half" for (pk,) in wrong)


def _runs(house, ledger):
    """No bulk change and no hand-over is left half-way."""
    for table in ("records_bulkrun", "activities_handover"):
        for key, state, done, failed, total in house.rows(f"SELECT key, state, done, failed, total FROM {table}"):
            if state not in ("done", "undone") or done != total or failed:
                yield f"{table} {key} is {state}: {done} done, {failed} failed of {total}"


def _told(house, ledger):
    """Each task was told once to whom it was given."""
    for pk, user in ledger.told:
        count = house.one(
            "SELECT count(*) FROM accounts_notification WHERE type = 'tasks' AND record_id = ? AND user_id = ?", pk, user
        )
        if count != 1:
            yield f"tasks/{pk} was told {count} times"


def _jobs(house, ledger):
    """No job is stuck or has failed."""
    for path, status, reason in house.rows("SELECT task_path, status, traceback FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL'"):
        yield f"job {path} is {status}: {reason[-300:]}"


def _doctor(house, ledger):
    """Search, keys, sums, next steps agree with the rows: the doctor, looking at all of them."""
    answer = house.run("doctor", "--whole", status=1)
    for one in answer["findings"]:
        if one["kind"] == "derived" or (one["level"] == "error" and "Traceback" in one["message"]):
            yield f"doctor: {one['check']}: {one['message']}"


def _answers(house, ledger):
    """A few of what was made are found by the API as a user would look for them."""
    program = Program(house)
    people = [mark for mark, (collection, pk) in ledger.made.items() if collection == "people" and not ledger.stands[(collection, pk)].trashed]
    for mark in people[:: max(1, len(people) // 20)]:
        status, answer = program.call("GET", f"search?q={mark}", again=True)
        if status != 200 or ledger.made[mark][1] not in [one["id"] for one in answer["items"]]:
            yield f"search does not find {mark}: {status} {str(answer)[:200]}"
