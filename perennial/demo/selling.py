"""The story's deals and requests, made and moved day by day."""

from django.utils import translation

from perennial.demo import deals as told
from perennial.records.registry import record_type
from perennial.records.verbs import update
from perennial.sales.verbs import deals, leads, pipelines

# key: (channel, minutes ago, phone, source, region)
WAITING = {
    "kitchen": ("form", 38, "+380687331497", "site", "kyiv"), "missed": ("phone", 12, "+380674182299", "", ""),
    "repaint": ("chat", 64, "+380932251870", "social", "kyiv"), "chairs": ("mail", 26 * 60, "+380322409915", "fair", "lviv"),
    "shelving": ("form", 190, "+380443320714", "site", "kyiv"), "stairs": ("form", 3 * 24 * 60, "+380507719034", "friend", "kyiv"),
}  # fmt: skip
# key: (channel, days ago, what became of it, by whom)
SORTED = {
    "seo": ("mail", 6, "spam", "iryna"), "chipboard": ("form", 15, "notours", "andrii"), "uzhhorod": ("form", 33, "far", "solomiia"),
    "again": ("phone", 4, "cafe", "olena"),
}  # fmt: skip


def lay(teller):
    """Make the two ways of selling with their stages."""
    for place, (key, stages) in enumerate(told.PIPELINES.items()):
        name, words = teller.words.PIPELINES[key]
        by = teller.by("olena", teller.at(-399))
        context = teller.context(by)
        with translation.override(teller.language):
            pipeline = pipelines.create_pipeline({"name": name, "place": place}, by=by, context=context)
        teller.records.setdefault("pipelines", {})[key] = pipeline
        first = pipeline.stages.get()
        for number, (stage, probability, days) in enumerate(stages):
            label, guidance = words[stage]
            raw = {"name": label, "probability": probability, "stale_after_days": days, "guidance": guidance}
            if number == 0:
                made = update(record_type("stages"), first, raw, by=by, context=context)
            else:
                made = pipelines.create_stage(pipeline, raw, by=by, context=context)
            teller.records.setdefault("stages", {})[key, number] = made
    teller.forget()


def sell(teller):
    """Tell every deal from its first day to its last."""
    for key, pipeline, values in told.all_deals():
        _deal(teller, key, pipeline, values)


def ask(teller):
    """Have requests waiting, and some that were declined or tied."""
    for key, (channel, minutes, phone, source, region) in WAITING.items():
        _request(teller, key, channel, teller.ago(minutes), phone, source, region)
    for key, (channel, days, what, who) in SORTED.items():
        lead = _request(teller, key, channel, teller.at(-days, "09:20"), "", "site", "")
        by = teller.by(who, teller.at(-days, "11:40"))
        if what in told.OPEN:
            leads.tie(lead, teller.get("deals", what), by=by)
        else:
            leads.decline(lead, teller.option("decline_reason", what), by=by, comment=teller.words.DECLINED[key])


def _deal(teller, key, pipeline, values):
    company, person, owner, hryvnias, source, way, wood, end = values
    raw = {
        "title": teller.words.DEALS[key], "company": teller.pk("companies", company), "person": teller.pk("people", person),
        "pipeline": teller.pk("pipelines", pipeline), "source": teller.option("source", source), "owner": teller.users[owner].pk,
        "amount": teller.worth(hryvnias) if key not in told.LINES else None, "expected_close_on": _expected(teller, way, end),
        "tags": [teller.words.TAGS[tag] for tag in told.TAGS.get(key, [])], "custom": _custom(teller, key, wood, way),
    }  # fmt: skip
    begun = teller.at(way[0])
    deal = _accepted(teller, key, raw, owner, begun) if key in told.REQUESTED else teller.create("deals", raw, owner, begun, key)
    teller.records["deals"][key] = deal
    by = teller.by(owner, begun)
    if key in told.LINES:
        lines = [{"name": teller.words.PRODUCTS[name], "quantity": count, "price": teller.worth(each).to_api()} for name, count, each in told.LINES[key]]
        deals.set_lines(deal, lines, by=by, context=teller.context(by))
    for who, role in told.ROLES.get(key, {}).items():
        deals.set_role(deal, teller.get("people", who), role, by=by)
    for number, day in enumerate(way[1:], start=1):
        by = teller.by(owner, teller.at(day))
        deals.move(deal, teller.pk("stages", (pipeline, number)), by=by, context=teller.context(by))
    if end:
        _end(teller, deal, owner, end)


def _end(teller, deal, owner, end):
    outcome, day, how = end
    by = teller.by(owner, teller.at(day))
    context = teller.context(by)
    if outcome == "won":
        deals.win(deal, by=by, context=context, closed_on=teller.day(day))
    elif outcome == "lost":
        comment = teller.said(how)
        deals.lose(deal, teller.option("loss_reason", how), by=by, context=context, comment=comment, closed_on=teller.day(day))
    else:
        deals.hold(deal, teller.day(how), by=by, context=context)


def _expected(teller, way, end):
    if end and end[0] in ("won", "lost"):
        return teller.day(end[1] - 3 + len(way))
    return teller.day(8 + 5 * (5 - len(way)) + way[0] % 6)


def _custom(teller, key, wood, way):
    found = {"wood": wood, "floor": told.FLOORS.get(key)}
    if len(way) == 5:
        found["fitting_on"] = teller.day(way[-1] + 42)
    return {code: value for code, value in found.items() if value}


def _accepted(teller, key, raw, owner, at):
    """Let a deal begin as a request that was accepted within the hour."""
    person = teller.records["people"].get(next(k for k, p in teller.records["people"].items() if p.pk == raw["person"]))
    asked = {
        "title": raw["title"], "first_name": person.first_name, "last_name": person.last_name, "phones": person.phones,
        "source": raw["source"], "channel": told.REQUESTED[key],
    }  # fmt: skip
    lead = teller.create("leads", asked, owner, at)
    by = teller.by(owner, min(teller.now, at + (teller.ago(0) - teller.ago(45))))
    filled = {code: value for code, value in raw.items() if value not in (None, "", [], {})}
    return leads.accept(lead, filled, by=by, context=teller.context(by))


def _request(teller, key, channel, at, phone, source, region):
    title, text, name, company = teller.words.LEADS[key]
    first, _space, last = name.partition(" ")
    raw = {
        "title": title, "text": text, "first_name": first, "last_name": last, "company_name": company, "channel": channel,
        "phones": [{"number": phone, "kind": "mobile"}] if phone else [], "source": teller.option("source", source),
        "region": teller.words.REGIONS[region] if region else "",
        "emails": [{"address": f"{key}@post.example", "kind": "home"}] if channel in ("form", "mail") else [],
    }  # fmt: skip
    return teller.create("leads", raw, "house", at, key)
