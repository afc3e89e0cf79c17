"""Proves the rules and the measures of a pack: that they load, and that they agree with its documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from assistant.answering.notices import in_words
from assistant.checking_refs import Held, Resting, check_refs
from assistant.finding import Finding, fault_in
from assistant.measures.catalogue import Catalogue, Framework, Measure
from assistant.measures.catalogue_shapes import MEASURES, load_catalogue
from assistant.rules.rulebook import Rulebook
from assistant.rules.rulebook_shapes import GROUNDS, TABLES, load_rulebook
from assistant.rules.tables import Row
from indexer.errors import PackError
from indexer.model import Part, Ref, folded
from indexer.pack import ReadPack

RULES = "rules"


def check_rules(read: ReadPack, as_of: date) -> Iterator[Finding]:
    """What is wrong with the rules of a pack, where it has any."""
    root = read.pack.root
    if not (root / RULES).is_dir():
        return
    try:
        rulebook = load_rulebook(root / RULES)
    except PackError as error:
        yield fault_in(root, error)
        return
    yield from check_refs(_resting(rulebook, root), Held.of(read), as_of)


def check_measures(read: ReadPack, as_of: date) -> Iterator[Finding]:
    """What is wrong with the measures of a pack, where it has any."""
    root = read.pack.root
    if not (root / MEASURES).is_dir():
        return
    try:
        catalogue = load_catalogue(root / MEASURES)
    except PackError as error:
        yield fault_in(root, error)
        return
    held = Held.of(read)
    yield from check_refs(_cited(catalogue, root), held, as_of)
    for framework in catalogue.public().frameworks:
        yield from _printed(framework, str(framework.file.relative_to(root)), held)


def _resting(rulebook: Rulebook, root: Path) -> Iterator[Resting]:
    """Everything in the rulebook that rests on a paragraph."""
    files = _files(root / RULES)
    for rule in rulebook.rules:
        for ref in rule.refs:
            file = f"{RULES}/{files.get(rule.id, '')}"
            yield Resting(file, rule.id, ref, rule.in_force_from, rule.in_force_until, rule.authority)
    for name, ground in rulebook.grounds.items():
        yield from (Resting(f"{RULES}/{GROUNDS}", name, ref) for ref in ground.refs)
    for series, rows in vars(rulebook.tables).items():
        for row in rows:
            entry = f"{series}, {_name_of(row)} from {in_words(row.begins)}"
            yield from (Resting(f"{RULES}/{TABLES}", entry, ref, row.begins, row.until) for ref in row.refs)


def _files(folder: Path) -> Mapping[str, str]:
    """The name of the file that each rule stands in, by the rule's id."""
    stated = re.compile(r"""\bid:\s*["']?([a-z0-9-]+)""")
    return {
        found[1]: path.name
        for path in sorted(folder.glob("*.yaml"))
        for found in stated.finditer(path.read_text(encoding="utf-8"))
    }


def _name_of(row: Row) -> str:
    """What a row of a table is of: a band, a type of threshold, a kind of wage, a figure."""
    fields = vars(row)
    return str(next(fields[name] for name in ("band", "type", "kind", "name") if name in fields))


def _cited(catalogue: Catalogue, root: Path) -> Iterator[Resting]:
    """Every paragraph that a theme or a measure rests on."""
    for framework in catalogue.frameworks:
        file = str(framework.file.relative_to(root))
        yield from (Resting(file, theme.key, ref) for theme in framework.themes for ref in theme.refs)
        yield from (Resting(file, measure.code, ref) for measure in framework.measures for ref in measure.refs)


def _printed(framework: Framework, file: str, held: Held) -> Iterator[Finding]:
    """Where a framework and the tables that print it, in the paragraphs it cites, do not agree."""
    measures = {measure.code: measure for measure in framework.measures}
    printed = dict(_rows(dict.fromkeys(ref for measure in framework.measures for ref in measure.refs), measures, held))
    if not printed:
        yield Finding("warning", file, f"{framework.edition}: none of the paragraphs it cites has a table of its codes")
        return
    for code, (ref, row) in printed.items():
        if code in measures:
            yield from (Finding("fault", file, f"{code}: {told}") for told in _differs(measures[code], ref, row))
        else:
            yield Finding("fault", file, f"{code}: is printed at {ref} and is not here; add it, or take it out there")
    for code in (code for code in measures if code not in printed):
        yield Finding("fault", file, f"{code}: no table of the paragraphs cited here has it; print it, or take it out")


def _rows(refs: Iterable[Ref], codes: Mapping[str, Measure], held: Held) -> Iterator[tuple[str, tuple[Ref, Part]]]:
    """The rows of every table that has one of the codes in its first column: a table of the codes has no other rows."""
    for ref in refs:
        parts = held.paragraphs[ref].parts if ref in held.paragraphs else ()
        rows = [part for part in parts if part.kind == "row" and part.cells]
        tables = {row.header for row in rows if row.cells[0] in codes}
        yield from ((row.cells[0], (ref, row)) for row in rows if row.header in tables)


def _differs(measure: Measure, ref: Ref, row: Part) -> Iterator[str]:
    """The columns of a printed row that say something else than the measure."""
    said = {
        "Measure": ("title", measure.title),
        "Unit": ("unit", measure.unit),
        "What counts": ("counts", measure.counts),
        "Evidence": ("evidence", "; ".join(measure.evidence)),
    }
    for column, cell in zip(row.header, row.cells, strict=False):
        name, words = said.get(column, ("", cell))
        if folded(words) != folded(cell):
            yield f"{name}: is not what {ref} prints under {column}; make the two the same"
