"""Opens a pack, reads its documents, and says what became of every page of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import PackError, UnreadableDocument
from indexer.manifest import Council, PackFile, load_manifest, load_pack_file
from indexer.model import Audience, Authority, Document, Entry
from indexer.outline import outline_of
from indexer.readers import ENDINGS, reader_for
from indexer.readers.blocks import PageReport

MANIFEST = "documents.yaml"
PACK_FILE = "pack.yaml"
_INJECTION = (
    "ignore the above",
    "ignore all previous",
    "ignore previous instructions",
    "disregard the above",
    "system prompt",
)


@dataclass(frozen=True)
class Ingestion:
    """What became of one document: pages read, doubts, or why it could not be read at all."""

    document: str
    file: str
    paragraphs: int
    pages: tuple[PageReport, ...] = ()
    doubts: tuple[str, ...] = ()
    unreadable: str = ""

    @property
    def without_text(self) -> tuple[int, ...]:
        """The pages with no text: scans, most often."""
        return tuple(page.page for page in self.pages if page.characters == 0)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should look at: pages without text, and every doubt with its page."""
        said = {page.page: page.doubts for page in self.pages}
        bare = [f"page {n} has no text; if it is a scan, run OCR over it" for n in self.without_text if not said[n]]
        return (*bare, *(f"page {page}: {doubt}" for page, doubts in said.items() for doubt in doubts))


@dataclass(frozen=True)
class Pack:
    """An opened pack: where it is, what it says of itself, and its manifest."""

    root: Path
    about: PackFile
    entries: tuple[Entry, ...]
    has_manifest: bool

    def path(self, entry: Entry) -> Path:
        """Where a document's file is."""
        return self.root / entry.file


@dataclass(frozen=True)
class ReadPack:
    """A pack whose documents have been read."""

    pack: Pack
    documents: tuple[Document, ...]
    report: tuple[Ingestion, ...]


def open_pack(root: Path) -> Pack:
    """Open a pack, or a plain folder of documents. Raises PackError naming what to mend."""
    if not root.is_dir():
        raise PackError(root, "is not a folder; give the folder of a pack, or of documents")
    if (root / MANIFEST).exists():
        about = load_pack_file(root / PACK_FILE)
        entries = load_manifest(root / MANIFEST)
        for entry in entries:
            _check_file(root, entry)
        return Pack(root, about, entries, has_manifest=True)
    entries = tuple(_plain_entry(path) for path in sorted(root.iterdir()) if _is_document(path))
    if not entries:
        raise PackError(root, f"holds no {MANIFEST} and no documents ({', '.join(sorted(ENDINGS))})")
    ids = [entry.id for entry in entries]
    entries = tuple(replace(e, id=e.file.replace(".", "-")) if ids.count(e.id) > 1 else e for e in entries)
    return Pack(
        root,
        PackFile(council=Council(name="the council", area="the council's area")),
        entries,
        has_manifest=False,
    )


def _check_file(root: Path, entry: Entry) -> None:
    path = (root / entry.file).resolve()
    if not path.is_relative_to(root.resolve()):
        problem = "is outside the pack; copy it into the pack, and give its place there"
    elif path.is_dir():
        problem = "is a folder; name one file in it"
    elif not path.is_file():
        problem = "is missing; put it there, or mend its name"
    elif path.suffix.lower() not in ENDINGS:
        problem = f"is of no kind we read; save it as one of {', '.join(sorted(ENDINGS))}"
    else:
        return
    raise PackError(root / MANIFEST, f"file '{entry.file}' {problem}", entry.id)


def _is_document(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~"))


def _plain_entry(path: Path) -> Entry:
    """The entry of a file in a plain folder: staff only, its dates unknown."""
    return Entry(
        id=path.stem,
        title="",
        file=path.name,
        kind="report",
        authority=Authority.REPORT,
        audience=Audience.STAFF,
    )


def read_pack(pack: Pack, progress: Callable[[str], None]) -> ReadPack:
    """Read every document, each in a process of its own so that a bad one stops no other.

    `progress` is called with each document's id as it is finished. An unreadable document is in the report.
    """
    jobs = [(pack.path(entry), entry) for entry in pack.entries]
    documents: list[Document] = []
    report: list[Ingestion] = []
    for document, ingestion in _read_all(jobs):
        progress(ingestion.document)
        report.append(ingestion)
        if document is not None:
            documents.append(document)
    return ReadPack(pack, tuple(documents), tuple(report))


def _read_all(jobs: list[tuple[Path, Entry]]) -> Iterator[tuple[Document | None, Ingestion]]:
    workers = min(os.cpu_count() or 1, len(jobs))
    small = sum(path.stat().st_size for path, _ in jobs if path.suffix.lower() in (".pdf", ".docx")) < 500_000
    if workers < 2 or small:
        yield from (read_document(path, entry) for path, entry in jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_document, *zip(*jobs, strict=True))


def read_document(path: Path, entry: Entry) -> tuple[Document | None, Ingestion]:
    """Read one document, or say in the report why it could not be read."""
    try:
        reading = reader_for(path)(path)
    except UnreadableDocument as error:
        return None, Ingestion(entry.id, entry.file, 0, unreadable=error.why)
    outline = outline_of(entry.id, reading.blocks)
    title = entry.title or outline.title or entry.id.replace("-", " ").replace("_", " ").capitalize()
    document = Document(replace(entry, title=title), outline.sections, pages=len(reading.pages))
    doubts = (*outline.doubts, *_instructions(document))
    if not document.paragraphs:
        return None, Ingestion(
            entry.id,
            entry.file,
            0,
            reading.pages,
            doubts,
            unreadable="no text in it; scanned pages need OCR first",
        )
    return document, Ingestion(entry.id, entry.file, len(document.paragraphs), reading.pages, doubts)


def _instructions(document: Document) -> tuple[str, ...]:
    """Paragraphs that read like instructions to a machine: kept, quoted like any other, and flagged."""
    return tuple(
        f"paragraph {paragraph.ref.paragraph} reads like an instruction to a machine; it is text, and is not obeyed"
        for paragraph in document.paragraphs
        if any(phrase in paragraph.text.casefold() for phrase in _INJECTION)
    )


def pack_digest(pack: Pack) -> str:
    """sha256 of every file the documents come from and of what the manifest says of them."""
    digest = hashlib.sha256()
    for entry in pack.entries:
        digest.update(repr(entry).encode())
        digest.update(hashlib.sha256(pack.path(entry).read_bytes()).digest())
    return digest.hexdigest()
