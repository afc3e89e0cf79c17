"""The largest body that is taken in. FastAPI's own limit answers in plain text; this one answers as we do."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Reads a body whole, up to `limit` bytes, and refuses a longer one without reading on."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body read. Raises HTTPException(413)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        messages = await self._read(receive)

        async def again() -> Message:
            return messages.pop(0) if messages else await receive()

        await self.app(scope, again, send)

    async def _read(self, receive: Receive) -> list[Message]:
        messages: list[Message] = []
        size, more = 0, True
        while more:
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.limit:
                raise HTTPException(413)
            messages.append(message)
            more = message.get("more_body", False)
        return messages
