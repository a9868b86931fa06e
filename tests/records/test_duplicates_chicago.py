"""A real list with the truth beside it: how many of the doubles are found, and how many found are doubles."""

import csv
from collections import defaultdict
from itertools import combinations

import pytest

from perennial.core import verbs
from perennial.records.context import context_for
from perennial.records.duplicates.scan import compared
from perennial.records.models import DuplicatePair
from perennial.records.registry import record_type

PRECISION, RECALL = 0.95, 0.80
AREA = "+1312"  # the list leaves it out


@pytest.fixture
def sites(cast, real_data):
    """The list as companies: {id of the company: id of the site in truth}."""
    path = real_data / "dedupe" / "csv_example_input_with_true_ids.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    type, context = record_type("companies"), context_for(cast["owner"])
    companies = [_company(type, row, context) for row in rows]
    verbs.create_many(companies, by=cast["owner"])
    return {company.pk: row["True Id"] for company, row in zip(companies, rows, strict=True)}


def _company(type, row, context):
    digits = "".join(filter(str.isdigit, row["Phone"]))[-7:]
    values = {"name": " ".join(row["Site name"].split())[:200], "phones": AREA + digits if digits else "", "addresses": row["Address"]}
    company = type.model()
    for code, value in values.items():
        field = type.field(code)
        field.put(company, field.parse(value, context))
    type.prepare(company, context)
    return company


@pytest.mark.data
def test_doubles_of_the_sites_of_chicago_are_found_and_little_else(sites):
    compared(record_type("companies"))
    found = set(DuplicatePair.objects.values_list("first_id", "second_id"))
    by_site = defaultdict(list)
    for pk, site in sites.items():
        by_site[site].append(pk)
    true = {pair for members in by_site.values() for pair in combinations(sorted(members), 2)}
    right = len(found & true)
    precision, recall = right / len(found), right / len(true)
    print(f"{len(sites)} sites, {len(found)} pairs: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= PRECISION and recall >= RECALL
