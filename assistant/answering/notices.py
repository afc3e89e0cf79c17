"""Notices: what a reader must know of a document that an answer rests on, on the date asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.answering.answer import Notice
from assistant.wording import Wording
from indexer.model import Entry, Status


def notices_of(entry: Entry, wording: Wording, as_of: date) -> Iterator[Notice]:
    """The notices of one document."""
    if notice := _standing(entry, wording, as_of):
        yield notice
    if not entry.binding and entry.standing != "history":
        yield Notice("not_binding", wording.say("notice.not_binding", title=entry.title))
    if entry.review and entry.review < as_of:
        text = wording.say("notice.review", title=entry.title, review=in_words(entry.review), owner=entry.owner)
        yield Notice("review", text)


def _standing(entry: Entry, wording: Wording, as_of: date) -> Notice | None:
    say = wording.say
    match entry.status(as_of):
        case Status.HISTORY:
            return Notice("history", say("notice.history", title=entry.title, published=in_words(entry.published)))
        case Status.SUPERSEDED | Status.ENDED:
            by = f" by {entry.superseded_by}" if entry.superseded_by else ""
            until = in_words(entry.in_force_until)
            return Notice("superseded", say("notice.superseded", title=entry.title, by=by, until=until))
        case Status.DRAFT:
            return Notice("draft", say("notice.draft", title=entry.title))
        case Status.UNDATED:
            return Notice("undated", say("notice.undated", title=entry.title))
        case _:
            return None


def in_words(day: date | None) -> str:
    """A date as people write it: 1 April 2026; an empty string for none."""
    return f"{day.day} {day:%B %Y}" if day else ""
