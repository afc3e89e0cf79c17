"""Errors as answers: RFC 9457 problem+json for programs, a page for people.

The asker can mend it: 4xx. The operator can, or another machine let us down: 503. Anything else is a bug:
500, with its traceback in the log, but not its message, which may hold the question.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Coroutine, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.measures.commitment import CommitmentsRefused
from assistant.measures.licensed_rows import Mend
from assistant.rules.profile import Problem as FactProblem
from assistant.rules.profile import ProfileRefused
from assistant.web.door import Door, door_of
from assistant.web.render import page
from assistant.web.shapes import FieldProblem, Problem
from indexer.errors import AskerError, ElsewhereError, NotFound, OperatorError, TownclerkError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_FOR_PROGRAMS = ("/api/", "/public/")


Handlers = dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]]


def of_requests() -> Handlers:
    """What FastAPI is given in place of its own answers to a request that is wrong."""
    return {HTTPException: _handle, RequestValidationError: _handle}


def of_everything() -> dict[Any, Any]:
    """What our own outer ExceptionMiddleware is given.

    FastAPI's place for bugs answers and then raises again, and the server would log the exception's message.
    """
    return {HTTPException: _handle, Exception: _handle}


async def _handle(request: Request, error: Exception) -> Response:
    return response_to(request, error)


def response_to(request: Request, error: BaseException) -> Response:
    """The response to an error, as a page where a browser asked for one."""
    problem = problem_of(request, error)
    headers = error.headers if isinstance(error, HTTPException) else None
    if _for_a_person(request):
        return page(door_of(request), "problem.html", problem.status, headers, problem=problem)
    return Response(problem.model_dump_json(), problem.status, headers, MEDIA_TYPE)


def _for_a_person(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_FOR_PROGRAMS)


def problem_of(request: Request, error: BaseException) -> Problem:
    """An error as a problem. What the operator must know goes to the log."""
    door, request_id = door_of(request), str(request.state.request_id)
    match error:
        case HTTPException():
            return _problem(error.status_code, _http_words(door, error), request_id)
        case RequestValidationError():
            fields = [_field(fault) for fault in error.errors()]
            return _problem(422, door.say("page.invalid"), request_id, fields)
        case ProfileRefused():
            fields = [_fact(problem) for problem in error.problems]
            return _problem(422, door.say("page.invalid"), request_id, fields)
        case CommitmentsRefused():
            fields = [_row(mend) for mend in error.mends]
            return _problem(422, door.say("page.invalid"), request_id, fields)
        case AskerError():
            return _problem(404 if isinstance(error, NotFound) else 422, str(error), request_id)
        case OperatorError() | ElsewhereError():
            _log_fault(error, request_id)
            return _problem(503, door.say("page.unavailable", request=request_id), request_id)
        case _:
            _log_bug(error, request_id)
            return _problem(500, door.say("page.error", request=request_id), request_id)


def _problem(status: int, detail: str, request_id: str, errors: list[FieldProblem] | None = None) -> Problem:
    title = HTTPStatus(status).phrase
    return Problem(title=title, status=status, detail=detail, request_id=request_id, errors=errors or [])


def _http_words(door: Door, error: HTTPException) -> str:
    allowed = (error.headers or {}).get("Allow", "")
    match error.status_code:
        case 404:
            return door.say("page.not_found")
        case 405:
            return door.say("page.wrong_method", allowed=allowed)
        case 413:
            return door.say("page.too_large", limit=f"{door.limits.body_bytes:,}")
        case _:
            return str(error.detail)


def _fact(problem: FactProblem) -> FieldProblem:
    """A fact of a contract profile that is to be mended."""
    fact = problem.fact.replace("~", "~0").replace("/", "~1")
    return FieldProblem(place="body", pointer=f"/profile/{fact}", detail=problem.text)


def _row(mend: Mend) -> FieldProblem:
    """A row of commitments that is to be mended."""
    column = mend.column.replace("~", "~0").replace("/", "~1")
    steps = (["", str(mend.row - 1)] if mend.row else [""]) + ([column] if column else [])
    return FieldProblem(place="body", pointer=f"/commitments{'/'.join(steps)}", detail=mend.text)


def _field(fault: Mapping[str, Any]) -> FieldProblem:
    """Pydantic's account of a field. Its `input` is left out: it may be the question."""
    place, *steps = fault["loc"]
    if fault["type"] == "json_invalid":
        steps = []
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return FieldProblem(place=str(place), pointer=pointer, detail=fault["msg"])


def _log_fault(error: TownclerkError, request_id: str) -> None:
    log.error("%s: %s", request_id, error)


def _log_bug(error: BaseException, request_id: str) -> None:
    log.error("%s: a bug\n%s", request_id, "".join(_frames(error)))


def _frames(error: BaseException | None) -> Iterator[str]:
    """The traceback of an error and of what caused it, innermost last, without their messages."""
    if error is not None:
        yield from _frames(error.__cause__ or error.__context__)
        yield from traceback.format_tb(error.__traceback__)
        yield f"{type(error).__module__}.{type(error).__qualname__}\n"
