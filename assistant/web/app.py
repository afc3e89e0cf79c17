"""The web door: staff pages and the API, over an assistant that is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.responses import Response

from assistant.web import api, pages
from assistant.web.body import BodyLimit
from assistant.web.door import Assistant, Door, WebLimits
from assistant.web.gate import Gate
from assistant.web.metrics import new_meters
from assistant.web.problems import MEDIA_TYPE, of_everything, of_requests
from assistant.web.render import environment

__all__ = ["Assistant", "WebLimits", "create_app"]

_STATIC = Path(__file__).parent / "static"


class _Web(FastAPI):
    """FastAPI, whose account of itself says that errors are problem+json."""

    def openapi(self) -> dict[str, Any]:
        schema = super().openapi()
        for content in _error_contents(schema):
            if "application/json" in content:
                content[MEDIA_TYPE] = content.pop("application/json")
        return schema


class _Static(StaticFiles):
    """Files that a browser keeps and asks after, so that an upgrade is seen at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _error_contents(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    yield response["content"]


def create_app(assistant: Assistant, today: Callable[[], date], limits: WebLimits) -> FastAPI:
    """The web door's app. `today` is asked for each request; `limits` say what is let in."""
    app = _Web(
        title="Townclerk",
        version="1",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Gate),
            Middleware(ExceptionMiddleware, handlers=of_everything()),
            Middleware(BodyLimit, limit=limits.body_bytes),
        ],
        exception_handlers=of_requests(),
    )
    app.state.door = Door(assistant, today, limits, new_meters(), environment())
    app.mount("/static", _Static(directory=_STATIC))
    for router in (api.router, api.health, pages.router):
        app.include_router(router)
    return app
