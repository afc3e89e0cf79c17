"""The one English analyser: what counts as a term, in the word index and wherever two texts are compared.

A term is a stemmed word, or a figure as digits: "£207,720" is 207720, "5 per cent" is 5%, "£90k" is 90000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Longer runs are not words: they are keys, or letters that lost their spaces.
_LONGEST = 64

# A figure ends where no letter or digit follows, so that 2nd and A4 are words; the atomic group keeps 207,720kg
# from being read as 207. Accents printed apart from their letter, and soft hyphens, are inside words.
_TERM = re.compile(
    r"""
    £?(?P<figure>(?<![^\W_])(?>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*))
      (?:(?P<percent>\s?%|\s?per\s?cent(?![^\W_]))
        |(?P<scale>k|m|bn|\s(?:thousand|million|billion))(?![^\W_])
        |(?![^\W_]))
    |(?P<word>[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad]|['’](?=[^\W_]))*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}

# Words that say nothing of a subject. Those that change what a rule asks (not, must, over, before) are kept.
_STOP_WORDS = """
a about also am an and any are as at be because been being but by can could did do does doing for from get
give given had has have having he her here hers him his how i if in into is it its itself let me mine my of
on or our ours please she should so some such tell than that the their theirs them then there these they
this those to too us very was we were what when where whether which who whom whose why will with would you
your yours aren't can't couldn't didn't doesn't don't hadn't hasn't haven't i'd i'll i'm i've isn't it'll
let's she'd she'll shouldn't that'd they'd they'll they're they've wasn't we'd we'll we're we've weren't
won't wouldn't you'd you'll you're you've
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Located:
    """A term and the stretch of the text that it stands for."""

    term: str
    start: int
    end: int


def terms(text: str) -> list[str]:
    """The terms of a text in order, stop words left out. Any text will do, and no term has a space in it."""
    return [located.term for located in locate(text)]


def locate(text: str) -> Iterator[Located]:
    """The terms of a text in order, each with where it stands."""
    for match in _TERM.finditer(text):
        term = _word(match["word"]) if match["word"] else _figure(match)
        if 0 < len(term) <= _LONGEST:
            yield Located(term, match.start(), match.end())


def _figure(match: re.Match[str]) -> str:
    digits = match["figure"].replace(",", "")
    if len(digits) > _LONGEST:
        return ""
    if match["percent"]:
        return f"{digits}%"
    if match["scale"] and digits.count(".") < 2:
        return f"{Decimal(digits).scaleb(_SCALES[match['scale'].strip().lower()]).normalize():f}"
    return digits.removesuffix(".00") if digits.count(".") == 1 else digits


@lru_cache(maxsize=100_000)
def _word(printed: str) -> str:
    """A printed word as a term; empty for a stop word. Cached, because texts say the same words over and over."""
    folded = unicodedata.normalize("NFKC", printed).casefold().replace("’", "'").replace("\u00ad", "")
    # A few characters stand for several words, with spaces.
    word = "".join(folded.split())
    if len(word) > _LONGEST or word in _STOP or word.removesuffix("'s") in _STOP:
        return ""
    return "".join(_stemmer().analyze(word))


@cache
def _stemmer() -> TextAnalyzer:
    """The search engine's own English stemmer, so that no second one can disagree with it."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
