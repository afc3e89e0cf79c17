"""Rebuilds an edition in a process of its own, so that a test can kill it: HOME PACK ENCODER PERCENT."""

from __future__ import annotations

import sys
from pathlib import Path

from indexer.build import build
from indexer.editions import Editions
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit

if __name__ == "__main__":
    home, pack, encoder = map(Path, sys.argv[1:4])
    kit = onnx_kit(encoder)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), kit)
    sys.stdout.write("done\n")
