"""What `townclerk tender` does: makes the social value section of a tender from a profile file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant.tenders.desk import TenderDesk
from indexer.durable import write_whole
from indexer.errors import AskerError, PackError
from indexer.manifest import load_yaml

FORMATS = ("md", "json", "docx", "xlsx", "html")
_FILES = ("docx", "xlsx")


def run(profile_file: Path, as_of: date, format: str, output: Path | None, pack: Path) -> str:
    """What the command prints: the section, or where it was written. Raises AskerError and PackError in plain words."""
    if format not in FORMATS:
        raise AskerError(f"'{format}' is none of the formats here: {', '.join(FORMATS)}")
    if format in _FILES and output is None:
        raise AskerError(f"a file of this kind is not for a terminal; give -o FILE.{format}")
    facts = profile_of(profile_file)
    desk = TenderDesk.of(pack)
    section = desk.made_from(facts, as_of)
    return _give(desk.printed(section, format), output)


def profile_of(path: Path) -> Mapping[str, Any]:
    """The facts of a profile file. Raises AskerError where it is none."""
    try:
        given = load_yaml(path)
    except PackError as error:
        raise AskerError(str(error)) from error
    if not isinstance(given, Mapping):
        raise AskerError(f"{path} is a profile, with a line for each fact, like value: 90000; this is not one")
    return given


def _give(content: bytes, output: Path | None) -> str:
    if output is None:
        return content.decode()
    try:
        write_whole(output, content)
    except OSError as error:
        raise AskerError(f"{output} cannot be written: {error.strerror}") from error
    return f"{output}\n"
