"""Weighs sentences as evidence for a question: by meaning, by words, and by whether they hold what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.answering.question import Question, Wanted, figures
from assistant.answering.synonyms import Synonyms
from indexer.edition import Side
from indexer.search import Hit, Vector
from indexer.sentences import Sentence
from indexer.terms import terms

READ = 12  # passages whose sentences are weighed

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_HOLDS: Mapping[Wanted, re.Pattern[str]] = {
    Wanted.MONEY: re.compile(r"£\s?\d|\d\s?(?:pounds|million|bn)\b", re.IGNORECASE),
    Wanted.SHARE: re.compile(r"\d\s?(?:%|per\s?cent)|\bhalf\b|\bthird\b|\bquarter\b", re.IGNORECASE),
    Wanted.COUNT: re.compile(r"\d"),
    Wanted.DATE: re.compile(
        rf"\b(?:19|20)\d\d\b|\b(?:{_MONTHS})\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\bdays?\b|\bweeks?\b|\bmonths?\b",
        re.IGNORECASE,
    ),
    Wanted.PERSON: re.compile(
        r"\b(?:[A-Z][a-z’'-]+ (?:[A-Z][a-z’'-]+)|(?:Head|Director|Officer|Member|Councillor|Cllr|Cabinet|Board|"
        r"Committee|Mayor|Group|Team|Manager|Lead|Leader|commissioner|contract manager|supplier|bidder|panel"
        r")s?)\b"
    ),
    Wanted.CONTACT: re.compile(
        r"@|\b0\d{2,4}[ -]?\d{3}|\b(?:ext|tel)\b|\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b", re.IGNORECASE
    ),
}


DEFINES = re.compile(r"\bdefin|\bmeans\b|\bis (?:a|an|the|any)\b|\b(?:shorthand|stands) for\b|\brefers to\b|\bis:$")
# A number that counts things: no money, no share, no date, no paragraph's number.
_NUMBER = re.compile(
    rf"(?<![£\d.,/])\b\d[\d,]*\b(?!\s?(?:%|per\s?cent|m\b|k\b|bn\b|million\b|{_MONTHS})|[.,/]\d)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b",
    re.IGNORECASE,
)
NEAR = 60  # characters


@dataclass(frozen=True)
class Weighed:
    """A sentence as evidence.

    `cosine` is its nearness to the question, `overlap` the idf-weighted share of the question's terms that it and
    what stands over it say, `own` the share that it says itself and `said` those terms; `holds` whether it has the
    kind of thing wanted.
    """

    sentence: Sentence
    hit: Hit
    cosine: float
    overlap: float
    own: float
    holds: bool
    said: frozenset[str] = frozenset()

    @cached_property
    def weight(self) -> float:
        """How good it is as an answer, for ranking sentences of one question against each other."""
        return 0.9 * self.cosine + 0.55 * self.overlap + 0.35 * self.own + 0.25 * self.hit.score + 0.25 * self.holds


class Reader:
    """Reads one half of an edition for one question: which terms a text says, and how much of the question that is."""

    def __init__(self, side: Side, synonyms: Synonyms, question: Question) -> None:
        self.side = side
        self.question = question
        self._weights = {term: side.idf(term) for term in question.terms}
        self._other_ways = {term: synonyms.other_ways(term, question.asked) for term in question.terms}

    def says(self, term: str, held: frozenset[str]) -> bool:
        """Whether a text that holds these terms says a term of the question, or another way of saying it."""
        return term in held or any(way <= held for way in self._other_ways.get(term, ()))

    def share(self, wanted: Iterable[str], held: frozenset[str]) -> float:
        """The idf-weighted share of some terms of the question that are said; 1.0 where none are wanted."""
        total = said = 0.0
        for term in wanted:
            total += self._weights[term]
            if self.says(term, held):
                said += self._weights[term]
        return said / total if total else 1.0

    def said(self, held: frozenset[str]) -> frozenset[str]:
        """The terms of the question that a text holding these terms says."""
        return frozenset(term for term in self.question.terms if self.says(term, held))


def weigh(reader: Reader, vector: Vector, hits: Sequence[Hit]) -> tuple[Weighed, ...]:
    """The sentences of the best passages, weightiest first."""
    of_sentence: dict[int, Hit] = {}
    for hit in hits[:READ]:
        for index in hit.passage.sentences:
            of_sentence.setdefault(index, hit)
    if not of_sentence:
        return ()
    indexes = np.fromiter(of_sentence, dtype=np.int64)
    cosines = reader.side.sentence_vectors[indexes].astype(np.float32) @ vector
    weighed = [
        _weighed(reader, reader.side.sentences[index], of_sentence[index], float(cosine))
        for index, cosine in zip(of_sentence, cosines, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda w: (-w.weight, w.sentence.index)))


def _weighed(reader: Reader, sentence: Sentence, hit: Hit, cosine: float) -> Weighed:
    question, side = reader.question, reader.side
    own = frozenset(sentence.terms.split())
    over = own | side.terms_above(hit.passage.document, hit.passage.headings)
    if sentence.lead >= 0:
        over = over.union(side.sentences[sentence.lead].terms.split())
    return Weighed(
        sentence,
        hit,
        cosine,
        reader.share(question.terms, over),
        reader.share(question.terms, own),
        suits(question, sentence),
        reader.said(own),
    )


def suits(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence is of the kind that answers: for a list and a definition a preference, else what is wanted."""
    if question.wanted is Wanted.LIST:
        return enumerates(sentence)
    if question.wanted is Wanted.DEFINITION:
        return bool(DEFINES.search(sentence.text))
    return holds(question, sentence.text)


def enumerates(sentence: Sentence) -> bool:
    """Whether a sentence lists things: it is an item or a row, leads in to some, or names three or more in a row."""
    listed = sentence.kind in ("item", "row") or sentence.text.endswith(":")
    return listed or len(re.findall(r"[,;]", sentence.text)) >= 3


def holds(question: Question, text: str) -> bool:
    """Whether a text has the kind of thing a question wants; a figure the question gave does not count."""
    pattern = _HOLDS.get(question.wanted)
    if pattern is None:
        return True
    if question.wanted is Wanted.COUNT:
        return any(_counts(question, text, match) for match in _NUMBER.finditer(text))
    if question.wanted in (Wanted.MONEY, Wanted.SHARE):
        return bool(pattern.search(text)) and bool(figures(text) - question.figures)
    return bool(pattern.search(text))


def _counts(question: Question, text: str, number: re.Match[str]) -> bool:
    """Whether a number that the question did not give stands close to what is to be counted."""
    if figures(number[0]) & question.figures:
        return False
    close = text[max(0, number.start() - NEAR) : number.end() + NEAR]
    return not question.counted or bool(set(question.counted) & set(terms(close)))
