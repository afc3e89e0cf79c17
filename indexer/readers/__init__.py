"""Readers, one file a format: each turns a file into blocks."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from indexer.readers.blocks import Reading

ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
}


def reader_for(path: Path) -> Callable[[Path], Reading]:
    """The reader of a file's format, by its ending. Only that reader's library is loaded."""
    read: Callable[[Path], Reading] = import_module(f"indexer.readers.{ENDINGS[path.suffix.lower()]}").read
    return read
