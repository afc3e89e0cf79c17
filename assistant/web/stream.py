"""An answer as server-sent events: that it is being looked for, each statement, then the answer whole."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from fastapi import Request
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic import BaseModel

from assistant.web import shapes
from assistant.web.door import Door, door_of
from assistant.web.problems import problem_of


def wants_stream(request: Request) -> bool:
    """Whether the caller asked for events."""
    return "text/event-stream" in request.headers.get("accept", "")


def streamed(request: Request, question: str, as_of: date | None) -> EventSourceResponse:
    """The response whose events are the answer's."""
    # Proxies hold back a response unless they are told not to.
    return EventSourceResponse(_events(request, question, as_of), headers={"X-Accel-Buffering": "no"})


def _events(request: Request, question: str, as_of: date | None) -> Iterator[bytes]:
    """The status goes out while the answer is sought; an error then comes too late for a status code."""
    door: Door = door_of(request)
    worker = ThreadPoolExecutor(1)
    asked = worker.submit(door.ask, question, as_of)
    worker.shutdown(wait=False)
    yield _event("status", shapes.Progress(text=door.say("page.looking")))
    error = asked.exception()
    if error is not None:
        yield _event("problem", problem_of(request, error))
        return
    answer = shapes.Answer.model_validate(asked.result().as_json())
    for statement in answer.statements:
        yield _event("statement", statement)
    yield _event("answer", answer)


def _event(name: str, shape: BaseModel) -> bytes:
    return format_sse_event(event=name, data_str=shape.model_dump_json())
