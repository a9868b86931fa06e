"""The addresses of a record's page and its parts, the same for every type."""


def of(code):
    """Return the url patterns of one type's records, inside the namespace of its code."""
    return []


site = []
