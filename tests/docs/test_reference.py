"""The reference pages say what the program does: no field, error, word or command is missing or left over."""

import json
import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from goodoffices import errors
from goodoffices.assessment.registry import QUESTIONS
from goodoffices.brief.likelihood import SCALES
from goodoffices.dossier.checks.registry import CHECKS
from goodoffices.dossier.record import Means, Record
from goodoffices.dossier.storage.layout import FILES
from goodoffices.interchange import pam, ucdp_agreements

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


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


def script(name: str) -> dict[str, Any]:
    """Return what a script in the folder of the documentation defines."""
    path = DOCS / name
    defined: dict[str, Any] = {"__file__": str(path), "__name__": path.stem}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), defined)
    return defined


def records() -> list[type[Record]]:
    """Return every kind of record that stands in a dossier's files, also within others."""
    found: list[type[Record]] = []
    todo: list[Any] = [file.record for file in FILES]
    for kind in todo:
        if isinstance(kind, type) and issubclass(kind, Record):
            if kind not in found:
                found.append(kind)
                todo += get_type_hints(kind, include_extras=True).values()
        else:
            todo += get_args(kind)
    return found


REFERENCE = script("dossier_reference.py")


def test_dossier_and_checks_pages_are_what_the_code_says() -> None:
    for path, text in REFERENCE["pages"]().items():
        assert path.read_text(encoding="utf-8") == text, "run: python docs/dossier_reference.py"


def test_every_file_and_what_is_in_it_has_a_section_with_every_field() -> None:
    together: dict[str, str] = {}
    for name in REFERENCE["PAGES"]:
        together |= sections(page(name))
    for file in FILES:
        assert f"# file: asha/{file.name}\n" in together[file.name]
        assert ("Provisional:" in together[file.name]) == file.provisional
        todo: list[tuple[str, type[Record]]] = [(file.name, file.record)]
        for heading, record in todo:
            fields = list(REFERENCE["fields_of"](record))
            wanted = {name: "yes" if field.is_required() else "no" for name, field, _ in fields}
            assert {bare(row[0]): row[2] for row in rows(together[heading])} == wanted
            todo += [
                (f"{heading}{'.' if ': ' in heading else ': '}{name}", nested)
                for name, _, hint in fields
                if (nested := REFERENCE["nested_in"](hint))
            ]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_says_what_it_means_in_one_sentence(record: type[Record]) -> None:
    assert record.__doc__
    assert record.__doc__ != Record.__doc__
    for name, field in record.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert "\n" not in field.description, name


def lists_of_words(hint: Any) -> list[tuple[tuple[str, ...], list[str]]]:
    """Return each list of allowed words in a type, with the words that are given a meaning there."""
    if get_origin(hint) is Literal:
        return [(get_args(hint), [])]
    found = [one for part in get_args(hint) for one in lists_of_words(part)]
    given = [mark.values for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Means)]
    return [(words, list(values)) for (words, _), values in zip(found, given, strict=True)] if given else found


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_allowed_word_and_no_other_has_a_meaning(record: type[Record]) -> None:
    for name, hint in get_type_hints(record, include_extras=True).items():
        for allowed, explained in lists_of_words(hint):
            assert list(allowed) == explained, name


def test_every_check_says_what_to_do() -> None:
    assert [check.name for check in CHECKS if not REFERENCE["advice"](check)] == []


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
    assert page("cli.md") == script("cli_reference.py")["reference"](), "run: python docs/cli_reference.py"


def test_readme_names_every_question_and_whether_it_can_be_answered() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = rows(sections(readme)["What it can answer, and what not yet"])
    found = {bare(row[0]): row[1].startswith("yes") for row in table}
    assert found == {question.title: bool(question.module) for question in QUESTIONS}


def test_files_of_past_agreements_have_the_columns_that_are_read() -> None:
    lines = re.findall(r"^\| `(\w+)` \|(.*)\|$", page("past-agreements.md"), flags=re.MULTILINE)
    listed = {name: [cell.strip() for cell in rest.split("|")] for name, rest in lines}
    for sort, stem in pam.STEMS.items():
        fitting = ", ".join(f"`{name}`" for name in ucdp_agreements.FITTING.get(sort, ()))
        assert listed[sort] == [f"`{stem}`", fitting]
    assert set(ucdp_agreements.PROVISIONS) | set(ucdp_agreements.KEYS) | set(pam.KEYS) <= set(listed)
