"""kill -9 at any moment of a rebuild leaves the old edition, or the new one, serving; never none and never half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from indexer.build import build
from indexer.editions import Editions
from indexer.model import Audience
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit
from tests.packs import POLICY, write_pack

KILLS = 50
ROOT = Path(__file__).parents[2]


def start(home: Path, pack: Path, encoder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.editions.rebuild_once", str(home), str(pack), str(encoder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_fifty_kills_at_random_moments_leave_fifty_good_answers(tmp_path: Path, encoder: Path):
    home, pack = tmp_path / "home", write_pack(tmp_path / "pack")
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    whole = time.perf_counter()
    process = start(home, write_pack(pack, policy=POLICY.replace("at least 10%", "at least 9%")), encoder)
    begun = time.perf_counter()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    length = time.perf_counter() - begun
    assert whole < begun
    dice, killed = random.Random(20261120), 0
    for turn in range(KILLS):
        percent = 10 + turn
        write_pack(pack, policy=POLICY.replace("at least 10%", f"at least {percent}%"))
        process = start(home, pack, encoder)
        time.sleep(dice.uniform(0, length * 1.1))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert process.stdout is not None
        process.stdout.close()
        answer = make_assistant(load_settings(pack=pack, home=home)).ask(
            "What weighting must a contract of £100,000 carry?", Audience.STAFF, date(2026, 11, 20)
        )
        assert str(answer.statements[0].citations[0].ref) == "policy#2.1", turn
        assert "% of the total score" in answer.statements[0].text, turn
    assert killed >= KILLS // 2
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    assert not list(home.glob(".building-*"))
