"""One row of answers_speed: HOME PACK."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.answers_speed import measure

if __name__ == "__main__":
    print(measure(Path(sys.argv[1]), Path(sys.argv[2])))
