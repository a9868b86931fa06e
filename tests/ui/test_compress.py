"""Pages travel compressed when the browser can read it, and small or ready things as they are."""

import gzip

import brotli
import pytest

PAGE = "/ui/specimen/"


@pytest.mark.parametrize(("asked", "reads"), [("gzip, deflate, br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_travels_small(visitor, asked, reads):
    plain = visitor.get(PAGE)
    small = visitor.get(PAGE, headers={"accept-encoding": asked})
    assert len(small.content) * 3 < len(plain.content)
    assert int(small["Content-Length"]) == len(small.content)
    assert "Accept-Encoding" in small["Vary"]
    assert reads(small.content).startswith(b"<!doctype html>")


def test_who_cannot_read_it_gets_it_plain(visitor):
    answer = visitor.get(PAGE, headers={"accept-encoding": "identity"})
    assert "Content-Encoding" not in answer
    assert answer.content.startswith(b"<!doctype html>")


def test_what_is_small_stays_as_it_is(visitor):
    assert "Content-Encoding" not in visitor.get("/saved/", headers={"accept-encoding": "br"})
