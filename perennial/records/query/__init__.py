"""The one query: a filter is data, compiled in one place, always through what the actor may see.

A query is {"filter": …, "sort": ["-created_at", "name"], "columns": […], "search": "…"}.
A filter is {"all": […]} or {"any": […]} of filters and of {"field", "op", "value"}; `field`
may reach over one link: "company.industry".
"""

from perennial.records.query.query import Page, Query
from perennial.records.query.report import board, report

__all__ = ["Page", "Query", "board", "report"]
