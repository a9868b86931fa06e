"""The door: who gets in, and what somebody who does not is told."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from perennial.accounts.models import User
from perennial.core.models import Event
from tests.accounts.conftest import PASSWORD


def refusal(answer):
    return re.search(r'class="error"[^>]*>.*?<span>(.*?)</span>', answer.content.decode(), re.S)[1]


def test_a_colleague_signs_in_with_address_and_password(colleague, sign_in):
    client = sign_in(colleague)
    assert client.answer.status_code == 302
    assert client.get("/settings/profile/").status_code == 200


def test_the_address_may_be_typed_in_capitals(colleague, browser):
    client = browser()
    client.post("/sign-in/", {"login": colleague.email.upper(), "password": PASSWORD})
    assert client.get("/settings/profile/").status_code == 200


def test_signing_in_stands_in_the_audit_with_the_address_it_came_from(colleague, sign_in):
    sign_in(colleague)
    event = Event.objects.get(type="users", verb="signed_in")
    assert (event.user_id, event.ip) == (colleague.pk, "127.0.0.1")


def test_a_wrong_password_says_the_same_for_known_and_unknown_addresses(colleague, browser):
    said = {
        refusal(browser().post("/sign-in/", {"login": login, "password": "wrong"}))
        for login in (colleague.email, "nobody@lypa-dub.example")
    }
    assert said == {"This address and this password do not fit together."}


def test_what_was_typed_as_address_is_kept_and_the_password_is_not(colleague, sign_in):
    answer = sign_in(colleague, "wrong-password").answer
    assert colleague.email in answer.content.decode()
    assert "wrong-password" not in answer.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_waits(colleague, sign_in):
    for _ in range(5):
        sign_in(colleague, "wrong")
    client = sign_in(colleague)
    assert "Too many tries" in client.answer.content.decode()
    assert client.get("/settings/profile/").status_code == 302


def test_one_address_that_asks_for_many_letters_waits(house, browser):
    answers = [browser().post("/password/", {"email": f"{n}@example.com"}) for n in range(21)]
    assert answers[-1].status_code == 429 and "Too many tries" in answers[-1].content.decode()


def test_what_a_browser_says_of_its_address_counts_only_behind_a_trusted_proxy(colleague, sign_in, browser, settings):
    def address(said):
        browser().post("/sign-in/", {"login": colleague.email, "password": PASSWORD}, headers={"x-forwarded-for": said})
        return Event.objects.filter(verb="signed_in").latest("pk").ip

    assert address("6.6.6.6") == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert address("6.6.6.6, 10.1.2.3") == "10.1.2.3"
    assert address("nonsense") == "127.0.0.1"


def test_a_colleague_who_was_shut_out_is_told_so_only_with_the_right_password(colleague, sign_in):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    assert "do not fit" in sign_in(colleague, "wrong").answer.content.decode()
    assert sign_in(colleague).answer["Location"] == "/sign-in/inactive/"


def test_a_user_whom_an_import_made_cannot_sign_in(house, browser):
    user = User.objects.create_user("agent@lypa-dub.example", name="Agent", is_active=False)
    client = browser()
    client.post("/sign-in/", {"login": user.email, "password": ""})
    assert client.get("/settings/profile/").status_code == 302


def test_staying_signed_in_outlives_the_browser_only_when_asked(colleague, sign_in):
    assert sign_in(colleague, remember="on").cookies["sessionid"]["max-age"]
    assert not sign_in(colleague).cookies["sessionid"]["max-age"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(colleague, sign_in):
    cookie = sign_in(colleague).cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_after_signing_in_nobody_is_sent_to_another_site(colleague, sign_in, elsewhere):
    assert sign_in(colleague, next=elsewhere).answer["Location"] == "/"


def test_after_signing_in_one_is_where_one_wanted_to_be(colleague, sign_in):
    assert sign_in(colleague, next="/settings/tokens/").answer["Location"] == "/settings/tokens/"


def test_a_form_from_another_site_is_refused(colleague, browser):
    answer = browser(enforce_csrf_checks=True).post("/sign-in/", {"login": colleague.email, "password": PASSWORD})
    assert answer.status_code in (403, 419)


def test_nobody_signs_up_without_an_invitation(house, browser):
    assert browser().get("/signup/").status_code == 404


def test_the_door_speaks_the_language_of_the_browser_and_names_the_company(colleague, browser):
    page = browser().get("/sign-in/", headers={"accept-language": "uk"}).content.decode()
    assert '<html lang="uk"' in page and "Lypa &amp; Dub" in page


def test_inside_a_user_reads_his_own_language(colleague, browser):
    User.objects.filter(pk=colleague.pk).update(language="ru")
    assert '<html lang="ru"' in browser(colleague).get("/settings/profile/").content.decode()


def test_a_part_of_a_page_is_not_swapped_for_the_door(colleague, browser):
    assert browser().get("/settings/profile/", headers={"HX-Request": "true"}).status_code == 401


def test_signing_out_asks_once_and_then_shuts_the_door(colleague, browser):
    client = browser(colleague)
    assert client.get("/sign-out/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/settings/profile/").status_code == 302


def test_a_new_password_is_set_by_a_link_that_works_once(colleague, browser, run_jobs):
    browser().post("/password/", {"email": colleague.email})
    run_jobs()
    link = re.search(r"http://\S+", mail.outbox[0].body)[0]
    client = browser()
    form = client.get(link, follow=True)
    place, new = form.redirect_chain[-1][0], {"password1": "three-ash-boards", "password2": "three-ash-boards"}
    client.post(place, new)
    assert User.objects.get(pk=colleague.pk).check_password("three-ash-boards")
    assert "no longer works" in browser().get(link, follow=True).content.decode()


def test_asking_for_a_new_password_says_the_same_for_an_unknown_address(colleague, browser, run_jobs):
    answers = [browser().post("/password/", {"email": email}) for email in (colleague.email, "nobody@lypa-dub.example")]
    run_jobs()
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/password/sent/")}
    assert [letter.to for letter in mail.outbox] == [[colleague.email]]


def test_the_letter_is_in_the_language_of_its_reader(colleague, browser, run_jobs):
    User.objects.filter(pk=colleague.pk).update(language="uk")
    browser().post("/password/", {"email": colleague.email})
    run_jobs()
    assert "пароль" in mail.outbox[0].subject


@pytest.mark.parametrize("weak", ["short", "1234567890", "password12"])
def test_a_weak_password_is_refused_beside_the_field(colleague, browser, weak):
    answer = browser(colleague).post(
        "/settings/security/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert 'id="f-password1-error"' in answer.content.decode()


def test_changing_the_password_ends_the_other_sessions(colleague, sign_in):
    here, elsewhere = sign_in(colleague), sign_in(colleague)
    new = {"oldpassword": PASSWORD, "password1": "three-ash-boards", "password2": "three-ash-boards"}
    here.post("/settings/security/password/", new)
    assert here.get("/settings/profile/").status_code == 200
    assert elsewhere.get("/settings/profile/").status_code == 302


def test_one_ends_ones_own_other_session_and_nobody_elses(colleague, person, sign_in):
    here, elsewhere, stranger = sign_in(colleague), sign_in(colleague), sign_in(person("petro"))
    page = here.get("/settings/security/").content.decode()
    for pk in re.findall(r"sessions/(\d+)/end/", page):
        assert stranger.post(f"/settings/security/sessions/{pk}/end/").status_code == 404
    here.post("/settings/security/sessions/end-others/")
    assert here.get("/settings/profile/").status_code == 200
    assert elsewhere.get("/settings/profile/").status_code == 302


def test_an_unknown_time_zone_does_not_lock_anybody_out(colleague, browser):
    User.objects.filter(pk=colleague.pk).update(time_zone="Mars/Olympus", last_login=timezone.now())
    assert browser(colleague).get("/settings/profile/").status_code == 200
