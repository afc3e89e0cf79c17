"""Proves a pack: what would stop it is a fault, what a person should look at is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from assistant.answering.answer import Outcome
from assistant.bootstrap import wording_folder
from assistant.wording import Wording, load_wording
from corpus import STARTER
from indexer.errors import PackError
from indexer.pack import Ingestion, Pack, ReadPack, open_pack, read_pack


@dataclass(frozen=True)
class Finding:
    """One thing found: a fault must be mended, a warning looked at."""

    severity: Literal["fault", "warning"]
    file: str
    text: str


def check_pack(root: Path, as_of: date) -> tuple[Finding, ...]:
    """Everything wrong with a pack, and everything doubtful, on a date."""
    try:
        pack = open_pack(root)
        read = read_pack(pack, lambda _: None)
        return (*_documents(read), *_dates(pack, as_of), *_wording(pack))
    except PackError as error:
        return (Finding("fault", error.file, f"{error.entry}: {error.problem}" if error.entry else error.problem),)


def _documents(read: ReadPack) -> Iterator[Finding]:
    for one in read.report:
        yield from _document(one, strict=read.pack.has_manifest)


def _document(one: Ingestion, *, strict: bool) -> Iterator[Finding]:
    if one.unreadable:
        yield Finding("fault", one.file, one.unreadable)
    for page in one.without_text:
        yield Finding("warning", one.file, f"page {page} has no text")
    for doubt in one.doubts:
        twice = "is printed" in doubt
        yield Finding("fault" if strict and twice else "warning", one.file, doubt)
    for report in one.pages:
        for doubt in report.doubts:
            yield Finding("warning", one.file, f"page {report.page}: {doubt}")


def _dates(pack: Pack, as_of: date) -> Iterator[Finding]:
    for entry in pack.entries:
        if entry.review and entry.review < as_of:
            yield Finding("warning", entry.file, f"was due for review on {entry.review}; answers from it say so")
        elif pack.has_manifest and not entry.review and not entry.in_force_until:
            yield Finding("warning", entry.file, "has no review date")


def _wording(pack: Pack) -> Iterator[Finding]:
    """Every sentence of the starter pack's English must be there in every language of the pack, with the same facts."""
    model = load_wording(STARTER / "wording", "en")
    for language in pack.about.languages:
        own = load_wording(wording_folder(pack.root), language)
        yield from _same_sentences(model, own, str(wording_folder(pack.root) / f"{language}.yaml"))


def _same_sentences(model: Wording, own: Wording, file: str) -> Iterator[Finding]:
    for key in sorted(model.sentences.keys() | {f"outcome.{outcome.value}" for outcome in Outcome}):
        if key not in own.sentences:
            yield Finding("fault", file, f"has no sentence {key}")
        elif extra := own.fields(key) - model.fields(key):
            yield Finding("fault", file, f"{key} wants {{{sorted(extra)[0]}}}, which it is not given")
