"""Likely duplicates: records of one type that are probably one and the same in the world.

Two records are candidates when they share a key (e-mail, phone, house, rare words of the name), and
duplicates when the evidence of all they share outweighs what speaks against it. A person decides.
"""

from perennial.records.duplicates.evidence import reasons_in_words
from perennial.records.duplicates.near import similar
from perennial.records.duplicates.scan import compared, pairs
from perennial.records.duplicates.typed import warned, warnings

__all__ = ["compared", "pairs", "reasons_in_words", "similar", "warned", "warnings"]
