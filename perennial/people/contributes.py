"""What the people room adds to the house."""

from perennial.people.types import Companies, People
from perennial.records.registry import register

register(Companies())
register(People())
