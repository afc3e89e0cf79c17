"""A Word file opened: refused where it is none or would not fit in memory, and its parts as XML."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path

from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.package import Package

from indexer.errors import UnreadableDocument

MOST_UNPACKED = 200_000_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
# What a broken file can make zipfile, lxml (whose errors are SyntaxErrors) and python-docx raise.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    OpcError,
    PythonDocxError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word file that hold text or say how it is printed; None where it has no such part."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    settings: Element | None


def opened(path: Path) -> WordFile:
    """Open a Word file. Raises UnreadableDocument where it is damaged, protected, too large or no Word file."""
    _refuse(path)
    try:
        main = Package.open(str(path)).main_document_part
        if "word" not in main.content_type:
            raise UnreadableDocument(path, "is not a Word document; save it in Word as .docx")
        body = _xml(main).find(qn("w:body"))
        parts = {rel.reltype: rel.target_part for rel in main.rels.values() if not rel.is_external}
        kinds = (RT.STYLES, RT.NUMBERING, RT.FOOTNOTES, RT.ENDNOTES, RT.SETTINGS)
        others = [_xml(parts[kind]) if kind in parts else None for kind in kinds]
    except _BROKEN as error:
        raise UnreadableDocument(path, "is damaged; open it in Word and save it again as .docx") from error
    if body is None:
        raise UnreadableDocument(path, "holds no document; open it in Word and save it again as .docx")
    return WordFile(body, *others)


def _refuse(path: Path) -> None:
    """Turn away what is no zip, or a zip that unpacks to more than anyone wrote."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if not start:
            raise UnreadableDocument(path, "is empty")
        if start == _OLD_OR_LOCKED:
            why = "is an old Word file (.doc) or has a password; save it in Word as .docx without a password"
            raise UnreadableDocument(path, why)
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            names = set(archive.namelist())
    except OSError as error:
        raise UnreadableDocument(path, "cannot be opened; check its name and who may read it") from error
    except _BROKEN as error:
        raise UnreadableDocument(path, "is not a Word document, or cut short; save it in Word as .docx") from error
    if "[Content_Types].xml" not in names:
        raise UnreadableDocument(path, "is a zip file but not a Word document; save it in Word as .docx")
    if unpacked > MOST_UNPACKED:
        size = f"{MOST_UNPACKED // 1_000_000} MB"
        raise UnreadableDocument(path, f"unpacks to more than {size}; take out its pictures and save it again")


def _xml(part: Part) -> Element:
    """The root of a part; a part that python-docx knows has been read already."""
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def child(element: Element | None, *names: str) -> Element | None:
    """The element below `element` at a path of names, such as "w:pPr", "w:numPr"; None where there is none."""
    for name in names:
        element = element.find(qn(name)) if element is not None else None
    return element


def value(element: Element | None, *names: str) -> str | None:
    """The w:val of the element at a path of names; "" where it has none, None where there is no such element."""
    found = child(element, *names)
    return None if found is None else str(found.get(qn("w:val"), ""))


def number(element: Element | None, *names: str) -> int | None:
    """The w:val at a path of names as a whole number; None where it is not one."""
    text = value(element, *names)
    digits = text.strip().lstrip("-") if text else ""
    return int(text or "") if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def is_on(element: Element | None, *names: str) -> bool | None:
    """Whether a setting such as w:b is switched on; None where nothing is said of it."""
    text = value(element, *names)
    return None if text is None else text not in ("0", "false", "off", "none")


def elements(element: Element) -> Iterator[Element]:
    """The elements directly below one, without comments and processing instructions."""
    return (below for below in element if isinstance(below.tag, str))
