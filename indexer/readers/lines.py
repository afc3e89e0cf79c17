"""Printed lines become blocks: wrapped lines joined, bullets, numbers, tables and headings seen by their shape.

For the formats that know only lines: plain text and PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.numbering import annex_at, mark_at
from indexer.readers.blocks import Block, BlockKind, Line
from indexer.readers.tables import rows_of

_BULLET = re.compile(r"^\s*(?:[•●▪■◦‣∙·–*-]|o(?=\s+\S))\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?:;,][\"”’')\]]*$")
_DANGLING = re.compile(
    r"(?:\b(?:the|a|an|of|and|or|to|in|for|with|on|by|at|as|from|that|which|is|are|be|this|its|our|their|section|"
    r"paragraph|rule|clause|under)|[/,–(-])$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[;,.]\s*(?:and|or)$", re.IGNORECASE)
_ALONE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?|\([a-z]{1,4}\)")
_CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?$", re.IGNORECASE)
_DOTTED = re.compile(r"(?:\s?\.){4,}\s*\d{1,4}$|(?:…\s*){2,}\d{1,4}$")


@dataclass(frozen=True)
class Chunk:
    """Lines that belong together, as one text.

    `lone`: a single line so far; `numbered`: a bullet stood before its paragraph number.
    """

    text: str
    line: Line
    depth: int = 0
    bullet: bool = False
    lone: bool = False
    numbered: bool = False


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks that a document's lines make, in order."""
    body = _body_size(lines)
    chunks = list(_chunks(lines))
    return tuple(_blocks(chunks, body))


def joined(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The same for a format that marks its own headings: none are guessed."""
    return tuple(
        _plain(chunk) for chunk in _chunks([replace(line, text=line.text.replace("\t", " ")) for line in lines])
    )


def _body_size(lines: Sequence[Line]) -> float:
    """The type size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _chunks(lines: Sequence[Line]) -> Iterator[Chunk]:
    open_chunk: Chunk | None = None
    for line in lines:
        if not line.text.strip():
            continue
        chunk = _chunk(line)
        if open_chunk and _continues(open_chunk, chunk):
            open_chunk = replace(open_chunk, text=_join(open_chunk.text, chunk.text), lone=False)
            continue
        if open_chunk:
            yield open_chunk
        open_chunk = chunk
    if open_chunk:
        yield open_chunk


def _chunk(line: Line) -> Chunk:
    """One line with its bullets taken off; a number after a bullet counts as the number."""
    text, depth = line.text.strip() if "\t" not in line.text else line.text, 0
    indent = len(line.text) - len(line.text.lstrip(" "))
    bullet = False
    while "\t" not in text and (match := _BULLET.match(text)) and not mark_at(text):
        bullet, text, depth = True, text[match.end() :], depth + 1
    mark = mark_at(text)
    numbered = bullet and mark is not None and mark.kind in ("decimal", "full")
    bullet = bullet and not numbered
    inner = max(0, depth - 1) + (1 if bullet and indent else 0)
    return Chunk(text, line, depth=inner, bullet=bullet, lone=True, numbered=numbered)


def _continues(before: Chunk, chunk: Chunk) -> bool:
    """Whether a line goes on with the sentence before it rather than beginning anew."""
    if "\t" in before.text or "\t" in chunk.text or chunk.bullet or _DOTTED.search(before.text):
        return False
    if _ALONE.fullmatch(before.text):
        return not mark_at(chunk.text)
    dangling = bool(_DANGLING.search(before.text)) and not _LISTED.search(before.text)
    apart = chunk.line.gap or before.line.page != chunk.line.page
    if (mark := mark_at(chunk.text)) and not (dangling and not chunk.numbered):
        return mark.bare and not apart
    if mark and apart:
        return False
    if apart:
        stopped = _TERMINAL.search(before.text) and not before.text.endswith(",")
        return not stopped and (dangling or _begins_low(chunk.text))
    if _differs(before.line, chunk.line):
        return False
    return not (_stands_alone(before) and _stands_alone(chunk))


def _begins_low(text: str) -> bool:
    letters = text.lstrip("“\"‘'([")
    return bool(letters) and letters[0].islower()


def _differs(before: Line, line: Line) -> bool:
    """Whether the type changes between two lines, as it does after a heading."""
    return before.bold != line.bold or abs(before.size - line.size) > 0.6


def _stands_alone(chunk: Chunk) -> bool:
    """A short capitalised line that no sentence runs through: a name, an address, a label."""
    text = chunk.line.text.strip()
    return (
        len(text) <= 60 and not chunk.bullet and text[:1].isupper() and not _TERMINAL.search(text) and not mark_at(text)
    )


def _join(before: str, after: str) -> str:
    return f"{before}{'' if before.endswith('/') else ' '}{after}"


def _blocks(chunks: Sequence[Chunk], body: float) -> Iterator[Block]:
    position = 0
    while position < len(chunks):
        chunk = chunks[position]
        if "\t" in chunk.text:
            end = position
            while end < len(chunks) and "\t" in chunks[end].text:
                end += 1
            yield from rows_of(
                [c.text.split("\t") for c in chunks[position:end]],
                [c.line.page for c in chunks[position:end]],
            )
            position = end
            continue
        following = chunks[position + 1] if position + 1 < len(chunks) else None
        yield _heading(chunk, following, body) or _plain(chunk)
        position += 1


def _plain(chunk: Chunk) -> Block:
    kind: BlockKind = "item" if chunk.bullet else "text"
    return Block(kind, chunk.text, chunk.line.page, level=chunk.depth, marker="•" if chunk.bullet else "")


def _heading(chunk: Chunk, following: Chunk | None, body: float) -> Block | None:
    """The chunk as a heading, where its type or its shape says so."""
    text = chunk.text
    if chunk.bullet or _DOTTED.search(text) or len(text) > 120:
        return None
    mark = mark_at(text)
    title = mark.rest if mark else text
    larger = body > 0 and chunk.line.size > body * 1.12
    set_apart = larger or (chunk.line.bold and len(title.split()) <= 14)
    if set_apart and not _TERMINAL.search(title.rstrip(":")):
        return Block("heading", text, chunk.line.page, level=_rank(text, chunk.line.size, body))
    if following is None or not chunk.lone or not is_title(title) or not _spaced(chunk, following):
        return None
    if mark and mark.kind != "integer" and not title.isupper():
        return None
    return Block("heading", text, chunk.line.page, level=_rank(text, 0.0, body), sure=False)


def _spaced(chunk: Chunk, following: Chunk) -> bool:
    """Whether a line has space on both sides."""
    after = following.line.gap or following.line.page != chunk.line.page or "\t" in following.text
    return chunk.line.gap and after


def _rank(text: str, size: float, body: float) -> int:
    """A heading's rank: by its number where it has one, else by how much larger than the body it is set."""
    mark = mark_at(text)
    if mark and mark.kind in ("decimal", "integer"):
        parts = [part for part in mark.number.split(".") if part != "0"]
        return len(parts) + 1
    if annex_at(text) or size <= body * 1.12:
        return 2
    return 1 if size > body * 1.6 else 2


def is_title(text: str) -> bool:
    """Whether a short line reads as a title: capitals, title case, or four words at the most, with no full stop."""
    words = re.findall(r"[A-Za-z][\w’'&/-]*", text)
    if not words or len(words) > 14 or _TERMINAL.search(text) or not text.lstrip("“\"‘'(")[:1].isupper():
        return False
    if re.search(r"\w: \w", text):
        return False
    if text.isupper() or _CONTENTS.match(text) or len(words) <= 4:
        return True
    weighty: list[str] = [word for word in words if len(word) > 3]
    return len([word for word in weighty if word[0].isupper()]) >= 0.8 * len(weighty)
