"""What an answer costs: cold from the shell, warm against the bare question embedding, and as packs grow.

    python -m benchmarks.answers_speed [--largest 100000]

Ratios are of this one run; seconds are this machine's.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from benchmarks import made_up
from indexer.build import build
from indexer.editions import Editions
from indexer.model import Audience
from indexer.pack import open_pack, read_pack

TOWNCLERK = Path(sys.executable).with_name("townclerk")
TODAY = date(2026, 11, 20)
QUESTIONS = (
    "What weighting must a contract of £150,000 carry?",
    "Who approves a lower weighting?",
    "What are the themes of social value?",
    "How long is the standstill period?",
    "When must a supplier hand in the delivery plan?",
    "Does the Act apply to call-offs under a framework?",
    "What counts as evidence for an apprenticeship?",
    "Why does the council ask for social value?",
)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--largest", type=int, default=100_000)
    largest = arguments.parse_args().largest
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder))
        grow(Path(folder), [size for size in (1_000, 5_000, 10_000, 30_000, 100_000) if size <= largest])


def cold(folder: Path) -> None:
    """From the shell to the answer, 5,000 passages."""
    home = made(folder, 5_000)
    pack = folder / "pack-5000"
    print("cold, seconds (median of 5)")
    print(f"  townclerk --help      {shell('--help'):.2f}")
    print(f"  townclerk ask         {shell('ask', QUESTIONS[0], '--home', str(home), '--pack', str(pack)):.2f}")


def shell(*arguments: str) -> float:
    return statistics.median(
        timed(lambda: subprocess.run([TOWNCLERK, *arguments], capture_output=True)) for _ in range(5)
    )


def grow(folder: Path, sizes: list[int]) -> None:
    """Warm answers and memory as the pack grows."""
    print(
        f"\n{'passages':>9} {'read+cut+write s':>17} {'embed ms':>9} {'answer ms':>10} {'ratio':>6} {'resident MB':>12}"
    )
    for size in sizes:
        begun = time.perf_counter()
        home = made(folder, size)
        seconds = time.perf_counter() - begun
        command = [sys.executable, "-m", "benchmarks.answers_speed_at", str(home), str(folder / f"pack-{size}")]
        row = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"{row[0]:>9} {seconds:17.1f} {row[1]:>9} {row[2]:>10} {row[3]:>6} {row[4]:>12}")
        shutil.rmtree(home)


def made(folder: Path, size: int) -> Path:
    home, pack = folder / f"home-{size}", made_up.write_pack(folder / f"pack-{size}", size)
    if not (home / "current").exists():
        build(Editions(home), read_pack(open_pack(pack), lambda _: None), made_up.kit())
    return home


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def measure(home: Path, pack: Path) -> str:
    """One size, in a process of its own so that its memory is its own."""
    assistant = make_assistant(load_settings(home=home, pack=pack))
    held = assistant._hold(Audience.STAFF)
    for question in QUESTIONS:
        assistant.ask(question, Audience.STAFF, TODAY)
    embeds, answers = [], []
    for turn in range(25):
        for question in QUESTIONS:
            asked = f"{question} {turn}"
            embeds.append(timed(lambda asked=asked: held.encoder.encode([asked])))
            answers.append(timed(lambda asked=asked: assistant.ask(asked, Audience.STAFF, TODAY)))
    embed, answer = statistics.median(embeds) * 1000, statistics.median(answers) * 1000
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    return f"{len(held.side.passages)} {embed:.1f} {answer:.1f} {answer / embed:.2f} {resident:.0f}"


if __name__ == "__main__":
    main()
