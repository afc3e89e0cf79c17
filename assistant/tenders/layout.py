"""What is said around a section's lines, in order, whatever it is printed as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.answering.notices import in_words
from assistant.checklists.layout import quoted
from assistant.tenders.section import Gap, Line, TenderSection
from assistant.wording import Wording

_SHORT = 12
GAP_COLUMNS = ("kind", "missing", "who", "refs")


def standing(section: TenderSection, wording: Wording) -> str:
    """Whether somebody has approved the section, or that it is a draft."""
    if section.approval is None:
        return wording.say("tender.draft")
    return wording.say("tender.approved", by=section.approval.by, date=in_words(section.approval.on))


def heading_lines(section: TenderSection, wording: Wording) -> tuple[str, ...]:
    """What stands under the title: for whom and as at when, made from what, and what to do before using it."""
    versions = {name: getattr(section, name)[:_SHORT] for name in ("pack", "words", "edition")}
    return (
        wording.say("tender.as_at", date=in_words(section.as_of), council=section.council),
        wording.say("tender.made_from", **versions),
        wording.say("tender.disclaimer"),
    )


def marks(line: Line, wording: Wording) -> str:
    """How strongly a line is said, with what must be known before it is relied on."""
    said = [wording.say(f"tender.strength.{line.strength}")]
    if line.departure:
        said.append(wording.say("tender.departure"))
    if not line.confirmed:
        said.append(wording.say("tender.unconfirmed").rstrip("."))
    return "; ".join(said)


def comment(line: Line, wording: Wording) -> str:
    """The strength, the reason and the sources of a line, for a margin."""
    sources = (quoted(source, wording) for source in line.sources)
    return "\n".join((f"{marks(line, wording)}. {' '.join(line.why)}".strip(), *sources))


def gap_rows(gaps: Iterable[Gap], wording: Wording) -> Iterator[tuple[str, str, str, str]]:
    """The gaps as rows of a table; a choice that is a line of the section is not said twice."""
    for gap in (gap for gap in gaps if gap.kind != "choice" or not gap.lines):
        yield wording.say(f"tender.kind.{gap.kind}"), gap.text, gap.who, ", ".join(gap.refs)
