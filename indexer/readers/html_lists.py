"""The marker that a browser prints before each item of an HTML list; letters and numerals in brackets, as in law."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from indexer.readers.ordinals import letters, roman

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(lower|upper)-(alpha|latin|roman)\b", re.IGNORECASE)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_LETTER_OF = {"alpha": "a", "latin": "a", "roman": "i"}


@dataclass
class HtmlList:
    """A list that is open, and the number of its next item."""

    ordered: bool
    kind: str = "1"
    following: int = 1
    step: int = 1
    marked: bool = True

    def marker(self, item: LexborNode) -> str:
        """The marker of the next item; "" where the page asks for none."""
        if not self.marked:
            return ""
        if not self.ordered:
            return "•"
        count = _whole(item.attributes.get("value"), self.following)
        self.following = count + self.step
        return _printed(count, self.kind)


def list_of(node: LexborNode) -> HtmlList:
    """The list that an ol, ul or menu begins."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    marked = not _NO_MARKER.search(style)
    if node.tag != "ol":
        return HtmlList(ordered=False, marked=marked)
    kind = _kind(style) or attributes.get("type") or "1"
    if "reversed" not in attributes:
        return HtmlList(True, kind, _whole(attributes.get("start"), 1), marked=marked)  # noqa: FBT003 - the list's own fact
    items = sum(child.tag == "li" for child in node.iter())
    return HtmlList(True, kind, _whole(attributes.get("start"), items), -1, marked)  # noqa: FBT003


def _kind(style: str) -> str:
    """The kind of number that a style asks for, as the type attribute names it."""
    match = _STYLE.search(style)
    if not match:
        return ""
    letter = _LETTER_OF[match[2].lower()]
    return letter.upper() if match[1].lower() == "upper" else letter


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else otherwise


def _printed(count: int, kind: str) -> str:
    styles = {"a": letters, "A": letters, "i": roman, "I": roman}
    if kind not in styles or count < 1:
        return f"{count}."
    text = styles[kind](count)
    return f"({text.upper() if kind.isupper() else text})"
