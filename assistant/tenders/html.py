"""A tender section as a page of its own: headings, numbered lines, tables with headers, sources that open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from assistant.checklists.layout import DERIVED_COLUMNS, GIVEN_COLUMNS, fact_cells, place
from assistant.tenders.layout import GAP_COLUMNS, gap_rows, heading_lines, marks, standing
from assistant.tenders.section import Grid, Line, Part, TenderSection
from assistant.wording import Wording

_STYLE = """
body { font: 100%/1.5 Arial, Helvetica, sans-serif; max-width: 50rem; margin: 1rem auto; padding: 0 1rem;
  color: #1d2327; background: #fff; }
h1, h2, h3 { line-height: 1.25; }
.standing { font-weight: bold; color: #7a4300; }
.line { margin: .6rem 0 0; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #6b757b; }
details { margin: .1rem 0 .4rem 1.75rem; color: #50595f; }
blockquote { margin: .1rem 0 .4rem; padding-left: .6rem; border-left: 3px solid #1f4a5f; white-space: pre-line; }
""".strip()


def as_html(section: TenderSection, wording: Wording) -> str:
    """The section as a whole page that needs nothing else."""
    title = escape(section.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{_language(section)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n{part(section, wording)}</main>\n</body>\n</html>\n"
    )


def part(section: TenderSection, wording: Wording) -> str:
    """The section as it stands inside a page, from its h1 down."""
    return "".join(f"{line}\n" for line in _lines(section, wording))


def _language(section: TenderSection) -> str:
    return "en-GB" if section.language == "en" else escape(section.language)


def _lines(section: TenderSection, wording: Wording) -> Iterator[str]:
    yield f"<h1>{escape(section.title)}</h1>"
    yield f'<p class="standing">{escape(standing(section, wording))}</p>'
    yield _list(heading_lines(section, wording))
    if section.remarks:
        yield f"<h2>{escape(wording.say('tender.remarks'))}</h2>\n{_list(section.remarks)}"
    for one in section.parts:
        yield from _part(one, wording)
    yield f"<h2>{escape(wording.say('tender.still'))}</h2>"
    head = [wording.say(f"tender.column.{name}") for name in GAP_COLUMNS]
    yield _table(wording.say("tender.still"), head, gap_rows(section.gaps, wording))
    for name, facts, columns in (
        ("contract", section.profile, GIVEN_COLUMNS),
        ("follows", section.derived, DERIVED_COLUMNS),
    ):
        head = [wording.say(f"checklist.{column}") for column in columns]
        yield f"<h2>{escape(wording.say(f'tender.{name}'))}</h2>"
        rows = (fact_cells(fact, wording)[: len(columns)] for fact in facts)
        yield _table(wording.say(f"tender.{name}"), head, rows)


def _part(part: Part, wording: Wording) -> Iterator[str]:
    yield f'<h2 id="{escape(part.id)}">{part.number} {escape(part.title)}</h2>'
    yield from (_line(line, wording) for line in part.lines)
    yield from (_grid(grid) for grid in part.grids)
    for group in part.groups:
        yield f'<h3 id="{escape(group.id)}">{group.number} {escape(group.title)}</h3>'
        yield from (_line(line, wording) for line in group.lines)


def _line(line: Line, wording: Wording) -> str:
    quotations = "".join(
        f"<p>{escape(place(source, wording))}</p><blockquote>{escape(source.quotation)}</blockquote>"
        for source in line.sources
    )
    told = escape(f"{marks(line, wording)}: {', '.join(line.refs)}")
    return (
        f'<p class="line" id="{escape(line.id)}">{line.number} {escape(line.text)}</p>\n'
        f"<details><summary>{told}</summary>{quotations}</details>"
    )


def _grid(grid: Grid) -> str:
    return _table(grid.title, grid.head, grid.rows)


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _table(title: str, head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(_row(row) for row in rows)
    return (
        f"<table>\n<caption>{escape(title)}</caption>\n<thead><tr>{names}</tr></thead>\n<tbody>{body}</tbody>\n</table>"
    )


def _row(row: tuple[str, ...]) -> str:
    label, *rest = row
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
    return f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>'
