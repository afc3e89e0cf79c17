from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import cli
from corpus import STARTER
from indexer.editions import Editions
from tests.cli.conftest import Run
from tests.packs import MANIFEST, POLICY, write_pack

WEIGHTING = "What weighting must a contract of £100,000 carry?"
COMMANDS = sorted(info.callback.__name__ for info in cli.app.registered_commands if info.callback)
NOT_YET_DUE = MANIFEST.replace("review: 2026-10-01", "review: 2999-01-01").replace("2028-03-31", "2999-01-01")


def jsonl(file: Path, *lines: object) -> Path:
    file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    return file


# ask


def test_an_answer_in_text_has_its_words_its_paragraph_and_its_status(asked: Run):
    ran = asked("ask", WEIGHTING)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "From the documents:",
        "",
        "1. A contract of £100,000 or more must carry a social value weighting of at least 10% of the total score.",
        "   [policy#2.1] Social Value Policy, page 1, in force",
    ]


def test_an_answer_in_json_has_every_field_that_is_promised(asked: Run):
    answer = asked("ask", WEIGHTING, "--json").json
    promised = "id question outcome audience as_of statements notices written_by edition milliseconds"
    assert set(promised.split()) <= set(answer)
    assert (answer["outcome"], answer["audience"], answer["as_of"]) == ("answered", "staff", "2026-11-20")
    cited = answer["statements"][0]["citations"][0]
    of_a_citation = "ref document paragraph title headings page quotation digest status authority url"
    assert set(of_a_citation.split()) <= set(cited)
    assert (cited["ref"], cited["url"]) == ("policy#2.1", "/documents/policy#2.1")


def test_a_notice_stands_below_the_answer(asked: Run):
    out = asked("ask", "What was the Golden Trowel award?").out
    assert "\nNote: Social Value Policy 2019 has been replaced" in out


def test_the_public_audience_is_not_answered_from_a_staff_document(asked: Run):
    question = "What is the canary word for staff?"
    assert "heliotrope" in asked("ask", question).out
    assert "heliotrope" not in asked("ask", question, "--audience", "public").out


def test_a_question_that_is_not_covered_is_no_fault(asked: Run):
    ran = asked("ask", "What is the weather in Crewe today?", "--json")
    assert (ran.code, ran.json["outcome"], ran.json["statements"]) == (0, "not_covered", [])


def test_an_empty_question_is_refused_with_the_reason(asked: Run):
    ran = asked("ask", "")
    assert (ran.code, ran.out) == (0, "This cannot be answered here: there is no question.\n")


def test_half_a_character_is_printed_as_its_number(asked: Run):
    ran = asked("search", "What is social value\ud800?", "--json")
    assert (ran.code, ran.json["query"]) == (0, "What is social value\ud800?")


def test_words_between_colons_are_not_made_into_pictures(run: Run, tmp_path: Path):
    pack = write_pack(tmp_path / "town:key:clerk", manifest=NOT_YET_DUE)
    assert run("check", "--pack", pack).out == f"{pack}: 0 faults, 0 warnings.\n"


@pytest.mark.parametrize("arguments", [(), (WEIGHTING, "--batch", "questions.jsonl")])
def test_asking_takes_a_question_or_a_batch_and_not_both(run: Run, arguments: tuple[str, ...]):
    ran = run("ask", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "give a question, or --batch with a file of them" in ran.err


# ask --batch


def test_a_batch_is_answered_in_order_and_each_line_keeps_its_id(asked: Run, tmp_path: Path):
    lines = [
        {"id": "z", "question": WEIGHTING},
        {"id": 7, "question": "What is the weather in Crewe today?"},
        {"question": "What is the canary word for staff?", "audience": "public"},
        {"id": "a", "question": "What was the Golden Trowel award?", "as_of": "2024-05-01"},
    ]
    ran = asked("ask", "--batch", jsonl(tmp_path / "questions.jsonl", *lines), "--json")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["question"] for answer in answers] == [line["question"] for line in lines]
    assert [answers[0]["id"], answers[1]["id"], answers[3]["id"]] == ["z", 7, "a"]
    assert answers[2]["id"] not in ("", None)
    assert (answers[2]["audience"], answers[3]["as_of"]) == ("public", "2024-05-01")
    assert answers[3]["outcome"] == "answered"


def test_empty_lines_of_a_batch_are_passed_over(asked: Run, tmp_path: Path):
    file = tmp_path / "questions.jsonl"
    file.write_text('\ufeff{"id": 1, "question": "Who?"}\r\n\r\n{"id": 2, "question": "What?"}\n\n', encoding="utf-8")
    assert [json.loads(line)["id"] for line in asked("ask", "--batch", file).out.splitlines()] == [1, 2]


def test_a_question_may_hold_any_character_but_a_line_feed(asked: Run, tmp_path: Path):
    file = jsonl(tmp_path / "questions.jsonl", {"question": "What is\u2028social value?"})
    assert json.loads(asked("ask", "--batch", file).out)["outcome"] == "answered"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{'question': 'Who?'}", "is not JSON; write one object a line"),
        ("[" * 100_000, "is not JSON; write one object a line"),
        ('"Who?"', 'is not an object; write it like {"question": "..."}'),
        ('{"ask": "Who?"}', "question is missing; add it"),
        ('{"question": 4}', "question is not text; put it in quotation marks"),
        ('{"question": "Who?", "as_of": "soon"}', "as_of 'soon' is not a date; write it like 2026-04-01"),
        ('{"question": "Who?", "audience": "all"}', "audience 'all' is not one of 'public' or 'staff'"),
    ],
)
def test_a_broken_line_is_named_by_its_number_before_anything_is_answered(
    asked: Run, tmp_path: Path, broken: str, said: str
):
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"question": "Who?"}}\n\n{broken}\n', encoding="utf-8")
    ran = asked("ask", "--batch", file, "--json")
    assert (ran.code, ran.out, ran.err) == (1, "", f"townclerk: {file}, line 3: {said}\n")


def test_a_batch_that_is_not_there_is_one_plain_line(asked: Run, tmp_path: Path):
    ran = asked("ask", "--batch", tmp_path / "none.jsonl")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"townclerk: {tmp_path / 'none.jsonl'} cannot be read: No such file or directory\n"


def test_a_batch_in_another_encoding_is_one_plain_line(asked: Run, tmp_path: Path):
    (tmp_path / "q.jsonl").write_bytes('{"question": "£5?"}'.encode("cp1252"))
    ran = asked("ask", "--batch", tmp_path / "q.jsonl")
    assert ran.err == f"townclerk: {tmp_path / 'q.jsonl'} is not UTF-8; save it as UTF-8 text\n"


# search


def test_a_search_prints_the_nearest_passages_with_their_paragraphs(asked: Run):
    ran = asked("search", "grey squirrels", "-k", "1")
    assert (ran.code, ran.err) == (0, "")
    assert "policy#3.2" in ran.out
    assert "Deliveries of grey squirrels are refused on Tuesdays." in ran.out


def test_a_search_in_json_has_no_more_hits_than_asked_for_and_best_first(asked: Run):
    found = asked("search", "social value", "-k", "3", "--json").json
    scores = [hit["score"] for hit in found["hits"]]
    assert found["query"] == "social value"
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert set(found["hits"][0]) == {"refs", "document", "title", "headings", "page", "text", "score"}


def test_a_search_for_the_public_finds_no_staff_document(asked: Run):
    hits = asked("search", "canary heliotrope", "-k", "100", "--audience", "public", "--json").json["hits"]
    assert {hit["document"] for hit in hits} == {"policy", "old-policy"}


@pytest.mark.parametrize(
    "wrong",
    [("-k", "0"), ("-k", "101"), ("-k", "many"), ("--audience", "everyone"), ("--as-of", "2026-02-30"), ("--colour",)],
)
def test_a_wrong_option_is_wrong_usage(run: Run, wrong: tuple[str, ...]):
    ran = run("search", "value", *wrong)
    assert (ran.code, ran.out) == (2, "")
    assert wrong[0] in ran.err


# index


def test_indexing_what_is_indexed_already_says_so_in_json_alone(run: Run, testford: tuple[Path, Path], home: Path):
    built = run("index", "--pack", testford[0], "--home", home, "--json").json
    assert (built["documents"], built["embedded"], built["unreadable"]) == (3, 0, {})
    assert built["edition"] == Editions(home).current().id


@pytest.mark.slow
def test_a_plain_folder_is_indexed_and_answers(tmp_path: Path):
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "Bins.md").write_text("# Bins\n\n1 Green bins are emptied on Thursdays.\n", encoding="utf-8")
    (folder / "Broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    home = tmp_path / "home"
    built = townclerk("index", "--pack", folder, "--home", home, "--json")
    assert json.loads(built.stdout)["documents"] == 1
    assert "Broken.pdf: not read: " in built.stderr
    asked = townclerk("ask", "What is emptied on Thursdays?", "--pack", folder, "--home", home, "--json")
    assert json.loads(asked.stdout)["statements"][0]["citations"][0]["ref"] == "Bins#1"


# check


def test_a_sound_pack_has_no_findings(run: Run, tmp_path: Path):
    ran = run("check", "--pack", write_pack(tmp_path, manifest=NOT_YET_DUE))
    assert (ran.code, ran.out, ran.err) == (0, f"{tmp_path}: 0 faults, 0 warnings.\n", "")


def test_a_warning_is_told_and_fails_nothing(run: Run, tmp_path: Path):
    pack = write_pack(tmp_path, manifest=NOT_YET_DUE.replace("  review: 2999-01-01\n", "", 1))
    ran = run("check", "--pack", pack)
    assert (ran.code, ran.out) == (0, f"{pack}: 0 faults, 1 warning.\n")
    assert ran.err == (
        "warning: documents.yaml: policy: has no review date; give review, the date it is next looked at\n"
    )


def test_a_fault_is_told_in_json_alone_and_fails(run: Run, tmp_path: Path):
    pack = write_pack(tmp_path, manifest=NOT_YET_DUE, policy=POLICY.replace("2.2", "2.1"))
    ran = run("check", "--pack", pack, "--json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.json == {
        "pack": str(pack),
        "findings": [
            {
                "severity": "fault",
                "file": "documents/policy.md",
                "text": "the number 2.1 is printed 2 times; give each paragraph a number of its own",
            }
        ],
    }


def test_the_starter_pack_has_no_faults(run: Run):
    assert run("check", "--pack", STARTER).code == 0


# editions


def test_the_editions_of_a_new_home_are_none(run: Run, tmp_path: Path):
    ran = run("editions", "--home", tmp_path)
    assert (ran.code, ran.out) == (0, "There is no edition yet; run townclerk index.\n")


def test_the_edition_that_serves_is_marked_and_a_frozen_one_bears_its_name(run: Run, home: Path):
    edition = Editions(home).current().id
    frozen = run("editions", "freeze", "youth-tender", "--home", home)
    assert (frozen.code, frozen.out) == (0, f"Frozen: youth-tender holds edition {edition}.\n")
    assert run("editions", "--home", home).out.startswith(f"{edition}  3 documents, ")
    assert run("editions", "list", "--home", home).out.endswith("  serves, frozen as youth-tender\n")
    row = run("editions", "list", "--home", home, "--json").json["editions"][0]
    assert (row["id"], row["current"], row["frozen_as"]) == (edition, True, ["youth-tender"])


def test_a_frozen_edition_is_used_by_its_name(run: Run, home: Path):
    editions = Editions(home)
    older = editions.freeze("before").id
    other = editions.folder / "0123456789abcdef"
    shutil.copytree(editions.current().folder, other, copy_function=os.link)
    assert run("editions", "use", "0123456789abcdef", "--home", home).out == "Edition 0123456789abcdef serves.\n"
    assert editions.current().id == "0123456789abcdef"
    assert run("editions", "use", "before", "--home", home, "--json").json["edition"] == older
    assert editions.current().id == older


def test_pruning_keeps_what_serves_what_is_frozen_and_the_two_newest(run: Run, home: Path):
    editions = Editions(home)
    serving = editions.freeze("live").id
    for age, id in enumerate(("newest", "newer", "older", "oldest")):
        folder = shutil.copytree(editions.current().folder, editions.folder / id, copy_function=os.link)
        os.utime(folder, (2_000_000_000 - age, 2_000_000_000 - age))
    pruned = run("editions", "prune", "--home", home, "--json")
    assert pruned.json["removed"] == ["oldest", "older"]
    assert {edition.id for edition in editions.all()} == {serving, "newer", "newest"}
    assert run("editions", "prune", "--home", home).out == "Removed: nothing.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("use", "nosuch"), "there is no edition 'nosuch' in {home}; see townclerk editions"),
        (("use", "../../etc"), "there is no edition '../../etc' in {home}; see townclerk editions"),
        (("freeze", "Youth Tender"), "'Youth Tender' cannot be a name; use small letters, digits and hyphens"),
    ],
)
def test_a_name_that_holds_no_edition_is_one_plain_line(run: Run, home: Path, arguments: tuple[str, str], said: str):
    ran = run("editions", *arguments, "--home", home)
    assert (ran.code, ran.out, ran.err) == (1, "", f"townclerk: {said.format(home=home)}\n")


@pytest.mark.parametrize("arguments", [("melt",), ("freeze",), ("use",)])
def test_an_action_that_is_none_or_lacks_its_name_is_wrong_usage(run: Run, home: Path, arguments: tuple[str, ...]):
    ran = run("editions", *arguments, "--home", home)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: townclerk editions [OPTIONS]" in ran.err


@pytest.mark.parametrize("action", [("freeze", "live"), ("prune",)])
def test_a_home_without_an_edition_has_none_to_freeze_or_prune(run: Run, tmp_path: Path, action: tuple[str, ...]):
    ran = run("editions", *action, "--home", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"townclerk: there is no edition in {tmp_path} yet; run townclerk index first\n"


# evaluate


def test_answers_are_measured_against_a_file_of_questions(asked: Run, tmp_path: Path):
    right = {"id": "a", "question": WEIGHTING, "answerable": True, "must": [["10%"]], "paragraphs": ["2.1"]}
    wrong = {"id": "b", "question": "What is the weather in Crewe today?", "answerable": True, "must": [["rain"]]}
    file = jsonl(tmp_path / "questions.jsonl", right, wrong)
    ran = asked("evaluate", file, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [ran.json[key] for key in ("questions", "right", "wrongly_refused")] == [2, 0.5, 0.5]
    text = asked("evaluate", file).out
    assert "right                0.5\n" in text
    assert text.endswith("\nb What is the weather in Crewe today?\n    refused\n")


def test_a_broken_line_of_a_question_file_is_named(asked: Run, tmp_path: Path):
    file = jsonl(tmp_path / "questions.jsonl", {"question": "Who?", "answerable": True}, {"question": "What?"})
    ran = asked("evaluate", file)
    assert (ran.code, ran.out, ran.err) == (1, "", f"townclerk: {file}, line 2: answerable is missing; add it\n")


@pytest.mark.parametrize("arguments", [(), ("questions.jsonl", "--beir", "folder")])
def test_evaluating_takes_questions_or_a_public_set_and_not_both(run: Run, arguments: tuple[str, ...]):
    ran = run("evaluate", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "give a file of questions, or --beir with a folder" in ran.err


# init


def test_the_starter_pack_is_copied_without_our_code_and_sources(run: Run, tmp_path: Path):
    ran = run("init", tmp_path / "ours")
    assert ran.code == 0
    assert f"townclerk check --pack {tmp_path / 'ours'}" in ran.out
    copied = {str(file.relative_to(tmp_path / "ours")) for file in (tmp_path / "ours").rglob("*") if file.is_file()}
    assert {"pack.yaml", "documents.yaml", "wording/en.yaml", "documents/sv-policy.md"} <= copied
    assert not any(name.endswith(".py") or name.startswith("sources") for name in copied)


def test_a_folder_that_is_there_is_not_written_over(run: Run, tmp_path: Path):
    (tmp_path / "pack.yaml").write_text("ours", encoding="utf-8")
    ran = run("init", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"townclerk: {tmp_path} is there already; name a folder that is not\n"
    assert [file.name for file in tmp_path.iterdir()] == ["pack.yaml"]


def test_a_folder_that_cannot_be_made_is_one_plain_line(run: Run, tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = run("init", tmp_path / "file" / "ours")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"townclerk: {tmp_path}/file/ours cannot be written (Not a directory); name another folder\n"


# settings


def test_every_setting_is_printed_with_its_value_and_its_sentence(run: Run, tmp_path: Path):
    rows = run("settings", "--home", tmp_path, "--json").json
    assert rows["home"] == {"value": str(tmp_path), "help": "Folder of the editions and the database."}
    assert (rows["port"]["value"], rows["model"]["value"]) == ("8000", "")
    assert f"TOWNCLERK_HOME={tmp_path}\n    Folder of the editions" in run("settings", "--home", tmp_path).out


def test_the_environment_names_the_home_and_the_pack(
    run: Run, monkeypatch: pytest.MonkeyPatch, testford: tuple[Path, Path]
):
    monkeypatch.setenv("TOWNCLERK_PACK", str(testford[0]))
    monkeypatch.setenv("TOWNCLERK_HOME", str(testford[1]))
    assert "[policy#2.1]" in run("ask", WEIGHTING, "--as-of", "2026-11-20").out


def test_an_option_goes_before_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TOWNCLERK_HOME", "/nowhere")
    assert run("settings", "--home", tmp_path, "--json").json["home"]["value"] == str(tmp_path)


def test_a_setting_left_empty_has_its_default(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TOWNCLERK_PORT", "")
    assert run("settings", "--json").json["port"]["value"] == "8000"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "eighty", "'eighty' is not a whole number"),
        ("PORT", "65536", "'65536' is more than 65535, the most it may be"),
        ("PORT", "0", "'0' is less than 1, the least it may be"),
        ("AUDIENCE", "all", "'all' is not one of 'public' or 'staff'"),
        ("QUESTION_CHARACTERS", "3", "'3' is less than 20, the least it may be"),
    ],
)
def test_a_wrong_setting_is_named_in_one_plain_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
):
    monkeypatch.setenv(f"TOWNCLERK_{name}", value)
    ran = run("settings")
    assert (ran.code, ran.out, ran.err) == (1, "", f"townclerk: setting TOWNCLERK_{name}: {said}\n")


# faults that someone can mend


@pytest.mark.parametrize(
    "command", [("ask", "Who?"), ("search", "value"), ("serve",), ("evaluate", "questions.jsonl")], ids=lambda c: c[0]
)
def test_without_an_edition_a_command_says_what_to_run(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
):
    monkeypatch.chdir(tmp_path)
    jsonl(tmp_path / "questions.jsonl", {"question": "Who?", "answerable": True})
    ran = run(*command, "--home", tmp_path / "home", "--pack", write_pack(tmp_path / "pack"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"townclerk: there is no edition in {tmp_path / 'home'} yet; run townclerk index first\n"


@pytest.mark.parametrize("command", [("index",), ("ask", "Who?"), ("search", "value")], ids=lambda c: c[0])
def test_a_broken_pack_is_one_plain_line_naming_file_entry_and_mending(
    run: Run, tmp_path: Path, command: tuple[str, ...]
):
    pack = write_pack(tmp_path / "pack", manifest=MANIFEST.replace("audience: public", "audience: publick", 1))
    ran = run(*command, "--home", tmp_path / "home", "--pack", pack)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"townclerk: {pack}/documents.yaml: policy, audience: 'publick' is not one of 'public' or 'staff'\n"
    )


def test_a_pack_no_document_of_which_can_be_read_gives_no_edition(run: Run, tmp_path: Path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "scan.pdf").write_bytes(b"")
    ran = run("check", "--pack", tmp_path / "pack")
    assert (ran.code, ran.err) == (1, "fault: scan.pdf: is empty. Mend the file, or move it elsewhere\n")


# the whole program


def townclerk(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in a process of its own."""
    program = Path(sys.executable).with_name("townclerk")
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **settings}
    command = [str(program), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120)


def test_the_installed_command_answers_by_the_settings_of_its_environment(testford: tuple[Path, Path]):
    pack, home = map(str, testford)
    ran = townclerk("ask", WEIGHTING, "--json", "--as-of", "2026-11-20", TOWNCLERK_PACK=pack, TOWNCLERK_HOME=home)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["statements"][0]["citations"][0]["ref"] == "policy#2.1"


def test_the_installed_command_ends_with_one_plain_line_and_no_traceback():
    ran = townclerk("settings", TOWNCLERK_PORT="eighty")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "townclerk: setting TOWNCLERK_PORT: 'eighty' is not a whole number\n"


def test_an_unknown_command_is_wrong_usage(run: Run):
    ran = run("aks", "Who?")
    assert (ran.code, ran.out) == (2, "")
    assert "No such command 'aks'." in ran.err


def test_these_are_the_commands(run: Run):
    listed = re.findall(r"(?m)^  (\w+)", run("--help").out.split("Commands:")[1])
    promised = {"index", "ask", "search", "check", "editions", "evaluate", "init", "serve", "settings"}
    assert promised <= set(listed)
    assert sorted(listed) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_a_home(run: Run, command: str):
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "--home" in ran.out
    assert f"Usage: townclerk {command} [OPTIONS]" in ran.out


HEAVY = ("torch", "faiss", "fastapi", "onnxruntime")
RUN_AND_TELL = f"""
import sys
from assistant.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        *((command, "--help") for command in COMMANDS),
        ("settings",),
        ("check",),
        ("editions",),
    ],
    ids=" ".join,
)
def test_a_command_that_searches_nothing_loads_no_search_library(
    arguments: tuple[str, ...], tmp_path: Path, testford: tuple[Path, Path]
):
    pack, home = map(str, testford)
    environment = {"PATH": os.environ["PATH"], "TOWNCLERK_PACK": pack, "TOWNCLERK_HOME": home}
    command = [sys.executable, "-c", RUN_AND_TELL, *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert ran.stderr.splitlines()[-1] == "[]"
