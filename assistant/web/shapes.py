"""What goes in and out as JSON, named for the nouns. /openapi.json is made from these."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from assistant.answering.answer import Outcome
from assistant.rules.rulebook import Heading as RulebookHeading
from indexer import model
from indexer.model import Audience, Authority, PartKind, Status
from indexer.search import Hit as SearchHit


def _only_text(value: object) -> object:
    """A date is written as text; a bare number would be read as seconds since 1970."""
    if value is not None and not isinstance(value, str):
        raise ValueError("write a date like 2026-11-20")
    return value


def _whole(text: str) -> str:
    """JSON can hold half a character (a lone surrogate), which can be neither searched for nor sent back."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("holds half a character")
    return text


_Text = Annotated[str, AfterValidator(_whole)]


class Question(BaseModel):
    """A question, and the date it is asked as of: today where none is given."""

    model_config = ConfigDict(extra="forbid")

    question: _Text = Field(description="In plain words.", examples=["Do I need social value in a £90,000 contract?"])
    as_of: Annotated[date | None, BeforeValidator(_only_text)] = Field(None, description="Law and policy on this date.")
    conversation: _Text | None = Field(
        None, max_length=80, description="Taken and not used: every question is answered by itself."
    )


class Contract(BaseModel):
    """The facts of a contract, by their names; and the date the rules are asked as of: today where none is given."""

    model_config = ConfigDict(extra="forbid")

    profile: dict[str, Any] = Field(examples=[{"category": "services", "value": 90000, "value_includes_vat": True}])
    as_of: Annotated[date | None, BeforeValidator(_only_text)] = Field(None, description="Law and policy on this date.")


class Heading(BaseModel):
    """A checklist there is."""

    name: str
    title: str
    line: str
    readers: list[str] = Field(description="Whom it is for.")

    @classmethod
    def of(cls, heading: RulebookHeading) -> Heading:
        """A heading of the rulebook as JSON."""
        return cls(name=heading.name, title=heading.title, line=heading.line, readers=list(heading.readers))


class Checklists(BaseModel):
    """The checklists there are."""

    checklists: list[Heading]


class Citation(BaseModel):
    """Where a statement's words stand."""

    ref: str
    document: str
    paragraph: str
    title: str
    headings: list[str]
    page: int
    quotation: str
    digest: str
    status: Status
    authority: Authority
    url: str


class Statement(BaseModel):
    """A sentence, list or table row of an answer, with its own citations."""

    text: str
    citations: list[Citation]


class Notice(BaseModel):
    """Something to know beside the answer."""

    kind: str
    text: str


class Answer(BaseModel):
    """An answer. Its outcome says how the question ended, its message says so in words."""

    id: str
    question: str
    outcome: Outcome
    audience: Audience
    as_of: date
    statements: list[Statement]
    notices: list[Notice]
    message: str
    owner: str
    contact: str
    written_by: str
    edition: str
    milliseconds: float


class Progress(BaseModel):
    """What is being done, while an answer is awaited."""

    text: str


class Passage(BaseModel):
    """One or a few neighbouring paragraphs of one section."""

    refs: list[str]
    title: str
    headings: list[str]
    text: str
    page: int
    url: str


class Hit(BaseModel):
    """A passage with its score for the query, from 0 to 1."""

    score: float
    passage: Passage

    @classmethod
    def of(cls, hit: SearchHit) -> Hit:
        """A hit as it is printed."""
        passage = hit.passage
        return cls(
            score=hit.score,
            passage=Passage(
                refs=[str(ref) for ref in passage.refs],
                title=passage.title,
                headings=list(passage.headings),
                text=passage.text,
                page=passage.page,
                url=passage.refs[0].url,
            ),
        )


class Hits(BaseModel):
    """Hits, best first, and the edition they come from."""

    edition: str
    hits: list[Hit]


class Document(BaseModel):
    """A document's manifest entry, and where it stands today."""

    id: str
    title: str
    kind: str
    authority: Authority
    audience: Audience
    status: Status
    binding: bool
    publisher: str
    owner: str
    contact: str
    language: str
    published: date | None
    in_force_from: date | None
    in_force_until: date | None
    review: date | None
    supersedes: list[str]
    superseded_by: str
    original_title: str
    source: str
    pages: int
    url: str

    @classmethod
    def of(cls, document: model.Document, as_of: date) -> Document:
        """A document as it is printed in a list."""
        return cls.model_validate(_facts(document, as_of))


class Documents(BaseModel):
    """Every document that may be read here, and the edition they come from."""

    edition: str
    documents: list[Document]


class SectionParagraph(BaseModel):
    """A paragraph as its document's page lists it."""

    ref: str
    paragraph: str
    page: int
    text: str
    digest: str
    url: str

    @classmethod
    def of(cls, paragraph: model.Paragraph) -> SectionParagraph:
        """A paragraph as it is printed in its section."""
        return cls.model_validate(_address(paragraph))


class Section(BaseModel):
    """Paragraphs under one path of headings."""

    headings: list[str]
    paragraphs: list[SectionParagraph]


class DocumentText(Document):
    """A document with its text."""

    sections: list[Section]

    @classmethod
    def of(cls, document: model.Document, as_of: date) -> DocumentText:
        """A document as it is printed whole."""
        sections = [
            Section(
                headings=list(section.headings),
                paragraphs=[SectionParagraph.of(paragraph) for paragraph in section.paragraphs],
            )
            for section in document.sections
        ]
        return cls.model_validate({**_facts(document, as_of), "sections": sections})


class Part(BaseModel):
    """A run of a paragraph as it was printed; a list item has its depth, a table row its cells and header."""

    kind: PartKind
    text: str
    page: int
    depth: int
    cells: list[str]
    header: list[str]


class Paragraph(SectionParagraph):
    """A paragraph, its place in its document, and its neighbours there."""

    document: str
    title: str
    headings: list[str]
    parts: list[Part]
    ours: bool = Field(description="The document prints no number here; this one is Townclerk's.")
    status: Status
    authority: Authority
    within: str | None
    previous: str | None
    next: str | None
    sub_paragraphs: list[SectionParagraph]

    @classmethod
    def placed(cls, document: model.Document, paragraph: model.Paragraph, as_of: date) -> Paragraph:
        """A paragraph as it is printed by itself."""
        every = document.paragraphs
        at = every.index(paragraph)
        return cls.model_validate(
            {
                **_address(paragraph),
                "document": paragraph.ref.document,
                "title": document.entry.title,
                "headings": paragraph.headings,
                "parts": [vars(part) for part in paragraph.parts],
                "ours": paragraph.ours,
                "status": document.entry.status(as_of),
                "authority": document.entry.authority,
                "within": str(paragraph.within) if paragraph.within else None,
                "previous": str(every[at - 1].ref) if at else None,
                "next": str(every[at + 1].ref) if at + 1 < len(every) else None,
                "sub_paragraphs": [SectionParagraph.of(p) for p in every if p.within == paragraph.ref],
            }
        )


class Health(BaseModel):
    """That it runs, or that it can serve."""

    status: str


class Readiness(Health):
    """That it can serve, and from which edition."""

    edition: str


class FieldProblem(BaseModel):
    """What is wrong with one field: where it is, by JSON Pointer, and why."""

    place: str = Field(description="body, query or path")
    pointer: str
    detail: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[FieldProblem] = []


def _facts(document: model.Document, as_of: date) -> dict[str, Any]:
    entry = document.entry
    return {
        **vars(entry),
        "status": entry.status(as_of),
        "pages": document.pages,
        "url": f"/documents/{entry.id}",
    }


def _address(paragraph: model.Paragraph) -> dict[str, Any]:
    return {
        "ref": str(paragraph.ref),
        "paragraph": paragraph.ref.paragraph,
        "page": paragraph.page,
        "text": paragraph.text,
        "digest": paragraph.digest,
        "url": paragraph.ref.url,
    }
