"""What any record can have: owner, custom fields, options, views, tags, files, keys, search, imports, merges."""

from perennial.records.models.custom import CustomField
from perennial.records.models.duplicates import DuplicatePair, DuplicateScan
from perennial.records.models.files import File
from perennial.records.models.imports import ImportBatch, ImportMapping
from perennial.records.models.keys import Key
from perennial.records.models.merges import Merge
from perennial.records.models.options import Option, Tag, schema_changed
from perennial.records.models.owned import Owned
from perennial.records.models.pins import Pin
from perennial.records.models.views import BulkRun, View
from perennial.records.search.models import SearchEntry, SearchWord

__all__ = [
    "BulkRun", "CustomField", "DuplicatePair", "DuplicateScan", "File", "ImportBatch", "ImportMapping", "Key", "Merge", "Option", "Owned", "Pin", "SearchEntry", "SearchWord", "Tag", "View", "schema_changed",
]
