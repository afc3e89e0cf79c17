"""Opens a pack, reads its documents, and says what became of every page of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import PackError, UnreadableDocument
from indexer.manifest import Council, PackFile, load_manifest, load_pack_file
from indexer.model import Audience, Authority, Document, Entry
from indexer.outline import outline_of
from indexer.pack_data import data_digest
from indexer.readers import ENDINGS, reader_for
from indexer.readers.blocks import PageReport

MANIFEST = "documents.yaml"
PACK_FILE = "pack.yaml"
HEAVY = 500_000  # bytes of PDF and Word from which several processes are worth starting
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
    entries = tuple(_plain_entry(path) for path in sorted(root.iterdir()) if _is_document(root, path))
    if not entries:
        raise PackError(root, f"holds no {MANIFEST} and no documents ({', '.join(sorted(ENDINGS))})")
    about = PackFile(council=Council(name="the council", area="the council's area"))
    return Pack(root, about, _told_apart(entries), has_manifest=False)


def _told_apart(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries of a plain folder with an id each: a.md is a, and an a.txt beside it a-2."""
    taken: set[str] = set()
    apart = []
    for entry in entries:
        ids = (entry.id, *(f"{entry.id}-{number}" for number in range(2, len(entries) + 2)))
        id = next(id for id in ids if id not in taken)
        taken.add(id)
        apart.append(replace(entry, id=id))
    return tuple(apart)


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


def _is_document(root: Path, path: Path) -> bool:
    """Whether a file of a plain folder is a document: of a kind we read, and not a link to somewhere else."""
    named = path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~"))
    return named and path.is_file() and path.resolve().is_relative_to(root.resolve())


def _plain_entry(path: Path) -> Entry:
    """The entry of a file in a plain folder: staff only, its dates unknown."""
    return Entry(
        # '#' parts a document from its paragraph in an address.
        id=path.stem.replace("#", "-"),
        title="",
        file=path.name,
        kind="report",
        authority=Authority.REPORT,
        audience=Audience.STAFF,
    )


def read_pack(pack: Pack, progress: Callable[[str], None]) -> ReadPack:
    """Read every document; a bad one stops no other.

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


Job = tuple[Path, Entry]
Read = tuple[Document | None, Ingestion]


def _read_all(jobs: Sequence[Job]) -> Iterator[Read]:
    """Read large packs in several processes, small ones here. A process that dies takes only its document with it."""
    workers = min(os.cpu_count() or 1, len(jobs))
    heavy = sum(_size(path) for path, _ in jobs if path.suffix.lower() in (".pdf", ".docx"))
    if workers < 2 or heavy < HEAVY:
        yield from (read_document(path, entry) for path, entry in jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        futures = [pool.submit(read_document, *job) for job in jobs]
        for future, job in zip(futures, jobs, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield _read_alone(job)


def _read_alone(job: Job) -> Read:
    """Read one document in a process of its own, after the shared one died."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(read_document, *job).result()
        except BrokenProcessPool:
            why = "reading it ended the process that read it; save it anew, or split it"
            return None, Ingestion(job[1].id, job[1].file, 0, unreadable=why)


def _size(path: Path) -> int:
    """A file's size in bytes; 0 where it may not be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


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
    """sha256 of every document, of what the manifest says of it, and of its rules, templates and tender texts."""
    digest = hashlib.sha256(data_digest(pack.root).encode() if pack.has_manifest else b"")
    for entry in pack.entries:
        digest.update(repr(entry).encode())
        digest.update(_contents_digest(pack.path(entry)))
    return digest.hexdigest()


def _contents_digest(path: Path) -> bytes:
    """sha256 of a file; of nothing where it may not be read, which the ingestion report says."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""
