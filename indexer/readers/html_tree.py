"""A page's tree gone through without recursion, and what a browser would not show told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

Step = tuple[Literal["in", "out", "text"], LexborNode]

_NOT_TEXT = {
    "script", "style", "template", "noscript", "head", "svg", "iframe", "object", "canvas", "audio", "video",
    "map", "select", "button", "textarea", "datalist",
}  # fmt: skip
_FURNITURE = {"nav", "footer", "aside", "del"}
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def parsed(text: str) -> LexborNode | None:
    """The body of a page; None where it has none."""
    return LexborHTMLParser(text, scripting=True).body


def steps(root: LexborNode) -> Iterator[Step]:
    """Everything below `root` in order: each element entered and left, each text. Scripts and drawings are not text."""
    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    while waiting:
        node, leaving = waiting.pop()
        tag = node.tag or ""
        if leaving:
            yield "out", node
        elif tag == "-text":
            yield "text", node
        elif tag[:1].isalpha() and tag not in _NOT_TEXT:
            yield "in", node
            waiting.append((node, True))
            waiting.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def is_left_out(node: LexborNode, within: set[str]) -> bool:
    """Whether an element is no part of a page's text: hidden, or furniture around it.

    `within` holds the tags around it: the header of an article is part of the article, the page's is not.
    """
    tag = node.tag or ""
    attributes = node.attributes
    if tag in _FURNITURE or (tag == "header" and not within & {"main", "article"}):
        return attributes.get("role") not in ("doc-footnote", "doc-endnotes", "doc-endnote")
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return hidden or bool(_HIDING.search(attributes.get("style") or ""))


@dataclass
class Quiet:
    """An element that is left out while we go through it, and how many characters of body text that loses.

    `counts` "all" counts everything, "paragraphs" what stands in a p, "none" nothing.
    """

    element: LexborNode
    counts: Literal["all", "paragraphs", "none"]
    lost: int = 0
    in_paragraph: bool = False

    def take(self, step: str, node: LexborNode) -> bool:
        """Go on by one step; False once the element is left."""
        if step == "text" and (self.counts == "all" or (self.counts == "paragraphs" and self.in_paragraph)):
            self.lost += len(" ".join((node.text_content or "").split()))
        elif node.tag == "p":
            self.in_paragraph = step == "in"
        return step != "out" or node is not self.element
