"""The command line: each command gives its arguments to one function and prints what it returns."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from assistant.settings import Settings, load_settings
from corpus import STARTER
from indexer.errors import ElsewhereError, OperatorError, TownclerkError
from indexer.model import Audience

app = typer.Typer(
    name="townclerk", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Answers questions about a council's own policies, cited to the paragraph.",
)  # fmt: skip
_OUT = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
_ERR = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is not a date; write it like 2026-11-20") from error


Home = Annotated[Path | None, typer.Option(help="Folder of the editions and the database.")]
PackFolder = Annotated[Path | None, typer.Option("--pack", help="Folder of the pack, or of documents.")]
Json = Annotated[bool, typer.Option("--json", help="Print machine-readable output alone.")]
AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=_date, metavar="DATE", help="Answer as on this date, like 2026-11-20.")
]
For = Annotated[Audience, typer.Option("--audience", help="Whose documents to answer from.")]


def main() -> None:
    """Run a command; a fault someone can mend is one plain line and exit 1, or 3 where another machine failed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A question may hold half a character, and a terminal may not know every letter of a document.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="townclerk")
    except ElsewhereError as error:
        _fail(error, 3)
    except TownclerkError as error:
        _fail(error, 1)


def _fail(error: TownclerkError, code: int) -> None:
    _ERR.print(f"townclerk: {error}")
    sys.exit(code)


def today() -> date:
    """The date here: the one place below the doors' clocks where a command asks for it."""
    return datetime.now(tz=UTC).astimezone().date()  # noqa: TID251 - a door asks the clock


@app.command()
def index(
    pack: PackFolder = None,
    home: Home = None,
    full: Annotated[bool, typer.Option("--full", help="Embed everything anew.")] = False,  # noqa: FBT002
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Build an edition (changed parts only), verify it, and switch to it."""
    from assistant.bootstrap import build_edition  # noqa: PLC0415 - the libraries of a build load only here

    settings = load_settings(pack=pack, home=home)
    with _bars() as progress:
        built = build_edition(settings, progress, full=full)
    for one in built.report:
        _say_doubts(one)
    facts = {
        "edition": built.edition.id, "documents": built.documents, "paragraphs": built.paragraphs,
        "passages": built.passages, "embedded": built.embedded,
        "unreadable": {one.file: one.unreadable for one in built.report if one.unreadable},
        "report": [asdict(one) for one in built.report],
    }  # fmt: skip
    if as_json:
        _print_json(facts)
    else:
        _OUT.print(
            f"Edition {built.edition.id}: {_count(built.documents, 'document')}, "
            f"{_count(built.paragraphs, 'paragraph')}, {_count(built.passages, 'passage')}, "
            f"{_count(built.embedded, 'text')} embedded."
        )


def _say_doubts(one: Any) -> None:
    if one.unreadable:
        _ERR.print(f"{one.file}: not read: {one.unreadable}")
    for doubt in (*one.doubts, *one.remarks):
        _ERR.print(f"{one.file}: {doubt}")


@contextmanager
def _bars() -> Iterator[Any]:
    """Progress on a terminal, nothing elsewhere."""
    from rich.progress import Progress  # noqa: PLC0415 - half of --help's time

    with Progress(console=_ERR, disable=not _ERR.is_terminal, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, of: int) -> None:
            if stage not in tasks and stage == "embedding" and of > 500 and not _ERR.is_terminal:
                _ERR.print(f"Embedding {of:,} texts, some fifty to a hundred a second.")
            task = tasks.setdefault(stage, None) or bars.add_task(stage, total=of)
            tasks[stage] = task
            bars.update(task, completed=done, total=of)

        yield progress


@app.command()
def ask(  # noqa: PLR0913 - the options of interfaces.md
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    batch: Annotated[Path | None, typer.Option(help="A file of questions, one JSON object a line.")] = None,
    audience: For = Audience.STAFF,
    as_of: AsOf = None,
    pack: PackFolder = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Answer a question, or a file of them, from the edition that serves."""
    from assistant.asking import ask_batch, in_text  # noqa: PLC0415 - the search libraries load only here
    from assistant.bootstrap import make_assistant  # noqa: PLC0415

    if (question is None) == (batch is None):
        raise typer.BadParameter("give a question, or --batch with a file of them")
    assistant = make_assistant(load_settings(pack=pack, home=home))
    day = as_of or today()
    if batch is not None:
        for line in ask_batch(assistant, batch, audience, day):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        return
    answer = assistant.ask(question or "", audience, day)
    if as_json:
        _print_json(answer.as_json())
    else:
        _OUT.print(in_text(answer))


@app.command()
def search(  # noqa: PLR0913 - the options of interfaces.md
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    audience: For = Audience.STAFF,
    as_of: AsOf = None,
    pack: PackFolder = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Print the passages nearest to a query."""
    from assistant.asking import hit_as_json  # noqa: PLC0415
    from assistant.bootstrap import make_assistant  # noqa: PLC0415

    hits = make_assistant(load_settings(pack=pack, home=home)).search(query, k, audience, as_of or today())
    if as_json:
        _print_json({"query": query, "hits": [hit_as_json(hit) for hit in hits]})
        return
    for hit in hits:
        _OUT.print(f"{hit.score:.3f}  {', '.join(map(str, hit.passage.refs))}\n       {hit.passage.text}\n")


@app.command()
def checklist(  # noqa: PLR0913 - the options of interfaces.md
    name: Annotated[str, typer.Argument(help="Which checklist; without it they are listed.")] = "",
    profile: Annotated[Path | None, typer.Option(help="The facts of the contract, as YAML.")] = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", help="md, json, docx or html.")] = "md",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    compare: Annotated[
        str | None, typer.Option(help="Say what changes: with a date, a pack, a profile or a threshold.")
    ] = None,
    record: Annotated[Path | None, typer.Option(help="Keep a record of the checklist in this file.")] = None,
    by: Annotated[str, typer.Option(help="Who makes the record.")] = "",
    pack: PackFolder = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Say what the rules ask of one contract, every item with its source."""
    from assistant.checklists.command import keep_record, run  # noqa: PLC0415

    settings, day = load_settings(pack=pack, home=home), as_of or today()
    form = "json" if as_json else format
    printed = run(name, profile, day, form, output, compare, settings.pack)
    if record is not None:
        keep_record(name, profile, day, settings.pack, by, datetime.now(tz=UTC), record)  # noqa: TID251 - a door's clock
    sys.stdout.write(printed)


@app.command()
def tender(  # noqa: PLR0913 - the options of interfaces.md
    profile: Annotated[Path, typer.Option(help="The facts of the contract, as YAML.")],
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", help="md, json, docx, xlsx or html.")] = "md",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    pack: PackFolder = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Draft the social value section of a tender from one contract's facts, every line with its source."""
    from assistant.tenders.command import run  # noqa: PLC0415

    settings = load_settings(pack=pack, home=home)
    form = "json" if as_json else format
    sys.stdout.write(run(profile, as_of or today(), form, output, settings.pack))


@app.command()
def check(pack: PackFolder = None, home: Home = None, as_json: Json = False) -> None:  # noqa: FBT002
    """Prove a pack: manifest, documents, addresses, wording."""
    from assistant.checking import check_pack  # noqa: PLC0415

    settings = load_settings(pack=pack, home=home)
    findings = check_pack(settings.pack, today())
    if as_json:
        _print_json({"pack": str(settings.pack), "findings": [vars(finding) for finding in findings]})
    else:
        for finding in findings:
            _ERR.print(f"{finding.severity}: {finding.file}: {finding.text}")
        faults = sum(finding.severity == "fault" for finding in findings)
        _OUT.print(f"{settings.pack}: {_count(faults, 'fault')}, {_count(len(findings) - faults, 'warning')}.")
    if any(finding.severity == "fault" for finding in findings):
        raise typer.Exit(1)


@app.command()
def measures(
    action: Annotated[Literal["list", "import"], typer.Argument(help="What to do with them.")] = "list",
    file: Annotated[Path | None, typer.Argument(help="The CSV or XLSX file to import.")] = None,
    pack: PackFolder = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """List the measures of a pack, or import a framework that the council has a licence for."""
    from assistant.measures.command import import_framework, list_measures  # noqa: PLC0415

    if (file is None) == (action == "import"):
        raise typer.BadParameter("give the file to import" if file is None else "a file is for import alone")
    folder = load_settings(pack=pack, home=home).pack
    result = list_measures(folder) if file is None else import_framework(file, folder)
    findings = result.get("findings", [])
    if as_json:
        _print_json(result)
    else:
        for line in result["lines"]:
            (_ERR if findings else _OUT).print(line)
    if findings:
        raise typer.Exit(1)


@app.command()
def value(
    commitments: Annotated[Path, typer.Option(help="A YAML, CSV or XLSX file of what is promised.")],
    contract_value: Annotated[str | None, typer.Option(help="£ over the whole term, to give a share of.")] = None,
    discount: Annotated[bool, typer.Option("--discount", help="Bring later years to today's worth.")] = False,  # noqa: FBT002
    pack: PackFolder = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Say what commitments are worth, in pounds where a measure has a value and in units where not."""
    from assistant.measures.commitment import CommitmentsRefused  # noqa: PLC0415
    from assistant.measures.value_command import refused_as_json, run  # noqa: PLC0415

    try:
        sys.stdout.write(run(commitments, load_settings(pack=pack, home=home).pack, contract_value, discount, as_json))
    except CommitmentsRefused as refused:
        if as_json:
            _print_json(refused_as_json(commitments, refused))
        for mend in () if as_json else refused.mends:
            _ERR.print(f"{commitments}: {mend}")
        raise typer.Exit(1) from refused


@app.command()
def editions(
    action: Annotated[Literal["list", "freeze", "use", "prune"], typer.Argument(help="What to do with them.")] = "list",
    name: Annotated[str, typer.Argument(help="A name to freeze under, or an edition to use.")] = "",
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """List the editions; freeze one under a name, go back to one, or remove old ones."""
    from assistant.shelving import shelve  # noqa: PLC0415

    if action in ("freeze", "use") and not name:
        raise typer.BadParameter(f"give a name: townclerk editions {action} NAME")
    lines = shelve(load_settings(home=home).home, action, name)
    if as_json:
        _print_json(lines)
    else:
        for line in lines["lines"]:
            _OUT.print(line)


@app.command()
def evaluate(
    questions: Annotated[Path | None, typer.Argument(help="Questions with what a right answer holds, JSONL.")] = None,
    beir: Annotated[Path | None, typer.Option(help="A folder in BEIR layout, to measure retrieval.")] = None,
    pack: PackFolder = None,
    home: Home = None,
    as_of: AsOf = None,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Measure answers against a file of questions, or retrieval against a public set."""
    from assistant.evaluation import evaluate_answers, evaluate_retrieval, in_lines  # noqa: PLC0415

    settings = load_settings(pack=pack, home=home)
    if (questions is None) == (beir is None):
        raise typer.BadParameter("give a file of questions, or --beir with a folder")
    if beir is not None:
        result = evaluate_retrieval(settings, beir)
    else:
        assert questions is not None
        result = evaluate_answers(settings, questions, as_of or today())
    if as_json:
        _print_json(result)
    else:
        for line in in_lines(result):
            _OUT.print(line)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A folder that is not there yet.")],
    home: Home = None,  # noqa: ARG001 - every command takes it
) -> None:
    """Copy the starter pack, to make it a council's own."""
    if folder.exists():
        raise OperatorError(f"{folder} is there already; name a folder that is not")
    try:
        shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("__init__.py", "__pycache__", "sources"))
    except OSError as error:
        raise OperatorError(f"{folder} cannot be written ({error.strerror or error}); name another folder") from error
    _OUT.print(f"Copied to {folder}. Edit pack.yaml first, then: townclerk check --pack {folder}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.")] = None,
    pack: PackFolder = None,
    home: Home = None,
) -> None:
    """Serve the pages and the API."""
    from assistant.serving import serve_forever  # noqa: PLC0415

    serve_forever(load_settings(host=host, port=port, pack=pack, home=home), today)


@app.command()
def settings(pack: PackFolder = None, home: Home = None, as_json: Json = False) -> None:  # noqa: FBT002
    """Print every setting, its value and what it is for."""
    now = load_settings(pack=pack, home=home)
    rows = {
        name: {"value": "" if (value := getattr(now, name)) is None else str(value), "help": field.description}
        for name, field in Settings.model_fields.items()
    }
    if as_json:
        _print_json(rows)
        return
    for name, row in rows.items():
        _OUT.print(f"TOWNCLERK_{name.upper()}={row['value']}\n    {row['help']}")


def _count(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
