"""A checklist as a page of its own, or as the part of one: headings, tables with headers, real tick boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from assistant.checklists.checklist import Checklist, FactLine, Item, Source
from assistant.checklists.layout import (
    DERIVED_COLUMNS,
    GIVEN_COLUMNS,
    cautions,
    details,
    fact_cells,
    heading_lines,
    place,
    stages,
    strength,
    wanted_lines,
)
from assistant.rules.evaluate import State
from assistant.wording import Wording

_STYLE = """
body { font: 100%/1.5 Arial, Helvetica, sans-serif; max-width: 50rem; margin: 1rem auto; padding: 0 1rem;
  color: #1d2327; background: #fff; }
h1, h2, h3 { line-height: 1.25; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #6b757b; }
ul.items { list-style: none; padding: 0; }
ul.items > li { margin: 0 0 1.25rem; break-inside: avoid; }
ul.items input { width: 1.1rem; height: 1.1rem; margin: 0 .5rem 0 0; vertical-align: middle; }
dl { margin: .25rem 0 0 1.75rem; }
dt { float: left; clear: left; margin-right: .4rem; color: #50595f; }
dd { margin: 0; }
blockquote { margin: .1rem 0 .4rem 1.75rem; padding-left: .6rem; border-left: 3px solid #1f4a5f;
  white-space: pre-line; }
.caution { font-weight: bold; color: #7a4300; margin: .25rem 0 0 1.75rem; }
""".strip()


def as_html(checklist: Checklist, wording: Wording) -> str:
    """The checklist as a whole page that needs nothing else."""
    title = escape(checklist.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(checklist.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n{part(checklist, wording)}</main>\n</body>\n</html>\n"
    )


def part(checklist: Checklist, wording: Wording) -> str:
    """The checklist as it stands inside a page, from its h1 down."""
    return "".join(f"{line}\n" for line in _lines(checklist, wording))


def _lines(checklist: Checklist, wording: Wording) -> Iterator[str]:
    yield f"<h1>{escape(checklist.title)}</h1>"
    yield f"<p>{escape(checklist.line)}</p>"
    yield _list(heading_lines(checklist, wording))
    yield from _section(wording.say("checklist.remarks"), _list(checklist.remarks))
    given = _table(checklist.profile, wording, GIVEN_COLUMNS) or f"<p>{wording.say('checklist.no_facts')}</p>"
    yield from _section(wording.say("checklist.contract"), given)
    yield from _section(wording.say("checklist.follows"), _table(checklist.derived, wording, DERIVED_COLUMNS))
    yield from _section(wording.say("checklist.wanted"), _list(wanted_lines(checklist, wording)))
    asked = tuple(stages(checklist, wording))
    if not asked:
        yield f"<p>{escape(wording.say('checklist.nothing_asked'))}</p>"
    for title, items in asked:
        body = "\n".join(_item(item, wording) for item in items)
        yield from _section(title, f'<ul class="items">\n{body}\n</ul>')
    rest = [f"{item.asks} {' '.join(item.why)}" for item in checklist.in_state(State.DOES_NOT_APPLY)]
    yield from _section(wording.say("checklist.not_applying"), _list(rest))


def _section(title: str, body: str) -> Iterator[str]:
    if body:
        yield from (f"<h2>{escape(title)}</h2>", body)


def _list(lines: Iterable[str]) -> str:
    rows = "".join(f"\n<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{rows}\n</ul>" if rows else ""


def _table(facts: Iterable[FactLine], wording: Wording, columns: tuple[str, ...]) -> str:
    rows = "".join(_row(fact_cells(fact, wording)[: len(columns)]) for fact in facts)
    head = "".join(f'<th scope="col">{escape(wording.say(f"checklist.{column}"))}</th>' for column in columns)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>{rows}\n</tbody>\n</table>" if rows else ""


def _row(cells: tuple[str, ...]) -> str:
    label, *rest = cells
    others = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
    return f'\n<tr><th scope="row">{escape(label)}</th>{others}</tr>'


def _item(item: Item, wording: Wording) -> str:
    told = "".join(f'\n<p class="caution">{escape(caution)}</p>' for caution in cautions(item, wording))
    rows = "".join(
        f"\n<dt>{escape(detail.label)}:</dt><dd>{escape(detail.text)}</dd>" for detail in details(item, wording)
    )
    sources = "".join(_source(source, wording) for source in item.sources)
    asks = f"<strong>{escape(strength(item, wording))}:</strong> {escape(item.asks)}"
    return (
        f'<li id="{escape(item.rule)}"><label><input type="checkbox"> {asks}</label>'
        f"{told}\n<dl>{rows}{sources}\n</dl></li>"
    )


def _source(source: Source, wording: Wording) -> str:
    label, where = escape(wording.say("checklist.source")), escape(place(source, wording))
    if source.citation is None:
        return f"\n<dt>{label}:</dt><dd>{where}</dd>"
    link = f'<a href="{escape(source.citation.ref.url)}">{where}</a>'
    quotation = f"<blockquote>{escape(source.quotation)}</blockquote>"
    return f"\n<dt>{label}:</dt><dd>{link}{quotation}</dd>"
