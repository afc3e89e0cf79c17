"""The record to keep of a checklist that was used: who made it, when, from what, and how each item stood."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from assistant.checklists.as_json import as_json
from assistant.checklists.checklist import Checklist, FactLine
from assistant.rules.evaluate import State


@dataclass(frozen=True)
class ItemRecord:
    """How an item stood, and the digest of each paragraph that it was shown with."""

    rule: str
    state: State
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """Enough to show later what was asked, of what contract, under which rules and words.

    `digest` is the sha256 of the whole checklist as JSON: made again from the same pack and edition, it is the same.
    """

    checklist: str
    title: str
    made_by: str
    made_at: datetime
    as_of: date
    pack: str
    edition: str
    profile: tuple[FactLine, ...]
    items: tuple[ItemRecord, ...]
    digest: str

    def as_data(self) -> dict[str, Any]:
        """The record as plain data for JSON."""
        data: dict[str, Any] = TypeAdapter(Record).dump_python(self, mode="json")
        return data


def record_of(checklist: Checklist, made_by: str, made_at: datetime) -> Record:
    """The record of a checklist, made by someone at a time."""
    items = tuple(
        ItemRecord(
            item.rule,
            item.state,
            tuple(source.citation.digest for source in item.sources if source.citation),
        )
        for item in checklist.items
    )
    digest = "sha256:" + hashlib.sha256(as_json(checklist).encode()).hexdigest()
    return Record(
        checklist.name,
        checklist.title,
        made_by,
        made_at,
        checklist.as_of,
        checklist.pack,
        checklist.edition,
        checklist.profile,
        items,
        digest,
    )
