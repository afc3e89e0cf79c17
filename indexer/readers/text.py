"""Plain text, with whatever mark-up a conversion left in it: #, **, [links](#), <sup>, <li>, tabs for tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.errors import UnreadableDocument
from indexer.readers.blocks import Block, Line, PageReport, Reading
from indexer.readers.lines import blocks_of

LARGEST = 20_000_000
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_FOOTNOTE = re.compile(r"^\s*(?:(?:<sup>\s*)+(\d{1,3})\s*(?:</sup>\s*)+|\[\^(\d{1,3})\]:)\s*(.+)$")
_SPLIT_ENTITY = re.compile(r"<(\w+)>&</\1>(?=(lt|gt|amp);)(?:lt|gt|amp);")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?(?:\s*-)?\s*$", re.IGNORECASE)


def read(path: Path) -> Reading:
    """Read a text file. Raises UnreadableDocument where it is empty, too large or no text."""
    text, doubts = decoded(path)
    pages = text.split("\f")
    reports = tuple(PageReport(n, len(page.strip()), doubts if n == 1 else ()) for n, page in enumerate(pages, 1))
    return Reading(tuple(_blocks(pages)), reports)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableDocument(path, f"is larger than {LARGEST // 1_000_000} MB; split it into parts")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path, f"cannot be read ({error.strerror}); mend its permissions") from error


def decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """A file's text, and a doubt where its encoding had to be guessed."""
    raw = _bytes(path)
    if not raw.strip():
        raise UnreadableDocument(path, "is empty")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), ()
    if b"\x00" in raw:
        raise UnreadableDocument(path, "is not text; save it as UTF-8 text, or give it its right ending")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), ("not UTF-8: read as Windows text",)


def _blocks(pages: Sequence[str]) -> Iterator[Block]:
    pending: list[Line] = []
    for page, text in enumerate(pages, 1):
        gap = True
        for raw in text.splitlines():
            if special := _special(raw, page):
                yield from blocks_of(pending)
                pending, gap = [], True
                yield special
            elif not raw.strip() or (gap and len(pages) > 1 and _PAGE_NUMBER.match(raw)):
                gap = True
            else:
                pending.append(_line(raw, page, gap))
                gap = False
    yield from blocks_of(pending)


def _special(raw: str, page: int) -> Block | None:
    """A heading or a footnote that the text itself marks as one."""
    if match := _HEADING.match(raw):
        return Block("heading", unmarked(match[2]), page, level=len(match[1]))
    if match := _FOOTNOTE.match(html.unescape(_SPLIT_ENTITY.sub(r"&\2;", raw))):
        return Block("note", f"{match[1] or match[2]} {unmarked(match[3])}", page)
    return None


def _line(raw: str, page: int, gap: bool) -> Line:  # noqa: FBT001 - a fact about the line, not a switch
    content = raw.strip()
    bold = bool(re.fullmatch(r"(?:[-*]\s+)?(?:\d[\d.]*\s+)?\*\*(?:(?!\*\*).)+\*\*:?", content))
    indent = " " if raw.startswith((" ", "\t")) and "\t" not in raw.strip("\t ") and not raw.startswith("\t") else ""
    return Line(indent + (unmarked(raw) if "\t" in raw else unmarked(content)), page, bold=bold, gap=gap)


def unmarked(text: str) -> str:
    """Text without the mark-up of Markdown and HTML; a list inside a table cell becomes its items in a row."""
    text = re.sub(r"!\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"\[([^\[\]]+)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"</li>\s*<li>", _between_items, text)
    text = re.sub(r"</?(?:p|ul|ol|li|sup|sub|b|i|em|strong|u|br|span|div)\b[^<>]*>", "", text)
    text = re.sub(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])", r"\1", text)
    text = re.sub(r"\*\*|(?<=\s)\*(?=\S)|^\*(?=\S)|(?<=\S)\*(?=\s|$)", "", text)
    text = re.sub(r"<(https?://[^<>\s]+)>", r"\1", text)
    return re.sub(r"[^\S\t]+", " ", html.unescape(text)).strip(" ")


def _between_items(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    return " " if before.endswith((".", ";", ",")) else "; "
