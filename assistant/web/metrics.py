"""What is counted: questions by how they ended, and how long answers took. Never a word of a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from assistant.answering.answer import Answer, Outcome


@dataclass(frozen=True)
class Meters:
    """One app's counters, in a registry of their own."""

    registry: CollectorRegistry
    questions: Counter
    failures: Counter
    seconds: Histogram

    def measured(self, ask: Callable[[], Answer]) -> Answer:
        """Ask, time it, and count how it ended. A failure is counted and raised on."""
        with self.failures.count_exceptions(), self.seconds.time():
            answer = ask()
        self.questions.labels(answer.outcome.value).inc()
        return answer

    def printed(self) -> bytes:
        """Every figure, as Prometheus reads them."""
        return generate_latest(self.registry)


def new_meters() -> Meters:
    """Meters at nought, with a row for every outcome so that none is missing before its first question."""
    registry = CollectorRegistry()
    questions = Counter("townclerk_questions", "Questions, by outcome", ["outcome"], registry=registry)
    for outcome in Outcome:
        questions.labels(outcome.value)
    return Meters(
        registry,
        questions,
        Counter("townclerk_question_failures", "Questions that ended in an error", registry=registry),
        Histogram("townclerk_answer_seconds", "Time taken to answer", registry=registry),
    )
