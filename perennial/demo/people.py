"""Who the furniture maker knows: companies, persons, how they hang together and how near they have come."""

from perennial.demo.ways import email, website
from perennial.people.verbs import relate

# key: (phone, responsible, kinds, source, industry, employees, known for days, parent, tags, terms, wood)
COMPANIES = {
    "hora": ("+380442901700", "olena", ["customer"], "architect", "cafes", 210, 360, "", ["vip"], "", []),
    "kavova": ("+380442901760", "olena", ["customer"], "architect", "cafes", 64, 355, "hora", ["cafe", "repeat"], "half", ["oak", "ash"]),
    "linia": ("+380503114700", "olena", ["partner", "customer"], "fair", "architects", 9, 350, "", ["architect"], "thirds", ["oak", "walnut"]),
    "brama": ("+380322554000", "iryna", ["customer"], "friend", "hotels", 48, 210, "", ["vip", "oak"], "thirds", ["oak"]),
    "zelenyi": ("+380443906140", "olena", ["customer"], "site", "clinics", 35, 120, "", [], "forty", ["birch", "mdf"]),
    "medvin": ("+380445012233", "olena", ["customer"], "site", "clinics", 14, 95, "", [], "forty", ["birch"]),
    "teplo": ("+380931180670", "olena", ["customer"], "passing", "cafes", 22, 330, "", ["cafe", "repeat"], "half", ["oak"]),
    "prostir": ("+380976401550", "iryna", ["partner"], "fair", "architects", 5, 280, "", ["architect"], "thirds", ["ash", "mdf"]),
    "school": ("+380459462010", "olena", ["customer"], "friend", "schools", 80, 190, "", ["tender"], "after", ["birch"]),
    "vesna": ("+380674182290", "iryna", ["customer"], "architect", "builders", 120, 240, "", ["repeat", "vip"], "seventy", ["mdf"]),
    "books": ("+380567443120", "iryna", ["customer"], "social", "shops", 17, 40, "", [], "half", ["oak"]),
    "loft": ("+380442217560", "iryna", ["customer"], "site", "offices", 12, 150, "", [], "forty", ["ash", "birch"]),
    "ptakhy": ("+380445173302", "taras", ["customer"], "friend", "schools", 26, 300, "", ["family", "repeat"], "after", ["birch", "beech"]),
    "knyhy": ("+380678802340", "olena", ["customer"], "social", "cafes", 11, 60, "", ["cafe"], "half", ["oak"]),
    "lis": ("+380343312090", "andrii", ["supplier"], "", "materials", 40, 380, "", ["oak"], "delivery", ["oak", "ash", "beech"]),
    "zavisa": ("+380445550170", "maksym", ["supplier"], "", "materials", 18, 380, "", [], "after", []),
    "lak": ("+380456330510", "maksym", ["supplier"], "", "materials", 25, 370, "", [], "delivery", []),
    "yasen": ("+380444901180", "andrii", ["competitor"], "", "makers", 70, 200, "", [], "", ["mdf"]),
}  # fmt: skip
# key: (phone, company, responsible, source, known for days, tags, birthday as (month, day))
PEOPLE = {
    "halyna": ("+380672241963", "kavova", "olena", "architect", 350, ["cafe"], (11, 27)),
    "artem": ("+380672241971", "kavova", "olena", "architect", 300, [], None),
    "daryna": ("+380672241980", "kavova", "olena", "architect", 70, ["cafe"], None),
    "oleh": ("+380505518842", "", "olena", "", 30, [], None),
    "kateryna": ("+380503114708", "linia", "olena", "fair", 345, ["architect"], (3, 14)),
    "hordii": ("+380503114712", "linia", "olena", "fair", 200, ["architect"], None),
    "dmytro": ("+380322554009", "brama", "iryna", "friend", 205, ["vip"], (12, 2)),
    "valentyna": ("+380322554012", "brama", "iryna", "friend", 180, [], None),
    "oksana": ("+380443906145", "zelenyi", "olena", "site", 118, [], None),
    "viktor": ("+380445012239", "medvin", "olena", "site", 92, [], (11, 24)),
    "tetiana": ("+380931180677", "teplo", "olena", "passing", 325, ["cafe", "repeat"], (5, 6)),
    "yuliia": ("+380976401552", "prostir", "iryna", "fair", 275, ["architect"], None),
    "larysa": ("+380459462017", "school", "olena", "friend", 188, ["tender"], None),
    "roman": ("+380674182291", "vesna", "iryna", "architect", 235, [], None),
    "yevhen": ("+380674182295", "vesna", "iryna", "architect", 160, [], None),
    "serhii": ("+380567443121", "books", "iryna", "social", 38, [], None),
    "ihor": ("+380442217561", "loft", "iryna", "site", 145, [], None),
    "zoriana": ("+380442217562", "loft", "iryna", "site", 130, [], (11, 30)),
    "svitlana": ("+380445173305", "ptakhy", "taras", "friend", 298, ["family"], None),
    "pavlo": ("+380678802345", "knyhy", "olena", "social", 58, ["cafe"], None),
    "mykhailo": ("+380343312095", "lis", "andrii", "", 378, [], None),
    "inna": ("+380445550177", "zavisa", "maksym", "", 375, [], None),
    "oleksandr": ("+380639057214", "", "olena", "passing", 45, ["oak"], None),
    "nataliia": ("+380662709338", "", "olena", "again", 280, ["repeat", "family"], (11, 25)),
    "hanna": ("+380687331496", "", "bohdan", "social", 25, [], None),
    "anton": ("+380954026811", "", "iryna", "fair", 140, ["architect"], None),
    "liudmyla": ("+380505417733", "", "solomiia", "site", 320, ["family"], None),
    "vadym": ("+380932217406", "", "bohdan", "friend", 260, [], None),
    "mariana": ("+380679938120", "", "solomiia", "social", 170, ["oak"], None),
    "petro": ("+380501186642", "", "bohdan", "again", 310, ["warranty"], (12, 19)),
}  # fmt: skip
# (person, to a company or person, words, for days)
RELATIONS = [
    ("kateryna", ("companies", "kavova"), "designs", 340), ("kateryna", ("companies", "teplo"), "designs", 150),
    ("oleh", ("companies", "kavova"), "landlord", 30), ("anton", ("people", "hanna"), "recommends", 24),
    ("nataliia", ("people", "vadym"), "married", 250), ("halyna", ("companies", "teplo"), "recommends", 320),
    ("yuliia", ("companies", "loft"), "designs", 120), ("tetiana", ("companies", "knyhy"), "recommends", 60),
]  # fmt: skip
# How near they have come: (type, key): [(days ago, stage)]
LIFECYCLE = {
    ("companies", "kavova"): [(340, "attraction"), (250, "retention"), (75, "loyalty")],
    ("companies", "teplo"): [(320, "attraction"), (230, "retention"), (60, "loyalty")],
    ("companies", "linia"): [(340, "attraction"), (190, "loyalty")],
    ("companies", "vesna"): [(235, "attraction"), (110, "retention")],
    ("companies", "brama"): [(205, "attraction"), (90, "retention")],
    ("companies", "ptakhy"): [(295, "attraction"), (200, "retention"), (80, "loyalty")],
    ("companies", "school"): [(185, "attraction"), (45, "retention")],
    ("companies", "loft"): [(145, "attraction"), (50, "retention")],
    ("companies", "zelenyi"): [(118, "attraction"), (25, "retention")],
    ("people", "nataliia"): [(278, "attraction"), (180, "retention"), (40, "loyalty")],
    ("people", "petro"): [(305, "attraction"), (210, "retention")],
    ("people", "liudmyla"): [(315, "attraction"), (150, "lost")],
    ("people", "vadym"): [(255, "attraction"), (200, "lost")],
    ("people", "halyna"): [(345, "attraction"), (240, "retention"), (75, "loyalty")],
    ("people", "tetiana"): [(320, "attraction"), (225, "loyalty")],
}
NEW = {"companies": ["medvin", "books", "knyhy"], "people": ["oleksandr", "hanna", "viktor", "serhii", "pavlo", "mariana"]}


def introduce(teller):
    """Make companies and persons, relate them, and tell how they came nearer."""
    for key in COMPANIES:
        _company(teller, key)
    for key in PEOPLE:
        _person(teller, key)
    for person, (type, key), words, days in RELATIONS:
        by = teller.by(PEOPLE[person][2], teller.at(-days))
        known = teller.get("people", person)
        relate(known, teller.get(type, key), teller.words.RELATIONS[words], by=by, since=teller.day(-days))
    for (type, key), moves in LIFECYCLE.items():
        for days, stage in moves[1:]:
            _update(teller, type, key, {"lifecycle": stage}, days)
    _correct(teller)


def _company(teller, key):
    phone, owner, kinds, source, industry, employees, days, parent, tags, terms, wood = COMPANIES[key]
    name, street, city = teller.words.COMPANIES[key]
    raw = {
        "name": name, "phones": [{"number": phone, "kind": "work"}], "emails": [{"address": f"office@{website(key)}", "kind": "work"}],
        "addresses": [{"street": street, "city": city, "country": "UA", "kind": "work"}], "website": f"https://{website(key)}",
        "kinds": kinds, "lifecycle": _first(("companies", key)), "source": teller.option("source", source), "owner": teller.users[owner].pk,
        "industry": teller.option("industry", industry), "employees": employees, "parent": teller.pk("companies", parent),
        "tags": [teller.words.TAGS[tag] for tag in tags], "custom": {"terms": teller.words.TERMS.get(terms, ""), "wood": wood},
        "registration_number": str(30_000_000 + sum(map(ord, key)) * 9_973),
    }  # fmt: skip
    teller.create("companies", raw, owner, teller.at(-days), key)


def _person(teller, key):
    phone, company, owner, source, days, tags, birthday = PEOPLE[key]
    first, last, job = teller.words.PEOPLE[key]
    raw = {
        "first_name": first, "last_name": last, "job_title": job, "company": teller.pk("companies", company),
        "phones": [{"number": phone, "kind": "mobile" if phone[4:6] not in ("44", "32", "45", "34", "56") else "work"}],
        "emails": [{"address": email(key, company), "kind": "work" if company else "home"}], "owner": teller.users[owner].pk,
        "source": teller.option("source", source), "tags": [teller.words.TAGS[tag] for tag in tags],
        "kinds": ["customer"] if company not in ("lis", "zavisa") else ["supplier"], "lifecycle": _first(("people", key)),
        "birthday": f"19{72 + len(key)}-{birthday[0]:02}-{birthday[1]:02}" if birthday else None,
    }  # fmt: skip
    teller.create("people", raw, owner, teller.at(-days), key)


def _first(who):
    if who in LIFECYCLE:
        return LIFECYCLE[who][0][1]
    return "attraction" if who[1] in NEW[who[0]] else ""


def _update(teller, type, key, raw, days, clock=None):
    owner = (COMPANIES[key][1] if type == "companies" else PEOPLE[key][2])
    teller.update(type, teller.get(type, key), raw, owner, teller.at(-days, clock))


def _correct(teller):
    """Change a few things later on, as people do: history has something to show."""
    _update(teller, "companies", "kavova", {"custom": {"terms": teller.words.TERMS["forty"]}}, 3, "10:32")
    _update(teller, "companies", "kavova", {"employees": 71}, 40)
    _update(teller, "companies", "brama", {"custom": {"wood": ["oak", "walnut"]}}, 60)
    _update(teller, "companies", "loft", {"employees": 22}, 16)
    viktor = teller.get("people", "viktor")
    _update(teller, "people", "viktor", {"phones": [*viktor.phones, {"number": "+380671140958", "kind": "mobile"}]}, 12)
