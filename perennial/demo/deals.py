"""A year of deals: the ways of selling, what is open, what was won, what was lost and why.

Each way is a list of days from today on which the deal entered the stages of its pipeline, one after another.
"""

# pipeline: [(stage, probability, stale after days)]
PIPELINES = {
    "kitchens": [("enquiry", 10, 10), ("measuring", 25, 8), ("design", 40, 14), ("quote", 60, 10), ("agreement", 85, 7)],
    "small": [("enquiry", 30, 5), ("look", 60, 5), ("agreed", 90, 7)],
}

# key: (company, person, responsible, hryvnias, source, way, wood)
OPEN = {
    "sviatoshyn": ("", "hanna", "bohdan", None, "social", [-2], []),
    "counter": ("books", "serhii", "iryna", 96_000, "social", [-6], ["oak"]),
    "shelves": ("knyhy", "pavlo", "olena", 320_000, "social", [-8], ["oak"]),
    "bathroom": ("vesna", "roman", "iryna", 64_000, "again", [-4], ["mdf"]),
    "wardrobe": ("", "nataliia", "olena", 142_300, "again", [-5], ["ash"]),
    "table": ("loft", "zoriana", "iryna", 58_000, "site", [-7], ["ash"]),
    "treatment": ("zelenyi", "oksana", "olena", 530_000, "site", [-18, -6], ["birch", "mdf"]),
    "obolon": ("", "oleksandr", "olena", 218_500, "passing", [-24, -11], ["oak"]),
    "office": ("loft", "ihor", "iryna", 610_000, "site", [-20, -7], ["birch"]),
    "lisovyi": ("", "svitlana", "iryna", 131_000, "friend", [-9, -3], ["beech"]),
    "playroom": ("ptakhy", "svitlana", "taras", 84_000, "again", [-12, -5], ["birch"]),
    "flats": ("vesna", "roman", "iryna", 742_000, "again", [-52, -40, -18], ["mdf"]),
    "villa": ("linia", "kateryna", "olena", 840_000, "architect", [-46, -30, -12], ["oak", "walnut"]),
    "library": ("linia", "hordii", "solomiia", 290_000, "architect", [-33, -22, -9], ["walnut"]),
    "bar": ("teplo", "tetiana", "olena", 189_000, "again", [-28, -17, -6], ["oak"]),
    "lobby": ("prostir", "yuliia", "iryna", 153_000, "architect", [-25, -15, -8], ["ash"]),
    "cafe": ("kavova", "halyna", "olena", 486_000, "again", [-34, -24, -17, -12], ["oak", "ash"]),
    "reading": ("school", "larysa", "olena", 268_000, "again", [-44, -31, -20, -6], ["birch"]),
    "stand": ("prostir", "yuliia", "iryna", 252_000, "architect", [-38, -26, -15, -7], ["ash", "mdf"]),
    "teplodesk": ("teplo", "tetiana", "olena", 180_000, "again", [-30, -21, -14, -5], ["oak"]),
    "irpin": ("", "anton", "bohdan", 176_000, "architect", [-36, -27, -16, -8], ["oak"]),
    "rooms": ("brama", "dmytro", "iryna", 1_920_000, "friend", [-75, -58, -41, -24, -9], ["oak"]),
    "pharmacy": ("zelenyi", "oksana", "iryna", 96_500, "again", [-40, -30, -21, -12, -4], ["mdf"]),
    "benches": ("medvin", "viktor", "olena", 112_000, "site", [-39, -29, -19, -10, -3], ["ash"]),
    "desk": ("medvin", "viktor", "olena", 154_000, "site", [-42, -33, -22, -11, -4], ["birch", "oak"]),
    "tables12": ("kavova", "daryna", "olena", 118_000, "again", [-29, -26, -22, -16, -5], ["ash"]),
}  # fmt: skip
# … and how it ended: (outcome, day, reason) or ("hold", day, days from today until)
CLOSED = {
    "podil": ("kavova", "halyna", "olena", 402_000, "architect", [-250, -240, -228, -215, -205], ["oak"], ("won", -198, "")),
    "suite": ("brama", "dmytro", "iryna", 164_000, "friend", [-170, -158, -147, -135, -128], ["oak"], ("won", -120, "")),
    "bathvesna": ("vesna", "roman", "iryna", 588_000, "architect", [-225, -210, -190, -170, -160], ["mdf"], ("won", -150, "")),
    "showcase": ("teplo", "tetiana", "olena", 97_000, "friend", [-310, -300, -290, -282, -276], ["oak"], ("won", -270, "")),
    "cloakroom": ("ptakhy", "svitlana", "taras", 143_000, "friend", [-285, -275, -262, -250, -244], ["birch"], ("won", -240, "")),
    "lockers": ("school", "larysa", "olena", 121_000, "friend", [-180, -165, -150, -130, -110], ["birch"], ("won", -95, "")),
    "desks": ("loft", "ihor", "iryna", 372_000, "site", [-140, -130, -118, -106, -98], ["ash"], ("won", -90, "")),
    "phones": ("loft", "zoriana", "iryna", 228_000, "again", [-85, -77, -66, -55, -47], ["birch"], ("won", -41, "")),
    "kitchenp": ("linia", "kateryna", "olena", 455_000, "fair", [-335, -322, -305, -290, -281], ["oak"], ("won", -274, "")),
    "study": ("linia", "hordii", "solomiia", 312_000, "architect", [-195, -183, -166, -150, -141], ["walnut"], ("won", -134, "")),
    "bedroom": ("", "nataliia", "olena", 168_000, "friend", [-275, -266, -252, -240, -233], ["ash"], ("won", -226, "")),
    "hall": ("", "petro", "bohdan", 74_000, "passing", [-305, -297, -286, -277, -271], ["oak"], ("won", -266, "")),
    "kids": ("", "mariana", "solomiia", 189_000, "social", [-165, -154, -140, -127, -119], ["birch", "beech"], ("won", -112, "")),
    "wall": ("prostir", "yuliia", "iryna", 86_000, "fair", [-120, -112, -103, -94, -88], ["ash"], ("won", -82, "")),
    "cabinet": ("medvin", "viktor", "olena", 68_000, "site", [-88, -80, -70, -60, -54], ["mdf"], ("won", -48, "")),
    "shop2": ("knyhy", "pavlo", "olena", 205_000, "social", [-55, -48, -39, -30, -24], ["oak"], ("won", -17, "")),
    "vitrines": ("linia", "kateryna", "olena", 278_000, "architect", [-66, -57, -45, -33, -25], ["oak"], ("won", -13, "")),
    "kitchen9": ("", "liudmyla", "solomiia", 246_000, "site", [-318, -306, -290, -275], ["oak"], ("lost", -250, "price")),
    "attic": ("", "vadym", "bohdan", 134_000, "friend", [-258, -246, -222], ["birch"], ("lost", -200, "slow")),
    "stairs": ("", "mariana", "solomiia", 152_000, "social", [-100, -90], ["ash"], ("lost", -72, "competitor")),
    "dacha": ("", "petro", "bohdan", 98_000, "again", [-150, -141], ["beech"], ("lost", -118, "postponed")),
    "lounge": ("brama", "valentyna", "iryna", 690_000, "friend", [-130, -118, -100, -84], ["walnut"], ("lost", -63, "price")),
    "kiosk": ("kavova", "artem", "olena", 264_000, "again", [-110, -101, -88], ["oak"], ("lost", -70, "postponed")),
    "kitchen4": ("", "anton", "iryna", 310_000, "fair", [-135, -126, -112, -99], ["mdf"], ("lost", -80, "material")),
    "archive": ("school", "larysa", "solomiia", 88_000, "friend", [-62, -53], ["birch"], ("lost", -35, "silent")),
    "gallery": ("prostir", "yuliia", "iryna", 176_000, "fair", [-48, -40, -29], ["oak"], ("lost", -15, "competitor")),
    "terrace": ("kavova", "halyna", "olena", 126_000, "again", [-65, -55, -44], ["oak"], ("hold", -30, 100)),
    "villa2": ("linia", "kateryna", "olena", 520_000, "architect", [-70, -60], ["walnut"], ("hold", -20, 45)),
}  # fmt: skip
SMALL = {
    "front": ("kavova", "daryna", "bohdan", None, "again", [-3, -2], [], None),
    "hinge": ("ptakhy", "svitlana", "taras", 7_800, "again", [-10, -7, -4], [], None),
    "scratch": ("", "nataliia", "bohdan", 1_900, "again", [-2], [], None),
    "lock": ("loft", "zoriana", "bohdan", 5_400, "again", [-9, -6], [], None),
    "plinth": ("teplo", "tetiana", "bohdan", 3_200, "again", [-1], [], None),
    "handles": ("", "liudmyla", "solomiia", 11_600, "again", [-12, -8], [], None),
    "shelf": ("", "petro", "bohdan", 4_100, "again", [-60, -57, -55], [], ("won", -50, "")),
    "oil": ("", "mariana", "solomiia", 2_800, "again", [-40, -38, -36], [], ("won", -33, "")),
    "leg": ("knyhy", "pavlo", "bohdan", 2_200, "again", [-15, -13, -12], [], ("won", -10, "")),
    "drawer": ("", "vadym", "bohdan", 3_600, "again", [-30, -26], [], ("lost", -20, "silent")),
}  # fmt: skip
# Came as a request first: {deal: channel}
REQUESTED = {
    "sviatoshyn": "form", "counter": "chat", "obolon": "phone", "treatment": "form", "desk": "form", "shelves": "chat",
    "kitchen9": "form", "stairs": "chat", "office": "mail",
}  # fmt: skip
# {deal: [(product, quantity, hryvnias each)]}: the amount follows
LINES = {
    "cafe": [("bar52", 1, 210_000), ("tableash", 12, 15_500), ("coat", 1, 90_000)],
    "rooms": [("bed", 24, 38_000), ("nightstand", 48, 7_500), ("roomwardrobe", 24, 25_000), ("fitting", 1, 48_000)],
    "desk": [("deskr", 1, 118_000), ("cabinet", 1, 36_000)],
    "bar": [("barm", 1, 105_000), ("stool", 12, 7_000)],
    "obolon": [("kitchenm", 5, 34_500), ("worktop", 1, 46_000)],
    "treatment": [("treat", 3, 165_000), ("fitting", 1, 35_000)],
    "benches": [("bench", 8, 14_000)],
    "bathvesna": [("wardrobeflat", 14, 42_000)],
    "tables12": [("tableash", 8, 14_750)],
}
# Who has a word in it: {deal: {person: role}}
ROLES = {
    "cafe": {"halyna": "decides", "kateryna": "influences", "artem": "pays", "daryna": "uses", "oleh": "blocks"},
    "rooms": {"dmytro": "decides", "valentyna": "pays"},
    "flats": {"roman": "decides", "yevhen": "uses"},
    "treatment": {"oksana": "decides"},
    "villa": {"kateryna": "influences"},
    "office": {"ihor": "decides", "zoriana": "uses", "yuliia": "influences"},
    "desk": {"viktor": "decides"},
    "bar": {"tetiana": "decides", "kateryna": "influences"},
}
TAGS = {"cafe": ["cafe"], "bar": ["cafe"], "teplodesk": ["cafe"], "shelves": ["cafe"], "podil": ["cafe"], "rooms": ["vip", "oak"], "reading": ["tender"], "terrace": ["cafe"], "front": ["warranty"], "hinge": ["warranty"]}
FLOORS = {"obolon": "5", "wardrobe": "3", "treatment": "1", "lisovyi": "9", "irpin": "2"}


def all_deals():
    """Yield (key, pipeline, values) of every deal, oldest first."""
    found = [(key, "kitchens", (*values, None)) for key, values in OPEN.items()]
    found += [(key, "kitchens", values) for key, values in CLOSED.items()]
    found += [(key, "small", values) for key, values in SMALL.items()]
    return sorted(found, key=lambda one: one[2][5][0])
