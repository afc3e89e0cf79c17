"""Checks every quotation: word for word in the paragraph it names, or the statement is dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answering.answer import Statement
from assistant.answering.question import figures
from indexer.model import Paragraph, Ref, folded

_DUTIES = re.compile(r"\b(?:must|shall|should|may|will)(?: not)?\b", re.IGNORECASE)


def stands(statement: Statement, paragraphs: Mapping[Ref, Paragraph]) -> bool:
    """Whether each quotation is in its paragraph, and every figure and duty of the text is in a quotation."""
    quoted = " ".join(citation.quotation for citation in statement.citations)
    return (
        bool(statement.citations)
        and all(_is_quoted(c.quotation, paragraphs.get(c.ref), c.digest) for c in statement.citations)
        and figures(statement.text) <= figures(quoted)
        and _duties(statement.text) <= _duties(quoted)
    )


def _is_quoted(quotation: str, paragraph: Paragraph | None, digest: str) -> bool:
    return paragraph is not None and paragraph.digest == digest and folded(quotation) in folded(paragraph.text)


def _duties(text: str) -> set[str]:
    return {match.casefold() for match in _DUTIES.findall(text)}
