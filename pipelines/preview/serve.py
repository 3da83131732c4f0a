"""The pages of the preview over the loopback address: as they lie on the disk, with a script that loads them again."""

import json
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pipelines.preview.state import State

ADDRESS = "127.0.0.1"
SCRIPT = Path(__file__).with_name("preview.js")
WAIT = 20.0  # seconds that a page waits before it asks again
# The pages may ask nobody anything; those of the preview ask the preview whether there is something new.
STRICT, OPEN = b"connect-src 'none'", b"connect-src 'self'"
TAG = b'<script defer src="/_preview.js"></script>\n</head>'
EMPTY = b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Preview</title></head><body></body></html>"


def serve(state: State, site: Callable[[], Path], port: int = 0) -> ThreadingHTTPServer:
    """A server on a free port of this machine alone; the caller runs and ends it."""
    server = ThreadingHTTPServer((ADDRESS, port), partial(_Handler, state, site))
    server.daemon_threads = True
    return server


def for_preview(html: bytes) -> bytes:
    """A page as the preview serves it."""
    return html.replace(STRICT, OPEN).replace(b"</head>", TAG, 1)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, state: State, site: Callable[[], Path], *given: object) -> None:
        self.state, self.site = state, site
        super().__init__(*given, directory=str(site()))  # type: ignore[arg-type]  # socket, address and server

    def do_GET(self) -> None:
        """A page, a file of the site, or what is going on."""
        asked = urlsplit(self.path)
        # A page from elsewhere that calls itself this machine (DNS rebinding) gets nothing.
        if self.headers.get("Host", "").rpartition(":")[0] not in (ADDRESS, "localhost"):
            self.send_error(403)
        elif asked.path == "/_told":
            number = parse_qs(asked.query).get("number", ["-1"])[0]
            told = self.state.wait(int(number) if number.lstrip("-").isdecimal() else -1, WAIT)
            self._send(json.dumps(told).encode(), "application/json")
        elif asked.path == "/_preview.js":
            self._send(SCRIPT.read_bytes(), "text/javascript")
        elif asked.path.endswith(("/", ".html")):
            self._page(asked.path.lstrip("/"))
        else:
            super().do_GET()

    def _page(self, name: str) -> None:
        name = name + "index.html" if name.endswith("/") or not name else name
        path = (self.site() / name).resolve()
        if not path.is_relative_to(self.site().resolve()):
            self.send_error(404)
            return
        self.state.page = name
        try:
            self._send(for_preview(path.read_bytes()), "text/html; charset=utf-8")
        except OSError:
            self._send(for_preview(EMPTY), "text/html; charset=utf-8")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Nothing of a preview is kept by a browser."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the signature is that of the library
        """Requests are no news."""
