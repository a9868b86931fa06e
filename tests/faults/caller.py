"""Programs and browsers that call a Perennial which may be killed at any moment."""

import http.client
import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import orjson

from tests.faults.house import OWNER, PASSWORD

PATIENCE = 30  # seconds until an answer counts as lost
GIVEN_UP = 120  # seconds after which a house that does not answer has failed


class Lost(Exception):
    """No answer came: it may have been done, or not."""


class Caller:
    """One kept connection to the house."""

    def __init__(self, house, headers=None):
        self.house, self.headers, self.connection = house, headers or {}, None

    def ask(self, method, path, body=None, headers=None):
        """Return (status, headers, body). Raises Lost."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=PATIENCE)
            self.connection.request(method, path, body, {**self.headers, **(headers or {})})
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise Lost(f"{type(problem).__name__}: {problem}") from None

    def until_answered(self, *arguments):
        """Ask again and again what may be asked twice."""
        until = time.monotonic() + GIVEN_UP
        while True:
            try:
                return self.ask(*arguments)
            except Lost:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)  # until it is started again

    def close(self):
        """Let the connection go."""
        if self.connection:
            self.connection.close()
        self.connection = None


class Program(Caller):
    """A program with a key to the API."""

    def __init__(self, house):
        super().__init__(house, {"Authorization": f"Bearer {house.token}", "Content-Type": "application/json"})

    def call(self, method, path, body=None, key="", version=None, again=False):
        """Return (status, answer as data). Raises Lost, unless it asks until it is answered (`again`)."""
        headers = {**({"Idempotency-Key": key} if key else {}), **({"If-Match": f'"{version}"'} if version else {})}
        ask = self.until_answered if again else self.ask
        status, _headers, answer = ask(method, f"/api/v1/{path}", orjson.dumps(body) if body else None, headers)
        try:
            return status, orjson.loads(answer) if answer else None
        except orjson.JSONDecodeError as error:
            raise AssertionError(f"{status} is not told as JSON: {answer[:1000].decode(errors='replace')}") from error


class Browser(Caller):
    """Somebody signed in, who sends forms."""

    def __init__(self, house, email=OWNER):
        super().__init__(house)
        self.email, self.cookies = email, SimpleCookie()

    def sign_in(self):
        """Go through the door."""
        self._until_answered("GET", "/sign-in/")
        status, _headers, page = self._until_answered(
            "POST", "/sign-in/", self.form({"login": self.email, "password": PASSWORD, "remember": "on"})
        )
        assert status == 302, page.decode()
        return self

    def send(self, path, data):
        """Send a form; return (status, headers, page). Raises Lost."""
        return self._noted(self.ask("POST", path, self.form(data), self._headers()))

    def get(self, path):
        """Return (status, headers, page), however long it takes."""
        return self._until_answered("GET", path)

    def form(self, data):
        """Return the body of a form."""
        token = self.cookies["csrftoken"].value if "csrftoken" in self.cookies else ""
        return urlencode({"csrfmiddlewaretoken": token, **data}, doseq=True)

    def _until_answered(self, method, path, body=None):
        return self._noted(self.until_answered(method, path, body, self._headers()))

    def _headers(self):
        cookie = "; ".join(f"{name}={part.value}" for name, part in self.cookies.items())
        return {
            "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true",
            "Accept-Language": "en", "Referer": f"http://127.0.0.1:{self.house.port}/",
        }  # fmt: skip

    def _noted(self, answer):
        for line in answer[1].get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return answer


def key_in(address):
    """Return the key of a run, an import or a hand-over that an address names."""
    found = re.search(r"[0-9a-f]{16,32}", address or "")
    return found.group(0) if found else ""
