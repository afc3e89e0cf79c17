"""Proves a pack: what would stop it is a fault, what a person should look at is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.answering.answer import Outcome
from assistant.answering.notices import in_words
from assistant.answering.synonyms import load_synonyms
from assistant.checking_rules import check_measures, check_rules
from assistant.checking_tenders import check_tenders
from assistant.finding import Finding, fault_in
from assistant.wording import Wording, load_wording, wording_folder
from corpus import STARTER
from indexer.errors import PackError
from indexer.model import Entry
from indexer.pack import MANIFEST, PACK_FILE, Ingestion, Pack, ReadPack, open_pack, read_pack


def check_pack(root: Path, as_of: date) -> tuple[Finding, ...]:
    """Everything wrong with a pack, and everything doubtful, on a date."""
    try:
        pack = open_pack(root)
    except PackError as error:
        return (fault_in(root, error),)
    read = read_pack(pack, lambda _: None)
    return (
        *_documents(read),
        *_manifest(pack, as_of),
        *check_rules(read, as_of),
        *check_measures(read, as_of),
        *check_tenders(read, as_of),
        *_wording(pack),
    )


def _documents(read: ReadPack) -> Iterator[Finding]:
    for one in read.report:
        yield from _document(one, strict=read.pack.has_manifest)


def _document(one: Ingestion, *, strict: bool) -> Iterator[Finding]:
    if one.unreadable:
        instead = f", or take {one.document} out of {MANIFEST}" if strict else ", or move it elsewhere"
        yield Finding("fault", one.file, f"{one.unreadable}. Mend the file{instead}")
    for doubt in one.doubts:
        if strict and "is printed" in doubt:
            yield Finding("fault", one.file, f"{doubt}; give each paragraph a number of its own")
        else:
            yield Finding("warning", one.file, doubt)
    for remark in one.remarks:
        yield Finding("warning", one.file, remark)


def _manifest(pack: Pack, as_of: date) -> Iterator[Finding]:
    """What is doubtful in the manifest: files of two documents, dates gone by or not given."""
    if not pack.has_manifest:
        if (pack.root / PACK_FILE).exists():
            text = f"is missing, so {PACK_FILE} is not read and every document is for staff; list the documents in it"
            yield Finding("warning", MANIFEST, text)
        return
    first: dict[str, str] = {}
    for entry in pack.entries:
        if (other := first.setdefault(entry.file, entry.id)) != entry.id:
            text = f"{entry.id}: file '{entry.file}' is that of {other} too; give each document a file of its own"
            yield Finding("warning", MANIFEST, text)
        for doubt in _dates(entry, as_of):
            yield Finding("warning", MANIFEST, f"{entry.id}: {doubt}")


def _dates(entry: Entry, as_of: date) -> Iterator[str]:
    if entry.superseded_by and not entry.in_force_until:
        yield f"is superseded by {entry.superseded_by} but still in force; give in_force_until, its last day"
    if entry.review and entry.review < as_of:
        yield f"was due for review on {in_words(entry.review)}; review it, and give the next date"
    elif not entry.review and not entry.in_force_until and not entry.standing:
        yield "has no review date; give review, the date it is next looked at"


def _wording(pack: Pack) -> Iterator[Finding]:
    """Every sentence of the starter pack's English must be there in every language of the pack, with the same facts."""
    folder = wording_folder(pack.root)
    model = load_wording(STARTER / "wording", "en")
    for language in dict.fromkeys((pack.about.language, *pack.about.languages)):
        try:
            own = load_wording(folder, language)
        except PackError as error:
            yield fault_in(pack.root, error)
        else:
            for problem in _sentences(model, own):
                yield fault_in(pack.root, PackError(folder / f"{language}.yaml", problem))
    try:
        load_synonyms(folder)
    except PackError as error:
        yield fault_in(pack.root, error)


def _sentences(model: Wording, own: Wording) -> Iterator[str]:
    """What keeps one language from saying everything that the model says."""
    for key in sorted(model.sentences.keys() | {f"outcome.{outcome.value}" for outcome in Outcome}):
        if key not in own.sentences:
            yield f"{key}: is missing; write this sentence"
        elif extra := own.fields(key) - model.fields(key):
            given = ", ".join(f"{{{name}}}" for name in sorted(model.fields(key))) or "no facts"
            yield f"{key}: wants {{{min(extra)}}}, which it is not given; it has {given}"
