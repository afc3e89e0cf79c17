from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from indexer.build import Built, already_built, build, edition_id
from indexer.editions import Editions
from indexer.errors import AskerError, EditionError
from indexer.model import Audience
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit
from tests.packs import POLICY, write_pack

TODAY = date(2026, 11, 20)
CHANGED = POLICY.replace("at least 10% of the total score", "at least 12% of the total score")


def built(home: Path, pack: Path, encoder: Path) -> Built:
    return build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))


def test_a_rebuild_embeds_only_what_changed(tmp_path: Path, encoder: Path):
    pack = write_pack(tmp_path / "pack")
    first = built(tmp_path / "home", pack, encoder)
    write_pack(pack, policy=CHANGED)
    second = built(tmp_path / "home", pack, encoder)
    assert first.embedded > 20
    assert 0 < second.embedded <= 5
    assert second.edition.id != first.edition.id


def test_an_incremental_edition_is_the_same_as_one_built_anew(tmp_path: Path, encoder: Path):
    pack = write_pack(tmp_path / "pack")
    built(tmp_path / "one", pack, encoder)
    write_pack(pack, policy=CHANGED)
    kept, anew = built(tmp_path / "one", pack, encoder), built(tmp_path / "two", pack, encoder)
    assert kept.edition.id == anew.edition.id
    for name in ("documents.json", "sentences.json", "passages.json"):
        assert (kept.edition.folder / "staff" / name).read_bytes() == (
            anew.edition.folder / "staff" / name
        ).read_bytes()
    vectors = [np.load(one.edition.folder / "staff" / "sentences.npy") for one in (kept, anew)]
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-3)


def test_the_same_pack_is_not_built_twice(tmp_path: Path, encoder: Path):
    pack = write_pack(tmp_path / "pack")
    first = built(tmp_path / "home", pack, encoder)
    again = already_built(Editions(tmp_path / "home"), open_pack(pack), onnx_kit(encoder).model)
    assert again is not None
    assert (again.edition, again.embedded) == (first.edition, 0)


def test_the_public_half_holds_no_word_of_a_staff_document(tmp_path: Path, encoder: Path):
    edition = built(tmp_path / "home", write_pack(tmp_path / "pack"), encoder).edition
    for file in (edition.folder / "public").rglob("*"):
        if file.is_file():
            assert b"heliotrope" not in file.read_bytes(), file
    assert b"heliotrope" in (edition.folder / "staff" / "documents.json").read_bytes()


def test_a_server_moves_to_a_new_edition_between_two_questions(tmp_path: Path, encoder: Path):
    pack = write_pack(tmp_path / "pack")
    built(tmp_path / "home", pack, encoder)
    assistant = make_assistant(load_settings(pack=pack, home=tmp_path / "home"))
    question = "What weighting must a contract of £100,000 carry?"
    before = assistant.ask(question, Audience.STAFF, TODAY)
    write_pack(pack, policy=CHANGED)
    built(tmp_path / "home", pack, encoder)
    after = assistant.ask(question, Audience.STAFF, TODAY)
    assert "10%" in before.statements[0].text
    assert "12%" in after.statements[0].text
    assert before.edition != after.edition


def test_an_edition_can_be_frozen_and_gone_back_to(tmp_path: Path, encoder: Path):
    pack, editions = write_pack(tmp_path / "pack"), Editions(tmp_path / "home")
    first = built(tmp_path / "home", pack, encoder).edition
    editions.freeze("homecare-tender")
    write_pack(pack, policy=CHANGED)
    second = built(tmp_path / "home", pack, encoder).edition
    assert editions.current() == second
    assert editions.get("homecare-tender") == first
    editions.use(editions.get("homecare-tender"))
    assert editions.current() == first


def test_pruning_keeps_what_serves_and_what_is_frozen(tmp_path: Path, encoder: Path):
    pack, editions = write_pack(tmp_path / "pack"), Editions(tmp_path / "home")
    ids = []
    for percent in (10, 11, 12, 13):
        write_pack(pack, policy=POLICY.replace("at least 10%", f"at least {percent}%"))
        ids.append(built(tmp_path / "home", pack, encoder).edition.id)
        if percent == 10:
            editions.freeze("tender")
    assert editions.prune(1) == (ids[1], ids[2])
    assert [edition.id for edition in editions.all()] == [ids[0], ids[3]]


def test_without_an_edition_the_operator_is_told_what_to_run(tmp_path: Path):
    with pytest.raises(EditionError, match="run townclerk index first"):
        Editions(tmp_path).current()


@pytest.mark.parametrize("name", ["", "../up", "With Space", "a/b", "." * 5])
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path, name: str, encoder: Path):
    built(tmp_path / "home", write_pack(tmp_path / "pack"), encoder)
    with pytest.raises(AskerError):
        Editions(tmp_path / "home").freeze(name)
    with pytest.raises(EditionError):
        Editions(tmp_path / "home").get(name)


def test_a_broken_edition_says_how_to_mend_it(tmp_path: Path, encoder: Path):
    edition = built(tmp_path / "home", write_pack(tmp_path / "pack"), encoder).edition
    (edition.folder / "staff" / "vectors.faiss").write_bytes(b"broken")
    with pytest.raises(EditionError, match="run townclerk index --full"):
        edition.open(Audience.STAFF)


def test_a_build_that_does_not_find_its_own_passages_leaves_the_old_edition(tmp_path: Path, encoder: Path):
    pack, home = write_pack(tmp_path / "pack"), tmp_path / "home"
    first = built(home, pack, encoder).edition
    write_pack(pack, policy=CHANGED)
    turn = np.linalg.qr(np.random.default_rng(7).normal(size=(384, 384)))[0].astype(np.float32)
    kit = onnx_kit(encoder)
    calls = []

    def turning(texts, progress):
        calls.append(texts)
        vectors = kit.encode(texts, progress)
        return vectors if len(calls) == 1 else vectors @ turn

    lost = replace(kit, encode=turning, anew=True)
    bigger = read_pack(open_pack(write_pack(pack, policy=CHANGED + many_paragraphs())), lambda _: None)
    with pytest.raises(EditionError, match="the old one still serves"):
        build(Editions(home), bigger, lost)
    assert Editions(home).current() == first


def many_paragraphs() -> str:
    """Enough passages that fifty neighbours are not all of them."""
    topics = ("parking", "libraries", "trees", "bins")
    return "".join(f"\n## {9 + i} About {t}\n" + "".join(
        f"\n{9 + i}.{n} The officer for {t} must keep record number {n} of every {t} matter that comes to the desk "
        f"in week {n}, and tell the {t} board what was done about it before the end of the month that follows.\n"
        for n in range(1, 25)) for i, t in enumerate(topics))  # fmt: skip


def test_what_an_edition_was_made_of_is_in_its_folder(tmp_path: Path, encoder: Path):
    pack = write_pack(tmp_path / "pack")
    edition = built(tmp_path / "home", pack, encoder).edition
    facts = json.loads((edition.folder / "edition.json").read_text())
    assert facts["documents"] == 3
    assert facts["public_documents"] == 2
    assert edition.id == edition_id(open_pack(pack), onnx_kit(encoder).model)
    assert {one.document: one.paragraphs for one in edition.report()} == {"policy": 15, "guide": 3, "old-policy": 2}


def test_an_unreadable_document_stops_no_other(tmp_path: Path, encoder: Path):
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "good.md").write_text("# Good\n\n1.1 A paragraph about gravel.\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    (folder / "encoded.txt").write_bytes("1.1 Caf\xe9 contracts \xa35".encode("latin-1"))
    done = built(tmp_path / "home", folder, encoder)
    unreadable = {one.file: one.unreadable for one in done.report if one.unreadable}
    assert sorted(unreadable) == ["broken.pdf", "empty.txt"]
    assert done.documents == 2
    shutil.rmtree(folder)


def test_documents_of_a_plain_folder_have_an_id_each(tmp_path: Path):
    folder = tmp_path / "plain"
    folder.mkdir()
    for name in ("a.md", "a.txt", "a-2.md", "b#c.md"):
        (folder / name).write_text("1.1 Words.\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("1.1 Secret.\n", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    entries = open_pack(folder).entries
    assert len({entry.id for entry in entries}) == len(entries) == 4
    assert all("#" not in entry.id for entry in entries)
    assert "link.md" not in [entry.file for entry in entries]


def test_a_broken_memory_of_vectors_is_only_forgotten(tmp_path: Path, encoder: Path):
    pack, home = write_pack(tmp_path / "pack"), tmp_path / "home"
    first = built(home, pack, encoder)
    next((home / "vectors").glob("*.npz")).write_bytes(b"PK\x03\x04 not a zip")
    write_pack(pack, policy=CHANGED)
    assert built(home, pack, encoder).embedded >= first.embedded


def test_a_pointer_that_is_no_text_says_how_to_mend_it(tmp_path: Path, encoder: Path):
    built(tmp_path / "home", write_pack(tmp_path / "pack"), encoder)
    (tmp_path / "home" / "current").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EditionError, match="run townclerk index"):
        Editions(tmp_path / "home").current()
