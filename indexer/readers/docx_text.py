"""The words of a Word paragraph as printed: changes accepted, hidden text out, page breaks counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from indexer.readers.docx_package import child, elements, is_on, value
from indexer.readers.docx_styles import Styles
from indexer.readers.letters import plain, raised

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_AROUND = {
    qn(f"w:{name}")
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdt", "sdtContent", "dir", "bdo")
} | {qn("w:ruby"), qn("w:rubyBase")}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_SPACES = {qn("w:tab"), qn("w:cr"), qn("w:ptab")}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_DRAWN = {qn("w:drawing"), qn("w:pict"), qn("w:object")}


@dataclass(frozen=True)
class NoteReference:
    """A place in the text that refers to a note: "footnote" or "endnote", its id, and its own mark if it has one."""

    kind: str
    id: str
    mark: str = ""


@dataclass
class Words:
    """The words of one paragraph, the page they begin on, and what hangs on them."""

    text: str = ""
    page: int = 1
    bold: bool = False
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


@dataclass
class TextReader:
    """Reads paragraph after paragraph, and remembers the page and what was left out."""

    styles: Styles
    page: int = 1
    deletions: int = 0
    insertions: int = 0
    hidden: int = 0
    _turned: bool = True

    def words(self, paragraph: Element) -> Words:
        """The words of a paragraph."""
        if is_on(self.styles.setting(paragraph, "w:pageBreakBefore")) and not self._turned:
            self.turn()
        words = Words(page=self.page)
        style_is_bold = self.styles.is_bold(paragraph)
        pieces: list[str] = []
        weights: set[bool] = set()
        for text, is_bold in self._pieces(paragraph, words):
            if text.strip():
                words.page = words.page if weights else self.page
                weights.add(style_is_bold if is_bold is None else is_bold)
                self._turned = False
            pieces.append(text)
        words.text = " ".join(plain("".join(pieces)).split())
        words.bold = weights == {True}
        return words

    def turn(self) -> None:
        """Begin a new page."""
        self.page += 1
        self._turned = True

    def _pieces(self, element: Element, words: Words) -> Iterator[tuple[str, bool | None]]:
        """The texts below an element, each with whether its run says that it is bold."""
        for below in elements(element):
            if below.tag == qn("w:r"):
                yield from self._run(below, words)
            elif below.tag in _AROUND:
                self.insertions += below.tag in (qn("w:ins"), qn("w:moveTo"))
                yield from self._pieces(below, words)
            elif below.tag in _DELETED:
                self.deletions += 1
            elif below.tag.startswith(_MATHS):
                yield "".join(below.itertext(f"{_MATHS}t")), None
            elif (chosen := alternative(below)) is not None:
                yield from self._pieces(chosen, words)

    def _run(self, run: Element, words: Words) -> Iterator[tuple[str, bool | None]]:
        is_bold, hidden = is_on(run, "w:rPr", "w:b"), is_on(run, "w:rPr", "w:vanish")
        above = value(run, "w:rPr", "w:vertAlign") == "superscript"
        for text in self._run_pieces(run, words):
            if hidden:
                self.hidden += len(text.strip())
            else:
                yield raised(text) if above else text, is_bold

    def _run_pieces(self, run: Element, words: Words) -> Iterator[str]:
        for below in elements(run):
            if below.tag in _NOTES:
                note = _note(below, run)
                words.notes.append(note)
                if note.mark:
                    return
            elif (chosen := alternative(below)) is not None:
                yield from self._run_pieces(chosen, words)
            elif below.tag in _DRAWN:
                words.boxes.extend(_boxes(below))
            elif not self._is_page_break(below):
                yield _character(below)

    def _is_page_break(self, element: Element) -> bool:
        """Whether an element ends the page; Word notes a break of its own after one that somebody put in."""
        if element.tag == qn("w:br") and element.get(qn("w:type")) == "page":
            self.turn()
        elif element.tag == qn("w:lastRenderedPageBreak"):
            if not self._turned:
                self.page += 1
            self._turned = False
        else:
            return False
        return True


def _character(element: Element) -> str:
    """What one element of a run prints."""
    if element.tag == qn("w:t"):
        return str(element.text or "")
    if element.tag in _SPACES or element.tag == qn("w:br"):
        return " "
    if element.tag == qn("w:noBreakHyphen"):
        return "-"
    if element.tag == qn("w:sym"):
        return _symbol(str(element.get(qn("w:char"), "")))
    return ""


def _symbol(code: str) -> str:
    """The letter of a code in hexadecimal; none for what is no letter by itself."""
    if not 0 < len(code) <= 4 or set(code.lower()) - set("0123456789abcdef"):
        return ""
    letter = chr(int(code, 16))
    return letter if letter.isprintable() or "\ue000" <= letter <= "\uf8ff" else ""


def _note(reference: Element, run: Element) -> NoteReference:
    own = reference.get(qn("w:customMarkFollows")) in ("1", "true", "on")
    mark = "".join(_character(below) for below in elements(run)).strip() if own else ""
    return NoteReference(_NOTES[reference.tag], str(reference.get(qn("w:id"), "")), mark)


def alternative(element: Element) -> Element | None:
    """The first of several ways in which a file tells the same content; None for any other element."""
    return next(elements(element), None) if element.tag == _ALTERNATIVES else None


def _boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once."""
    for below in elements(drawing):
        if below.tag == qn("w:txbxContent"):
            yield below
        else:
            chosen = alternative(below)
            yield from _boxes(below if chosen is None else chosen)


def is_mark_deleted(paragraph: Element) -> bool:
    """Whether a paragraph's end is a tracked deletion, which joins it to the next."""
    return child(paragraph, "w:pPr", "w:rPr", "w:del") is not None
