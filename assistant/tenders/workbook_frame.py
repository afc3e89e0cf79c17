"""What the sheets of a bidder's workbook share: the measures, the words, and where the table of the measures stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.measures.catalogue import Measure
from assistant.tenders.workbook_cells import named
from assistant.wording import Wording

ROWS = 30
FIRST = 5
LAST = FIRST + ROWS - 1
MEASURES_FIRST = 14


@dataclass(frozen=True)
class Frame:
    """The measures chosen, in order, with the names of their themes by key."""

    measures: Sequence[Measure]
    wording: Wording
    themes: Mapping[str, str]

    @property
    def valued(self) -> bool:
        """Whether any of the measures has a money value."""
        return any(measure.value for measure in self.measures)

    @property
    def sheets(self) -> tuple[str, str, str]:
        """The names of the three sheets, as a workbook can hold them."""
        names = (self.say("instructions"), self.say("commitments"), self.say("plan"))
        forbidden = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
        first, second, third = (name.translate(forbidden).strip(" '")[:31] for name in names)
        return first, second, third

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the workbook."""
        return self.wording.say(f"workbook.{key}", **facts)

    def heads(self, *names: str) -> list[str]:
        """What columns are called."""
        return [self.say(f"head.{name}") for name in names]

    def theme(self, measure: Measure) -> str:
        """What a measure's theme is called."""
        return self.themes.get(measure.theme, measure.theme)

    def listed(self, column: str) -> str:
        """A column of the table of measures, seen from another sheet."""
        last = MEASURES_FIRST + len(self.measures) - 1
        return f"{named(self.sheets[0])}${column}${MEASURES_FIRST}:${column}${last}"

    def looked_up(self, column: str, code: str) -> str:
        """What a column of the table of measures says of the code in a cell; '' where it has none."""
        found = f"INDEX({self.listed(column)},MATCH({code},{self.listed('A')},0))"
        return f'IF(ISNUMBER(MATCH({code},{self.listed("A")},0)),{found},"")'
