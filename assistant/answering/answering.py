"""A question's whole life: read, search what applies, weigh, compose, check every quotation, answer.

A question that gives a contract's value and asks what follows from it is answered by the rules. For any other, what
applies on the date is asked first, and where it does not answer, what it replaced. History is asked where the question
names the council whose history it is. The outcome says which.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.answering.answer import Answer, Citation, Notice, Outcome, Statement
from assistant.answering.compose import Pick, compose
from assistant.answering.contract_facts import ValueWords, contract_question
from assistant.answering.evidence import Reader, weigh
from assistant.answering.notices import notices_of
from assistant.answering.question import Question, understand
from assistant.answering.quotation import stands
from assistant.answering.support import supported
from assistant.answering.synonyms import Synonyms
from assistant.answering.worked_out import work_out
from assistant.checklists.desk import Desk
from assistant.wording import Wording
from indexer.edition import Side
from indexer.model import Audience, folded
from indexer.questions import Questions, well_formed
from indexer.search import Hit, Ids, Vector, allowed_on, search
from indexer.sentences import Sentence

HITS = 20


@dataclass(frozen=True)
class Asking:
    """What a question is asked of; `desk` is None for a pack without rules."""

    side: Side
    encoder: Questions
    edition: str
    wording: Wording
    synonyms: Synonyms
    value_words: ValueWords
    desk: Callable[[], Desk] | None
    limit: int


@dataclass(frozen=True)
class _Reply:
    """How a question ended: the outcome and its words, the statements, and the hits behind them."""

    outcome: Outcome
    message: str
    statements: tuple[Statement, ...] = ()
    hits: tuple[Hit, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class _Found:
    """What one search came to: the statements, and the hits behind them."""

    statements: tuple[Statement, ...]
    hits: tuple[Hit, ...]


def answer(asking: Asking, text: str, audience: Audience, as_of: date) -> Answer:
    """Answer a question as of a date."""
    begun = time.perf_counter()
    text = folded(well_formed(text))
    reply = _answered(asking, text, as_of)
    owner, contact = _owner(asking.side, reply)
    return Answer(
        id=_id(text, audience, as_of, asking.edition),
        question=text,
        outcome=reply.outcome,
        audience=audience,
        as_of=as_of,
        statements=reply.statements,
        notices=(*reply.notices, *_notices(asking, reply.statements, as_of)),
        message=reply.message,
        edition=asking.edition,
        milliseconds=round((time.perf_counter() - begun) * 1000, 1),
        owner=owner,
        contact=contact,
    )


def _answered(asking: Asking, text: str, as_of: date) -> _Reply:
    say = asking.wording.say
    if reason := _refusal(asking, text):
        return _Reply(Outcome.REFUSED, say("outcome.refused", reason=reason))
    if worked := _worked_out(asking, text, as_of):
        return worked
    question = understand(text)
    vector = asking.encoder.encode([text])[0]
    nearest: tuple[Hit, ...] = ()
    for outcome, allowed in _tiers(asking.side, question, as_of):
        found = _find(asking, question, vector, allowed, as_of)
        if found.statements:
            return _Reply(outcome, say(f"outcome.{outcome.value}"), found.statements, found.hits)
        nearest = nearest or found.hits
    return _Reply(Outcome.NOT_COVERED, _not_covered(asking, nearest), hits=nearest)


def _tiers(side: Side, question: Question, as_of: date) -> Iterator[tuple[Outcome, Ids]]:
    """What is asked first and what after it: another council's history only where the question names that council."""
    allowed = allowed_on(side, as_of)
    named = [id for id, names in side.histories.items() if names & question.names]
    if named:
        yield Outcome.SUPERSEDED, allowed.history_of(named)
    yield Outcome.ANSWERED, allowed.current
    yield Outcome.SUPERSEDED, allowed.replaced


def _worked_out(asking: Asking, text: str, as_of: date) -> _Reply | None:
    """The reply of the rules to a question that gives a contract's value, checked like any other; None for the rest."""
    question = contract_question(text, asking.value_words) if asking.desk else None
    worked = work_out(asking.desk(), question, as_of) if asking.desk and question else None
    if worked is None or not all(stands(s, asking.side.paragraphs) for s in worked.statements):
        return None
    return _Reply(worked.outcome, worked.message, worked.statements, notices=worked.notices)


def _refusal(asking: Asking, text: str) -> str:
    if not text:
        return asking.wording.say("refused.empty")
    if len(text) > asking.limit:
        return asking.wording.say("refused.too_long", limit=asking.limit)
    return ""


def _find(asking: Asking, question: Question, vector: Vector, allowed: Ids, as_of: date) -> _Found:
    """Search some passages, weigh their sentences, and compose what stands up; nothing where the support is weak."""
    if not len(allowed):
        return _Found((), ())
    side = asking.side
    reader = Reader(side, asking.synonyms, question)
    hits = search(side, question.text, vector, HITS, None if len(allowed) == len(side.passages) else allowed)
    weighed = weigh(reader, vector, hits)
    if not weighed:
        return _Found((), hits)
    picks = compose(reader, weighed)
    if not supported(reader, weighed, picks):
        return _Found((), hits)
    statements = tuple(_statement(side, pick, as_of) for pick in picks)
    return _Found(tuple(s for s in statements if stands(s, side.paragraphs)), hits)


def _statement(side: Side, pick: Pick, as_of: date) -> Statement:
    """A pick as a statement: its sentences a line each, one citation for every paragraph they stand in."""
    citations = tuple(_citations(side, pick, as_of))
    return Statement("\n".join(sentence.text for sentence in pick.sentences), citations)


def _citations(side: Side, pick: Pick, as_of: date) -> Iterator[Citation]:
    """A citation for each run of neighbouring sentences of one paragraph, quoted as it is printed there."""
    runs: list[list[Sentence]] = []
    for sentence in pick.sentences:
        if runs and _neighbours(runs[-1][-1], sentence):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    for run in runs:
        ref = run[0].ref
        quotation = "\n".join(sentence.text for sentence in run)
        yield Citation.of(side.paragraphs[ref], quotation, side.documents[ref.document].entry, as_of)


def _neighbours(before: Sentence, sentence: Sentence) -> bool:
    """Whether one sentence is printed right after another, with no heading inside their paragraph between them."""
    together = sentence.ref == before.ref and sentence.index == before.index + 1
    return together and sentence.part <= before.part + 1


def _owner(side: Side, reply: _Reply) -> tuple[str, str]:
    """Whom to ask: the owner of the first document cited, or of the one nearest to the question."""
    cited = [citation.ref.document for statement in reply.statements for citation in statement.citations]
    near = cited or [hit.passage.document for hit in reply.hits]
    if not near:
        return "", ""
    entry = side.documents[near[0]].entry
    return entry.owner, entry.contact


def _not_covered(asking: Asking, hits: tuple[Hit, ...]) -> str:
    if not hits:
        return asking.wording.say("outcome.not_covered_nobody")
    entry = asking.side.documents[hits[0].passage.document].entry
    if not entry.owner:
        return asking.wording.say("outcome.not_covered_nobody")
    say = asking.wording.say
    return say("outcome.not_covered", title=entry.title, owner=entry.owner, contact=entry.contact)


def _notices(asking: Asking, statements: tuple[Statement, ...], as_of: date) -> Iterator[Notice]:
    cited = dict.fromkeys(c.ref.document for statement in statements for c in statement.citations)
    for id in cited:
        yield from notices_of(asking.side.documents[id].entry, asking.wording, as_of)


def _id(text: str, audience: Audience, as_of: date, edition: str) -> str:
    """The same question of the same edition on the same date has the same id."""
    parts = "\n".join((text, audience.value, as_of.isoformat(), edition))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]
