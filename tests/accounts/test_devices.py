"""What rings the bell reaches one's devices, sealed, and only who may know it now; other people's devices stay theirs."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from perennial.accounts import channels, devices, kinds, notifications, verbs, webpush
from perennial.accounts.models import Device, Notification, Role
from perennial.accounts.policy import actor_for
from perennial.core.actor import SYSTEM
from perennial.core.errors import Forbidden
from perennial.core.models import Event
from perennial.people.models import Company
from tests.push_service import Browser, push_service

ADD, RENEW = "/settings/notifications/devices/", "/settings/notifications/devices/renew/"


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(kinds.KINDS, "given", kinds.Kind("Given to me", ("given",), urgent=True))
    monkeypatch.setitem(kinds.TEXTS, "given", "%(who)s gave you %(title)s")


@pytest.fixture
def service(settings):
    settings.PUSH_INSIDE = True
    with push_service() as one:
        yield one


@pytest.fixture
def told(service, sign_in):
    """told(user): a browser in which the user has signed in and asked to be told; `.client` is its window."""

    def one(user):
        found = Browser(service)
        found.client = sign_in(user)
        assert found.client.post(ADD, found.subscription, headers={"User-Agent": "Firefox on Windows"}).status_code == 302
        return found

    return one


def tell(user, by=None, **more):
    return notifications.notify([user], "given", by=by, data={"who": "Olena", "title": "an oak door", **more})[0]


# ── what arrives ──


def test_a_line_arrives_sealed_short_and_leads_to_the_record(colleague, told, run_jobs, house):
    device, company = told(colleague), Company.objects.create(name="Linia", owner=colleague)
    line = notifications.notify([colleague], "given", record=company, data={"who": "Olena"})[0]
    run_jobs()
    message = device.heard[0]
    assert (message["title"], message["body"]) == (house.company, "Olena gave you Linia")
    assert (message["href"], message["page"]) == (f"/notifications/{line.pk}/", f"/companies/{company.pk}/")
    _path, headers, body = device.service.taken[0]
    assert b"Linia" not in body and headers["TTL"] == "86400" and headers["Urgency"] == "high"
    assert headers["Topic"] == message["tag"] and device.service.refused == []


def test_newer_news_of_a_record_take_the_place_of_older_ones(colleague, told, run_jobs):
    device, company = told(colleague), Company.objects.create(name="Linia", owner=colleague)
    for _time in range(2):
        notifications.notify([colleague], "given", record=company, data={"who": "Olena"})
    tell(colleague)
    run_jobs()
    first, second, other = (headers["Topic"] for _path, headers, _body in device.service.taken)
    assert first == second != other


def test_it_speaks_the_language_of_its_reader_and_a_long_title_is_cut(colleague, told, run_jobs):
    colleague.language = "uk"
    colleague.save()
    device = told(colleague)
    tell(colleague, title="Ж" * 5_000)
    run_jobs()
    assert device.heard[0]["lang"] == "uk" and len(device.heard[0]["body"]) == channels.MOST


def test_each_device_of_a_person_is_told_and_nobody_else_s(colleague, owner, told, run_jobs):
    desk, phone, other = told(colleague), told(colleague), told(owner)
    tell(colleague)
    run_jobs()
    assert [len(one.heard) for one in (desk, phone, other)] == [1, 1, 0]


def test_what_was_read_meanwhile_is_not_pushed(colleague, told, run_jobs):
    device = told(colleague)
    notifications.read(colleague, [tell(colleague).pk])
    run_jobs()
    assert device.heard == []


# ── who may know ──


def test_who_lost_the_right_to_see_a_record_is_not_told_of_it(person, told, run_jobs):
    ivan = person("ivan")
    device, company = told(ivan), Company.objects.create(name="Linia", owner=ivan)
    notifications.notify([ivan], "given", record=company, data={"who": "Olena"})
    Role.objects.filter(code="salesperson").update(rights={})
    run_jobs()
    assert device.heard == [] and mail.outbox == []


def test_of_what_lies_in_the_trash_nobody_is_told(owner, told, run_jobs):
    device, company = told(owner), Company.objects.create(name="Linia", owner=owner)
    notifications.notify([owner], "given", record=company, data={"who": "Ivan"})
    Company.objects.filter(pk=company.pk).update(trashed_at=timezone.now())
    run_jobs()
    assert device.heard == []


@pytest.mark.parametrize("end", ["signs out", "session", "deactivated", "password", "forgets", "role"])
def test_whoever_is_not_there_any_more_gets_nothing(end, colleague, owner, told, run_jobs, browser):
    device, company = told(colleague), Company.objects.create(name="Linia", owner=colleague)
    notifications.notify([colleague], "given", record=company)
    if end == "signs out":
        device.client.post("/sign-out/")
        assert not Device.objects.exists()
    elif end == "session":
        verbs.end_sessions(colleague)
    elif end == "deactivated":
        verbs.deactivate(colleague, by=actor_for(owner))
    elif end == "password":
        verbs.set_password(colleague, "three-oak-boards", by=actor_for(owner))
    elif end == "role":
        colleague.role = None
        colleague.save()
    else:
        device.client.post(f"{ADD}{Device.objects.get().pk}/forget/")
    run_jobs()
    assert device.heard == []


def test_signing_in_again_on_the_same_device_wakes_it(colleague, told, run_jobs, sign_in):
    device = told(colleague)
    verbs.end_sessions(colleague)
    assert "silent until you sign in there" in sign_in(colleague).get("/settings/notifications/").content.decode()
    again = sign_in(colleague)
    assert again.post(RENEW, device.subscription).json() == {"known": True}
    tell(colleague)
    run_jobs()
    assert len(device.heard) == 1


def test_a_kind_that_is_not_wanted_stays_in_the_bell(colleague, told, run_jobs):
    device = told(colleague)
    assert device.client.post("/settings/notifications/", {"given.mail": "on"}).status_code == 302
    tell(colleague)
    run_jobs()
    assert device.heard == [] and len(mail.outbox) == 1 and notifications.unread(colleague) == 1
    device.client.post("/settings/notifications/", {"given.push": "on"})
    tell(colleague)
    run_jobs()
    assert len(device.heard) == 1 and len(mail.outbox) == 1


# ── strangers ──


def test_a_stranger_neither_sees_nor_forgets_nor_takes_over_a_device(colleague, owner, told, browser, run_jobs):
    device, stranger = told(colleague), browser(owner)
    row = Device.objects.get()
    page = stranger.get("/settings/notifications/").content.decode()
    assert "Firefox, Windows" not in page and device.subscription["endpoint"] not in page
    assert stranger.post(f"{ADD}{row.pk}/forget/").status_code == 404
    assert stranger.post(RENEW, device.subscription).json() == {"known": False}
    with pytest.raises(Forbidden):
        devices.forget(row, by=actor_for(owner))
    # One who has come to know the address alone has not the keys: the device stays whose it was.
    stranger.post(ADD, {**Browser(device.service).subscription, "endpoint": device.subscription["endpoint"]})
    tell(colleague)
    run_jobs()
    assert Device.objects.get(pk=row.pk).user == colleague and len(device.heard) == 1
    assert browser().post(ADD, device.subscription).status_code == 302 and Device.objects.count() == 2


def test_the_same_browser_under_another_account_tells_only_who_sits_there_now(colleague, owner, told, sign_in, run_jobs):
    device = told(colleague)
    sign_in(owner).post(ADD, device.subscription)
    tell(colleague)
    run_jobs()
    assert device.heard == []
    tell(owner)
    run_jobs()
    assert len(device.heard) == 1


def test_the_audit_tells_of_a_device_but_never_its_keys(colleague, told):
    device = told(colleague)
    told_of = str(list(Event.objects.filter(type="devices").values()))
    assert "Firefox, Windows" in told_of
    assert not [one for one in device.subscription.values() if one in told_of]


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example.com/x"}, {"endpoint": "https://127.0.0.1/x"}, {"endpoint": "https://10.0.0.1/x"},
        {"endpoint": "https://[::1]/x"}, {"endpoint": "https://[::ffff:7f00:1]/"}, {"endpoint": "https://[64:ff9b::7f00:1]/"},
        {"endpoint": "https://169.254.169.254/latest"}, {"endpoint": "file:///etc/passwd"}, {"endpoint": "https://a@example.com/"},
        {"endpoint": "https://example.com:99999/"}, {"endpoint": "https://192.0.2.1/" + "x" * 1_000}, {"endpoint": ""},
        {"public": "AAAA"}, {"public": "ы"}, {"secret": "AAAA"}, {"secret": ""},
    ],
)  # fmt: skip
def test_what_is_no_browser_outside_is_refused_in_words(wrong, colleague, service, sign_in, settings):
    settings.PUSH_INSIDE = False
    given = {**Browser(service).subscription, "endpoint": "https://93.184.215.14/to/x"}
    answer = sign_in(colleague).post(ADD, {**given, **wrong})
    assert answer.status_code == 422 and "cannot send to this browser" in answer.content.decode()
    assert not Device.objects.exists()


def test_a_name_that_turns_inward_is_not_sent_to(colleague, told, run_jobs, settings):
    device = told(colleague)
    settings.PUSH_INSIDE = False  # the address is one inside, and now it is looked at when sending
    tell(colleague)
    run_jobs()
    assert device.service.taken == []


def test_only_so_many_devices_are_kept(colleague, told):
    first = told(colleague)
    for _more in range(devices.MOST):
        told(colleague)
    assert Device.objects.count() == devices.MOST
    assert not Device.objects.filter(endpoint=first.subscription["endpoint"]).exists()


# ── services that refuse ──


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(status, colleague, told, run_jobs):
    device = told(colleague)
    device.service.answers = [(status, {})]
    tell(colleague)
    run_jobs()
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        ((429, {"Retry-After": "120"}), 110, 130), ((503, {}), 50, 70), ((500, {"Retry-After": "nonsense"}), 50, 70),
        ((503, {"Retry-After": (timezone.now() + timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")}), 3_000, 3_700),
    ],
)  # fmt: skip
def test_a_service_that_is_busy_is_asked_again_when_it_says(answer, least, most, colleague, told, run_jobs):
    device = told(colleague)
    device.service.answers = [answer]
    tell(colleague)
    run_jobs()
    job = DBTaskResult.objects.get()
    assert least < (job.run_after - timezone.now()).total_seconds() < most
    DBTaskResult.objects.update(run_after=timezone.now())
    run_jobs()
    assert len(device.heard) == 1 and not DBTaskResult.objects.exists()


def test_after_a_day_it_is_given_up_with_its_reason(colleague, told):
    device, line = told(colleague), None
    device.service.answers = [(503, {})]
    line = tell(colleague)
    Notification.objects.filter(pk=line.pk).update(created_at=timezone.now() - timedelta(hours=24))
    with pytest.raises(channels.Undelivered, match="503"):
        channels.push.call(line.pk, Device.objects.get().pk, 4)


def test_a_sender_who_is_not_believed_is_told_of(colleague, told, monkeypatch):
    told(colleague)
    line = tell(colleague)
    monkeypatch.setattr(webpush, "VALID", 200_000)  # longer than a service allows
    with pytest.raises(channels.Undelivered, match="403"):
        channels.push.call(line.pk, Device.objects.get().pk)


def test_with_another_secret_key_a_device_has_to_ask_anew(colleague, told, settings, run_jobs):
    device = told(colleague)
    webpush._key.cache_clear()
    try:
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
        assert not devices.hears(Device.objects.get())
        assert not devices.renew(colleague, "x", *device.subscription.values())
    finally:
        webpush._key.cache_clear()


def test_where_pushing_is_off_nothing_is_offered_or_sent(colleague, told, settings, run_jobs):
    device = told(colleague)
    settings.PUSH = False
    tell(colleague)
    run_jobs()
    page = device.client.get("/settings/notifications/").content.decode()
    assert device.heard == [] and "data-device" not in page and "data-push" not in page
    assert device.client.post(ADD, device.subscription).status_code == 422


def test_nobody_else_s_bell_is_asked_for_devices(colleague, django_assert_num_queries):
    notifications.notify([colleague], "given", by=SYSTEM)
    with django_assert_num_queries(5):  # a savepoint, who is active, the lines, whose devices
        notifications.notify([colleague], "given", by=SYSTEM)
