"""Answers a question about a contract's facts by the rules: what follows from them, the paragraphs that say so.

Nothing here goes by likeness. The statements are paragraphs' own words; what was worked out, and why, is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answering.answer import Citation, Notice, Outcome, Statement
from assistant.answering.contract_facts import ContractQuestion
from assistant.answering.question import figures
from assistant.checklists.desk import Desk
from assistant.checklists.phrases import Phrases
from assistant.rules.derived import derive
from assistant.rules.facts import Fact
from assistant.rules.profile import ProfileRefused, read_profile
from indexer.model import Entry, Paragraph, Ref
from indexer.sentences import split

MOST_STATEMENTS = 2
MOST_WORDS = 60
_VAT = "value_includes_vat"


@dataclass(frozen=True)
class WorkedOut:
    """What the rules make of a question: an outcome, the statements, and in words what was worked out."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    notices: tuple[Notice, ...]
    message: str


def work_out(desk: Desk, question: ContractQuestion, as_of: date) -> WorkedOut | None:
    """Answer by the rules, or None where the facts given cannot be a contract's or no paragraph is held."""
    try:
        profile, _ = read_profile(question.facts, as_of)
    except ProfileRefused:
        return None
    phrases = Phrases(desk.wording, desk.rulebook)
    fact = derive(profile, as_of, desk.rulebook)[question.asked]
    if fact.value is None:
        return _waits(desk, phrases, fact, question, as_of)
    paragraphs, entries = desk.sources.paragraphs, desk.sources.entries
    cited = list(_cited(fact, phrases.value(fact), paragraphs, entries, as_of))
    notice = Notice("worked_out", desk.wording.say("notice.worked_out", reason=phrases.reason(fact)))
    if not cited:
        return None
    return WorkedOut(Outcome.ANSWERED, tuple(cited), (notice,), desk.wording.say("outcome.answered"))


def _waits(desk: Desk, phrases: Phrases, fact: Fact, question: ContractQuestion, as_of: date) -> WorkedOut:
    """The facts that are missing, and where it is VAT, what the answer is either way."""
    message = desk.wording.say("outcome.needs_fact", facts=phrases.labels(fact.needs))
    notices = tuple(_either_way(desk, phrases, question, as_of)) if _VAT in fact.needs else ()
    return WorkedOut(Outcome.NEEDS_FACT, (), notices, message)


def _either_way(desk: Desk, phrases: Phrases, question: ContractQuestion, as_of: date) -> Iterator[Notice]:
    for key, includes in (("notice.with_vat", True), ("notice.without_vat", False)):
        profile, _ = read_profile({**question.facts, _VAT: includes}, as_of)
        fact = derive(profile, as_of, desk.rulebook)[question.asked]
        yield Notice("worked_out", desk.wording.say(key, reason=phrases.reason(fact)))


def _cited(
    fact: Fact, value: str, paragraphs: Mapping[Ref, Paragraph], entries: Mapping[str, Entry], as_of: date
) -> Iterator[Statement]:
    """The paragraphs that a fact rests on, most telling first: those that print its figure, as the rules name them."""
    held = [paragraphs[ref] for ref in fact.refs if ref in paragraphs]
    wanted = figures(value)
    telling = [paragraph for paragraph in held if wanted and wanted <= figures(paragraph.text)]
    said = {p.ref: _telling_words(p, wanted) for p in (*telling, *held)}
    whole = [(ref, words) for ref, words in said.items() if not words.endswith(":")]
    for ref, words in whole[:MOST_STATEMENTS]:
        yield Statement(words, (Citation.of(paragraphs[ref], words, entries[ref.document], as_of),))


def _telling_words(paragraph: Paragraph, wanted: frozenset[str]) -> str:
    """A short paragraph whole; of a long one its first sentence, or the part that prints the figure."""
    if len(paragraph.text.split()) <= MOST_WORDS:
        return paragraph.text
    pieces = [piece for part in paragraph.parts for piece in ([part.text] if part.kind == "row" else split(part.text))]
    return next((piece for piece in pieces if wanted and wanted <= figures(piece)), pieces[0])
