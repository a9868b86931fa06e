"""Addresses in the net that belong to nobody: the domain «example» is kept free for stories."""

from perennial.demo.story import STORIES


def website(company):
    """Return the domain of a company by its key."""
    return f"{company}.example"


def email(person, company):
    """Return the address of a person by key: at the company's, or at home."""
    first, last, _job = STORIES["en"].PEOPLE[person]
    place = website(company) if company else "post.example"
    return f"{first[0]}.{last}@{place}".lower()
