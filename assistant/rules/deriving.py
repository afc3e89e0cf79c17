"""What each derivation is given: the profile, the date, the rulebook, and the facts found so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from assistant.rules.facts import Fact, Value
from assistant.rules.profile import ContractProfile
from assistant.rules.rulebook import Ground, Rulebook, Subject
from assistant.rules.said import Names, Said
from assistant.rules.tables import Row, Tables

_NO_GROUND = Ground()
Filling = Said | Names | date | str


@dataclass(frozen=True)
class Deriving:
    """A profile being worked on. `found` grows as facts are derived, each resting on earlier ones."""

    profile: ContractProfile
    as_of: date
    rulebook: Rulebook
    found: dict[str, Fact]

    @property
    def tables(self) -> Tables:
        """The dated values."""
        return self.rulebook.tables

    @property
    def day(self) -> date:
        """The day whose thresholds apply: the start of the procurement, else of the contract, else the date asked."""
        return self.profile.procurement_start or self.profile.start or self.as_of

    @property
    def basis(self) -> Said:
        """Which of the three that day is, to be said beside a threshold."""
        if self.profile.procurement_start:
            return Said("facts.basis.procurement_start", {"day": self.day})
        return Said("facts.basis.start" if self.profile.start else "facts.basis.as_of", {"day": self.day})

    @property
    def subject(self) -> Subject | None:
        """What is known of the contract's subject; None where it is not given, or is none that the pack lists."""
        return self.rulebook.subjects.get(self.profile.subject or "")

    def truth(self, name: str) -> bool | None:
        """A derived truth, found already."""
        value = self.found[name].value
        return value if isinstance(value, bool) else None

    def number(self, name: str) -> Decimal | None:
        """A derived number, found already."""
        value = self.found[name].value
        return value if isinstance(value, Decimal) else None

    def word(self, name: str) -> str | None:
        """A derived word, found already."""
        value = self.found[name].value
        return value if isinstance(value, str) else None

    def ungiven(self, *names: str) -> tuple[str, ...]:
        """Those of the given facts that nobody has given."""
        return tuple(name for name in names if self.found[name].value is None)

    def known(
        self, name: str, value: Value, variant: str, rows: Iterable[Row | None] = (), /, **facts: Filling
    ) -> Fact:
        """A fact that is known; `variant` is the last part of the key of its reason, `rows` what it rests on."""
        ground = self.rulebook.grounds.get(name, _NO_GROUND)
        used = [row for row in rows if row is not None]
        refs = tuple(dict.fromkeys(chain(*(row.refs for row in used), ground.refs)))
        confirmed = ground.confirmed and all(row.confirmed for row in used)
        return Fact(name, value, Said(f"facts.why.{name}.{variant}", facts), refs, confirmed=confirmed)

    def yes(self, name: str, variant: str, rows: Iterable[Row | None] = (), /, **facts: Filling) -> Fact:
        """A fact that is true."""
        return self.known(name, True, variant, rows, **facts)  # noqa: FBT003 - the value of the fact

    def no(self, name: str, variant: str, rows: Iterable[Row | None] = (), /, **facts: Filling) -> Fact:
        """A fact that is false."""
        return self.known(name, False, variant, rows, **facts)  # noqa: FBT003 - the value of the fact

    def unknown(self, name: str, *needs: str) -> Fact:
        """A fact that waits for given facts."""
        each = tuple(dict.fromkeys(needs))
        ground = self.rulebook.grounds.get(name, _NO_GROUND)
        return Fact(name, None, Said("facts.unknown", {"needs": Names(each)}), ground.refs, each)

    def waits(self, name: str, *others: str) -> Fact:
        """A fact that cannot be known until others are, given or derived."""
        return self.unknown(name, *(need for other in others for need in self._needs(other)))

    def _needs(self, name: str) -> tuple[str, ...]:
        fact = self.found[name]
        return () if fact.value is not None else fact.needs or (name,)

    def not_covered(self, name: str, day: date, *needs: str) -> Fact:
        """A fact for which the tables hold nothing on a day."""
        each = needs or (name,)
        return Fact(name, None, Said("facts.not_covered", {"day": day}), needs=each)
