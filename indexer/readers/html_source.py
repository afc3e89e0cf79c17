"""The text of a web page file: its character set found, and refused where a parser would choke on it."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from indexer.errors import UnreadableDocument

MOST_BYTES = 20_000_000
DEEPEST = 12_000  # elements in one another; the parser's time grows with the square
MOST_ATTRIBUTES = 10_000  # of one tag, for the same reason
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NEVER_DEEP = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p",
    "li", "dt", "dd", "option", "tr", "td", "th",
}  # fmt: skip
# Old pages say Latin-1 or ASCII and mean the Windows set, which browsers read them as.
_AS_WINDOWS = {"iso8859-1", "ascii", "latin-1", "cp1252"}


def page_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """A page's text and what is doubtful about its letters. Raises UnreadableDocument where it is no web page."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UnreadableDocument(path, "cannot be opened; check its name and who may read it") from error
    if size > MOST_BYTES:
        raise UnreadableDocument(path, f"is larger than {MOST_BYTES // 1_000_000} MB; split it into parts")
    if not raw.strip():
        raise UnreadableDocument(path, "is empty")
    text, doubts = _decoded(path, raw)
    if _depth(text) > DEEPEST or any(_is_crowded(part) for part in text.split(">")):
        raise UnreadableDocument(path, "is not a page that a browser could show; save it again from its source")
    return text, doubts


def _decoded(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, charset in _BOMS:
        if raw.startswith(mark):
            return _with(raw[len(mark) :], charset)
    if b"\x00" in raw:
        raise UnreadableDocument(path, "is not a web page; give it its right ending, or save it as HTML")
    if charset := _declared(raw):
        return _with(raw, charset)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), ("does not say its character set: read as Windows text",)


def _declared(raw: bytes) -> str:
    """The character set that a page says it has, by Python's name; "" where Python has none of that name."""
    match = _META.search(raw[:4096])
    if not match:
        return ""
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        "".encode(name)  # some codecs are no character sets, and refuse
    except (LookupError, ValueError):
        return ""
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a page whose own words could be read so far is not in it
    return "cp1252" if name in _AS_WINDOWS else name


def _with(raw: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = raw.decode(charset, errors="replace")
    except (UnicodeError, ValueError):
        text, charset = raw.decode("cp1252", errors="replace"), "Windows"
    lost = text.count("\ufffd")
    return text, (f"letters that could not be read as {charset}: {lost:,}; save the page as UTF-8",) if lost else ()


def _depth(text: str) -> int:
    """How deep elements stand in one another at most, by counting tags."""
    depth = deepest = 0
    for closes, name in _TAG.findall(text):
        if name.lower() not in _NEVER_DEEP:
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _is_crowded(part: str) -> bool:
    """Whether what stands before a ">" ends in a tag of too many attributes."""
    inside = part[part.rfind("<") + 1 :] if len(part) > 2 * MOST_ATTRIBUTES and "<" in part else ""
    return len(_QUOTED.sub("", inside).split()) > MOST_ATTRIBUTES
