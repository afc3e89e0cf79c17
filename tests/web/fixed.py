"""An assistant whose documents and answers are fixed: the web door's double, of the real dataclasses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.answering.answer import Answer, Citation, Notice, Outcome, Statement
from assistant.checklists.checklist import Checklist, Sources
from assistant.checklists.desk import Desk
from assistant.measures.valuation import Valuation
from assistant.measures.value_command import value_entries
from assistant.rules.rulebook import Heading
from assistant.tenders.desk import TenderDesk
from assistant.tenders.section import TenderSection
from assistant.wording import Wording
from corpus import STARTER
from indexer.errors import NotFound
from indexer.manifest import Council, PackFile
from indexer.model import Audience, Authority, Document, Entry, Paragraph, Part, Ref, Section, Status
from indexer.passages import Passage
from indexer.search import Hit

TODAY = date(2026, 11, 20)
HOSTILE = "<script>alert('x')</script> & <b>\"bold\"</b>"
KNOWN = "How many quotations does £20,000 need?"
PHRASED = "In short, how many quotations?"


def _paragraph(document: str, number: str, headings: tuple[str, ...], *parts: Part, within: str = "") -> Paragraph:
    return Paragraph(
        Ref(document, number), parts, headings, number.startswith("p"), Ref(document, within) if within else None
    )


def _rules() -> Document:
    """A document in Markdown with a numbered heading, a table, a list, a footnote and text that means harm."""
    entry = Entry(
        id="cpr",
        title="Contract Procedure Rules",
        file="documents/cpr.md",
        kind="rules",
        authority=Authority.RULES,
        audience=Audience.PUBLIC,
        publisher="the Council",
        owner="Head of Procurement",
        contact="procurement@council.example",
        published=date(2026, 3, 16),
        in_force_from=date(2026, 4, 1),
        review=date(2028, 3, 31),
        source="Adopted by Cabinet on 16 March 2026",
    )
    bands, scope = ("Bands of value",), ("Scope", "Exceptions")
    header = ("Band", "Value including VAT")
    sections = (
        Section(
            bands,
            (
                _paragraph("cpr", "7", bands, Part("subheading", "Bands of value")),
                _paragraph(
                    "cpr",
                    "7.1",
                    bands,
                    Part("text", "The bands are:"),
                    Part(
                        "row",
                        "Band: A; Value including VAT: under £10,000",
                        2,
                        cells=("A", "under £10,000"),
                        header=header,
                    ),
                    Part(
                        "row",
                        "Band: B; Value including VAT: under £50,000",
                        2,
                        cells=("B", "under £50,000"),
                        header=header,
                    ),
                ),
                _paragraph(
                    "cpr",
                    "7.2",
                    bands,
                    Part("text", "Band B needs at least three written quotations:", 2),
                    Part("item", "one from a local supplier", 2),
                    Part("item", "or one from a VCSE", 2),
                ),
                _paragraph("cpr", "7(b)", bands, Part("text", "Where none can be found:", 2)),
                _paragraph("cpr", "7(b)(ii)", bands, Part("text", "the officer records why.", 3), within="7(b)"),
                _paragraph("cpr", "fn3", bands, Part("note", "VCSE is defined in Annex A.", 3)),
            ),
        ),
        Section(scope, (_paragraph("cpr", "p1", scope, Part("text", HOSTILE, 3)),)),
        Section(
            ("Annex A Definitions",),
            (_paragraph("cpr", "Annex A 3", ("Annex A Definitions",), Part("text", "“VCSE” means a charity.", 4)),),
        ),
    )
    return Document(entry, sections, pages=4)


def _history() -> Document:
    """A PDF that is history, for staff."""
    entry = Entry(
        id="old-report",
        title=f"Report of 2013 {HOSTILE}",
        file="documents/old-report.pdf",
        kind="report",
        authority=Authority.REPORT,
        audience=Audience.STAFF,
        standing="history",
        binding=False,
        supersedes=("cpr", "gone"),
    )
    paragraphs = (
        _paragraph("old-report", "1", ("Summary",), Part("text", "The Council noted the Act.", 1)),
        _paragraph("old-report", "2", ("Summary",), Part("text", "The Council will review it.", 5)),
    )
    return Document(entry, (Section(("Summary",), paragraphs),), pages=6)


class FixedAssistant:
    """Answers KNOWN and PHRASED; finds nothing for anything else. Set `fails_with` and every verb raises it."""

    def __init__(self, folder: Path, wording: Wording) -> None:
        self.wording = wording
        self.about = PackFile(
            council=Council(name="Example Council", area="Example"), suggestions=(KNOWN, "What is social value?")
        )
        self.edition = "edition-1"
        self.fails_with: Exception | None = None
        self._folder = folder
        self._documents = {document.entry.id: document for document in (_rules(), _history())}
        (folder / "cpr.md").write_text("# Contract Procedure Rules\n", encoding="utf-8")
        (folder / "old-report.pdf").write_bytes(b"%PDF-1.4 fixed")

    def _fail(self) -> None:
        if self.fails_with is not None:
            raise self.fails_with

    def ready(self, _: Audience) -> None:
        self._fail()

    def checklists(self, _: Audience) -> tuple[Heading, ...]:
        self._fail()
        return tuple(self._desk.rulebook.headings.values())

    def checklist(self, name: str, facts: Mapping[str, object], _: Audience, as_of: date) -> Checklist:
        self._fail()
        return self._desk.made_from(name, facts, as_of)

    def value(
        self, entries: Sequence[object], contract_value: str | None, audience: Audience, *, discounted: bool
    ) -> Valuation:
        self._fail()
        return value_entries(entries, STARTER, contract_value, audience, discounted=discounted)

    def tender_section(self, facts: Mapping[str, object], _: Audience, as_of: date) -> TenderSection:
        self._fail()
        return TenderDesk.over(STARTER, self._desk, self.about.council).made_from(facts, as_of)

    @cached_property
    def _desk(self) -> Desk:
        """The starter pack's rules over the fixed documents."""
        return Desk.over(STARTER, Sources.of(self._documents.values(), self.edition), self.wording)

    def ask(self, question: str, audience: Audience, as_of: date) -> Answer:
        self._fail()
        held = self._documents["cpr"]
        quoted = held.paragraphs[2]
        citation = Citation.of(quoted, quoted.text, held.entry, as_of)
        texts = {KNOWN: quoted.text, PHRASED: f"Three. {HOSTILE}"}
        if question not in texts:
            message = self.wording.say(
                "outcome.not_covered", title=held.entry.title, owner=held.entry.owner, contact=held.entry.contact
            )
            return self._answer(question, Outcome.NOT_COVERED, audience, as_of, (), (), message)
        notices = (Notice("review", f"{held.entry.title} was due for review."),)
        statements = (Statement(texts[question], (citation,)),)
        message = self.wording.say("outcome.answered")
        return self._answer(question, Outcome.ANSWERED, audience, as_of, statements, notices, message)

    def _answer(
        self,
        question: str,
        outcome: Outcome,
        audience: Audience,
        as_of: date,
        statements: tuple[Statement, ...],
        notices: tuple[Notice, ...],
        message: str,
    ) -> Answer:
        owner = self._documents["cpr"].entry
        return Answer(
            "answer-1",
            question,
            outcome,
            audience,
            as_of,
            statements,
            notices,
            message,
            self.edition,
            1.5,
            owner.owner,
            owner.contact,
        )

    def search(self, query: str, k: int, audience: Audience, as_of: date) -> tuple[Hit, ...]:
        held = [d for d in self.documents(audience) if d.entry.status(as_of) is not Status.NOT_YET]
        found = [p for d in held for p in d.paragraphs if query.casefold() in p.text.casefold()]
        return tuple(
            Hit(
                Passage(i, p.ref.document, "Contract Procedure Rules", p.headings, (p.ref,), (i,), p.text, p.page),
                score=1.0 - i / 10,
                cosine=0.5,
                bm25=2.0,
            )
            for i, p in enumerate(found[:k])
        )

    def documents(self, audience: Audience) -> tuple[Document, ...]:
        self._fail()
        return tuple(d for d in self._documents.values() if audience.may_see(d.entry.audience))

    def document(self, id: str, audience: Audience) -> Document:
        self._fail()
        held = self._documents.get(id)
        if held is None or not audience.may_see(held.entry.audience):
            raise NotFound(f"There is no document '{id}'.")
        return held

    def paragraph(self, ref: Ref, audience: Audience) -> tuple[Document, Paragraph]:
        held = self.document(ref.document, audience)
        for paragraph in held.paragraphs:
            if paragraph.ref.anchor == ref.anchor:
                return held, paragraph
        raise NotFound(f"'{held.entry.title}' has no paragraph {ref.paragraph}.")

    def original(self, id: str, audience: Audience) -> Path:
        return self._folder / Path(self.document(id, audience).entry.file).name
