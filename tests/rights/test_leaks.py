# ruff: noqa: F811  fixtures of a file of tests are imported into it
"""Nothing of another's records reaches whoever may not see them: not by name, count, suggestion, file, event or error."""

import io
import json
import zipfile
from urllib.parse import urlencode

import pytest
from django.test import Client

from perennial.accounts import live
from perennial.accounts.models import Notification
from perennial.accounts.notifications import notify
from perennial.accounts.policy import actor_for
from perennial.activities.feed import calendar_of
from perennial.api import webhooks
from perennial.api.models import Webhook
from perennial.core.actor import SYSTEM
from perennial.core.models import Event
from perennial.records import hanging
from perennial.records.models import Merge
from perennial.records.registry import REGISTRY
from tests.rights import addresses, calls, demands, planted
from tests.rights.lasting import db  # noqa: F401
from tests.rights.planted import ASKED, MAIL, PHONE, SCOPES, SECRET


@pytest.fixture(scope="module")
def company(db):
    return planted.Planted()


@pytest.fixture(params=SCOPES)
def viewer(request, company):
    return request.param


def body_of(response):
    """Return everything that an answer says: its headers, and the text within its file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        packed = zipfile.ZipFile(io.BytesIO(content))
        content = b"\n".join(packed.read(name) for name in packed.namelist())
    return (str(response.headers) + content.decode("utf-8", "replace")).lower()


def said(company, viewer, calls_made):
    """Return [(what was called, word)] of the secret words in answers."""
    words = company.forbidden(viewer)
    return [f"{what}: {word}" for what, response in calls_made for word in words if word in body_of(response)]


def about_every_type(company, viewer):
    """Yield (type, the viewer's own record, another's record) of each type."""
    for code in SECRET:
        yield code, company.mine[viewer][code].pk, company.theirs[code].pk


def test_pages_of_one_s_own_records_name_nothing_of_another(company, viewer):
    assert not said(company, viewer, _own_pages(company, viewer))


def _own_pages(company, viewer):
    browser = company.browser(viewer)
    for page in addresses.pages():
        code = demands.type_of(page)
        demand = demands.of_page(page).get("get")
        if demand is None or demand.personal or demand.public or set(page.params) - set(GIVEN) - {"pk"}:
            continue
        if "pk" in page.params and code not in SECRET:
            continue
        pks = [company.mine[viewer][code].pk] if "pk" in page.params else [None]
        for pk in pks:
            given = {name: GIVEN[name](company, viewer, code) for name in page.params if name != "pk"} | ({"pk": pk} if pk else {})
            address = calls.reverse(page.name, kwargs=given)
            with calls.undone():
                yield address, browser.get(address)


def _event(company, viewer, code):
    return Event.objects.filter(type=code, record_id=company.mine[viewer][code].pk).latest("pk").pk


GIVEN = {
    "event": _event, "action": lambda *_: "edit", "composer": lambda *_: "note", "field": lambda *_: "title",
    "panel": lambda company, viewer, code: "files", "other": lambda company, viewer, code: company.theirs[code].pk,
    "pipeline": lambda *_: 1, "code": lambda *_: "people",
}  # fmt: skip


def test_every_panel_every_deed_and_every_editor_keeps_silent(company, viewer):
    from perennial.records.points import COMPOSERS, PANELS

    browser, made = company.browser(viewer), []
    for code, mine, _theirs in about_every_type(company, viewer):
        type, at = REGISTRY[code], f"/{code}/{mine}/"
        parts = [f"panel/{one.code}/" for one in PANELS] + [f"compose/{one.code}/" for one in COMPOSERS]
        parts += [f"do/{verb}/" for verb in type.verbs] + [f"fact/{field.code}/" for field in type.fields]
        made += [(at + part, browser.get(at + part)) for part in parts]
        made += [(f"{code} cell", browser.get(f"/{code}/cell/{mine}/{field.code}/")) for field in type.fields]
        made.append((f"{code} quick", browser.get(f"/{code}/quick/{mine}/")))
    for part in ("roles/", "lines/", "lose/", "hold/"):
        made.append((part, browser.get(f"/deals/{company.mine[viewer]['deals'].pk}/{part}")))
    for part in ("accept/", "decline/", "tie/"):
        made.append((part, browser.get(f"/requests/{company.mine[viewer]['leads'].pk}/{part}")))
    assert not said(company, viewer, made)


def test_lists_with_every_column_filter_and_order(company, viewer):
    browser, made = company.browser(viewer), []
    for code in SECRET:
        type = REGISTRY[code]
        every = ",".join(field.code for field in type.fields)
        asked = [{"columns": every}, {"q": ASKED}] + [{"sort": field.code} for field in type.fields if field.sortable]
        asked += [{"filter": json.dumps(tree)} for tree in _filters(company, type)]
        made += [(f"{code} {query}", browser.get(f"/{code}/?{urlencode(query)}")) for query in asked]
        made.append((f"{code} counts", browser.get(f"/{code}/counts/")))
        made += [(f"{code} filter {tree}", browser.get(f"/{code}/filter/?{urlencode({'filter': json.dumps(tree)})}")) for tree in _filters(company, type)]
    assert not said(company, viewer, made)


def _filters(company, type):
    for field in type.fields:
        target = getattr(field, "target", "")
        if target in SECRET:
            yield {"field": field.code, "op": "is", "value": company.theirs[target].pk}
            yield {"field": field.code, "op": "is", "value": f"{ASKED}{SECRET[target]}"[:6]}


def test_suggestions_search_and_the_palette(company, viewer):
    browser, made = company.browser(viewer), []
    for text in (ASKED, MAIL, PHONE, "Ann", "gone", "Mine", ""):
        query = urlencode({"q": text, "text": f"Call {text}"})
        for at in ("/search/", "/search/palette/", "/activities/about/", "/day/understood/", "/options/users/", "/options/tags/"):
            made.append((f"{at} {text}", browser.get(f"{at}?{query}")))
        made += [(f"options {code} {text}", browser.get(f"/options/{code}/?{query}")) for code in REGISTRY]
    assert not said(company, viewer, made)


def test_what_is_typed_warns_of_no_record_out_of_sight(company, viewer):
    browser, made = company.browser(viewer), []
    for code in ("people", "companies", "leads"):
        typed = {"v.phones.0.number": PHONE, "v.emails.0.address": MAIL, "v.last_name": ASKED, "v.name": ASKED, "has": "phones"}
        typed |= {"phones.0.number": PHONE, "emails.0.address": MAIL, "last_name": ASKED, "name": ASKED}
        made.append((f"{code} twins", browser.post(f"/{code}/twins/", typed)))
        for field in ("phones", "emails"):
            at = f"/{code}/cell/{company.mine[viewer][code].pk}/{field}/warnings/"
            made.append((at, browser.get(at, {f"v.{field}": PHONE if field == "phones" else MAIL})))
    made += [(at, browser.get(at)) for at in ("/duplicates/", "/duplicates/people/", "/duplicates/companies/")]
    assert not said(company, viewer, made)


def test_calendars_days_and_the_feed(company, viewer):
    browser, other = company.browser(viewer), company.other
    made = [(view, browser.get(f"/calendar/?view={view}&who={other.pk}")) for view in ("day", "week", "team", "month")]
    made += [(at, browser.get(at)) for at in ("/", "/day/team/", "/calendar/people/", "/notifications/", "/trash/", "/requests/", "/deals/board/")]
    assert not said(company, viewer, made)
    feed = calendar_of(company.users[viewer]).decode().replace("\r\n ", "").lower()
    assert not [word for word in company.forbidden(viewer) if word in feed]


def test_files_hold_only_what_one_sees(company, viewer):
    browser, made = company.browser(viewer), []
    for code, mine, theirs in about_every_type(company, viewer):
        every = ",".join(field.code for field in REGISTRY[code].fields)
        for format in ("csv", "json", "xlsx", "vcard"):
            query = urlencode([("format", format), ("columns", every), ("ids", mine), ("ids", theirs)])
            made.append((f"{code} {format} chosen", browser.get(f"/{code}/export/?{query}")))
            made.append((f"{code} {format}", browser.get(f"/{code}/export/?{urlencode({'format': format, 'columns': every})}")))
    assert not said(company, viewer, made)


def test_the_api_names_nothing_of_another(company, viewer):
    client, made = Client(headers={"Authorization": f"Bearer {company.keys[viewer]}"}), []
    for operation in addresses.operations():
        if operation.method != "get":
            continue
        pk = company.mine[viewer][operation.code].pk if operation.code in SECRET else 1
        at = operation.path.replace("{pk}", str(pk))
        made.append((at, client.get(at, {"q": ASKED, "count": "true"})))
        made.append((at, client.get(at)))
        if at.endswith("/report"):
            links = [field.code for field in REGISTRY[operation.code].fields if field.kind == "link"]
            made += [(f"{at} {code}", client.get(at, {"group": code})) for code in links]
    for code in SECRET:
        every = ",".join(field.code for field in REGISTRY[code].fields)
        made.append((f"{code} all fields", client.get(f"/api/v1/{code}", {"fields": every})))
        for tree in _filters(company, REGISTRY[code]):
            made.append((f"{code} {tree}", client.get(f"/api/v1/{code}", {"filter": json.dumps(tree)})))
    assert not said(company, viewer, made)


def test_no_count_gives_away_what_is_there(company, viewer):
    client = Client(headers={"Authorization": f"Bearer {company.keys[viewer]}"})
    guesses = {"people": ("last_name", "last_name"), "companies": ("name", "name"), "deals": ("title", "title"), "leads": ("text", "text")}
    for type in REGISTRY.values():
        for field in type.fields:
            target = getattr(field, "target", "")
            if target in guesses and SECRET[target] in company.forbidden(viewer) and field.kind == "link":
                tree = {"field": f"{field.code}.{guesses[target][0]}", "op": "contains", "value": ASKED + SECRET[target]}
                answer = client.get(f"/api/v1/{type.code}", {"filter": json.dumps(tree), "count": "true"})
                assert answer.status_code in (403, 422) or answer.json()["total"] == 0, tree
    for code in SECRET:
        if SECRET[code] in company.forbidden(viewer):
            answer = client.get(f"/api/v1/{code}", {"q": ASKED, "count": "true"})
            assert answer.status_code == 403 or answer.json()["total"] == 0


def test_refusals_name_nothing_of_another(company, viewer):
    client, made = Client(headers={"Authorization": f"Bearer {company.keys[viewer]}"}), []
    for code, mine, theirs in about_every_type(company, viewer):
        type = REGISTRY[code]
        links = {field.code: company.theirs[field.target].pk for field in type.writable() if getattr(field, "target", "") in SECRET}
        names = {field: f"{ASKED}{SECRET[type.field(field).target]}"[:5] for field in links}
        for body in (links, names, {"phones": PHONE, "emails": MAIL}, {"about": [["people", company.theirs["people"].pk]]}):
            for method, at in (("patch", f"/api/v1/{code}/{mine}"), ("post", f"/api/v1/{code}"), ("patch", f"/api/v1/{code}/{theirs}")):
                with calls.undone():
                    answer = getattr(client, method)(at, json.dumps(body), content_type="application/json", headers={"If-Match": '"1"'})
                made.append((f"{method} {at} {body}", answer))
        for part in ("restore", "unmerge", *type.verbs):
            with calls.undone():
                made.append((f"{code} {part}", client.post(f"/api/v1/{code}/{theirs}/{part}", "{}", content_type="application/json")))
        with calls.undone():
            body = {"ids": [mine, theirs], "set": {"tags": ["x"]}}
            made.append((f"{code} bulk", client.post(f"/api/v1/{code}/bulk", json.dumps(body), content_type="application/json")))
    assert not said(company, viewer, made)


def test_everything_that_a_list_shows_leaves_another_s_alone(company, viewer):
    browser = company.browser(viewer)
    for code in SECRET:
        if SECRET[code] not in company.forbidden(viewer):
            continue
        with calls.undone():
            before = company.theirs[code].version
            browser.post(f"/{code}/bulk/tag/", {"everything": "1", "state": "{}", "add": ["x"]})
            browser.post(f"/{code}/bulk/delete/", {"ids": [company.theirs[code].pk], "sure": "1"})
            now = type(company.theirs[code]).objects.get(pk=company.theirs[code].pk)
            assert (now.version, now.trashed_at) == (before, None)


def test_merging_names_and_counts_nothing_of_another(company, viewer):
    browser, made = company.browser(viewer), []
    for code in ("people", "companies"):
        kept = company.mine[viewer][code]
        with calls.undone():
            gone = company.tied_again(viewer, code)
            at = f"/{code}/{kept.pk}/merge/{gone.pk}/"
            made += [("ask", browser.get(f"/{code}/{kept.pk}/merge/")), ("both", browser.get(at))]
            made.append(("preview", browser.post(f"{at}?preview=1", {"versions": f"{kept.version}.{gone.version}"})))
            made.append(("merge", browser.post(at, {"versions": f"{kept.version}.{gone.version}"})))
            done = Merge.objects.filter(kept_id=kept.pk, gone_id=gone.pk).first()
            parts = ["", "timeline/", "history/", *(f"unmerge/{merge.pk}/" for merge in ([done] if done else []))]
            made += [(part, browser.post(f"/{code}/{kept.pk}/{part}") if "unmerge" in part else browser.get(f"/{code}/{kept.pk}/{part}")) for part in parts]
            made.append(("apart", browser.get(f"/{code}/{gone.pk}/")))
            made.append(("audit", browser.get("/settings/audit/")))
        assert done or viewer in ("accountant", "nobody", "salesperson")
    assert not said(company, viewer, made)


def test_what_hangs_on_a_record_is_counted_as_far_as_it_is_seen(company):
    one = company.mine["own"]["people"]
    known = dict(hanging.counts(REGISTRY["people"], one.pk, actor_for(company.users["own"])))
    every = dict(hanging.counts(REGISTRY["people"], one.pk, SYSTEM))
    assert known == {"Other links": 4}  # his own task, meeting, call and note
    assert every == {"Relations": 3, "Other links": 4}


def test_the_audit_is_for_those_who_hold_it(company, viewer):
    browser = company.browser(viewer)
    for query in ("", "?what=opened", f"?type=people&record={company.theirs['people'].pk}"):
        answer = browser.get(f"/settings/audit/{query}")
        assert answer.status_code == 403 and not said(company, viewer, [(query, answer)])


def test_what_is_pushed_tells_nothing_of_another(company, viewer, monkeypatch):
    monkeypatch.setattr(live, "close_old_connections", lambda: None)  # the test's own is to stay
    user = company.users[viewer]
    with calls.undone():
        for code in SECRET:
            notify([company.other], "assigned", record=company.theirs[code], data={"what": code})
        pushed, _newest = live._news(0, {user.pk: "en"})
        assert all(person == user.pk for _id, person, _told in pushed)
        assert not [word for word in company.forbidden(viewer) if word in json.dumps(pushed, default=str).lower()]


def test_webhooks_and_bells_tell_nothing_of_another(company, viewer):
    hook = Webhook(user=company.users[viewer], url="https://example.com/", secret="x")
    words = company.forbidden(viewer)
    told = [webhooks.payload(event, hook) or b"" for event in Event.objects.all()]
    assert not [word for word in words for body in told if word in body.decode().lower()]
    lines = json.dumps(list(Notification.objects.filter(user=company.users[viewer]).values_list("data", flat=True)))
    assert not [word for word in words if word in lines.lower()]
