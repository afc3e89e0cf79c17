"""Whether a line is said as strongly as the paragraphs it rests on, and no more strongly."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.tenders.section import Strength

# The strongest first. A statute that requires, and a rule that says never, ask no less than one that says must.
_WORDS: dict[Strength, re.Pattern[str]] = {
    "must": re.compile(r"\b(?:must|shall|requires?|is never)\b"),
    "should": re.compile(r"\bshould\b"),
    "may": re.compile(r"\bmay\b"),
}
_ASKED = re.compile(r"\b(?:must|shall)\b")


def unlike(text: str, strength: Strength, sources: Iterable[str]) -> str:
    """How a line's strength differs from that of its sources or of its own words; '' where it does not."""
    if strength in _WORDS and not any(_WORDS[strength].search(source) for source in sources):
        return f"is a '{strength}', and no paragraph it cites says {strength}"
    said = _strongest(text)
    if said is not None and _rank(said) < _rank(strength):
        return f"says {said}, which is stronger than the '{strength}' it is"
    return ""


def _strongest(text: str) -> Strength | None:
    if _ASKED.search(text):
        return "must"
    weaker: tuple[Strength, ...] = ("should", "may")
    return next((name for name in weaker if _WORDS[name].search(text)), None)


def _rank(strength: Strength) -> int:
    order: tuple[Strength, ...] = ("must", "should", "may", "states")
    return order.index(strength)
