"""Makes the section: the pack's texts whose conditions hold, filled in and numbered, with what the contract adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from assistant.checklists.checklist import FactLine, Wanted
from assistant.checklists.desk import Desk
from assistant.checklists.phrases import Phrases
from assistant.measures.catalogue import Catalogue
from assistant.rules.conditions import Verdict
from assistant.rules.derived import derive
from assistant.rules.facts import Fact, Facts, known_facts
from assistant.rules.profile import ContractProfile, warnings_of
from assistant.tenders import gaps, indicators, scoring
from assistant.tenders.fillings import Filler, Filling, weighting_of
from assistant.tenders.proposal import Proposal, propose
from assistant.tenders.section import Approval, Gap, Grid, Group, Indicator, Line, Part, TenderSection
from assistant.tenders.tables import measure_grids, score_grid
from assistant.tenders.texts import TenderTexts, Text, Texts
from indexer.manifest import Council

_UNSCORED = ("A", "B")


@dataclass(frozen=True)
class Writing:
    """What sections are written from: the rules and paragraphs, the pack's texts, and whose they are."""

    desk: Desk
    texts: TenderTexts
    council: Council


def make_section(profile: ContractProfile, as_of: date, writing: Writing, catalogue: Catalogue) -> TenderSection:
    """The social value section for a contract on a date.

    The same arguments always make the same section, to the byte.
    """
    book, phrases = writing.desk.rulebook, Phrases(writing.desk.wording, writing.desk.rulebook)
    facts = derive(replace(profile, measures=None), as_of, book)
    proposal = propose(profile, facts, catalogue, writing.texts.preferences, phrases)
    codes = tuple(measure.code for measure in proposal.chosen)
    weighting = weighting_of(profile, facts)
    facts = derive(replace(profile, measures=codes, social_value_weighting=weighting), as_of, book)
    themes = {key: theme.name for key, theme in catalogue.themes.items()}
    fillings = Filler(profile, facts, book.tables, as_of, writing.council, proposal.chosen, themes, phrases).all()
    making = _Making(writing, as_of, facts, phrases, proposal, fillings)
    return making.section(profile)


def approved(section: TenderSection, by: str, on: date) -> TenderSection:
    """The section as a named person approved it; it is then no longer marked as a draft."""
    return replace(section, approval=Approval(by, on))


@dataclass(frozen=True)
class _Making:
    writing: Writing
    as_of: date
    facts: Facts
    phrases: Phrases
    proposal: Proposal
    fillings: dict[str, Filling]
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: dict[str, Fact] = field(default_factory=dict)

    @property
    def scored(self) -> bool:
        """Whether social value is scored at all."""
        band = self.facts["band"].value
        return band is not None and band not in _UNSCORED

    def section(self, profile: ContractProfile) -> TenderSection:
        desk, phrases = self.writing.desk, self.phrases
        parts = tuple(self._parts(profile))
        title = profile.title or phrases.say("tender.untitled")
        return TenderSection(
            phrases.say("tender.title", title=title),
            self.as_of,
            self.writing.council.name,
            desk.rulebook.digest,
            self.writing.texts.digest,
            desk.sources.edition,
            desk.wording.language,
            tuple(self._fact(fact) for fact in self.facts.values() if self._given(fact, profile)),
            tuple(self._fact(self.facts[known.name]) for known in known_facts().values() if known.derived),
            tuple(phrases.said(remark) for remark in warnings_of(profile, self.as_of)),
            parts,
            self.proposal.chosen,
            self.proposal.left_out,
            self._indicators(),
            (
                *self._few(),
                *gaps.gaps_of(
                    self.facts, self.proposal, self.writing.texts.preferences, parts, self.waiting, self.used, phrases
                ),
            ),
            tuple(self._wanted()),
        )

    def _given(self, fact: Fact, profile: ContractProfile) -> bool:
        """Whether a person gave it; the measures are told of by themselves."""
        given = not known_facts()[fact.name].derived and fact.name != "measures"
        return given and getattr(profile, fact.name) is not None

    def _fact(self, fact: Fact) -> FactLine:
        phrases = self.phrases
        return FactLine(
            fact.name, phrases.label(fact.name), fact.value, phrases.value(fact), phrases.said(fact.because),
            tuple(str(ref) for ref in fact.refs), fact.needs, fact.confirmed,
        )  # fmt: skip

    def _wanted(self) -> Iterator[Wanted]:
        counts: dict[str, int] = {}
        for needs in self.waiting.values():
            for name in needs:
                counts[name] = counts.get(name, 0) + 1
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            yield Wanted(name, self.phrases.label(name), count)

    def _parts(self, profile: ContractProfile) -> Iterator[Part]:
        number = 0
        for texts in self.writing.texts.parts:
            lines = tuple(self._holding(texts.lines))
            grids = tuple(self._grids(texts.id, profile)) if lines else ()
            groups = self._groups(texts.id, number + 1, len(lines)) if lines else ()
            if lines:
                number += 1
                numbered = tuple(replace(line, number=f"{number}.{at}") for at, line in enumerate(lines, 1))
                yield Part(texts.id, str(number), texts.title, numbered, grids, groups)

    def _groups(self, part: str, number: int, after: int) -> tuple[Group, ...]:
        kinds = {"clauses": self.writing.texts.clauses, "questions": self.writing.texts.questions}
        made: list[Group] = []
        for texts in kinds.get(part, ()):
            lines = tuple(self._holding(texts.lines))
            if lines:
                made.append(_numbered(texts, lines, f"{number}.{after + len(made) + 1}"))
        return tuple(made)

    def _holding(self, texts: Iterable[Text]) -> Iterator[Line]:
        """The lines whose conditions hold; what waits for a fact is noted."""
        for text in texts:
            verdict = text.when.judge(self.facts)
            if verdict.holds is None:
                self.waiting[text.id] = verdict.waits_on
            elif verdict.holds:
                yield self._line(text, verdict)

    def _line(self, text: Text, verdict: Verdict) -> Line:
        words, sources = self._filled(text), self.writing.desk.sources
        self.used.update({fact.name: fact for fact in verdict.by})
        return Line(
            text.id, "", words, text.strength, tuple(str(ref) for ref in text.refs),
            sources.quoted(text.refs, self.as_of), text.who, tuple(self.phrases.reason(fact) for fact in verdict.by),
            text.departure, text.confirmed and all(fact.confirmed for fact in verdict.by),
        )  # fmt: skip

    def _filled(self, text: Text) -> str:
        needs = [name for key, filling in self.fillings.items() if f"{{{key}}}" in text.text for name in filling.needs]
        if needs:
            self.waiting[text.id] = tuple(dict.fromkeys(needs))
        return text.text.format(**{name: filling.words for name, filling in self.fillings.items()})

    def _grids(self, part: str, profile: ContractProfile) -> Iterator[Grid]:
        wording, schedule = self.writing.desk.wording, self.writing.texts.schedule
        match part:
            case "measures":
                yield from measure_grids(self.proposal.chosen, wording)
            case "scoring" if self.scored:
                yield score_grid(schedule, wording)
                yield from scoring.example(self.proposal.chosen, self._narrative(profile), wording, _EXAMPLE_RESTS_ON)
            case "kpis" if self.proposal.chosen:
                duty = self.facts["kpi_duty"].value is True
                yield from indicators.grids(self._indicators(), schedule, wording, duty=duty)

    def _narrative(self, profile: ContractProfile) -> Decimal:
        """The marks for narrative: what the weighting leaves once quantities have theirs."""
        share = weighting_of(profile, self.facts) or Decimal(0)
        return share - sum((measure.marks or Decimal(0) for measure in self.proposal.chosen), Decimal(0))

    def _few(self) -> Iterator[Gap]:
        """That more indicators are to be published than there are measures here to make them of."""
        least, count = self._published(), len(self.proposal.chosen)
        if count < least:
            text = self.phrases.say("tender.gap.indicators", least=least, count=count)
            refs = ("contract-management#8.1", "briefing-procurement-act#10.1")
            yield Gap("choice", text, self.phrases.say("tender.who.facts"), refs)

    def _published(self) -> int:
        """How many indicators must be published: none where the duty does not apply."""
        row = self.writing.desk.rulebook.tables.figure("kpi_least_number", self.as_of)
        return int(row.value) if row and self.facts["kpi_duty"].value is True else 0

    def _indicators(self) -> tuple[Indicator, ...]:
        if self.facts["band"].value not in ("D", "E"):
            return ()
        months = self.facts["term_months"].value
        term = months if isinstance(months, Decimal) else None
        return indicators.schedule_of(self.proposal.chosen, term, self._published())


_EXAMPLE_RESTS_ON = ("evaluation-guide#7.3", "evaluation-guide#6.8", "evaluation-guide#11.1")


def _numbered(texts: Texts, lines: tuple[Line, ...], number: str) -> Group:
    numbered = tuple(replace(line, number=f"{number}.{at}") for at, line in enumerate(lines, 1))
    return Group(texts.id, number, texts.title, numbered)
