"""The starter pack: data that any council can adopt. The only code here says where it is."""

from pathlib import Path

STARTER = Path(__file__).parent
