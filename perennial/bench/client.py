"""A client of the server under measure: one kept-alive connection, signed in by session or by token."""

import http.client
import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import orjson


class Refusal(Exception):
    """The server answered something that is not a success."""


class Client:
    """Calls one server; keeps cookies."""

    def __init__(self, port, token=""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip, br"}
        self.cookies = {}
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
        began = time.perf_counter()
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - began
        if answer.status >= 400:
            raise Refusal(f"{method} {path}: {answer.status} {content[:300]!r}")
        for line in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return content, seconds, answer.headers

    def get(self, path, **options):
        """Do a GET."""
        return self.call("GET", path, **options)

    def sign_in(self, email, password):
        """Sign in as somebody does in a browser. Raises Refusal."""
        page, _seconds, _headers = self.get("/sign-in/", headers={"Accept-Encoding": "identity"})
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1].decode() if token else ""}
        self.call("POST", "/sign-in/", form=form)
        if "sessionid" not in self.cookies:
            raise Refusal(f"{email} could not sign in.")

    def close(self):
        """End the connection."""
        self.connection.close()
