"""The JSON Schema of the files agrees with what the reader takes."""

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from goodoffices.casebook import case_folder, case_names
from goodoffices.dossier import read_dossier
from goodoffices.dossier.storage.layout import FILE_NAMES, FILES, DossierFile
from goodoffices.dossier.storage.schema import file_schema
from goodoffices.errors import NotFoundError

AS_TOLD = Path(__file__).parent.parent / "as_told"


def entries(folder: Path, file: DossierFile) -> list[Any]:
    """What an editor hands to a schema: a YAML file as JSON, or each row of a table."""
    path = folder / file.name
    if not path.exists():
        return []
    if not file.is_table:
        return [json.loads(json.dumps(YAML(typ="safe").load(path), default=str))]
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(lines)]


@pytest.mark.parametrize("name", FILE_NAMES)
def test_every_schema_is_one(name: str) -> None:
    schema = file_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == name


@pytest.mark.parametrize("folder", [*map(case_folder, case_names()), AS_TOLD], ids=lambda folder: folder.name)
def test_sound_dossiers_fit_it_with_and_without_their_names(folder: Path) -> None:
    dossier = read_dossier(folder)
    checked = 0
    for file in FILES:
        for schema in (file_schema(file.name), file_schema(file.name, dossier)):
            validator = jsonschema.Draft202012Validator(schema)
            for entry in entries(folder, file):
                assert [error.message for error in validator.iter_errors(entry)] == [], file.name
                checked += 1
    assert checked > 10


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("parties.yaml", {"japan": {"name": "Japan", "kind": "sate"}}),
        ("parties.yaml", {"japan": {"name": "Japan", "kind": "state", "alias": "Nippon"}}),
        ("parties.yaml", {"Japan!": {"name": "Japan", "kind": "state"}}),
        ("stances.csv", {"party": "japan"}),
    ],
)
def test_mistakes_do_not_fit(name: str, entry: Any) -> None:
    assert not jsonschema.Draft202012Validator(file_schema(name)).is_valid(entry)


def test_names_of_a_dossier_are_offered_and_others_refused() -> None:
    schema = file_schema("ties.csv", read_dossier(AS_TOLD))
    row = {"party": "japan", "kind": "backs", "other": "us", "source": "judgement"}
    assert "japan" in schema["properties"]["party"]["enum"]
    assert jsonschema.Draft202012Validator(schema).is_valid(row)
    assert not jsonschema.Draft202012Validator(schema).is_valid(row | {"other": "usa"})
    assert jsonschema.Draft202012Validator(file_schema("ties.csv")).is_valid(row | {"other": "usa"})


def test_provisional_files_say_so() -> None:
    assert "Provisional" in file_schema("forums")["description"]
    assert "Provisional" not in file_schema("parties")["description"]


def test_an_unknown_file_gets_the_nearest_name() -> None:
    with pytest.raises(NotFoundError, match=r"did you mean 'parties\.yaml'"):
        file_schema("partys")
