"""The page of parts in a real browser: a small server of pages and their files, and one Chromium for a module."""

import threading
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import sync_playwright

from tests.chromium import ARGUMENTS, executable


@contextmanager
def serving():
    """Serve the application on a free port of this machine; yields its address."""
    handler = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, handler, server_class=_Server, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def chromium():
    """Start the system's Chromium; yields the playwright browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    # A page asks for some sixty files at once.
    request_queue_size = 128


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass
