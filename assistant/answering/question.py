"""What a question asks for: its weighty terms, the names and figures in it, and the kind of answer wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from indexer.terms import terms


class Wanted(StrEnum):
    """The kind of answer a question wants."""

    LIST = "list"
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    PERSON = "person"
    CONTACT = "contact"
    DEFINITION = "definition"
    REASON = "reason"
    YES_NO = "yes or no"
    TEXT = "text"


@dataclass(frozen=True)
class Question:
    """A question as asked, read.

    `terms` are its stemmed content words, `names` the terms of proper nouns among them, `figures` the figures given,
    `counted` the terms of what a how-many question counts, `given` the years and levels it stands on, `recent`
    the terms by which it asks of a time like last year or this week.
    """

    text: str
    terms: tuple[str, ...]
    names: frozenset[str]
    figures: frozenset[str]
    wanted: Wanted
    counted: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    recent: frozenset[str] = frozenset()

    @cached_property
    def asked(self) -> frozenset[str]:
        """The terms, as a set."""
        return frozenset(self.terms)

    @property
    def focus(self) -> tuple[str, ...]:
        """The terms that are no names: what is asked of the things named."""
        return tuple(term for term in self.terms if term not in self.names)


# Tried in order: the first that matches says what is wanted.
_KINDS: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.CONTACT,
        r"\b(?:phone|telephone|email|e-mail|address of|contact details|opening hours|postcode)\b",
    ),
    (
        Wanted.SHARE,
        r"\b(?:what|which|how much|minimum|maximum)\b.*\b(?:weighting|percentage|per cent|percent|share)\b",
    ),
    (
        Wanted.MONEY,
        r"\bhow much (?:money|(?:does|did) .*(?:spend|cost|pay|invest)|is .*(?:paid|spent|worth))"
        r"|\b(?:what|which)(?: \w+){0,3} (?:budget|cost|price|proxy value|annual spend|value of)\b"
        r"|\bwhat is .*\b(?:spend|budget|rate)\b",
    ),
    (Wanted.COUNT, r"\bhow many\b"),
    (
        Wanted.DATE,
        r"^(?:and )?(?:when|since when|by when|until when)\b|\bby when\b|\b(?:what|which) (?:date|day|year|month)\b",
    ),
    (
        Wanted.PERSON,
        r"^(?:and )?who(?:se|m)?\b|\b(?:which|what) (?:councillor|officer|member|person|director|manager)\b",
    ),
    (Wanted.REASON, r"^(?:and )?why\b|\bwhat (?:is|was|are|were) the (?:reasons?|rationale)\b"),
    (
        Wanted.DEFINITION,
        r"\b(?:define[sd]?|definition|meaning of|mean by)\b|\bwhat (?:does|do) .+ (?:mean|stand for)\b",
    ),
    (
        Wanted.LIST,
        r"\b(?:which|what)(?: [a-z’'-]+){0,2}? (?!does|was|is|has|this|its|us|process|business|less)[a-z’'-]{3,}s\b"
        r"|^(?:list|name)\b|\bwhat are\b|\bwhich of\b",
    ),
    (
        Wanted.YES_NO,
        r"^(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had)\b",
    ),
)

# Terms that ask rather than say: no evidence need hold them.
_ASKING = frozenset(terms("many much every according mention mentioned tell give define definition meaning stand use"))
_SMALL = frozenset(
    """
    What Which Who When Where Why How Is Are Was Were Do Does Did Can Could May Must Should Will I A The In On At By
    """.split()  # noqa: SIM905 - a paragraph of words is read more easily than a list
)


_RECENT = re.compile(r"\b(?:last|this|next) (?:year|quarter|month|week|round|time)\b|\b(?:today|yesterday|tomorrow)\b")
# A year, or the number of one of several: level 3, stage 2.
_STANDING = re.compile(r"(?<![\w£/.,])(?:19|20)\d\d(?![\w%]|[.,]\d)|(?<=level |stage |phase )\d{1,2}\b|(?<=year )\d\b")


def understand(text: str) -> Question:
    """Read a question. Any text is a question; a strange one has few terms and wants text."""
    low = text.casefold().strip()
    wanted = next((kind for kind, pattern in _KINDS if re.search(pattern, low)), Wanted.TEXT)
    content = tuple(term for term in dict.fromkeys(terms(text)) if term not in _ASKING)
    counted = _counted(low) if wanted is Wanted.COUNT else ()
    recent = frozenset(terms(" ".join(match[0] for match in _RECENT.finditer(low))))
    return Question(
        text, content, _names(text), figures(text), wanted, counted, frozenset(_STANDING.findall(low)), recent
    )


def _counted(low: str) -> tuple[str, ...]:
    """The terms of what is to be counted: employees, in "how many employees does the council have"."""
    match = re.search(r"\bhow many ((?:[a-z’'-]+ ?){1,2})", low)
    return tuple(terms(match[1])) if match else ()


def _names(text: str) -> frozenset[str]:
    """The terms of words that are capitalised inside the question, or written in capitals."""
    words = re.findall(r"[A-Za-z][\w’'-]*", text)
    capitalised = [
        word
        for position, word in enumerate(words)
        if word not in _SMALL and ((word.isupper() and len(word) > 1) or (word[0].isupper() and position > 0))
    ]
    return frozenset(term for word in capitalised for term in terms(re.sub(r"[’']s$", "", word)))


def figures(text: str) -> frozenset[str]:
    """The figures in a text, as digits: 5, 19, 207720, 2025."""
    return frozenset(match.replace(",", "").rstrip(".") for match in re.findall(r"\d[\d,]*(?:\.\d+)?", text))
