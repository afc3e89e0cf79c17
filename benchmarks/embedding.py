"""Our encoders against sentence-transformers on the same weights, as ratios within one run.

    python benchmarks/embedding.py

Seconds on a shared machine say little; the last column is what to look at. Bulk must stay at 0.9 or more.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sentence_transformers import SentenceTransformer

from corpus import STARTER
from indexer.embedding import PassageEncoder
from indexer.export import accord, export_encoder
from indexer.questions import QUESTION_FILE, TOKENIZER_FILE, QuestionEncoder
from indexer.weights import ModelFiles, model_files

PASSAGES = 192
ROUNDS = 5
QUESTIONS = [
    "Do I need social value in a £90,000 youth contract?",
    "Who can agree to a lower weighting?",
    "How often does a supplier report on its commitments?",
    "What is the threshold for services from January 2026?",
    "Is signing the charter a condition of tendering?",
]

OURS = """
import sys, time; begun = time.perf_counter()
from pathlib import Path; from indexer.questions import QuestionEncoder
encoder = QuestionEncoder(Path({folder!r}) / "question.onnx", Path({folder!r}) / "tokenizer.json", {window})
encoder.encode(["hello"]); print(time.perf_counter() - begun, "torch" in sys.modules)
"""
THEIRS = """
import sys, time; begun = time.perf_counter()
from sentence_transformers import SentenceTransformer
encoder = SentenceTransformer({folder!r}, device="cpu", local_files_only=True)
encoder.encode(["hello"]); print(time.perf_counter() - begun, "torch" in sys.modules)
"""


def main() -> None:
    model = model_files()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export_encoder(model, folder)
        passages = PassageEncoder(model)
        print(
            f"lowest cosine of the exported encoder with sentence-transformers: {accord(model, folder, passages):.7f}"
        )
        print("| what | ours | sentence-transformers | ours is better by |\n|---|---|---|---|")
        compare_loading(model, folder)
        theirs = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
        compare_questions(QuestionEncoder(folder / QUESTION_FILE, folder / TOKENIZER_FILE, model.window), theirs)
        compare_bulk(passages, theirs)


def compare_loading(model: ModelFiles, folder: Path) -> None:
    ours = [loading(OURS.format(folder=str(folder), window=model.window)) for _ in range(ROUNDS)]
    theirs = [loading(THEIRS.format(folder=str(model.folder))) for _ in range(ROUNDS)]
    mine, other = (statistics.median(seconds for seconds, _ in runs) for runs in (ours, theirs))
    row("cold start to first vector, s", mine, other, other / mine)
    print(f"| torch in the process | {ours[0][1]} | {theirs[0][1]} | |")


def loading(program: str) -> tuple[float, str]:
    """How long a new process takes to its first vector, and whether it holds torch."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, torch = done.stdout.split()
    return float(seconds), torch


def compare_questions(ours: QuestionEncoder, theirs: SentenceTransformer) -> None:
    mine, other = [], []
    for question in QUESTIONS * 8:
        mine.append(timed(partial(ours.encode, [question])) * 1000)
        other.append(timed(partial(theirs.encode, [question], show_progress_bar=False)) * 1000)
    ours_ms, theirs_ms = statistics.median(mine), statistics.median(other)
    row("one question, ms", ours_ms, theirs_ms, theirs_ms / ours_ms)


def compare_bulk(ours: PassageEncoder, theirs: SentenceTransformer) -> None:
    texts = starter_passages()
    mine, other = [], []
    for _ in range(ROUNDS):
        mine.append(worked(lambda: ours.encode(texts, lambda _: None)))
        other.append(worked(lambda: theirs.encode(texts, show_progress_bar=False)))
    for what, clock in ((f"bulk of {len(texts)}, passages a second", 0), ("the same a second of processor", 1)):
        our_rate, their_rate = (len(texts) / min(times[clock] for times in runs) for runs in (mine, other))
        row(what, our_rate, their_rate, our_rate / their_rate)


def starter_passages() -> Sequence[str]:
    lines = [line for file in sorted(STARTER.glob("documents/*.md")) for line in file.read_text("utf-8").splitlines()]
    return [line for line in lines if len(line) > 60][:PASSAGES]


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def worked(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and by the processors: the second says more where others use the machine."""
    begun = time.process_time()
    return timed(work), time.process_time() - begun


def row(what: str, ours: float, theirs: float, better: float) -> None:
    print(f"| {what} | {ours:.2f} | {theirs:.2f} | {better:.2f} times |")


if __name__ == "__main__":
    main()
