"""Initiatives in files of their own: read, converted, edited and told of like those in initiatives.yaml."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support import MINIMAL, Write

from goodoffices.cli import main
from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.dossier.comparison import compare
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.storage.reading import inspect_texts
from goodoffices.dossier.storage.schema import file_schema
from goodoffices.dossier.storage.writing import convert_dossier, set_value, write_dossier
from goodoffices.errors import NotFoundError

VISIT = """# a visit
name: A visit      # how it is called
by: [north]
source: judgement
changes:
  - op: add
    at: options.sail
    value: {name: "Sail: north", party: north, implies: {catch: 40}}
    source: judgement
  - {op: remove, at: moments.talks.issues, value: [catch], source: judgement}
"""
ALL_IN_ONE = "gift: {name: A gift, by: [south], source: judgement, requires: [visit]}\n"


@pytest.fixture
def folder(write: Write) -> Path:
    made = write(initiatives_yaml=ALL_IN_ONE)
    (made / "initiatives").mkdir()
    (made / "initiatives" / "visit.yaml").write_text(VISIT, encoding="utf-8")
    return made


def test_both_ways_of_writing_them_are_read_together(folder: Path) -> None:
    dossier = read_dossier(folder)
    assert list(dossier.initiatives) == ["gift", "visit"]
    assert dossier.initiatives["visit"].changes[0].value == {
        "name": "Sail: north",
        "party": "north",
        "implies": {"catch": "40"},
    }
    assert dossier.initiatives["visit"].changes[1].value == ["catch"]


def test_without_a_file_for_all(folder: Path) -> None:
    (folder / "initiatives.yaml").unlink()
    assert list(read_dossier(folder).initiatives) == ["visit"]


def test_every_form_says_the_same(folder: Path, tmp_path: Path) -> None:
    before = read_dossier(folder)
    forms = [tmp_path / name for name in ("case.zip", "case.xlsx", "again", "from_book")]
    for source, target in ((folder, forms[0]), (forms[0], forms[1]), (forms[0], forms[2]), (forms[1], forms[3])):
        convert_dossier(source, target)
        assert compare(before, read_dossier(target)) == ()
        assert read_dossier(target).initiatives == before.initiatives
    assert (forms[2] / "initiatives" / "visit.yaml").read_text(encoding="utf-8") == VISIT
    assert read_dossier(forms[0]).digest == before.digest
    write_dossier(before, tmp_path / "written")
    assert read_dossier(tmp_path / "written").initiatives == before.initiatives
    texts = MINIMAL | {"initiatives.yaml": ALL_IN_ONE, "initiatives/visit.yaml": VISIT}
    write_dossier(texts, tmp_path / "texts.xlsx")
    assert read_dossier(tmp_path / "texts.xlsx").initiatives == before.initiatives


def test_the_digest_depends_on_them(folder: Path) -> None:
    before = read_dossier(folder).digest
    (folder / "initiatives" / "visit.yaml").write_text(VISIT + "note: more\n", encoding="utf-8")
    assert read_dossier(folder).digest != before


def test_editing_keeps_comments_in_a_folder_and_an_archive(folder: Path, tmp_path: Path) -> None:
    convert_dossier(folder, tmp_path / "case.zip")
    for container in (folder, tmp_path / "case.zip"):
        set_value(container / "initiatives" / "visit.yaml", ("name",), "A long visit")
        assert read_dossier(container).initiatives["visit"].name == "A long visit"
    assert "# how it is called" in (folder / "initiatives" / "visit.yaml").read_text(encoding="utf-8")
    with pytest.raises(NotFoundError):
        set_value(tmp_path / "case.zip" / "initiatives" / "gift.yaml", ("name",), "x")


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in inspect_dossier(folder).problems]


def test_mistakes_are_told_with_their_own_file_and_line(folder: Path) -> None:
    path = folder / "initiatives" / "visit.yaml"
    path.write_text(VISIT.replace("by: [north]", "by: [nrth]\ncst: 3"), encoding="utf-8")
    (folder / "initiatives" / "Bad name.yaml").write_text("name: x\nby: [north]\nsource: judgement\n", encoding="utf-8")
    (folder / "initiatives" / "gift.yaml").write_text("name: x\nby: [north]\nsource: judgement\n", encoding="utf-8")
    (folder / "initiatives" / "broken.yaml").write_text("name: [x\n", encoding="utf-8")
    (folder / "initiatives" / "empty.yaml").write_text("", encoding="utf-8")
    (folder / "initiatives" / "visit.yml").write_text("", encoding="utf-8")
    told = problems_of(folder)
    for expected in (
        "initiatives/visit.yaml:3:6: by: there is no party of this name (found 'nrth'",
        "initiatives/visit.yaml:4:1: cst: there is no field of this name here",
        "initiatives/Bad name.yaml:1:1: not an id",
        "initiatives/gift.yaml:1: this initiative stands in initiatives.yaml already, on line 1",
        "initiatives/broken.yaml:",
        "initiatives/empty.yaml:1:1: 'name' is missing",
        "initiatives/visit.yml: this is no file of an entry",
    ):
        assert any(line.startswith(expected) for line in told), (expected, told)


def test_an_initiative_that_is_named_must_be_there(write: Write) -> None:
    found = inspect_dossier(write(initiatives_yaml=ALL_IN_ONE.replace("visit", "gft")))
    assert [(p.field, p.found, p.suggestion) for p in found.problems] == [("requires", "gft", "gift")]


def test_from_texts() -> None:
    found = inspect_texts("fish", MINIMAL | {"initiatives/visit.yaml": VISIT})
    assert isinstance(found.dossier, Dossier)
    assert list(found.dossier.initiatives) == ["visit"]


def test_the_schema_of_one_is_that_of_an_entry() -> None:
    one, whole = file_schema("initiatives/visit.yaml"), file_schema("initiatives.yaml")
    assert one["properties"] == whole["additionalProperties"]["properties"]
    assert "changes" in one["properties"]


SLIP = """name: A slip
by: [north]
changes:
  - op: shift
    at: stances.nrth.catch.salience
    value: 5
    source: judgement
  - {op: set, at: stances.north.catch.salience, value: 500, source: judgement}
source: judgement
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def test_changes_that_do_not_fit_are_told_with_file_and_line(folder: Path, tmp_path: Path) -> None:
    (folder / "initiatives" / "slip.yaml").write_text(SLIP, encoding="utf-8")
    checked = run("check", folder)
    assert checked.exit_code == 1
    assert "warning: initiatives/slip.yaml:5:9: slip: change 1: at: there is no party of this name" in checked.output
    assert "warning: initiatives/slip.yaml:8:56: slip: change 2" in checked.output
    assert "Did you mean 'north'?" in checked.output
    assert len(json.loads(run("check", folder, "--json").stdout)["problems"]) == 2
    convert_dossier(folder, tmp_path / "case.xlsx")
    assert "case.xlsx, initiatives.changes!" in run("check", tmp_path / "case.xlsx").output
    refused = run("diff", folder, "+slip")
    assert refused.exit_code == 2
    assert "initiatives/slip.yaml:5:9" in refused.output


def test_mistakes_elsewhere_do_not_hide_those_of_initiatives(folder: Path) -> None:
    (folder / "initiatives" / "slip.yaml").write_text(SLIP, encoding="utf-8")
    stances = folder / "stances.csv"
    sound = stances.read_text(encoding="utf-8")
    stances.write_text(sound.replace("south,", "suoth,"), encoding="utf-8")
    checked = run("check", folder)  # every entry can be read; they do not fit together
    assert checked.exit_code == 2
    assert "Did you mean 'south'?" in checked.output
    assert "warning: initiatives/slip.yaml:5:9: slip: change 1: at: there is no party of this name" in checked.output
    stances.write_text(sound.replace("south,catch", "south,catch,,,,", 1), encoding="utf-8")
    hidden = run("check", folder).output
    assert "initiatives/slip.yaml" not in hidden
    assert "what some initiatives change was not looked at, as entries of stances.csv could not be read" in hidden
    stances.write_text(sound, encoding="utf-8")
    (folder / "initiatives.yaml").write_text(
        "gift: {name: A gift, by: [south], cost: much, source: judgement}\n", encoding="utf-8"
    )
    beside = run("check", folder)
    assert "'much'" in beside.output
    assert "initiatives/slip.yaml:5:9" in beside.output
    (folder / "parties.yaml").write_text("north: {name: North, kind: stat}\n", encoding="utf-8")
    assert (
        "what initiatives change was not looked at, as entries of initiatives.yaml and parties.yaml"
        in run("check", folder).output
    )


def test_a_forgotten_plus_and_another_order(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = """first: {name: First, by: [north], source: judgement}
then: {name: Then, by: [north], after: [first], source: judgement}
round: {name: Round, by: [north], after: [about], source: judgement}
about: {name: About, by: [north], after: [round], source: judgement}
"""
    folder = write(initiatives_yaml=changes)
    forgotten = run("diff", folder, "first")
    assert forgotten.exit_code == 2
    assert "first is an initiative of case; did you mean +first?" in forgotten.output
    monkeypatch.chdir(folder)
    assert "first is an initiative of case; did you mean +first?" in run("diff", ".", "first").output
    assert "+first is named more than once" in run("diff", folder, "+first", "+first").output
    assert "did you mean +first +then?" in run("diff", folder, "+first", "then").output
    turned = run("diff", folder, "+then", "+first")
    assert turned.exit_code == 0
    assert turned.stderr.endswith("Taken in the order that `after` asks for: first, then\n")
    assert "order that" not in run("diff", folder, "+first", "+then").output
    assert run("diff", folder, "+round", "+about").exit_code == 2


def test_what_initiatives_change_is_told_in_words(write: Write) -> None:
    changes = """move:
  name: A move
  by: [north]
  source: judgement
  changes:
    - {op: shift, at: stances.north.catch.position, value: -15..-10..5, chance: 0.6, source: judgement}
    - {op: shift, at: capabilities.north.capability, value: 80, source: judgement}
    - {op: set, at: stances.south.catch.salience, value: 20..30..40, source: judgement}
    - {op: add, at: moments.talks.must_sign, value: south, chance: 0.2..0.4..0.5, source: judgement}
idle: {name: Nothing yet, by: [north], source: judgement}
other: {name: Another, by: [north], not_with: [move], source: judgement}
"""
    folder = write(initiatives_yaml=changes)
    told = run("diff", folder, "+move")
    assert told.exit_code == 1
    for words in (
        "Stance North, catch: position, now 0, moves by -15 to 5, likeliest -10, if it works: 60%.",
        "Capability North: capability rises from 30 to 100.",
        "Stance South, catch: salience, now 50, becomes 20 to 40, likeliest 30.",
        "move#2: capabilities.north.capability would come to 110 and stops at 100, where its scale ends.",
        "move#1: stances.north.catch.position would come to -15 and stops at 0, where its scale ends.",
        "move#4 (add moments.talks.must_sign) works with a chance of 20% to 50%, likeliest 40%; above it is told as not made.",
    ):
        assert words in told.output
    found = json.loads(run("diff", folder, "+move", "--json").stdout)
    assert found["schema"] == "goodoffices.diff/1"
    assert [each["name"] for each in found["unsure"]] == ["move#4"]
    assert len(found["differences"]) == 3
    assert run("diff", folder, "+idle").output == "The initiatives change nothing.\n"
    refused = run("diff", folder, "+move", "+other")
    assert (refused.exit_code, refused.output) == (2, "Error: move cannot be taken with other\n")
    unknown = run("diff", folder, "+mve")
    assert unknown.exit_code == 2
    assert "did you mean 'move'?" in unknown.output
    assert run("diff", folder, "+move", folder).exit_code == 2
    assert run("diff", folder, folder, folder).exit_code == 2
