"""A whole base while it is looked over: on disk, so that a million records need no more memory than a thousand."""

import pickle
from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from tempfile import TemporaryFile

AT_ONCE = 100_000  # (key, id) pairs of which those that share a key are gathered in memory
MOST_PARTS = 200  # files


class Profiles:
    """Profiles by the record's id, added in its order."""

    def __init__(self):
        self._file, self._ids, self._begins = TemporaryFile(), array("q"), array("q", [0])  # noqa: SIM115 – gone with the object
        self.of = lru_cache(maxsize=1000)(self._read)

    def __len__(self):
        return len(self._ids)

    def add(self, profile):
        """Keep a profile whose id is larger than those before."""
        self._begins.append(self._begins[-1] + self._file.write(pickle.dumps(profile, pickle.HIGHEST_PROTOCOL)))
        self._ids.append(profile.pk)

    def __iter__(self):
        for pk in self._ids:
            yield self._read(pk)

    def _read(self, pk):
        place = bisect_left(self._ids, pk)
        self._file.seek(self._begins[place])
        return pickle.loads(self._file.read(self._begins[place + 1] - self._begins[place]))


class Sharing:
    """Ids by the keys that records share; `expected` is about how many pairs of key and id there will be."""

    def __init__(self, expected):
        self._parts = [TemporaryFile() for _ in range(min(MOST_PARTS, expected // AT_ONCE + 1))]  # noqa: SIM115 – closed when read

    def add(self, key, pk, flag):
        """Keep that a record has a key; `flag` goes with the key."""
        code = hash(key) & ~1 | flag
        array("q", (code, pk)).tofile(self._parts[(code >> 1) % len(self._parts)])

    def groups(self):
        """Yield (flag, ids) of each key that several have, a part of the keys after the other."""
        for file in self._parts:
            file.seek(0)
            rows, shared = array("q", file.read()), defaultdict(list)
            for place in range(0, len(rows), 2):
                shared[rows[place]].append(rows[place + 1])
            for code, ids in shared.items():
                if len(ids) > 1:
                    yield code & 1, ids
            file.close()
