"""The door and what leaves through it: sessions, forms, hosts, headers, passwords, keys, files."""

import io
import re
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as live
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.module_loading import import_string
from PIL import Image

from perennial import settings as house_settings
from perennial.accounts.models import Token, User, hash_key
from perennial.accounts.policy import actor_for
from perennial.accounts.verbs import create_token, deactivate, set_password
from perennial.core.actor import SYSTEM
from perennial.core.errors import Refused
from perennial.records import files, verbs
from perennial.records.context import context_for
from perennial.records.imports.rejects import _flat
from perennial.records.registry import REGISTRY
from tests.accounts.conftest import PASSWORD

INSIDE = "/settings/profile/"
ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example", "https:///evil.example"]
FORMULAS = ["=1+1", "=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+cmd()", "@SUM(1)", "\t=1", "\r=1", "=2*HYPERLINK(3)"]


def of_policy(answer):
    return {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split("; ") if part}


def customer(user, **raw):
    by = actor_for(user)
    return verbs.create(REGISTRY["companies"], {"name": "Linia", "owner": "me"} | raw, by=by, context=context_for(by))


# ── sessions


def test_signing_in_begins_a_new_session(colleague, browser):
    client = browser()
    client.get("/sign-in/")
    client.cookies[live.SESSION_COOKIE_NAME] = "chosen-by-somebody-else"
    client.post("/sign-in/", {"login": colleague.email, "password": PASSWORD})
    assert client.cookies[live.SESSION_COOKIE_NAME].value != "chosen-by-somebody-else"
    assert client.get(INSIDE).status_code == 200


def test_signing_out_ends_the_session_for_good(colleague, sign_in):
    client = sign_in(colleague)
    key = client.cookies[live.SESSION_COOKIE_NAME].value
    client.post("/sign-out/")
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies[live.SESSION_COOKIE_NAME] = key
    assert client.get(INSIDE).status_code == 302


def test_a_new_password_set_by_an_administrator_ends_every_session(colleague, owner, sign_in):
    client = sign_in(colleague)
    set_password(colleague, "another-four-boards", by=actor_for(owner))
    assert client.get(INSIDE).status_code == 302


def test_whoever_is_shut_out_is_out_at_once_with_browser_and_key(colleague, owner, sign_in):
    client, (_token, key) = sign_in(colleague), create_token(colleague, "program", "write", by=actor_for(colleague))
    deactivate(colleague, by=actor_for(owner))
    assert client.get(INSIDE).status_code == 302
    assert Client().get("/api/v1/people", headers={"Authorization": f"Bearer {key}"}).status_code == 401


# ── forms from elsewhere, hosts, ways out


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-out/", "/settings/profile/", "/people/new/", "/companies/bulk/delete/", "/import/"])
def test_a_form_without_the_token_is_refused_everywhere(owner, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.post(address, {"name": "x"}).status_code == 419  # told to load the page anew


def test_a_page_elsewhere_cannot_use_the_api_by_the_session(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.post("/api/v1/people", "{}", content_type="application/json").status_code == 403
    assert client.post("/api/v1/people", "{}", content_type="text/plain").status_code == 403
    assert client.get("/api/v1/people").status_code == 200
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/people", headers={"Origin": "https://evil.example"})


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "evil.example:8000", ""])
def test_another_host_s_name_is_not_answered(house, settings, host):
    settings.ALLOWED_HOSTS = house_settings.ALLOWED_HOSTS
    assert "*" not in settings.ALLOWED_HOSTS and "" not in settings.ALLOWED_HOSTS
    assert Client(headers={"Host": host}).get("/sign-in/").status_code == 400


def test_letters_lead_to_the_company_s_own_address(colleague, settings, browser):
    from django.core import mail
    from django_tasks_db.models import DBTaskResult

    settings.BASE_URL = "https://crm.example"
    browser(headers={"Host": "evil.example"}).post("/password/", {"email": colleague.email})
    for row in DBTaskResult.objects.ready():
        import_string(row.task_path).call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    assert "https://crm.example/password/" in mail.outbox[0].body and "evil" not in mail.outbox[0].body


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_way_leads_to_another_site(colleague, to, browser):
    client = browser()
    answers = [client.post(f"/sign-in/?next={to}", {"login": colleague.email, "password": PASSWORD, "next": to})]
    answers += [client.post("/ui/language/", {"next": to, "language": "uk"}), client.post("/sign-out/", {"next": to})]
    client.force_login(colleague)
    answers += [client.post("/again/", {"password": PASSWORD, "next": to}), client.get(f"/sign-in/?next={to}")]
    assert not [answer["Location"] for answer in answers if "evil" in answer.get("Location", "") or "javascript" in answer.get("Location", "")]


# ── cookies and headers


def test_cookies_of_a_served_company_travel_by_https_alone():
    source = (house_settings.CODE / "settings.py").read_text()
    assert re.search(r'startswith\("https:"\):\s+SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True', source)
    assert live.SESSION_COOKIE_HTTPONLY and live.SESSION_COOKIE_SAMESITE == live.CSRF_COOKIE_SAMESITE == "Lax"


def test_every_cookie_keeps_to_this_site(colleague, sign_in, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = sign_in(colleague)
    client.post("/settings/calendar/", {})
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] == "Lax" and cookie["secure"], name
        assert cookie["httponly"] or name == live.CSRF_COOKIE_NAME, name


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/people/", "/nowhere/", "/api/v1/people", "/api/v1/nowhere", "/options/people/", "/people/export/", "/manifest.webmanifest"])
def test_every_answer_carries_its_protection(owner, browser, address):
    answer = browser(owner).get(address)
    policy = of_policy(answer)
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    for name in ("default-src", "script-src", "style-src", "form-action"):
        assert "'unsafe-inline'" not in policy[name] and "'unsafe-eval'" not in policy[name] and "*" not in policy[name]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin" and answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_page_that_fails_is_protected_too(owner, browser):
    client = browser(owner)
    client.raise_request_exception = False
    with mock.patch("perennial.accounts.notifications.unread", side_effect=RuntimeError("secret inner words")):
        answer = client.get("/people/")
    assert answer.status_code == 500 and "secret inner words" not in answer.content.decode()
    assert of_policy(answer)["frame-ancestors"] == ["'none'"]


# ── passwords, throttling, who is there


@pytest.mark.parametrize("weak", ["short", "password123", "1234567890123", "ivan@lypa-dub"])
def test_weak_passwords_are_refused_wherever_one_is_set(colleague, owner, weak):
    with pytest.raises(Refused):
        set_password(colleague, weak, by=actor_for(owner))


def test_passwords_are_kept_as_slow_hashes():
    assert house_settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    hasher = import_string(house_settings.PASSWORD_HASHERS[0])()
    assert hasher.memory_cost >= 19 * 1024 and hasher.time_cost >= 2  # the least that OWASP asks for


def test_an_unknown_address_costs_as_much_work_as_a_known_one(colleague, browser):
    worked = []
    hasher = type(get_hasher())
    encode = hasher.encode
    with mock.patch.object(hasher, "encode", lambda self, *a, **k: worked.append(1) or encode(self, *a, **k)):
        browser().post("/sign-in/", {"login": colleague.email, "password": "wrong"})
        known = len(worked)
        browser().post("/sign-in/", {"login": "nobody@lypa-dub.example", "password": "wrong"})
    assert known == len(worked) - known == 1


def test_nobody_learns_who_works_here(colleague, browser):
    known, unknown = (browser().post("/password/", {"email": address}) for address in (colleague.email, "nobody@example.com"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    for address in ("/join/guessed-key/", "/password/1-guessed/", "/password/zz-guessed/", "/calendar/feed/guessed-key-of-enough-letters.ics"):
        assert colleague.email not in browser().get(address, follow=True).content.decode()


def test_wrong_codes_of_the_second_factor_are_counted(colleague, sign_in, browser):
    TOTP.activate(colleague, "JBSWY3DPEHPK3PXP")
    client = sign_in(colleague)
    answers = [client.post("/sign-in/code/", {"code": f"{n:06}"}) for n in range(12)]
    assert "Too many tries" in answers[-1].content.decode() or answers[-1].status_code == 429


# ── keys and secrets at rest


def test_keys_are_kept_as_hashes(colleague, owner):
    token, key = create_token(colleague, "program", "read", by=actor_for(colleague))
    kept = " ".join(str(value) for value in Token.objects.filter(pk=token.pk).values_list()[0])
    assert key not in kept and hash_key(key) in kept


def test_secrets_of_the_second_factor_are_sealed_in_the_database(colleague):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(colleague, secret)
    kept = Authenticator.objects.get(user=colleague, type="totp")
    assert secret not in str(kept.data) and kept.wrap().validate_code("000000") in (True, False)


def test_a_secret_that_was_kept_openly_still_opens_and_one_of_another_key_does_not(colleague):
    from allauth.mfa.adapter import get_adapter

    assert get_adapter().decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    assert get_adapter().decrypt(get_adapter().encrypt("x")) == "x"
    assert get_adapter().decrypt("gAAAAAB-nonsense") == ""


# ── files and formulas


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "page.xhtml", "letter.pdf", "noending"])
def test_an_uploaded_file_is_never_a_page(owner, browser, name):
    company = customer(owner)
    kept = files.keep(company, SimpleUploadedFile(name, b"<script>alert(1)</script>", content_type="text/html"), by=SYSTEM)
    answer = browser(owner).get(f"/companies/{company.pk}/files/{kept.pk}/")
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_pictures_are_shown_drawn_anew_without_what_hides_in_them(owner, browser):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret words of the camera"
    Image.new("RGB", (800, 600), "green").save(out, "JPEG", exif=exif, comment=b"<script>")
    company = customer(owner)
    kept = files.keep(company, SimpleUploadedFile("p.jpg", out.getvalue() + b"<script>"), by=SYSTEM)
    answer = browser(owner).get(f"/companies/{company.pk}/files/{kept.pk}/thumb/")
    small = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/webp" and b"secret words" not in small and b"<script>" not in small


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_leaves_in_a_csv(owner, browser, formula):
    name = formula if formula.strip() == formula else formula.strip()
    customer(owner, name=name)
    rows = b"".join(browser(owner).get("/companies/export/?format=csv&columns=name").streaming_content).decode("utf-8-sig").splitlines()
    assert rows[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_leaves_in_the_file_of_rows_left_out(formula):
    assert _flat(formula).startswith("'")
    assert _flat("+38 067 224 19 63") == "+38 067 224 19 63"


def test_a_formula_is_a_text_in_an_xlsx(owner, browser):
    import zipfile

    customer(owner, name="=1+1")
    content = b"".join(browser(owner).get("/companies/export/?format=xlsx&columns=name").streaming_content)
    packed = zipfile.ZipFile(io.BytesIO(content))
    sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "=1+1" in b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "javascript:alert(1)"])
def test_words_from_outside_stay_words(owner, browser, words):
    company = customer(owner, name=words, website=words)
    client = browser(owner)
    for address in (f"/companies/{company.pk}/", "/companies/", f"/companies/quick/{company.pk}/", f"/companies/{company.pk}/history/", f"/search/?q={words}"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript' not in page, address
    assert User.objects.count()
