"""Addresses of lists: those of one record type, and those bound to none."""


def of(code):
    """Return the url patterns of a type's list and its parts."""
    return []


site = []
