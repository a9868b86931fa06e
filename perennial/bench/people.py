"""Companies and people of the large company, with what changed of them over the years."""

from array import array
from datetime import timedelta

from perennial.bench.bulk import blank
from perennial.bench.names import Namer
from perennial.core.text import sort_key
from perennial.people.models import Company, Person

STREETS = ["Main Street", "Mill Lane", "Hauptstrasse", "Rue du Port", "вул. Шевченка", "вул. Лесі Українки", "ул. Садовая", "просп. Миру"]
CITIES = [("Kyiv", "UA"), ("Львів", "UA"), ("Одеса", "UA"), ("Харків", "UA"), ("Berlin", "DE"), ("Paris", "FR"), ("Vienna", "AT"), ("Kraków", "PL")]
JOBS = ["Buyer", "Owner", "Engineer", "Sales manager", "Director", "Accountant", "Assistant", "Директор", "Закупівельник", "Бухгалтер", "Инженер"]
LIFECYCLE = ["", "attraction", "attraction", "retention", "retention", "loyalty", "lost"]
KINDS = [[], ["customer"], ["customer"], ["customer"], ["supplier"], ["partner"], ["customer", "partner"]]


class Contacts:
    """Makes the records one after the other, and remembers of each what others need to know of it."""

    def __init__(self, random, house, clock, sizes, changes):
        self.random, self.house, self.clock, self.sizes, self.changes = random, house, clock, sizes, changes
        self.namer = Namer(random)
        self.domains, self.company_of = [], array("i", [0])
        self.owners = {"companies": array("i", [0]), "people": array("i", [0])}
        self.born = {"companies": array("d", [0]), "people": array("d", [0])}

    def companies(self):
        """Yield (Company, its changes as [(when, {attribute: [before, after]})])."""
        make = blank(Company)
        for pk in range(1, self.sizes.companies + 1):
            eastern = self.random.random() < 0.55
            name, domain = self.namer.company(eastern)
            self.domains.append((domain, eastern))
            one = make(id=pk, name=name, sort_key=sort_key(name), website=f"https://{domain}")
            one.emails = [{"address": f"office@{domain}", "kind": "work", "primary": True}]
            one.industry_id = self._skewed(self.house.options["industry"])
            one.employees = int(3 / (self.random.random() + 0.0005))
            if self.random.random() < 0.3:
                one.custom = {"credit": int(self.random.random() * 50) * 1000, "number": f"K-{pk:06d}"}
            yield one, self._finish(one, self._owner(), eastern, 0.35, "employees", max(1, one.employees // 2))

    def people(self):
        """Yield (Person, its changes)."""
        make = blank(Person)
        for pk in range(1, self.sizes.people + 1):
            draw = self.random.random
            company = 0 if draw() < 0.15 or not self.domains else 1 + int(len(self.domains) * draw() ** 1.6)
            domain, eastern = self.domains[company - 1] if company else ("post.example", draw() < 0.55)
            named = self.namer.person(eastern)
            one = make(id=pk, first_name=named.first, middle_name=named.middle, last_name=named.last, company_id=company or None)
            one.name = " ".join(part for part in (named.first, named.middle, named.last) if part)
            one.sort_key = sort_key(f"{named.last} {named.first} {named.middle}")
            address = f"{named.address}@{domain}" if company else f"{named.address}.{int(draw() * 9999)}@{domain}"
            one.emails = [{"address": address, "kind": "work", "primary": True}] if draw() < 0.9 else []
            one.job_title = self._skewed(JOBS) if company else ""
            if draw() < 0.25:
                one.custom = {"letter": "weekly" if draw() < 0.3 else "monthly", "first_order": f"202{int(draw() * 6)}-0{1 + int(draw() * 9)}-15"}
            self.company_of.append(company)
            owner = self.owners["companies"][company] if company and draw() < 0.8 else self._owner()
            yield one, self._finish(one, owner, eastern, 0.1, "job_title", "Assistant")

    def _finish(self, one, owner, eastern, settled, attribute, before):
        """Fill what companies and people share; return the changes."""
        draw, type = self.random.random, one.TYPE
        one.owner_id, one.source_id = owner or None, self._skewed(self.house.options["source"]) if draw() < 0.6 else None
        one.lifecycle, one.kinds = self._skewed(LIFECYCLE), KINDS[int(draw() * len(KINDS))]
        number = f"+38067{int(draw() * 1e7):07d}" if eastern else f"+49151{int(draw() * 1e8):08d}"
        one.phones = [{"number": number, "extension": "", "kind": "mobile", "primary": True}] if draw() < 0.85 else []
        if draw() < settled:
            city, country = CITIES[int(draw() * 8)]
            street = f"{STREETS[int(draw() * 8)]}, {1 + int(draw() * 180)}"
            one.addresses = [{"street": street, "city": city, "region": "", "postcode": "", "country": country, "kind": "work", "primary": True}]
        if draw() < 0.08:
            one.tags = [self.house.tags[int(draw() * len(self.house.tags))]]
        one.created_at = one.updated_at = self.clock.between(0, 1)
        self.owners[type].append(owner)
        self.born[type].append(one.created_at.timestamp())
        return self._changed(one, attribute, before)

    def _changed(self, one, attribute, before):
        """Return the changes of a record, the last of which made it what it is."""
        found, now, left = [], getattr(one, attribute), self.changes(one.TYPE)
        before = before if before != now else None if isinstance(now, int) else ""
        while left:
            left -= 1
            one.updated_at = self.clock.after(one.updated_at)
            # To and fro, so that the last one ends at what stands there now.
            found.append((one.updated_at, {attribute: [now, before] if left % 2 else [before, now]}))
        one.version = 1 + len(found)
        return found

    def _owner(self):
        return 0 if self.random.random() < 0.03 else self._skewed(self.house.sellers)

    def _skewed(self, items):
        return items[int(len(items) * self.random.random() ** 1.7)]


class Clock:
    """Moments of the years before now, the later ones more of them."""

    def __init__(self, random, began, now):
        self.random, self.began, self.now, self.span = random, began, now, now - began

    def between(self, low, high):
        """Return a moment between two parts (0 to 1) of the time there has been."""
        return self.began + self.span * (low + (high - low) * self.random.random() ** 0.6)

    def after(self, moment, share=0.3):
        """Return a moment soon after another, before now."""
        return moment + (self.now - moment) * (share * self.random.random())

    def soon(self, moment, days):
        """Return a moment within days after another."""
        return moment + timedelta(days=days * self.random.random())
