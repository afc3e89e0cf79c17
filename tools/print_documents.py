"""Prints the starter pack's PDF and Word documents from their Markdown sources.

    python tools/print_documents.py [FOLDER]

writes corpus/documents/cpr.pdf and corpus/documents/supplier-guide.docx, or both into FOLDER. The same sources give
the same files to the last byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

from printed_docx import print_docx
from printed_pdf import print_pdf

from indexer.readers.markdown import read

CORPUS = Path(__file__).parents[1] / "corpus"


def main(folder: Path) -> None:
    """Print both documents into a folder."""
    rules = read(CORPUS / "sources" / "cpr.md").blocks
    (folder / "cpr.pdf").write_bytes(print_pdf(rules))
    guide = read(CORPUS / "sources" / "supplier-guide.md").blocks
    (folder / "supplier-guide.docx").write_bytes(print_docx(guide))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "documents")
