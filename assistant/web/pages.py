"""The pages for people: ask, the documents, a document, and its file. They need no JavaScript."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from assistant.answering.answer import Answer
from assistant.web.door import Door, TheDoor
from assistant.web.reading import contents, laid_out
from assistant.web.render import page
from indexer.model import Authority, Document

router = APIRouter(include_in_schema=False)

# A browser's own PDF reader is an embedded object with styles of its own; it is blank without leave for both.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".txt": "text/plain",
}


@router.get("/")
def ask(door: TheDoor, q: str | None = None) -> HTMLResponse:
    """The page that asks, and answers where there is a question."""
    if q is None:
        return _ask_page(door, "", None, "")
    wrong = door.too_long(q) if q.strip() else door.say("refused.empty")
    if wrong:
        return _ask_page(door, q, None, door.say("outcome.refused", reason=wrong))
    return _ask_page(door, q, door.ask(q), "")


def _ask_page(door: Door, question: str, answer: Answer | None, wrong: str) -> HTMLResponse:
    status = 422 if wrong else 200
    return page(door, "ask.html", status, question=question, answer=answer, wrong=wrong)


@router.get("/documents")
def documents(door: TheDoor) -> HTMLResponse:
    """Every document, by authority, highest first."""
    held = sorted(door.assistant.documents(door.audience), key=lambda document: document.entry.title.casefold())
    groups = [(rank, [d for d in held if d.entry.authority is rank]) for rank in Authority]
    return page(door, "documents.html", groups=[group for group in groups if group[1]], today=door.today())


@router.get("/documents/{id}")
def document(id: str, door: TheDoor) -> HTMLResponse:
    """A document to read, every paragraph with an address of its own."""
    held = door.assistant.document(id, door.audience)
    titles = {other.entry.id: other.entry.title for other in door.assistant.documents(door.audience)}
    paragraphs = laid_out(held)
    return page(
        door,
        "document.html",
        entry=held.entry,
        paragraphs=paragraphs,
        contents=contents(paragraphs),
        is_pdf=_is_pdf(held),
        titles=titles,
        today=door.today(),
    )


def _is_pdf(document: Document) -> bool:
    return document.entry.file.lower().endswith(".pdf")


@router.get("/documents/{id}/original")
def original(id: str, door: TheDoor) -> FileResponse:
    """The document's file as published: a PDF opens in the browser, anything else is downloaded."""
    path = door.assistant.original(id, door.audience)
    return _shown(path) if path.suffix.lower() == ".pdf" else _downloaded(path)


def _shown(path: Path) -> FileResponse:
    headers = {"Content-Security-Policy": PDF_POLICY}
    return FileResponse(path, 200, headers, "application/pdf", filename=path.name, content_disposition_type="inline")


def _downloaded(path: Path) -> FileResponse:
    media_type = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return FileResponse(path, media_type=media_type, filename=path.name)
