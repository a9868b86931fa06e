"""What whoever works noted for himself: what was answered as done, and how things must stand for it."""

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Stand:
    """How one record stands by what was answered: its version, its values, whether it is in the trash."""

    version: int
    values: dict
    trashed: bool = False


@dataclass
class Ledger:
    """Kept by all hands together; the house never sees it."""

    made: dict = field(default_factory=dict)  # mark -> (collection, id)
    stands: dict = field(default_factory=dict)  # (collection, id) -> Stand
    imports: list = field(default_factory=list)  # (mark, rows, taken back)
    told: list = field(default_factory=list)  # (id of a task, id of the user it was given to)
    counts: Counter = field(default_factory=Counter)
    wrong: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what):
        """Count something that was answered."""
        with self.lock:
            self.counts[what] += 1

    def complain(self, words):
        """Note that something is not as it must be."""
        with self.lock:
            self.wrong.append(words)

    def copy(self):
        """Return {(collection, id): version} of everything answered by now."""
        with self.lock:
            return {key: stand.version for key, stand in list(self.stands.items())}

    def make(self, mark, collection, item, values):
        """Note a record that was made."""
        with self.lock:
            self.made[mark] = (collection, item["id"])
            self.stands[(collection, item["id"])] = Stand(item["version"], values)
            self.counts[f"made {collection}"] += 1

    def stand(self, collection, pk, version, **values):
        """Note how a record stands now."""
        with self.lock:
            known = self.stands[(collection, pk)]
            self.stands[(collection, pk)] = Stand(version, {**known.values, **values}, known.trashed)
