"""What an answer is: statements with citations, one outcome, and notices of date and authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from indexer.model import Audience, Authority, Entry, Paragraph, Ref, Status


class Outcome(StrEnum):
    """Every way a question can end. The words for each are in the pack's wording."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    SOURCES_DIFFER = "sources_differ"
    SUPERSEDED = "superseded"
    NEEDS_FACT = "needs_fact"
    NOT_COVERED = "not_covered"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"


@dataclass(frozen=True)
class Citation:
    """Where a statement's words stand: the paragraph, and the quotation from it, word for word."""

    ref: Ref
    title: str
    headings: tuple[str, ...]
    page: int
    quotation: str
    digest: str
    status: Status
    authority: Authority

    @classmethod
    def of(cls, paragraph: Paragraph, quotation: str, entry: Entry, as_of: date) -> Citation:
        """Cite a paragraph of the document whose manifest entry is `entry`."""
        return cls(
            paragraph.ref,
            entry.title,
            paragraph.headings,
            paragraph.page,
            quotation,
            paragraph.digest,
            entry.status(as_of),
            entry.authority,
        )

    def as_json(self) -> dict[str, Any]:
        """The citation as it is printed in an answer."""
        return {
            "ref": str(self.ref),
            "document": self.ref.document,
            "paragraph": self.ref.paragraph,
            "title": self.title,
            "headings": list(self.headings),
            "page": self.page,
            "quotation": self.quotation,
            "digest": self.digest,
            "status": self.status.value,
            "authority": self.authority.value,
            "url": self.ref.url,
        }


@dataclass(frozen=True)
class Statement:
    """A sentence, list or table row of an answer, with its own citations."""

    text: str
    citations: tuple[Citation, ...]

    def as_json(self) -> dict[str, Any]:
        """The statement as it is printed in an answer."""
        return {"text": self.text, "citations": [citation.as_json() for citation in self.citations]}


@dataclass(frozen=True)
class Notice:
    """Something a reader must know beside the answer: that it is history, guidance, past its review."""

    kind: str
    text: str


@dataclass(frozen=True)
class Answer:
    """An answer as given: `message` is the outcome in words, `owner` and `contact` whom to ask."""

    id: str
    question: str
    outcome: Outcome
    audience: Audience
    as_of: date
    statements: tuple[Statement, ...]
    notices: tuple[Notice, ...]
    message: str
    edition: str
    milliseconds: float
    owner: str = ""
    contact: str = ""
    written_by: str = "extractive"

    def as_json(self) -> dict[str, Any]:
        """The answer as every door prints it."""
        return {
            "id": self.id,
            "question": self.question,
            "outcome": self.outcome.value,
            "audience": self.audience.value,
            "as_of": self.as_of.isoformat(),
            "statements": [statement.as_json() for statement in self.statements],
            "notices": [{"kind": notice.kind, "text": notice.text} for notice in self.notices],
            "message": self.message,
            "owner": self.owner,
            "contact": self.contact,
            "written_by": self.written_by,
            "edition": self.edition,
            "milliseconds": self.milliseconds,
        }
