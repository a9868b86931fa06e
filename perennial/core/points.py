"""Extension points: typed lists of direct function references that rooms add to in `contributes.py`.

There are at most eight kinds in the house; `perennial house` prints them with their members.
"""

POINTS = {}


class Point:
    """One kind of extension: a name, the signature its members have, and its members in order."""

    def __init__(self, name, signature):
        self.name, self.signature, self.members = name, signature, []
        POINTS[name] = self

    def add(self, member):
        """Append a member (idempotent, so that reloading a room is harmless) and return it."""
        if member not in self.members:
            self.members.append(member)
        return member

    def __iter__(self):
        return iter(self.members)

    def __len__(self):
        return len(self.members)
