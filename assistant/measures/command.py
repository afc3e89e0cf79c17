"""What `townclerk measures` does: lists the measures of a pack, or imports a framework held under a licence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.measures.catalogue import Framework, Measure
from assistant.measures.catalogue_shapes import MEASURES, load_catalogue
from assistant.measures.licensed import FrameworkRefused, import_licensed
from corpus import STARTER
from indexer.errors import OperatorError


def list_measures(pack: Path) -> dict[str, Any]:
    """Every edition of a pack with its measures; of a pack that has none, the starter pack's. `lines` are to print.

    Raises PackError naming what to mend.
    """
    own = pack / MEASURES
    catalogue = load_catalogue(own if own.is_dir() else STARTER / MEASURES)
    return {
        "editions": [_edition(framework) for framework in catalogue.frameworks],
        "lines": [line for framework in catalogue.frameworks for line in _lines(framework)],
    }


def import_framework(file: Path, pack: Path) -> dict[str, Any]:
    """Import a file into a pack, or say everything to mend in it; then `findings` is not empty and nothing is changed.

    Raises PackError where the pack's own measures do not load, and OperatorError where there is nowhere to write.
    """
    folder = pack / MEASURES
    if pack.resolve() == STARTER.resolve():
        raise OperatorError(
            "the starter pack is everyone's; make your own with townclerk init DIR, and give --pack DIR"
        )
    if not folder.is_dir():
        raise OperatorError(f"{folder} is missing; copy measures/open-measures.yaml into it from the starter pack")
    try:
        framework = import_licensed(file, load_catalogue(folder), folder)
    except FrameworkRefused as refused:
        findings = [{"row": mend.row, "column": mend.column, "text": mend.text} for mend in refused.mends]
        lines = [f"{file}: {mend}" for mend in refused.mends]
        return {"file": str(file), "imported": 0, "findings": findings, "lines": lines}
    return {
        "file": str(file),
        "imported": len(framework.measures),
        "edition": framework.edition,
        "written": str(framework.file),
        "findings": [],
        "lines": [f"{framework.file} holds {_count(framework)}, for the council alone."],
    }


def _edition(framework: Framework) -> dict[str, Any]:
    return {
        "edition": framework.edition,
        "local": framework.local,
        "licence": framework.licence,
        "source": framework.source,
        "measures": [_row(measure) for measure in framework.measures],
    }


def _row(measure: Measure) -> dict[str, Any]:
    value = measure.value
    return {
        "code": measure.code,
        "theme": measure.theme,
        "title": measure.title,
        "unit": measure.unit,
        "employment_and_skills": measure.employment_and_skills,
        "conflicts": list(measure.conflicts),
        "value": value and {"amount": float(value.amount), "year": value.year, "source": value.source},
        "refs": [str(ref) for ref in measure.refs],
    }


def _lines(framework: Framework) -> list[str]:
    heading = f"{framework.edition}: {_count(framework)}"
    rows = [f"  {measure.code:<6} {measure.title} ({measure.unit})" for measure in framework.measures]
    return [f"{heading}; licensed to the council alone" if framework.local else heading, *rows]


def _count(framework: Framework) -> str:
    return "1 measure" if len(framework.measures) == 1 else f"{len(framework.measures):,} measures"
