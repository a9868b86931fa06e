"""The figures as tables: for a terminal, and as one section of a Markdown file."""

import re

HEADS = ("work", "API, ms", "95 %", "× limit", "page, ms", "95 %", "× limit", "limit, ms", "CPU, ms: API / page / limit", "queries: API / page",
         "asked: API / page / × limit", "missed")  # fmt: skip
WAYS = ("api", "page", "limit")
SEEN_BY = {"owner": "Seen by the owner", "seller": "Seen by a salesperson, who sees the team's"}


def as_text(found):
    """Return all tables as lines of even columns."""
    return "\n\n".join([title(found), *(_even(head, rows) if rows else head for head, rows in _tables(found))])


def written(text, found):
    """Return a Markdown text in which the section of this database and size is new."""
    section = "\n\n".join([f"## {title(found)}", *(_piped(head, rows) if rows else head for head, rows in _tables(found))])
    head, *sections = re.split(r"\n(?=## )", text.strip() + "\n")
    kept = [one.strip() for one in sections]
    place = next((at for at, one in enumerate(kept) if one.startswith(f"## {title(found)}\n")), None)
    kept[len(kept) if place is None else place : len(kept) if place is None else place + 1] = [section]
    return "\n\n".join(part for part in [head.strip(), *kept] if part) + "\n"


def title(found):
    """Return what a run is called: its database and its size."""
    return f"{found['machine']['database'].split()[0]}, {found['sizes']['people']:,} people"


def _tables(found):
    """Yield (words, rows); the first row is the head, no rows at all a paragraph."""
    sizes = ", ".join(f"{count:,} {name}" for name, count in found["sizes"].items())
    machine = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    yield f"Measured {found['at'][:16]} UTC, {found['times']} calls of each. {machine}. {sizes}, made in {found['made_in']:.0f} s.", []
    for who, words in SEEN_BY.items():
        yield words, [HEADS, *map(_row, found[who])]
    yield "Eight clients at once, requests a second", [("work", "API", "page", "limit", "asked: API / page"), *map(_loaded, found["loads"])]
    yield "Import (asked: 8,000 rows a second, at most 4 times the limit)", [tuple(found["import"]), tuple(found["import"].values())]
    heads = ("page", "first: KB", "requests", "later step: KB", "requests")
    yield "Weight of pages as they travel (asked: 150 KB, later 30 KB)", [heads, *map(_weighed, found["pages"])]
    yield "Memory, MB (asked: a worker under 160)", [("process", "at first", "after all"), *_memory(found)]
    yield f"The server is ready after {found['start']} s (asked: 3), with {found['start cpu']} s of processor time.", []


def _row(row):
    api, page, limit = (row.get(way) or {} for way in WAYS)
    cpu, queries = _several(row, "cpu"), " / ".join(str(row["queries"].get(way, "–")) for way in WAYS[:2])
    asked = " / ".join(map(str, row["goal"]))
    return (row["name"], *_way(api), *_way(page), limit.get("median", ""), cpu, queries, asked, ", ".join(_missed(row)))


def _way(timing):
    if "refusal" in timing:
        return timing["refusal"][:60], "", ""
    return timing.get("median", "not there"), timing.get("p95", ""), timing.get("times", "")


def _several(row, name):
    return " / ".join(str(row[way].get(name, "–")) if row.get(way) else "–" for way in WAYS)


def _missed(row):
    """Yield what of the goal was not met."""
    figures = [(row.get("api") or {}).get("median"), (row.get("page") or {}).get("median"), (row.get("api") or {}).get("times")]
    for words, figure, goal in zip(("API", "page", "× limit"), figures, row["goal"], strict=False):
        if figure is None or figure > goal:
            yield words


def _loaded(row):
    ways = [f"{row[way]['per_second']} ({row[way]['p95']} ms at 95 %, {row[way]['failed']} failed)" if way in row else "" for way in WAYS]
    return (row["name"], *ways, " / ".join(str(one) for one in row["goal"] if one))


def _weighed(page):
    return (page["name"], *(part for step in ("first", "later") for part in (f"{page[step]['bytes'] / 1024:.0f}", page[step]["requests"])))


def _memory(found):
    for name, megabytes in found["memory"].items():
        yield name, f"{found['memory at first'].get(name, 0):.0f}", f"{megabytes:.0f}"


def _even(head, rows):
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(rows[0]))]

    def line(row):
        return "  ".join(str(cell).rjust(width) if place else str(cell).ljust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True)))

    return "\n".join([head, *map(line, rows)])


def _piped(head, rows):
    first, *rest = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([f"### {head}", "", first, "|" + "---|" * len(rows[0]), *rest])
