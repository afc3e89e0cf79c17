"""A licensed framework is imported whole, as CSV or XLSX, and nothing of it reaches an edition."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant.checking import check_pack
from assistant.measures.catalogue import Framework, Value
from assistant.measures.catalogue_shapes import load_catalogue
from assistant.measures.command import import_framework, list_measures
from assistant.measures.licensed import import_licensed
from corpus import STARTER
from indexer.build import build
from indexer.editions import Editions
from indexer.errors import OperatorError, PackError
from indexer.model import Audience
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit
from tests.measures.files import as_csv, as_xlsx, measures_folder, rows_of
from tests.packs import write_pack

TODAY = date(2026, 11, 20)


def imported(tmp_path: Path, content: bytes, name: str = "tx.csv") -> Framework:
    """The framework as the catalogue loads it, after the import of a file."""
    folder, file = tmp_path / "measures", tmp_path / name
    if not folder.exists():
        measures_folder(tmp_path)
    file.write_bytes(content)
    written = import_licensed(file, load_catalogue(folder), folder)
    return load_catalogue(folder).framework(written.edition)


@pytest.mark.parametrize(("write", "name"), [(as_csv, "tx.csv"), (as_xlsx, "tx.xlsx")])
def test_a_framework_is_imported_with_its_value_year_source_and_licence(
    write: Callable[..., bytes], name: str, tmp_path: Path
):
    framework = imported(tmp_path, write(rows_of({}, {"value": ""})), name)
    first, second = framework.measures
    licence = "Licence 7 of the Juggling Trust, until 2027"
    assert (first.edition, first.code, first.theme, first.title, first.unit) == (
        "tx-2026", "TX1", "jobs", "People taught to juggle", "people",
    )  # fmt: skip
    assert first.value == Value(Decimal("12.50"), 2025, "Juggling Trust, table 3", licence)
    assert second.value is None
    assert (framework.licence, framework.source) == (licence, f"imported from {name}")


def test_what_is_imported_is_local_by_what_its_file_says(tmp_path: Path):
    framework = imported(tmp_path, as_csv(rows_of({})))
    assert framework.file == tmp_path / "measures" / "licensed" / "tx-2026.yaml"
    assert "\nlocal: true\n" in framework.file.read_text(encoding="utf-8")
    assert framework.local
    assert framework not in load_catalogue(tmp_path / "measures").public().frameworks


def test_what_is_imported_is_kept_out_of_version_control(tmp_path: Path):
    imported(tmp_path, as_csv(rows_of({})))
    assert (tmp_path / "measures" / "licensed" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_theme_may_be_given_by_its_name_and_in_capitals(tmp_path: Path):
    framework = imported(tmp_path, as_csv(rows_of({"theme": "Environment"}, {"theme": "JOBS"})))
    assert [measure.theme for measure in framework.measures] == ["environment", "jobs"]


@pytest.mark.parametrize(
    ("written", "amount"), [("1,234.50", "1234.50"), ("£0.12", "0.12"), ("£ 728", "728"), ("251.7905723", "251.7905723"), ("0", "0")]
)  # fmt: skip
def test_a_value_is_read_as_people_write_it(written: str, amount: str, tmp_path: Path):
    value = imported(tmp_path, as_csv(rows_of({"value": written}))).measures[0].value
    assert value is not None
    assert value.amount == Decimal(amount)


@pytest.mark.parametrize("number", [0.1, 251.7905723, 1e-05, 12345678.25, 7])
def test_a_number_of_a_workbook_is_the_number_that_was_typed(number: float, tmp_path: Path):
    value = imported(tmp_path, as_xlsx(rows_of({"value": number})), "tx.xlsx").measures[0].value
    assert value is not None
    assert value.amount == Decimal(repr(number))


def test_a_year_and_a_code_may_be_whole_numbers_of_a_workbook(tmp_path: Path):
    measure = imported(tmp_path, as_xlsx(rows_of({"code": 7, "price_year": 2022})), "tx.xlsx").measures[0]
    assert measure.value is not None
    assert (measure.code, measure.value.year) == ("7", 2022)


def test_columns_may_stand_in_any_order_with_empty_ones_and_empty_rows_after_them(tmp_path: Path):
    rows = [[*reversed(row), ""] for row in rows_of({}, {})]
    assert [m.code for m in imported(tmp_path, as_csv([*rows, ["", ""]])).measures] == ["TX1", "TX2"]


def test_a_byte_order_mark_before_the_header_is_no_part_of_it(tmp_path: Path):
    assert len(imported(tmp_path, b"\xef\xbb\xbf" + as_csv(rows_of({}))).measures) == 1


def test_rows_beyond_the_size_that_a_workbook_states_are_read(tmp_path: Path):
    content = BytesIO()
    with ZipFile(BytesIO(as_xlsx(rows_of({}, {}, {})))) as sound, ZipFile(content, "w") as other:
        for name in sound.namelist():
            other.writestr(name, re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1:J2"', sound.read(name)))
    assert [m.code for m in imported(tmp_path, content.getvalue(), "tx.xlsx").measures] == ["TX1", "TX2", "TX3"]


def test_two_thousand_measures_are_imported(tmp_path: Path):
    assert len(imported(tmp_path, as_csv(rows_of(*({} for _ in range(2_000))))).measures) == 2_000


def test_an_edition_imported_again_takes_the_place_of_the_first(tmp_path: Path):
    imported(tmp_path, as_csv(rows_of({}, {})))
    assert [m.title for m in imported(tmp_path, as_csv(rows_of({"title": "Stilts"}))).measures] == ["Stilts"]


def test_a_refused_file_leaves_the_edition_imported_before_it(tmp_path: Path):
    kept = imported(tmp_path, as_csv(rows_of({}))).file.read_bytes()
    (tmp_path / "tx.csv").write_bytes(as_csv(rows_of({"value": "12"}, {"value": "-1"})))
    assert len(import_framework(tmp_path / "tx.csv", tmp_path)["findings"]) == 1
    assert (tmp_path / "measures" / "licensed" / "tx-2026.yaml").read_bytes() == kept


def test_a_crash_while_writing_leaves_the_edition_imported_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = imported(tmp_path, as_csv(rows_of({}))).file
    before = kept.read_bytes()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OperatorError, match=r"tx-2026.yaml cannot be written: No space left on device$"):
        imported(tmp_path, as_csv(rows_of({"title": "Stilts"})))
    assert kept.read_bytes() == before


def test_nothing_is_imported_into_the_starter_pack(tmp_path: Path):
    (tmp_path / "tx.csv").write_bytes(as_csv(rows_of({})))
    with pytest.raises(OperatorError, match=r"the starter pack is everyone's; make your own with townclerk init DIR"):
        import_framework(tmp_path / "tx.csv", STARTER)
    assert not (STARTER / "measures" / "licensed").exists()


def test_nothing_is_imported_into_a_pack_without_measures(tmp_path: Path):
    with pytest.raises(OperatorError, match=r"measures is missing; copy measures/open-measures.yaml into it"):
        import_framework(tmp_path / "tx.csv", tmp_path)


def test_nothing_is_imported_where_the_packs_own_measures_do_not_load(tmp_path: Path):
    (measures_folder(tmp_path) / "more.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(PackError, match=r"more.yaml: holds no measures"):
        import_framework(tmp_path / "tx.csv", tmp_path)


# The canary: words and a figure that stand nowhere but in a licensed framework.

CANARY = {"code": "ZQ77", "title": "Heliograph apprenticeships", "value": "31415.92", "source": "Vexillology Trust"}
STAFF_CANARY = b"heliotrope"


@pytest.fixture
def editions(tmp_path: Path, encoder: Path) -> Path:
    """A home with an edition of the small pack, into which the canary was imported first."""
    pack = write_pack(tmp_path / "pack")
    measures_folder(pack)
    (tmp_path / "canary.csv").write_bytes(as_csv(rows_of(CANARY)))
    assert import_framework(tmp_path / "canary.csv", pack)["imported"] == 1
    home = tmp_path / "home"
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    return home


def _everything(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_file_of_a_built_edition_holds_anything_of_a_licensed_framework(editions: Path):
    held = _everything(editions)
    assert STAFF_CANARY in held
    for word in ("ZQ77", "Heliograph", "31415.92", "Vexillology", "tx-2026", "Juggling Trust"):
        assert word.encode() not in held


@pytest.mark.parametrize("audience", list(Audience))
def test_no_paragraph_or_passage_of_an_edition_holds_a_licensed_value(audience: Audience, editions: Path):
    side = Editions(editions).current().open(audience)
    texts = [paragraph.text for document in side.documents.values() for paragraph in document.paragraphs]
    texts += [passage.text for passage in side.passages]
    assert any("grey squirrels" in text for text in texts)
    assert [text for text in texts if "31415" in text or "31,415" in text or "Heliograph" in text] == []


def test_a_pack_with_a_licensed_framework_still_checks_clean(tmp_path: Path):
    pack = write_pack(tmp_path)
    measures_folder(pack)
    before = check_pack(pack, TODAY)
    (tmp_path / "tx.csv").write_bytes(as_csv(rows_of({})))
    assert import_framework(tmp_path / "tx.csv", pack)["imported"] == 1
    assert check_pack(pack, TODAY) == before


# What is listed


def test_the_measures_of_the_starter_pack_are_listed_by_edition():
    (edition,) = list_measures(STARTER)["editions"]
    assert (edition["edition"], edition["local"], len(edition["measures"])) == ("open-2026", False, 54)
    assert edition["measures"][0]["refs"][0] == "measures-guidance#13.1"


def test_a_plain_folder_has_the_measures_of_the_starter_pack(tmp_path: Path):
    assert [edition["edition"] for edition in list_measures(tmp_path)["editions"]] == ["open-2026"]


def test_a_licensed_edition_is_listed_as_the_councils_alone(tmp_path: Path):
    imported(tmp_path, as_csv(rows_of({})))
    listed = list_measures(tmp_path)
    assert [(edition["edition"], edition["local"]) for edition in listed["editions"]] == [
        ("open-2026", False), ("tx-2026", True),
    ]  # fmt: skip
    assert listed["lines"][-2:] == [
        "tx-2026: 1 measure; licensed to the council alone", "  TX1    People taught to juggle (people)",
    ]  # fmt: skip
