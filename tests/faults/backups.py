"""What a backup must hold: the events of every record up to the version that had been answered, letter for letter."""

import hashlib

TABLES = {"people": "people_person", "deals": "sales_deal", "notes": "activities_activity", "tasks": "activities_activity"}


def checksum(house, answered):
    """Return the SHA-256 of all events of records up to what was answered, {(collection, id): version}; and what lacks."""
    events = {}
    for type, pk, version, *told in house.rows(
        "SELECT type, record_id, version, verb, CAST(changes AS text), CAST(data AS text), id FROM core_event ORDER BY id"
    ):
        if version <= answered.get((type, pk), 0):
            events.setdefault((type, pk), []).append((version, *told))
    digest = hashlib.sha256()
    for key in sorted(answered):
        digest.update(repr((key, events.get(key))).encode())
    lacking = [key for key, version in answered.items() if len(events.get(key, [])) != version]
    return digest.hexdigest(), lacking


def older(house, answered):
    """Return the records whose row is older than what was answered."""
    found = {}
    for collection, table in TABLES.items():
        rows = dict(house.rows(f"SELECT id, version FROM {table}"))
        found |= {key: rows.get(key[1]) for key, version in answered.items() if key[0] == collection and rows.get(key[1], 0) < version}
    return found
