"""The figures as a table: for a terminal, and as Markdown for the guides."""

HEADS = ("work", "API, ms", "95 %", "× limit", "CPU", "× limit", "queries", "page, ms", "95 %", "× limit", "CPU", "× limit",
         "queries", "limit, ms", "CPU", "asked: API / page / ×")  # fmt: skip
SHOWN = ("median", "p95", "times", "cpu", "cpu times")


def as_text(found):
    """Return all tables as lines of even columns."""
    return "\n\n".join(_even(head, rows) if rows else head for head, rows in _tables(found))


def as_markdown(found):
    """Return all tables as Markdown."""
    return "\n\n".join(_piped(head, rows) if rows else head for head, rows in _tables(found)) + "\n"


def _tables(found):
    sizes = ", ".join(f"{count:,} {name}" for name, count in found["sizes"].items())
    machine = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    yield f"Measured {found['at']} on: {machine}. {sizes}, made in {found['made_in']:.0f} s.", []
    for who in ("owner", "seller"):
        yield ("Seen by the owner" if who == "owner" else "Seen by a salesperson, who sees the team's"), [HEADS, *map(_row, found[who])]
    yield "Eight clients at once, requests a second", [("work", "API", "page", "limit", "asked: API / page"), *map(_loaded, found["loads"])]
    yield "Import", [tuple(found["import"]), tuple(found["import"].values())]
    heads = ("page", "first: KB", "requests", "later step: KB", "requests")
    yield "Weight of pages as they travel (asked: 150 KB, later 30 KB)", [heads, *map(_weighed, found["pages"])]
    yield "Memory, MB (asked: a worker under 160)", [("process", "at first", "after all"), *_memory(found)]
    yield f"The server is ready after {found['start']} s (asked: 3).", []


def _loaded(row):
    ways = [f"{row[way]['per_second']} ({row[way]['p95']} ms at 95 %)" if way in row else "" for way in ("api", "page", "limit")]
    return (row["name"], *ways, " / ".join(str(one) for one in row["goal"] if one))


def _weighed(page):
    return (page["name"], *(part for step in ("first", "later") for part in (f"{page[step]['bytes'] / 1024:.0f}", page[step]["requests"])))


def _row(row):
    asked = " / ".join(map(str, row["goal"]))
    ways = [cell for way in ("api", "page") for cell in (*_way(row.get(way)), row.get("queries", {}).get(way, ""))]
    return (row["name"], *ways, _figure(row.get("limit"), "median"), _figure(row.get("limit"), "cpu"), asked)


def _way(timing):
    if timing and "refusal" in timing:
        return timing["refusal"][:60], *[""] * (len(SHOWN) - 1)
    return tuple(_figure(timing, name) for name in SHOWN)


def _figure(timing, name):
    return "not there" if timing is None and name == "median" else "" if timing is None else str(timing.get(name, ""))


def _memory(found):
    for name, megabytes in found["memory"].items():
        yield name, f"{found['memory at first'].get(name, 0):.0f}", f"{megabytes:.0f}"


def _even(head, rows):
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(str(cell).ljust(width) if place == 0 else str(cell).rjust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True))) for row in rows]
    return "\n".join([head, *lines])


def _piped(head, rows):
    first, *rest = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([f"### {head}", "", first, "|" + "---|" * len(rows[0]), *rest])
