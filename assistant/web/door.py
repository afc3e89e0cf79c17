"""What the web door is given: the assistant, the clock and the limits, kept together for the routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Protocol

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from jinja2 import Environment

from assistant.answering.answer import Answer
from assistant.checklists.checklist import Checklist
from assistant.measures.valuation import Valuation
from assistant.rules.rulebook import Heading
from assistant.tenders.section import TenderSection
from assistant.web.metrics import Meters
from assistant.wording import Wording
from indexer.manifest import PackFile
from indexer.model import Audience, Document, Paragraph, Ref
from indexer.search import Hit


class Assistant(Protocol):
    """What this door asks of the assistant, and nothing else."""

    @property
    def edition(self) -> str:
        """The id of the edition served."""

    @property
    def about(self) -> PackFile:
        """What the pack says of itself."""

    @property
    def wording(self) -> Wording:
        """Every sentence people read that is not from a document."""

    def ready(self, audience: Audience) -> None:
        """Return where it can serve this audience. Raises OperatorError where it cannot."""

    def ask(self, question: str, audience: Audience, as_of: date) -> Answer:
        """Answer a question."""

    def search(self, query: str, k: int, audience: Audience, as_of: date) -> tuple[Hit, ...]:
        """The `k` best passages, best first."""

    def documents(self, audience: Audience) -> tuple[Document, ...]:
        """Every document the audience may see."""

    def document(self, id: str, audience: Audience) -> Document:
        """One document. Raises NotFound."""

    def paragraph(self, ref: Ref, audience: Audience) -> tuple[Document, Paragraph]:
        """One paragraph, by its number or its anchor. Raises NotFound."""

    def checklists(self, audience: Audience) -> tuple[Heading, ...]:
        """The checklists there are."""

    def checklist(self, name: str, facts: Mapping[str, object], audience: Audience, as_of: date) -> Checklist:
        """A checklist for one contract. Raises NotFound, or ProfileRefused naming each fact to mend."""

    def value(
        self, entries: Sequence[object], contract_value: str | None, audience: Audience, *, discounted: bool
    ) -> Valuation:
        """What commitments are worth. Raises CommitmentsRefused naming each row to mend, or AskerError."""

    def tender_section(self, facts: Mapping[str, object], audience: Audience, as_of: date) -> TenderSection:
        """The social value section of a contract's tender. Raises ProfileRefused naming each fact to mend."""

    def original(self, id: str, audience: Audience) -> Path:
        """The file of a document as published. Raises NotFound."""


@dataclass(frozen=True)
class WebLimits:
    """What the door lets in: the longest question, the largest body, and whose documents it shows."""

    question_characters: int = 300
    body_bytes: int = 20_000
    audience: Audience = Audience.STAFF


@dataclass(frozen=True)
class Door:
    """Everything a route needs; made once for an app."""

    assistant: Assistant
    today: Callable[[], date]
    limits: WebLimits
    meters: Meters
    templates: Environment

    @property
    def audience(self) -> Audience:
        """Whose documents are shown here."""
        return self.limits.audience

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """Put a question to the assistant, counted and timed."""
        return self.meters.measured(lambda: self.assistant.ask(question, self.audience, as_of or self.today()))

    def say(self, key: str, **facts: object) -> str:
        """The sentence at `key` of the pack's wording."""
        return self.assistant.wording.say(key, **facts)

    def too_long(self, question: str) -> str:
        """Why a question is too long, or ''."""
        limit = self.limits.question_characters
        return self.say("refused.too_long", limit=limit) if len(question) > limit else ""

    def check_length(self, question: str, *field: str) -> None:
        """Raises RequestValidationError naming `field` where the question is too long."""
        if why := self.too_long(question):
            raise RequestValidationError([{"type": "string_too_long", "loc": field, "msg": why}])


def door_of(request: Request) -> Door:
    """The door that a request came in by."""
    door: Door = request.app.state.door
    return door


TheDoor = Annotated[Door, Depends(door_of)]
