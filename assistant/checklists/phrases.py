"""Puts facts and reasons into words: the pack's wording, its subjects' titles, and amounts as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.answering.notices import in_words
from assistant.rules.facts import Fact, Kind, Value, known_facts
from assistant.rules.rulebook import Rulebook
from assistant.rules.said import Names, Said, plain, pounds
from assistant.wording import Wording


@dataclass(frozen=True)
class Phrases:
    """The words of one pack in one language."""

    wording: Wording
    rulebook: Rulebook

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the wording."""
        return self.wording.say(key, **facts)

    def said(self, said: Said) -> str:
        """A sentence of the rules, with every fact in it put into words."""
        filled = {name: self._filling(value) for name, value in said.facts.items()}
        return self.wording.say(said.key, **filled).strip()

    def _filling(self, value: Said | Names | date | str) -> str:
        if isinstance(value, Said):
            return self.said(value)
        if isinstance(value, Names):
            return self.labels(value.names)
        return in_words(value) if isinstance(value, date) else value

    def label(self, name: str) -> str:
        """What a fact is called."""
        return self.wording.say(f"facts.label.{name}")

    def labels(self, names: Iterable[str]) -> str:
        """Several facts by what they are called."""
        return ", ".join(self.label(name) for name in names)

    def value(self, fact: Fact) -> str:
        """A fact's value in words."""
        if fact.value is None:
            return self.say("facts.value.unknown")
        return self._value(known_facts()[fact.name].kind, fact.name, fact.value)

    def _value(self, kind: Kind, name: str, value: Value) -> str:
        if isinstance(value, bool):
            return self.say("facts.value.yes" if value else "facts.value.no")
        if isinstance(value, Decimal):
            return self._number(kind, value)
        if isinstance(value, date):
            return in_words(value)
        if isinstance(value, tuple):
            return ", ".join(value) or self.say("facts.value.none")
        return self._word(kind, name, value)

    def _number(self, kind: Kind, value: Decimal) -> str:
        match kind:
            case Kind.MONEY:
                return pounds(value)
            case Kind.PERCENT:
                return f"{plain(value)}%"
            case Kind.SHARE:
                return f"{plain(value * 100)}%"
            case Kind.MONTHS:
                return self.say("facts.value.month" if value == 1 else "facts.value.months", count=plain(value))
            case _:
                return plain(value)

    def _word(self, kind: Kind, name: str, value: str) -> str:
        if kind is Kind.SUBJECT:
            subject = self.rulebook.subjects.get(value)
            return subject.title if subject else value
        if kind is not Kind.CHOICE or name == "band":
            return value
        return self.say(f"facts.type.{value}" if name == "threshold_type" else f"facts.choice.{value}")

    def reason(self, fact: Fact) -> str:
        """A fact with its value and the reason for it, in one line."""
        if fact.because.key in ("facts.given", "facts.not_given"):
            return self.say("checklist.why.given", label=self.label(fact.name), value=self.value(fact))
        because = self.said(fact.because)
        return self.say("checklist.why.fact", label=self.label(fact.name), value=self.value(fact), because=because)
