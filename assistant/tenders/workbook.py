"""The workbook that a bidder fills in: instructions, commitments, delivery plan. It works offline, without macros."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection

from assistant.measures.catalogue import Measure
from assistant.measures.returned import COMMITMENTS_RANGE, MEASURES_RANGE
from assistant.tenders.workbook_cells import named
from assistant.tenders.workbook_commitments import write_commitments
from assistant.tenders.workbook_frame import FIRST, LAST, MEASURES_FIRST, Frame
from assistant.tenders.workbook_instructions import write_instructions
from assistant.tenders.workbook_plan import write_plan
from assistant.wording import Wording
from indexer.errors import Refused
from indexer.model import folded

_ZIPPED = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def bidder_workbook(
    measures: Sequence[Measure], wording: Wording, title: str, council: str, themes: Mapping[str, str] | None = None
) -> bytes:
    """The workbook for a contract called `title`, of one edition's `measures`; the same bytes for the same tender.

    `themes` are the names of the themes by key. It prints what it is given: whether a licence lets bidders see a
    licensed measure is for the caller to know. Raises Refused where there is no measure, or one is there twice.
    """
    codes = [measure.code.casefold() for measure in measures]
    if not codes:
        raise Refused("a workbook needs at least one measure; choose the measures of the tender first")
    if len(set(codes)) != len(codes):
        raise Refused("two of the measures have one code; choose them from one edition")
    frame = Frame(measures, wording, themes or {})
    return _settled(_book(frame, folded(title), folded(council)))


def _book(frame: Frame, title: str, council: str) -> Any:
    book = Workbook()
    book.remove(book.worksheets[0])
    instructions, commitments, plan = (book.create_sheet(name) for name in frame.sheets)
    write_instructions(instructions, frame, title, council)
    write_commitments(commitments, frame, title)
    write_plan(plan, frame, title)
    _name_ranges(book, frame)
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = frame.say("title", title=title)
    book.properties.creator = council
    book.properties.language = frame.wording.language
    return book


def _name_ranges(book: Any, frame: Frame) -> None:
    """Name what is read when the workbook comes back, wherever a bidder's program has put the sheets."""
    measures, filled, _ = (named(title) for title in frame.sheets)
    last = MEASURES_FIRST + len(frame.measures) - 1
    for name, place in (
        (COMMITMENTS_RANGE, f"{filled}$A${FIRST}:$I${LAST}"),
        (MEASURES_RANGE, f"{measures}$A${MEASURES_FIRST}:$D${last}"),
    ):
        book.defined_names[name] = DefinedName(name, attr_text=place)


def _settled(book: Any) -> bytes:
    """The file without the time that it was made, so that the same tender always gives the same file."""
    made, settled = BytesIO(), BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(settled, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = before.read(name)
            after.writestr(entry, _DATES.sub(b"", content) if name == _CORE else content)
    return settled.getvalue()
