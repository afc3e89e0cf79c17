"""The API: questions, searches, documents and paragraphs as JSON, and how the service is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.sse import EventSourceResponse
from prometheus_client import CONTENT_TYPE_LATEST

from assistant.checklists.checklist import Checklist
from assistant.tenders.section import TenderSection
from assistant.web import shapes, value_shapes
from assistant.web.door import TheDoor
from assistant.web.stream import streamed, wants_stream
from indexer.model import Ref


def _may_end_in(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": shapes.Problem} for status in statuses}


router = APIRouter(prefix="/api/v1")
health = APIRouter()


@router.post(
    "/ask",
    response_model=shapes.Answer,
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **_may_end_in(400, 413, 422, 500, 503),
    },
)
def ask(body: shapes.Question, request: Request, door: TheDoor) -> shapes.Answer | EventSourceResponse:
    """Answer a question. With `Accept: text/event-stream`: events status, statement, answer; or problem."""
    door.check_length(body.question, "body", "question")
    if wants_stream(request):
        return streamed(request, body.question, body.as_of)
    return shapes.Answer.model_validate(door.ask(body.question, body.as_of).as_json())


@router.get("/search", responses=_may_end_in(422, 500, 503))
def search(
    door: TheDoor, q: Annotated[str, Query(min_length=1)], k: Annotated[int, Query(ge=1, le=50)] = 10
) -> shapes.Hits:
    """The passages nearest to a query."""
    door.check_length(q, "query", "q")
    hits = door.assistant.search(q, k, door.audience, door.today())
    return shapes.Hits(edition=door.assistant.edition, hits=[shapes.Hit.of(hit) for hit in hits])


@router.get("/documents", responses=_may_end_in(500, 503))
def documents(door: TheDoor) -> shapes.Documents:
    """Every document that may be read here."""
    held = door.assistant.documents(door.audience)
    today = door.today()
    return shapes.Documents(
        edition=door.assistant.edition, documents=[shapes.Document.of(document, today) for document in held]
    )


@router.get("/documents/{id}", responses=_may_end_in(404, 422, 500, 503))
def document(id: str, door: TheDoor) -> shapes.DocumentText:
    """One document, with its text."""
    return shapes.DocumentText.of(door.assistant.document(id, door.audience), door.today())


@router.get("/paragraphs/{ref:path}", responses=_may_end_in(404, 422, 500, 503))
def paragraph(
    ref: Annotated[str, Path(description="cpr%237.2 or cpr/7.2; spaces as %20 or hyphens.")], door: TheDoor
) -> shapes.Paragraph:
    """One paragraph, with its neighbours."""
    held, found = door.assistant.paragraph(_ref(ref), door.audience)
    return shapes.Paragraph.placed(held, found, door.today())


@router.get("/checklists", responses=_may_end_in(500, 503))
def checklists(door: TheDoor) -> shapes.Checklists:
    """The checklists there are, each with a line that says what for."""
    return shapes.Checklists(checklists=[shapes.Heading.of(h) for h in door.assistant.checklists(door.audience)])


@router.post("/checklists/{name}", responses=_may_end_in(400, 404, 413, 422, 500, 503))
def checklist(name: str, body: shapes.Contract, door: TheDoor) -> Checklist:
    """What the rules ask of one contract on one date. A fact left out is unknown."""
    return door.assistant.checklist(name, body.profile, door.audience, body.as_of or door.today())


@router.post("/values", responses=_may_end_in(400, 413, 422, 500, 503))
def values(body: value_shapes.Commitments, door: TheDoor) -> value_shapes.Valuation:
    """What commitments are worth: in pounds where a measure has a value, and in units where not."""
    made = door.assistant.value(body.commitments, body.contract_value, door.audience, discounted=body.discount)
    return value_shapes.Valuation.model_validate(made.as_json())


@router.post("/tenders", responses=_may_end_in(400, 413, 422, 500, 503))
def tender(body: shapes.Contract, door: TheDoor) -> TenderSection:
    """The social value section of one contract's tender on one date, a draft. A fact left out is unknown."""
    return door.assistant.tender_section(body.profile, door.audience, body.as_of or door.today())


def _ref(text: str) -> Ref:
    """A ref as it stands in a path. Raises RequestValidationError where it names no paragraph."""
    try:
        return Ref.parse(text if "#" in text else text.replace("/", "#", 1))
    except ValueError as error:
        raise RequestValidationError([{"type": "value_error", "loc": ("path", "ref"), "msg": str(error)}]) from error


@health.get("/healthz")
def alive() -> shapes.Health:
    """That the process runs."""
    return shapes.Health(status="ok")


@health.get("/readyz", responses=_may_end_in(503))
def ready(door: TheDoor) -> shapes.Readiness:
    """That there is an edition to answer from."""
    door.assistant.ready(door.limits.audience)
    return shapes.Readiness(status="ok", edition=door.assistant.edition)


class _Figures(Response):
    media_type = "text/plain"


@health.get("/metrics", response_class=_Figures)
def metrics(door: TheDoor) -> Response:
    """What is counted, for Prometheus."""
    return Response(door.meters.printed(), media_type=CONTENT_TYPE_LATEST)
