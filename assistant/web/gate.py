"""What every request passes through: a request id, headers on the response, HEAD, and a line in the log.

The log line holds the path without its query, because the query of the front page is the question.
"""

from __future__ import annotations

import logging
import secrets
import time
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Gate:
    """The outermost of our middleware. A route's own header is left as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request in and its response out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit = _Visit(scope, send)
        try:
            await self.app(visit.scope, receive, visit.send)
        finally:
            visit.log()


class _Visit:
    """One request on its way through. HEAD goes in as GET and its body is kept back."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.method, self.path = scope["method"], quote(scope["path"])
        self.request_id = secrets.token_hex(8)
        self.started = time.perf_counter()
        self.status = 0
        self.scope = {**scope, "method": "GET"} if self.method == "HEAD" else scope
        self.scope["state"] = {**scope.get("state", {}), "request_id": self.request_id}
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._add_headers(message)
        elif self.method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)

    def _add_headers(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers["X-Request-Id"] = self.request_id

    def log(self) -> None:
        milliseconds = (time.perf_counter() - self.started) * 1000
        log.info("%s %s %d %.0fms %s", self.method, self.path, self.status, milliseconds, self.request_id)
