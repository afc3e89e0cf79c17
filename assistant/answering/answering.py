"""A question's whole life: read, search what applies, weigh, compose, check every quotation, answer.

What applies now is asked first; where it does not answer, documents kept as history or replaced are asked, and the
answer says so.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.answering.answer import Answer, Citation, Notice, Outcome, Statement
from assistant.answering.compose import Pick, compose
from assistant.answering.evidence import Reader, weigh
from assistant.answering.notices import notices_of
from assistant.answering.question import Question, understand
from assistant.answering.quotation import stands
from assistant.answering.support import supported
from assistant.answering.synonyms import Synonyms
from assistant.wording import Wording
from indexer.edition import Side
from indexer.model import Audience, Ref, folded
from indexer.questions import Questions, well_formed
from indexer.search import Hit, Ids, Vector, allowed_on, search

HITS = 20


@dataclass(frozen=True)
class Asking:
    """What a question is asked of."""

    side: Side
    encoder: Questions
    edition: str
    wording: Wording
    synonyms: Synonyms
    limit: int


@dataclass(frozen=True)
class _Found:
    """What one search came to: the statements, and the hits behind them."""

    statements: tuple[Statement, ...]
    hits: tuple[Hit, ...]


def answer(asking: Asking, text: str, audience: Audience, as_of: date) -> Answer:
    """Answer a question as of a date."""
    begun = time.perf_counter()
    text = folded(well_formed(text))
    outcome, statements, hits, message = _answered(asking, text, as_of)
    owner, contact = _owner(asking.side, hits)
    return Answer(
        id=_id(text, audience, as_of, asking.edition),
        question=text,
        outcome=outcome,
        audience=audience,
        as_of=as_of,
        statements=statements,
        notices=tuple(_notices(asking, statements, as_of)),
        message=message,
        edition=asking.edition,
        milliseconds=round((time.perf_counter() - begun) * 1000, 1),
        owner=owner,
        contact=contact,
    )


def _answered(asking: Asking, text: str, as_of: date) -> tuple[Outcome, tuple[Statement, ...], tuple[Hit, ...], str]:
    say = asking.wording.say
    if reason := _refusal(asking, text):
        return Outcome.REFUSED, (), (), say("outcome.refused", reason=reason)
    question = understand(text)
    vector = asking.encoder.encode([text])[0]
    allowed = allowed_on(asking.side, as_of)
    current = _find(asking, question, vector, allowed.current, as_of)
    if current.statements:
        return Outcome.ANSWERED, current.statements, current.hits, say("outcome.answered")
    older = _find(asking, question, vector, allowed.older, as_of)
    if older.statements:
        return Outcome.SUPERSEDED, older.statements, older.hits, say("outcome.superseded")
    hits = current.hits or older.hits
    return Outcome.NOT_COVERED, (), hits, _not_covered(asking, hits)


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
    runs: list[tuple[Ref, list[str], int]] = []
    for sentence in pick.sentences:
        if runs and runs[-1][0] == sentence.ref and sentence.index == runs[-1][2] + 1:
            runs[-1] = (sentence.ref, [*runs[-1][1], sentence.text], sentence.index)
        else:
            runs.append((sentence.ref, [sentence.text], sentence.index))
    for ref, texts, _ in runs:
        paragraph, document = side.paragraphs[ref], side.documents[ref.document]
        yield Citation.of(paragraph, "\n".join(texts), document.entry, as_of)


def _owner(side: Side, hits: tuple[Hit, ...]) -> tuple[str, str]:
    """Whom to ask: the owner of the document nearest to the question."""
    if not hits:
        return "", ""
    entry = side.documents[hits[0].passage.document].entry
    return entry.owner, entry.contact


def _not_covered(asking: Asking, hits: tuple[Hit, ...]) -> str:
    owner, contact = _owner(asking.side, hits)
    if not owner:
        return asking.wording.say("outcome.not_covered_nobody")
    title = asking.side.documents[hits[0].passage.document].entry.title
    return asking.wording.say("outcome.not_covered", title=title, owner=owner, contact=contact)


def _notices(asking: Asking, statements: tuple[Statement, ...], as_of: date) -> Iterator[Notice]:
    cited = dict.fromkeys(c.ref.document for statement in statements for c in statement.citations)
    for id in cited:
        yield from notices_of(asking.side.documents[id].entry, asking.wording, as_of)


def _id(text: str, audience: Audience, as_of: date, edition: str) -> str:
    """The same question of the same edition on the same date has the same id."""
    parts = "\n".join((text, audience.value, as_of.isoformat(), edition))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]
