"""Decides whether the evidence answers at all: question and evidence are read together.

What must hold: the answer has the kind of thing wanted (a date, a sum, a person); every name, year and number asked
about stands in or over the paragraphs picked; and they say enough of what is asked, by words and by meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.compose import Pick
from assistant.answering.evidence import Reader, Weighed, holds
from indexer.terms import terms

LEAST_SUPPORT = 0.5
LEAST_FOCUS = 0.25
_IN_WORDS = {
    str(number): term
    for number, term in enumerate(terms("one two three four five six seven eight nine ten eleven twelve"), 1)
}


def supported(reader: Reader, weighed: Sequence[Weighed], picks: Sequence[Pick]) -> bool:
    """Whether the picks answer the question."""
    if not reader.question.terms:
        return False
    text = " ".join(sentence.text for pick in picks for sentence in pick.sentences)
    around = _around(reader, picks)
    return (
        holds(reader.question, text)
        and all(reader.says(name, around) for name in reader.question.names)
        and _stands_on(reader, around, picks)
        and speaks(reader, picks)
        and support(reader, weighed, picks) >= LEAST_SUPPORT
    )


def _stands_on(reader: Reader, around: frozenset[str], picks: Sequence[Pick]) -> bool:
    """Whether the evidence has the years and numbers the question stands on, in digits or words, and its times."""
    own = frozenset(term for pick in picks for sentence in pick.sentences for term in sentence.terms.split())
    numbers = all(_IN_WORDS.get(n, n) in around or reader.says(n, around) for n in reader.question.given)
    return numbers and reader.question.recent <= own


def speaks(reader: Reader, picks: Sequence[Pick]) -> bool:
    """Whether the picks say enough of what is asked about the things named, beyond the names themselves."""
    focus = reader.question.focus
    held: set[str] = set()
    for sentence in (sentence for pick in picks for sentence in pick.sentences):
        headings = reader.side.paragraphs[sentence.ref].headings
        held |= {*sentence.terms.split(), *reader.side.terms_above(sentence.ref.document, headings)}
    return not focus or reader.share(focus, frozenset(held)) >= LEAST_FOCUS


def support(reader: Reader, weighed: Sequence[Weighed], picks: Sequence[Pick]) -> float:
    """0 to 1: how much of the question the picked paragraphs say, and how near the nearest of their sentences is."""
    covered = reader.share(reader.question.terms, _around(reader, picks))
    picked = {sentence.index for pick in picks for sentence in pick.sentences}
    nearest = max((w.cosine for w in weighed if w.sentence.index in picked), default=weighed[0].cosine)
    return 0.5 * covered + 0.5 * min(1.0, max(0.0, (nearest - 0.2) / 0.5))


def _around(reader: Reader, picks: Sequence[Pick]) -> frozenset[str]:
    """The terms of the paragraphs that the picks stand in, and of what stands over them."""
    refs = dict.fromkeys(sentence.ref for pick in picks for sentence in pick.sentences)
    return frozenset[str]().union(*(reader.side.terms_of(ref) for ref in refs))
