"""Two checklists of one name side by side: what a new date, threshold or pack adds, drops or alters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from assistant.answering.notices import in_words
from assistant.checklists.checklist import Checklist, FactLine, Item
from assistant.checklists.layout import due, quoted
from assistant.checklists.markdown import bullets, escaped
from assistant.rules.evaluate import State
from assistant.wording import Wording

_SHORT = 12


@dataclass(frozen=True)
class FactChange:
    """A fact of the contract whose value is another."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class FieldChange:
    """One field of an item, before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ItemChange:
    """An item that is on both, and what of it is another."""

    rule: str
    asks: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Comparison:
    """What changes from one checklist to another. An item that does not apply is not counted as on a checklist."""

    title: str
    before: str
    after: str
    facts: tuple[FactChange, ...]
    added: tuple[Item, ...]
    dropped: tuple[Item, ...]
    altered: tuple[ItemChange, ...]


def compare(before: Checklist, after: Checklist, wording: Wording) -> Comparison:
    """What changes from one checklist to another."""
    old, new = _asked(before), _asked(after)
    kept = ((rule, old[rule], item) for rule, item in new.items() if rule in old)
    altered = (ItemChange(rule, now.asks, tuple(_changes(was, now, wording))) for rule, was, now in kept)
    return Comparison(
        after.title,
        _stamp(before, wording),
        _stamp(after, wording),
        tuple(_facts(before, after, wording)),
        tuple(item for rule, item in new.items() if rule not in old),
        tuple(item for rule, item in old.items() if rule not in new),
        tuple(change for change in altered if change.changes),
    )


def _stamp(checklist: Checklist, wording: Wording) -> str:
    date = in_words(checklist.as_of)
    return wording.say("checklist.comparison.as_it_was", date=date, pack=checklist.pack[:_SHORT])


def _asked(checklist: Checklist) -> dict[str, Item]:
    return {item.rule: item for item in checklist.in_state(State.APPLIES, State.WAITS)}


def _facts(before: Checklist, after: Checklist, wording: Wording) -> Iterator[FactChange]:
    old, new = _lines(before), _lines(after)
    nothing = wording.say("facts.value.unknown")
    for name, line in (old | new).items():
        was, now = (side[name].words if name in side else nothing for side in (old, new))
        if was != now:
            yield FactChange(name, line.label, was, now)


def _lines(checklist: Checklist) -> dict[str, FactLine]:
    return {line.name: line for line in (*checklist.profile, *checklist.derived)}


def _changes(was: Item, now: Item, wording: Wording) -> Iterator[FieldChange]:
    before, after = _fields(was, wording), _fields(now, wording)
    for field, text in after.items():
        if before[field] != text:
            yield FieldChange(field, before[field], text)


def _fields(item: Item, wording: Wording) -> dict[str, str]:
    """What of an item matters to a reader, in words."""
    return {
        "state": wording.say(f"checklist.comparison.state.{item.state.value}"),
        "asks": item.asks,
        "strength": wording.say(f"checklist.strength.{item.strength}"),
        "stage": wording.say(f"checklist.stage.{item.stage}"),
        "who": item.who,
        "due": due(item, wording),
        "evidence": item.evidence,
        "confirmed": wording.say("facts.value.yes" if item.confirmed else "facts.value.no"),
        "note": item.note,
        "sources": ", ".join(source.ref for source in item.sources),
        "overruled_by": item.overruled_by.rule if item.overruled_by else "",
        "quotations": " ".join(quoted(source, wording) for source in item.sources),
    }


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data for JSON."""
    data: dict[str, Any] = TypeAdapter(Comparison).dump_python(comparison, mode="json")
    return data


def as_markdown(comparison: Comparison, wording: Wording) -> str:
    """The comparison as Markdown."""
    return "\n".join(_markdown(comparison, wording)) + "\n"


def _markdown(comparison: Comparison, wording: Wording) -> Iterator[str]:
    yield f"# {escaped(wording.say('checklist.comparison.title', title=comparison.title))}\n"
    yield f"- {wording.say('checklist.comparison.from')}: {escaped(comparison.before)}"
    yield f"- {wording.say('checklist.comparison.to')}: {escaped(comparison.after)}"
    groups = {
        "facts": [_change(change.label, change.before, change.after, wording) for change in comparison.facts],
        "added": [f"{item.asks} ({item.rule})" for item in comparison.added],
        "dropped": [f"{item.asks} ({item.rule})" for item in comparison.dropped],
        "altered": [line for change in comparison.altered for line in _altered(change, wording)],
    }
    if not any(groups.values()):
        yield f"\n{wording.say('checklist.comparison.same')}"
    for name, lines in groups.items():
        if lines:
            yield f"\n## {wording.say(f'checklist.comparison.{name}')}\n"
            yield from bullets(lines)


def _altered(change: ItemChange, wording: Wording) -> Iterator[str]:
    for field in change.changes:
        label = wording.say(f"checklist.comparison.field.{field.field}")
        yield f"{change.asks} ({change.rule}): {_change(label, field.before, field.after, wording)}"


def _change(label: str, before: str, after: str, wording: Wording) -> str:
    nothing = wording.say("checklist.comparison.nothing")
    return wording.say("checklist.comparison.change", field=label, before=before or nothing, after=after or nothing)
