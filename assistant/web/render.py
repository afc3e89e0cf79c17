"""Pages from templates. Everything is escaped; a name that a template was not given is an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.answering.answer import Statement
from assistant.web.door import Door
from indexer.model import Authority, Ref, Status, folded

_TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates, ready to render."""
    made = Environment(
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        address=address,
        key=_key,
        post=_post,
        said=said,
        in_own_words=_in_own_words,
        document_address=document_address,
    )
    return made


def page(
    door: Door, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **facts: object
) -> HTMLResponse:
    """A page made from a template."""
    assistant = door.assistant
    text = door.templates.get_template(template).render(
        facts,
        say=door.say,
        assistant=assistant,
        about=assistant.about,
    )
    return HTMLResponse(text, status, headers)


def document_address(id: str) -> str:
    """Where a document can be read. An id made from a file name may hold anything."""
    return "/documents/" + quote(id, safe="")


def address(ref: Ref) -> str:
    """Where a paragraph can be read."""
    return f"{document_address(ref.document)}#{quote(ref.anchor, safe='()')}"


def said(day: date) -> str:
    """A date as people write it: 24 February 2025."""
    return f"{day.day} {day:%B %Y}"


def _key(value: Status | Authority) -> str:
    """The last part of a status's or an authority's wording key."""
    return value.name.lower()


def _post(contact: str) -> str:
    """The mailto address of a contact, or '' where it is no e-mail address."""
    return f"mailto:{quote(contact, safe='@')}" if "@" in contact and " " not in contact else ""


def _in_own_words(statement: Statement) -> bool:
    """Whether a statement is its quotations word for word, so that it need not be printed twice."""
    said_so = {folded(citation.quotation) for citation in statement.citations}
    return said_so == {folded(statement.text)}
