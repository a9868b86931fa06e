"""What a page weighs: bytes as they travel and requests, with nothing kept by the browser and on a later step."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import orjson

PAGES = (("my day", "/"), ("list of people", "/people/"), ("board", "/deals/board/"), ("calendar", "/calendar/?view=week"))
IMPORT = re.compile(r"""(?:^|[;\s}])(?:import|export)\s*(?:[\w*${},\s]+?\s*from\s*)?["']([\w./@-]+)["']""")


class Wanted(HTMLParser):
    """What a browser asks for when it reads a page: files of the page, and parts that the page asks for at once."""

    def __init__(self):
        super().__init__()
        self.files, self.parts, self.modules, self.map, self._in_map = [], [], [], {}, False

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "link" and has.get("rel") in ("stylesheet", "preload", "modulepreload", "icon", "manifest"):
            self.files.append(has["href"])
        if tag == "script":
            self._in_map = has.get("type") == "importmap"
            (self.modules if has.get("type") == "module" else self.files).extend(filter(None, [has.get("src")]))
        if tag in ("img", "use"):
            self.files += [address for address in (has.get("src"), has.get("href")) if address and address[0] == "/"]
        self.modules += (has.get("data-module") or "").split()
        if has.get("hx-get") and "load" in re.split(r"[\s,]+", has.get("hx-trigger") or ""):
            self.parts.append(has["hx-get"])

    def handle_data(self, data):
        if self._in_map:
            self.map, self._in_map = orjson.loads(data)["imports"], False


def weigh(client, name, path):
    """Return {first and later: bytes and requests} of one page."""
    sizes = {path: _fetch(client, path)}
    wanted = Wanted()
    wanted.feed(client.plain(path))
    for address in dict.fromkeys([*wanted.files, *wanted.parts]):
        _add(client, sizes, urljoin(path, address))
    todo = list(wanted.modules)
    while todo:
        name_or_path = todo.pop()
        address = wanted.map.get(name_or_path, name_or_path)
        if address.startswith("/") and _add(client, sizes, address):
            todo += IMPORT.findall(client.plain(address))
    page = [path, *(urljoin(path, address) for address in wanted.parts)]
    later = [_fetch(client, address) for address in page]
    return {"name": name, "first": {"bytes": sum(sizes.values()), "requests": len(sizes)}, "later": {"bytes": sum(later), "requests": len(later)}}


def _add(client, sizes, address):
    address = urlsplit(address)._replace(fragment="").geturl()
    if address in sizes or not address.startswith("/"):
        return False
    sizes[address] = _fetch(client, address)
    return True


def _fetch(client, path):
    """Return the bytes of an answer as it travels: head and body."""
    content, _seconds, headers = client.get(path)
    return len(content) + sum(len(name) + len(value) + 4 for name, value in headers.items())
