"""Proves what a pack says of tenders: that it loads, rests on what is held, and is as strong as that and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.checking_refs import Held, Resting, check_refs
from assistant.checklists.checklist import Sources
from assistant.finding import Finding, fault_in
from assistant.measures.catalogue_shapes import MEASURES, load_catalogue
from assistant.rules.profile import nearest
from assistant.tenders.strengths import unlike
from assistant.tenders.text_shapes import PROPOSALS, TENDERS, load_texts
from assistant.tenders.texts import TenderTexts, Text
from indexer.errors import PackError
from indexer.pack import ReadPack


def check_tenders(read: ReadPack, as_of: date) -> Iterator[Finding]:
    """What is wrong with the texts of tenders of a pack, where it has any."""
    root = read.pack.root
    if not (root / TENDERS).is_dir():
        return
    try:
        texts = load_texts(root / TENDERS)
    except PackError as error:
        yield fault_in(root, error)
        return
    held = Held.of(read)
    resting = (Resting(f"{TENDERS}/{file}", entry, ref) for file, entry, ref in texts.addresses())
    yield from check_refs(resting, held, as_of)
    yield from _strengths(texts, Sources.of(read.documents, ""), held, as_of)
    yield from _codes(texts, root)


def _strengths(texts: TenderTexts, sources: Sources, held: Held, as_of: date) -> Iterator[Finding]:
    for file, line in texts.every_text():
        # What cites a paragraph that is not held, or a file that was not read, is told of already.
        if all(ref in held.paragraphs for ref in line.refs) and (told := _unlike(line, sources, as_of)):
            yield Finding("fault", f"{TENDERS}/{file}", f"{line.id}: {told}; make the two agree")


def _unlike(line: Text, sources: Sources, as_of: date) -> str:
    return unlike(line.text, line.strength, [source.quotation for source in sources.quoted(line.refs, as_of)])


def _codes(texts: TenderTexts, root: Path) -> Iterator[Finding]:
    """Every code of a measure that proposals name, and the Council's own measures do not have."""
    if not (root / MEASURES).is_dir():
        return
    try:
        catalogue = load_catalogue(root / MEASURES)
    except PackError:
        return
    codes = tuple(measure.code for measure in catalogue.public().measures)
    rows = texts.preferences
    groups = [*(row.codes for row in rows.carried), *(row.codes for row in rows.advised), *rows.suited.values()]
    groups += [*(row.codes for row in rows.priorities), rows.never_with_wage]
    for code in sorted({code for group in groups for code in group} - set(codes)):
        yield Finding("fault", f"{TENDERS}/{PROPOSALS}", f"{code}: is no measure{nearest(code, codes)}")
