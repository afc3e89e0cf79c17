"""What a section says, as the pack gives it: texts with their conditions, and how measures are proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.rules.conditions import Condition
from assistant.tenders.section import Strength
from indexer.model import Ref


@dataclass(frozen=True)
class Text:
    """A line not yet filled in: its words with {facts}, when it is said, how strongly, resting on what."""

    id: str
    text: str
    strength: Strength
    refs: tuple[Ref, ...]
    when: Condition
    who: str
    departure: bool
    confirmed: bool


@dataclass(frozen=True)
class Texts:
    """Texts under a title: a part, a clause or a question."""

    id: str
    title: str
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Rating:
    """A rating of an indicator, from a share of what was due, in percent."""

    name: str
    at_least: Decimal


@dataclass(frozen=True)
class Score:
    """What a score for narrative stands for."""

    score: Decimal
    name: str
    text: str


@dataclass(frozen=True)
class Schedule:
    """The ratings and the scores, and what each rests on."""

    ratings: tuple[Rating, ...]
    ratings_refs: tuple[Ref, ...]
    scores: tuple[Score, ...]
    scores_refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Priority:
    """Words that a priority may be given in, and the themes and measures that serve it."""

    words: tuple[str, ...]
    themes: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """Measures that need a contract of some value in pounds, and of some length in months."""

    codes: tuple[str, ...]
    least_value: Decimal
    least_months: Decimal
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Advised:
    """Measures that are asked for only after advice, and whose."""

    codes: tuple[str, ...]
    who: str
    because: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Proportion:
    """How many measures are proposed in a band, from a value in pounds."""

    band: str
    at_least_value: Decimal
    propose: int


@dataclass(frozen=True)
class Preferences:
    """How measures are proposed: `kin` names subjects whose measures suit another; `suited` the best codes first."""

    kin: dict[str, tuple[str, ...]]
    suited: dict[str, tuple[str, ...]]
    relations: dict[str, str]
    priorities: tuple[Priority, ...]
    carried: tuple[Carried, ...]
    advised: tuple[Advised, ...]
    never_with_wage: tuple[str, ...]
    proportions: tuple[Proportion, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class TenderTexts:
    """Everything the pack says of tenders. `digest` is of the files it was read from."""

    parts: tuple[Texts, ...]
    clauses: tuple[Texts, ...]
    questions: tuple[Texts, ...]
    schedule: Schedule
    preferences: Preferences
    digest: str

    def every_text(self) -> Iterator[tuple[str, Text]]:
        """Every text with the name of its file."""
        for file, groups in (("parts", self.parts), ("clauses", self.clauses), ("questions", self.questions)):
            yield from ((f"{file}.yaml", line) for group in groups for line in group.lines)

    def addresses(self) -> Iterator[tuple[str, str, Ref]]:
        """Every ref: the file, the entry and the paragraph."""
        for file, line in self.every_text():
            yield from ((file, line.id, ref) for ref in line.refs)
        schedule, preferences = self.schedule, self.preferences
        yield from (("schedule.yaml", "ratings", ref) for ref in schedule.ratings_refs)
        yield from (("schedule.yaml", "scores", ref) for ref in schedule.scores_refs)
        yield from (("proposals.yaml", "proposals", ref) for ref in preferences.refs)
        rows: tuple[Carried | Advised, ...] = (*preferences.carried, *preferences.advised)
        yield from (("proposals.yaml", ", ".join(row.codes), ref) for row in rows for ref in row.refs)
