"""The reference pages say what the program does: no field, error, word or command is missing or left over."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from goodoffices import errors
from goodoffices.assessment.registry import QUESTIONS
from goodoffices.brief.likelihood import SCALES
from goodoffices.dossier.council import Formula, Rule
from goodoffices.dossier.folder.layout import FILES
from goodoffices.dossier.issue import Mark, Option, Scale
from goodoffices.dossier.moment import Outcome
from goodoffices.dossier.party import Alias, Membership
from goodoffices.dossier.record import Record
from goodoffices.dossier.source import Section

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NESTED: dict[str, type[Record]] = {
    "sources.yaml: sections": Section,
    "parties.yaml: aliases": Alias,
    "parties.yaml: members": Membership,
    "issues.yaml: scale": Scale,
    "issues.yaml: marks": Mark,
    "issues.yaml: options": Option,
    "moments.yaml: outcome": Outcome,
    "councils.yaml: formulas": Formula,
    "councils.yaml: rules": Rule,
}
KEYED = {file.record for file in FILES if not file.is_table}  # their id is the name of the entry
RECORDS: dict[str, type[Record]] = {**{file.name: file.record for file in FILES}, **NESTED}


def page(name: str) -> str:
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^##+ (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """Return the cells of the first table in a text, without its header."""
    table = re.search(r"^\|.*\n\|[-| ]+\n((?:\|.*\n)+)", text, flags=re.MULTILINE)
    assert table, text[:200]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[1].splitlines()]


def bare(cell: str) -> str:
    return cell.strip("| `")


@pytest.mark.parametrize("heading", RECORDS)
def test_dossier_page_names_every_field_and_which_are_required(heading: str) -> None:
    record = RECORDS[heading]
    wanted = {
        field.alias or name: "yes" if field.is_required() else "no"
        for name, field in record.model_fields.items()
        if not (name == "id" and record in KEYED)
    }
    found = {bare(row[0]): row[2] for row in rows(sections(page("dossier.md"))[heading])}
    assert found == wanted


def test_dossier_page_names_every_kind() -> None:
    text = page("dossier.md")
    for record in RECORDS.values():
        for field in record.model_fields.values():
            if "Literal" in str(field.annotation):
                assert [c for c in re.findall(r"'([a-z_]+)'", str(field.annotation)) if f"`{c}`" not in text] == []


def test_json_page_names_every_field(tmp_path: Path) -> None:
    from click.testing import CliRunner  # noqa: PLC0415

    from goodoffices.cli import main  # noqa: PLC0415

    CliRunner().invoke(main, ["new", str(tmp_path / "asha")])
    printed = CliRunner().invoke(
        main, ["brief", str(tmp_path / "asha"), "--json", "--format", "json", "--draws", "50", "--out", str(tmp_path)]
    )
    brief = json.loads(printed.stdout)
    assert f"`{brief['schema']}`" in page("brief-json.md")
    documented = {
        heading: {bare(row[0]) for row in rows(text)}
        for heading, text in sections(page("brief-json.md")).items()
        if heading != "Other JSON"
    }
    answers = [*brief["answers"], *brief["unanswered"]]
    found: dict[str, list[dict[str, Any]]] = {
        "The whole": [brief],
        "dossier": [brief["dossier"]],
        "moments": brief["moments"],
        "likelihood_words": [brief["likelihood_words"]],
        "sources": brief["sources"],
        "answers and unanswered": answers,
        "findings": [*brief["bottom_line"], *(f for answer in answers for f in answer["findings"])],
        "numbers": [n for answer in answers for f in answer["findings"] for n in f["numbers"]],
        "tables": [table for answer in answers for table in answer["tables"]],
        "figures": [figure for answer in answers for figure in answer["figures"]],
        "methods": [method for answer in answers for method in answer["methods"]],
    }
    assert {heading: {key for part in parts for key in part} for heading, parts in found.items()} == documented


@pytest.mark.parametrize("name", SCALES)
def test_likelihood_page_holds_the_words_in_use(name: str) -> None:
    found = [tuple(row) for row in rows(sections(page("likelihood-words.md"))[name])]
    assert [(word, bound.rstrip("| ")) for word, bound in found] == [
        (word, f"{bound:.0%}") for bound, word in SCALES[name].words
    ]


def test_errors_page_draws_the_tree_of_the_module() -> None:
    assert errors.__doc__ is not None
    tree = [line.strip() for line in errors.__doc__.splitlines() if "──" in line]
    for text in (page("errors.md"), (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        assert [line for line in text.splitlines() if "──" in line] == tree
    fields = {bare(row[0]) for row in rows(sections(page("errors.md"))["A problem"])}
    assert fields == set(errors.Problem.__slots__)


def test_commands_page_is_what_the_commands_say() -> None:
    script: dict[str, Any] = {"__file__": str(DOCS / "cli_reference.py"), "__name__": "cli_reference"}
    exec((DOCS / "cli_reference.py").read_text(encoding="utf-8"), script)
    assert page("cli.md") == script["reference"](), "run: python docs/cli_reference.py"


def test_readme_names_every_question_and_whether_it_can_be_answered() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = rows(sections(readme)["What it can answer, and what not yet"])
    found = {bare(row[0]): row[1].startswith("yes") for row in table}
    assert found == {question.title: bool(question.module) for question in QUESTIONS}
