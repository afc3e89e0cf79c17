"""A checklist: what the rules ask of one contract on one date, each item with its source, its reason and its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import PlainSerializer

from assistant.answering.answer import Citation
from assistant.answering.notices import in_words
from assistant.checklists.phrases import Phrases
from assistant.rules.evaluate import Evaluation, Finding, State, evaluate
from assistant.rules.facts import Fact, Known, known_facts
from assistant.rules.profile import ContractProfile
from assistant.rules.rulebook import Rule, Rulebook, Stage, Strength
from assistant.wording import Wording
from indexer.model import Authority, Document, Entry, Paragraph, Ref


def _as_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Figure = Annotated[Decimal, PlainSerializer(_as_number, return_type=int | float)]


@dataclass(frozen=True)
class Sources:
    """The paragraphs that items may quote, from one edition."""

    edition: str
    paragraphs: Mapping[Ref, Paragraph]
    parts: Mapping[Ref, tuple[Paragraph, ...]]
    entries: Mapping[str, Entry]

    @classmethod
    def of(cls, documents: Iterable[Document], edition: str) -> Sources:
        """The paragraphs of documents; `edition` names what they were read from."""
        held = tuple(documents)
        paragraphs = {paragraph.ref: paragraph for document in held for paragraph in document.paragraphs}
        parts: dict[Ref, tuple[Paragraph, ...]] = {}
        for paragraph in paragraphs.values():
            if paragraph.within:
                parts[paragraph.within] = (*parts.get(paragraph.within, ()), paragraph)
        return cls(edition, paragraphs, parts, {document.entry.id: document.entry for document in held})

    def cite(self, rule: Rule, as_of: date) -> tuple[Source, ...]:
        """The paragraphs a rule rests on, each quoted whole with its sub-paragraphs."""
        return self._cite_all(rule.refs, as_of)

    def quoted(self, refs: tuple[Ref, ...], as_of: date) -> tuple[Source, ...]:
        """Paragraphs by their addresses, each quoted whole with its sub-paragraphs."""
        return self._cite_all(refs, as_of)

    @cached_property
    def _cite_all(self) -> Callable[[tuple[Ref, ...], date], tuple[Source, ...]]:
        """Quoting is a third of the work of a checklist, and the same for every contract."""
        return lru_cache(maxsize=2_000)(lambda refs, as_of: tuple(self._cite(ref, as_of) for ref in refs))

    def _cite(self, ref: Ref, as_of: date) -> Source:
        paragraph, entry = self.paragraphs.get(ref), self.entries.get(ref.document)
        if paragraph is None or entry is None:
            return Source(str(ref), None)
        parts = tuple(Citation.of(part, part.text, entry, as_of) for part in self._under(ref))
        return Source(str(ref), Citation.of(paragraph, paragraph.text, entry, as_of), parts)

    def _under(self, ref: Ref) -> Iterator[Paragraph]:
        for part in self.parts.get(ref, ()):
            yield part
            yield from self._under(part.ref)


@dataclass(frozen=True)
class Source:
    """A paragraph that an item rests on, and its sub-paragraphs.

    `citation` is None where the paragraph is not among the documents given.
    """

    ref: str
    citation: Citation | None
    parts: tuple[Citation, ...] = ()

    @property
    def quotation(self) -> str:
        """The words of the paragraph and of its sub-paragraphs, a line for each."""
        return "\n".join(citation.quotation for citation in (self.citation, *self.parts) if citation)


@dataclass(frozen=True)
class FactLine:
    """A fact of the contract as it is printed."""

    name: str
    label: str
    value: bool | Figure | date | str | tuple[str, ...] | None
    words: str
    why: str
    refs: tuple[str, ...]
    needs: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True)
class Wanted:
    """A fact that nobody has given, and how many items wait for it."""

    name: str
    label: str
    items: int


@dataclass(frozen=True)
class Overruled:
    """The rule that goes before an item's, and why in words."""

    rule: str
    asks: str
    source: str
    why: str


@dataclass(frozen=True)
class Item:
    """One thing that a rule asks. `due` is in words; `due_on` is a date where one can be worked out."""

    rule: str
    asks: str
    strength: Strength
    stage: Stage
    who: str
    due: str
    due_on: date | None
    evidence: str
    source: str
    authority: Authority
    sources: tuple[Source, ...]
    state: State
    why: tuple[str, ...]
    waits_on: tuple[str, ...]
    confirmed: bool
    note: str
    overruled_by: Overruled | None
    differs_from: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """A checklist made. `pack` is the digest of its rules, `edition` what its quotations were read from."""

    name: str
    title: str
    line: str
    readers: tuple[str, ...]
    as_of: date
    pack: str
    edition: str
    language: str
    profile: tuple[FactLine, ...]
    derived: tuple[FactLine, ...]
    remarks: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    items: tuple[Item, ...]

    def in_state(self, *states: State) -> tuple[Item, ...]:
        """The items in any of these states, in order."""
        return tuple(item for item in self.items if item.state in states)


def make_checklist(
    name: str, profile: ContractProfile, as_of: date, rulebook: Rulebook, sources: Sources, wording: Wording
) -> Checklist:
    """What the rules of one checklist ask of a contract on a date. Raises NotFound where there is no such checklist.

    The same arguments always make the same checklist, to the byte.
    """
    heading = rulebook.heading(name)
    rules = rulebook.rules_of(name)
    evaluation = evaluate(rulebook, profile, as_of, rules)
    making = _Making(evaluation, as_of, sources, Phrases(wording, rulebook))
    return Checklist(
        name,
        heading.title,
        heading.line,
        heading.readers,
        as_of,
        rulebook.digest,
        sources.edition,
        wording.language,
        tuple(making.line(fact) for fact in evaluation.facts.values() if _is_given(fact)),
        tuple(making.line(evaluation.facts[known.name]) for known in _derived_in(rules)),
        tuple(making.phrases.said(remark) for remark in evaluation.remarks),
        tuple(making.wanted()),
        tuple(making.item(finding) for finding in evaluation.findings),
    )


def _is_given(fact: Fact) -> bool:
    return fact.value is not None and not known_facts()[fact.name].derived


def _derived_in(rules: Iterable[Rule]) -> tuple[Known, ...]:
    """Every derived fact where a rule tests one, since each rests on others; none where no rule does."""
    known = known_facts()
    if not any(known[test.fact].derived for rule in rules for test in rule.tests):
        return ()
    return tuple(fact for fact in known.values() if fact.derived)


@dataclass(frozen=True)
class _Making:
    """A checklist being made; a fact that decides several items is put into words once."""

    evaluation: Evaluation
    as_of: date
    sources: Sources
    phrases: Phrases
    _reasons: dict[str, str] = field(default_factory=dict)

    def line(self, fact: Fact) -> FactLine:
        refs = tuple(str(ref) for ref in fact.refs)
        phrases = self.phrases
        return FactLine(
            fact.name,
            phrases.label(fact.name),
            fact.value,
            phrases.value(fact),
            phrases.said(fact.because),
            refs,
            fact.needs,
            fact.confirmed,
        )

    def wanted(self) -> Iterator[Wanted]:
        """The facts waited for, those that most items wait for first."""
        waiting = (finding.verdict.waits_on for finding in self.evaluation.findings)
        counts = Counter(name for names in waiting for name in names)
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            yield Wanted(name, self.phrases.label(name), count)

    def item(self, finding: Finding) -> Item:
        rule = finding.rule
        return Item(
            rule.id,
            rule.asks,
            rule.strength,
            rule.stage,
            rule.who,
            rule.due,
            finding.due,
            rule.evidence,
            rule.source,
            rule.authority,
            self.sources.cite(rule, self.as_of),
            finding.state,
            tuple(self._why(finding)),
            finding.verdict.waits_on,
            rule.confirmed and all(fact.confirmed for fact in finding.verdict.by),
            rule.note,
            self._overruled(finding),
            tuple(other.id for other in finding.undecided),
        )

    def _why(self, finding: Finding) -> Iterator[str]:
        if not finding.in_force:
            yield self._not_in_force(finding.rule)
        elif finding.state is State.WAITS:
            yield self.phrases.say("checklist.why.waits", needs=self.phrases.labels(finding.verdict.waits_on))
        elif not finding.verdict.by:
            yield self.phrases.say("checklist.why.always")
        else:
            yield from (self._reason(fact) for fact in finding.verdict.by)

    def _reason(self, fact: Fact) -> str:
        if fact.name not in self._reasons:
            self._reasons[fact.name] = self.phrases.reason(fact)
        return self._reasons[fact.name]

    def _not_in_force(self, rule: Rule) -> str:
        if rule.in_force_from and self.as_of < rule.in_force_from:
            return self.phrases.say("checklist.why.not_yet", begins=in_words(rule.in_force_from))
        return self.phrases.say("checklist.why.ended", until=in_words(rule.in_force_until))

    def _overruled(self, finding: Finding) -> Overruled | None:
        if finding.overruled is None:
            return None
        by, reason = finding.overruled.by, finding.overruled.reason
        why = self.phrases.say(f"checklist.overruled.{reason}", source=by.source)
        return Overruled(by.id, by.asks, by.source, why)
