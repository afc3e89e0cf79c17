"""What is said of a checklist, in order, whatever it is printed as: each item's details, its sources, its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant.answering.notices import in_words
from assistant.checklists.checklist import Checklist, FactLine, Item, Source
from assistant.rules.evaluate import State
from assistant.wording import Wording
from indexer.model import folded

_SHORT = 12
GIVEN_COLUMNS = ("fact", "value")
DERIVED_COLUMNS = ("fact", "value", "because", "source")


@dataclass(frozen=True)
class Detail:
    """One labelled line under an item."""

    label: str
    text: str


def heading_lines(checklist: Checklist, wording: Wording) -> tuple[str, ...]:
    """What stands under the title: for whom, as at when, made from what, and how it came out."""
    applies, waits, rest = (len(checklist.in_state(state)) for state in State)
    return (
        wording.say("checklist.readers", readers=", ".join(checklist.readers)),
        wording.say("checklist.as_at", date=in_words(checklist.as_of)),
        wording.say("checklist.made_from", pack=checklist.pack[:_SHORT], edition=checklist.edition[:_SHORT]),
        wording.say("checklist.counts", applies=applies, waits=waits, not_applying=rest),
        wording.say("checklist.disclaimer"),
    )


def wanted_lines(checklist: Checklist, wording: Wording) -> tuple[str, ...]:
    """The facts still wanted, with how many items wait for each."""
    return tuple(
        wording.say(
            "checklist.wanted_one" if wanted.items == 1 else "checklist.wanted_line",
            label=wanted.label,
            count=wanted.items,
        )
        for wanted in checklist.wanted
    )


def fact_cells(fact: FactLine, wording: Wording) -> tuple[str, str, str, str]:
    """A fact as a row: what it is called, its value, why it has it, and what that rests on."""
    why = fact.why if fact.confirmed else f"{fact.why} {wording.say('checklist.unconfirmed')}"
    return fact.label, fact.words, why, ", ".join(fact.refs)


def stages(checklist: Checklist, wording: Wording) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """The items that apply or wait, under the stage's heading."""
    asked = checklist.in_state(State.APPLIES, State.WAITS)
    for stage, items in groupby(asked, key=lambda item: item.stage):
        yield wording.say(f"checklist.stage.{stage}"), tuple(items)


def strength(item: Item, wording: Wording) -> str:
    """Must, should or may; with a condition where the item waits for a fact."""
    kind = "conditional" if item.state is State.WAITS else "strength"
    return wording.say(f"checklist.{kind}.{item.strength}")


def due(item: Item, wording: Wording) -> str:
    """When it is due, with the date where one can be worked out."""
    if item.due_on is None:
        return item.due
    return wording.say("checklist.due_on", due=item.due, date=in_words(item.due_on))


def details(item: Item, wording: Wording) -> tuple[Detail, ...]:
    """Every line under an item but its sources."""
    lines = [
        Detail(wording.say("checklist.who"), item.who),
        Detail(wording.say("checklist.due"), due(item, wording)),
        Detail(wording.say("checklist.evidence"), item.evidence),
        Detail(wording.say("checklist.why_label"), " ".join(item.why)),
    ]
    if item.note:
        lines.append(Detail(wording.say("checklist.note"), item.note))
    if item.overruled_by:
        lines.append(Detail(wording.say("checklist.overruled_label"), item.overruled_by.why))
    return tuple(lines)


def cautions(item: Item, wording: Wording) -> tuple[str, ...]:
    """What must be known before an item is relied on."""
    said = [] if item.confirmed else [wording.say("checklist.unconfirmed")]
    if item.differs_from:
        said.append(wording.say("checklist.differs", rules=", ".join(item.differs_from)))
    return tuple(said)


def place(source: Source, wording: Wording) -> str:
    """Where a source stands: its document's title and paragraph."""
    if source.citation is None:
        return wording.say("checklist.source_not_held", ref=source.ref)
    ref = source.citation.ref
    return wording.say("checklist.source_at", title=source.citation.title, paragraph=ref.paragraph)


def quoted(source: Source, wording: Wording) -> str:
    """A source with its words."""
    if source.citation is None:
        return place(source, wording)
    return wording.say(
        "checklist.source_quoted",
        title=source.citation.title,
        paragraph=source.citation.ref.paragraph,
        quotation=folded(source.quotation),
    )
