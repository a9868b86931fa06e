"""A client of the server under measure: one kept-alive connection, signed in by session or by token."""

import http.client
import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import orjson

IDLE = 3  # seconds


class Refusal(Exception):
    """The server answered something that is not a success."""


class Client:
    """Calls one server; keeps cookies."""

    def __init__(self, port, token=""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip, br"}
        self.cookies, self.used = {}, 0.0
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def call(self, method, path, body=None, form=None, headers=()):
        """Do one call; return (body, seconds, headers). Raises Refusal."""
        sent = {**self.headers, **dict(headers)}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            body, sent["Content-Type"] = orjson.dumps(body), "application/json"
        if form is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.cookies.get("csrftoken", "")}
            body = urlencode(form, doseq=True).encode()
        try:
            answer, content, seconds = self._exchange(method, path, body, sent)
        except (OSError, http.client.HTTPException) as problem:
            self.connection.close()
            raise Refusal(f"{method} {path}: {type(problem).__name__} {problem}") from problem
        if answer.status >= 400:
            raise Refusal(f"{method} {path}: {answer.status} {content[:300]!r}")
        for line in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return content, seconds, answer.headers

    def get(self, path, **options):
        """Do a GET."""
        return self.call("GET", path, **options)

    def plain(self, path):
        """Return the text of an answer that came uncompressed."""
        return self.get(path, headers={"Accept-Encoding": "identity"})[0].decode()

    def sign_in(self, email, password):
        """Sign in as somebody does in a browser. Raises Refusal."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.plain("/sign-in/"))
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        answer, _seconds, _headers = self.call("POST", "/sign-in/", form=form, headers={"Accept-Encoding": "identity"})
        if "sessionid" not in self.cookies:
            said = re.search(r'-error"[^>]*>([^<]+)', answer.decode())
            raise Refusal(f"{email} could not sign in. {said[1] if said else ''}")

    def _exchange(self, method, path, body, headers):
        self._wake()
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.used = time.perf_counter()
        return answer, content, self.used - began

    def _wake(self):
        """Connect anew after a pause, in which the server may have hung up."""
        if self.connection.sock is None or time.perf_counter() - self.used > IDLE:
            self.connection.close()
            self.connection.connect()
