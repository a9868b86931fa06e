"""What is planned from today on: next steps of open deals, the owner's day, and work that repeats."""

# {deal: (kind, days from today, hour or "" for the whole day, minutes, responsible or "" for the deal's own, place)}
NEXT = {
    "cafe": ("calls", -1, "16:30", 15, "", ""), "rooms": ("tasks", -2, "", 0, "olena", ""),
    "desk": ("calls", 0, "09:30", 30, "", ""), "treatment": ("meetings", 0, "11:00", 90, "", "customer"),
    "villa": ("meetings", 0, "14:30", 60, "", "showroom"), "reading": ("calls", 0, "16:00", 20, "", ""),
    "tables12": ("tasks", 0, "", 0, "", ""), "stand": ("tasks", 0, "", 0, "olena", ""),
    "sviatoshyn": ("calls", 0, "12:15", 15, "", ""),
    "bathroom": ("meetings", 4, "10:30", 60, "taras", "customer"), "wardrobe": ("meetings", 3, "17:00", 45, "", "showroom"),
    "table": ("calls", 7, "11:00", 15, "", ""), "office": ("tasks", 1, "", 0, "", ""),
    "lisovyi": ("meetings", 6, "09:30", 60, "taras", "customer"), "playroom": ("meetings", 8, "10:00", 60, "", "customer"),
    "library": ("meetings", 2, "15:00", 60, "", "online"), "bar": ("meetings", 6, "12:00", 45, "", "customer"),
    "lobby": ("tasks", 7, "", 0, "", ""), "teplodesk": ("calls", 2, "11:30", 15, "", ""), "irpin": ("calls", 3, "10:20", 15, "", ""),
    "pharmacy": ("tasks", 3, "", 0, "nadiia", ""), "benches": ("tasks", 1, "", 0, "", ""),
    "scratch": ("meetings", 1, "16:00", 30, "taras", "customer"), "lock": ("calls", -3, "12:00", 10, "", ""),
    "hinge": ("meetings", 2, "09:00", 120, "taras", "customer"), "plinth": ("meetings", 0, "13:00", 30, "taras", "customer"),
    "handles": ("tasks", 4, "", 0, "", ""),
}  # fmt: skip
# Nothing is planned for: flats, obolon, counter, shelves, front.

# key: (kind, days, hour, minutes, who, about (type, key) or None, rule)
OTHER = {
    "credit": ("tasks", 0, "", 0, "olena", ("companies", "vesna"), ""),
    "planning": ("meetings", 0, "17:00", 60, "olena", None, "FREQ=WEEKLY"),
    "samples": ("tasks", 5, "", 0, "solomiia", None, ""),
    "pricelist": ("calls", 1, "10:00", 15, "andrii", ("companies", "lis"), ""),
    "reconcile": ("tasks", 0, "", 0, "nadiia", None, "FREQ=MONTHLY"),
    "photos": ("tasks", 9, "", 0, "solomiia", ("companies", "kavova"), ""),
    "cleanup": ("tasks", 1, "", 0, "andrii", None, "FREQ=WEEKLY"),
    "veneer": ("tasks", 2, "", 0, "maksym", ("companies", "lis"), ""),
    "cards": ("tasks", 20, "", 0, "iryna", None, "FREQ=YEARLY"),
    "blades": ("tasks", 4, "", 0, "maksym", ("companies", "zavisa"), "FREQ=MONTHLY;INTERVAL=2"),
}  # fmt: skip
