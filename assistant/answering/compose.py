"""Picks the sentences that answer: the fewest for a fact, a list whole with its lead-in, a definition in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.evidence import DEFINES, Reader, Weighed
from assistant.answering.question import Wanted, figures
from indexer.edition import Side
from indexer.sentences import Sentence

FACT_WORDS = 75
TIE = 0.92  # of the best sentence's weight: as likely to answer, so both are said where they are short
TIED_WORDS = 60
LEAD_WORDS = 25
LIST_WORDS = 240
_OPENS = re.compile(r"(?::|\b(?:as follows|following|below)[.:]?)[\"”’')]?$", re.IGNORECASE)
_LABELLED = re.compile(r"[A-Z][^.:]{1,60}: ?\S")
_LEANS = re.compile(r"^(?:This|These|Those|That|It|They|Such|In this|As such|However|Also|In addition)\b")


@dataclass(frozen=True)
class Pick:
    """Sentences that are said together as one statement: one sentence, or a list with its lead-in."""

    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)


def compose(reader: Reader, weighed: Sequence[Weighed]) -> tuple[Pick, ...]:
    """The picks that answer a question, from its evidence, weightiest first."""
    side, wanted = reader.side, reader.question.wanted
    group: tuple[Sentence, ...] = ()
    if wanted is Wanted.DEFINITION:
        group = _definition(side, weighed)
    elif _opens(weighed[0].sentence):
        group = tuple(_group(side, weighed[0].sentence))
    elif _gives_a_figure_the_row_lacks(reader, weighed[0].sentence):
        group = _whole_table(side, weighed[0].sentence)
    elif wanted is Wanted.LIST:
        group = _list(side, weighed)
    if len(group) > 1:
        return (Pick(_fitting(group)),)
    return _in_reading_order(tuple(_facts(reader, weighed)))


def _gives_a_figure_the_row_lacks(reader: Reader, sentence: Sentence) -> bool:
    """Whether a row was found for a figure that is not in it: which row applies is not for nearness to say."""
    return sentence.kind == "row" and not reader.question.figures <= figures(sentence.text)


def _whole_table(side: Side, row: Sentence) -> tuple[Sentence, ...]:
    """A row's lead-in and all the rows under it, or () where they are too many to show."""
    lead = _lead_of(side, row)
    table = tuple(_group(side, lead)) if lead else ()
    return table if _fitting(table) == table else ()


def _facts(reader: Reader, weighed: Sequence[Weighed]) -> Iterator[Pick]:
    """The best sentence, with those as likely to answer or that say more of the question, within the limits."""
    best = weighed[0]
    first = _with_lead(reader.side, best.sentence)
    yield first
    spent, said, held = first.words, best.said, best.holds
    given = set(first.sentences)
    for other in weighed[1:8]:
        whole = _with_lead(reader.side, other.sentence)
        pick = Pick(tuple(sentence for sentence in whole.sentences if sentence not in given))
        if not pick.sentences or spent + pick.words > FACT_WORDS or _opens(other.sentence) or not _near(best, other):
            continue
        rivals = other.weight >= TIE * best.weight and spent + pick.words <= TIED_WORDS
        if rivals or _gain(reader, other.said - said) >= 0.1 or (other.holds and not held):
            yield pick
            given.update(pick.sentences)
            spent, said, held = spent + pick.words, said | other.said, held or other.holds


def _in_reading_order(picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """Picks of one document as they stand in it; picks of several as they were found."""
    one = len({pick.sentences[0].ref.document for pick in picks}) == 1
    return tuple(sorted(picks, key=lambda pick: pick.sentences[0].index)) if one else picks


def _near(best: Weighed, other: Weighed) -> bool:
    """Whether a sentence goes with the best one: of the same paragraph and of some weight, or nearly as weighty."""
    share = other.weight / best.weight if best.weight > 0 else 0.0
    return share >= 0.92 or (other.sentence.ref == best.sentence.ref and share >= 0.55)


def _gain(reader: Reader, terms: frozenset[str]) -> float:
    """How much of the question some terms are, by their idf."""
    return reader.share(reader.question.terms, terms) if terms else 0.0


def _with_lead(side: Side, sentence: Sentence) -> Pick:
    """A list item or row with a short lead-in; a sentence that leans on the one before it with that one."""
    before: Sentence | None = None
    if sentence.lead >= 0:
        before = side.sentences[sentence.lead]
    elif sentence.index and _LEANS.match(sentence.text):
        previous = side.sentences[sentence.index - 1]
        before = previous if previous.ref == sentence.ref and previous.kind == sentence.kind else None
    pick = Pick((before, sentence)) if before else Pick((sentence,))
    limit = LEAD_WORDS if sentence.lead >= 0 else FACT_WORDS
    fits = before is not None and len(before.text.split()) <= limit and pick.words <= FACT_WORDS
    return pick if fits else Pick((sentence,))


def _opens(sentence: Sentence) -> bool:
    return sentence.text.endswith(":") or (sentence.kind == "text" and bool(_OPENS.search(sentence.text)))


def _definition(side: Side, weighed: Sequence[Weighed]) -> tuple[Sentence, ...]:
    """What is said to define: a lead-in that says so with all that it leads in to, or a sentence that defines."""
    for evidence in weighed[:6]:
        if evidence.weight < 0.8 * weighed[0].weight:
            break
        sentence = evidence.sentence
        for candidate in (_lead_of(side, sentence), sentence, *_next(side, sentence, 3)):
            if candidate is not None and _opens(candidate) and DEFINES.search(candidate.text):
                return tuple(_group(side, candidate))
        if evidence.holds:
            return (sentence, *(s for s in _next(side, sentence, 1) if s.part == sentence.part))
    return ()


def _list(side: Side, weighed: Sequence[Weighed]) -> tuple[Sentence, ...]:
    """The list that the best evidence leads in to, or that it is one of several good items of."""
    for evidence in weighed[:3]:
        if evidence.weight < 0.85 * weighed[0].weight:
            return ()
        if _opens(evidence.sentence):
            return tuple(_group(side, evidence.sentence))
        lead = _lead_of(side, evidence.sentence)
        if lead is None:
            continue
        weights = [w.weight for w in weighed if w.sentence.lead == lead.index]
        even = len(weights) > 2 and sorted(weights)[len(weights) // 2] >= 0.6 * evidence.weight
        if even or any(w.sentence == lead and w.weight >= 0.7 * evidence.weight for w in weighed):
            return tuple(_group(side, lead))
    return ()


def _lead_of(side: Side, sentence: Sentence) -> Sentence | None:
    return side.sentences[sentence.lead] if sentence.lead >= 0 else None


def _next(side: Side, sentence: Sentence, count: int) -> tuple[Sentence, ...]:
    """The sentences after one in its own paragraph."""
    after = side.sentences[sentence.index + 1 : sentence.index + 1 + count]
    return tuple(s for s in after if s.ref == sentence.ref)


def _group(side: Side, lead: Sentence) -> Iterator[Sentence]:
    """A lead-in and what it leads in to: its items and rows, or else the text of its paragraph after it."""
    yield lead
    followers = [s for s in side.sentences[lead.index + 1 : lead.index + 60] if s.lead == lead.index]
    if followers:
        yield from followers
        return
    following = _next(side, lead, 12)
    for sentence in following:
        if sentence.part > following[0].part and not _LABELLED.match(sentence.text):
            return
        yield sentence


def _fitting(group: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """As much of a group, from its beginning, as the limit for lists allows."""
    spent = 0
    fitting: list[Sentence] = []
    for sentence in group:
        spent += len(sentence.text.split())
        if fitting and spent > LIST_WORDS:
            break
        fitting.append(sentence)
    return tuple(fitting)
