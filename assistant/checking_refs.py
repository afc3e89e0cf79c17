"""Whether what a pack's rules and measures rest on is held, and in force when they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answering.notices import in_words
from assistant.finding import Finding
from assistant.rules.profile import nearest
from indexer.model import Authority, Entry, Paragraph, Ref
from indexer.pack import ReadPack

_OWN = (Authority.RULES, Authority.POLICY, Authority.CHARTER)
Doubt = tuple[Literal["fault", "warning"], str]


@dataclass(frozen=True)
class Resting:
    """That an entry of a file rests on a paragraph from its first day to its last; None is no first or no last.

    `authority` is that of a rule; a value in a table has none.
    """

    file: str
    entry: str
    ref: Ref
    begins: date | None = None
    until: date | None = None
    authority: Authority | None = None

    def stands(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.begins is None or self.begins <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Held:
    """What the documents of a pack hold. A document that could not be read is said of elsewhere."""

    paragraphs: Mapping[Ref, Paragraph]
    entries: Mapping[str, Entry]
    unreadable: frozenset[str]

    @classmethod
    def of(cls, read: ReadPack) -> Held:
        """What was read."""
        return cls(
            {paragraph.ref: paragraph for document in read.documents for paragraph in document.paragraphs},
            {entry.id: entry for entry in read.pack.entries},
            frozenset(one.document for one in read.report if one.unreadable),
        )


def check_refs(resting: Iterable[Resting], held: Held, as_of: date) -> Iterator[Finding]:
    """Every ref that is not held, or whose document does not stand when what rests on it does."""
    for one in resting:
        if one.ref.document in held.unreadable:
            continue
        if absent := _absent(one.ref, held):
            yield Finding("fault", one.file, f"{one.entry}: cites {one.ref}, and {absent}")
            continue
        for severity, text in _out_of_force(one, held.entries[one.ref.document], as_of):
            yield Finding(severity, one.file, f"{one.entry}: cites {one.ref}, {text}")


def _absent(ref: Ref, held: Held) -> str:
    if ref.document not in held.entries:
        return f"there is no document '{ref.document}'{nearest(ref.document, held.entries)}"
    if ref not in held.paragraphs:
        return f"'{held.entries[ref.document].title or ref.document}' has no paragraph {ref.paragraph}; cite one it has"
    return ""


def _out_of_force(one: Resting, entry: Entry, as_of: date) -> Iterator[Doubt]:
    """Faults are dates that cannot agree; that a document's last day has gone by is a warning."""
    if entry.standing:
        yield from _history(one, entry, as_of)
    elif entry.in_force_until and one.begins and entry.in_force_until < one.begins:
        ended, begins = in_words(entry.in_force_until), in_words(one.begins)
        yield "fault", f"which was in force until {ended}, before this begins on {begins}; cite what is in force then"
    elif _outlives(one, entry):
        last = in_words(entry.in_force_until)
        yield "fault", f"which {entry.superseded_by} replaces after {last}; end this on that day, or cite the new one"
    elif _too_early(one, entry, as_of):
        begins = in_words(entry.in_force_from)
        yield "fault", f"which is not in force until {begins}, and this is before that; mend one of the two dates"
    elif entry.in_force_until and entry.in_force_until < as_of and one.stands(as_of):
        yield "warning", f"which was in force until {in_words(entry.in_force_until)}; see whether this still stands"


def _history(one: Resting, entry: Entry, as_of: date) -> Iterator[Doubt]:
    if entry.standing == "draft":
        yield "fault", "which is a draft; cite what is adopted"
    elif one.until is None or one.until >= as_of:
        yield "fault", "which is history; only what has ended itself may rest on it, so cite what is in force"


def _outlives(one: Resting, entry: Entry) -> bool:
    """Whether it goes on after its document is replaced."""
    replaced = entry.in_force_until if entry.superseded_by else None
    return replaced is not None and (one.until is None or one.until > replaced)


def _too_early(one: Resting, entry: Entry, as_of: date) -> bool:
    """Whether it stands before its document does.

    A document may tell of older law, and of what has ended; but a policy's rule cannot be older than the policy.
    """
    if entry.in_force_from is None:
        return False
    own = one.authority in _OWN and one.authority == entry.authority
    if own and one.begins is not None and one.begins < entry.in_force_from:
        return True
    return entry.in_force_from > as_of and one.stands(as_of)
