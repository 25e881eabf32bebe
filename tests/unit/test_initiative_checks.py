"""What `check` says of initiatives that can never be taken."""

import pytest
from click.testing import CliRunner
from tests.support import Write

from goodoffices.cli import main
from goodoffices.dossier.storage.reading import inspect_dossier

ONE = "name: x, by: [north], source: judgement"


def said(write: Write, initiatives: str) -> list[str]:
    """The warnings about initiatives."""
    found = inspect_dossier(write(initiatives_yaml=initiatives))
    return [str(problem) for problem in found.problems if problem.file == "initiatives.yaml"]


def test_a_circle_is_told_once_with_its_place(write: Write) -> None:
    text = f"a: {{{ONE}, after: [b]}}\nb: {{{ONE}, after: [c]}}\nc: {{{ONE}, after: [a]}}\nd: {{{ONE}, after: [a]}}\n"
    (problem,) = said(write, text)
    assert problem.startswith("initiatives.yaml:1:")
    assert "come after each other in a circle" in problem
    assert "'a'" in problem
    assert "'d'" not in problem


def test_what_requires_something_it_excludes_is_told(write: Write) -> None:
    text = f"a: {{{ONE}, requires: [b]}}\nb: {{{ONE}, requires: [c]}}\nc: {{{ONE}, not_with: [a]}}\nd: {{{ONE}}}\n"
    (problem,) = said(write, text)
    assert "it can never be taken" in problem
    assert "c cannot be taken with a" in problem


def test_an_initiative_that_names_itself_is_told_so(write: Write) -> None:
    text = f"a: {{{ONE}, requires: [a], after: [a]}}\nb: {{{ONE}, not_with: [b]}}\n"
    folder = write(initiatives_yaml=text)
    lines = CliRunner().invoke(main, ["check", str(folder)]).stdout.splitlines()
    fields = [line.split(": ")[2:4] for line in lines if "it names itself" in line]
    assert fields == [["a", "requires"], ["a", "after"], ["b", "not_with"]]
    assert "circle" not in "".join(lines)
    assert "never be" not in "".join(lines)


@pytest.mark.parametrize("beside", ["", "c: {name: x, by: [north], source: judgement, cost: much}\n"])
def test_a_circle_of_requirements_is_told_once_whatever_else_is_wrong(write: Write, beside: str) -> None:
    text = f"a: {{{ONE}, requires: [b]}}\nb: {{{ONE}, requires: [a]}}\nd: {{{ONE}, requires: [a]}}\n{beside}"
    told = CliRunner().invoke(main, ["check", str(write(initiatives_yaml=text))]).stdout
    assert told.count("can never be begun: a → b → a") == 1
    assert told.count("can never be begun") == 1


def test_initiatives_that_could_not_be_read_are_named(write: Write) -> None:
    change = "{op: shft, at: stances.nroth.catch.position, value: 5, source: judgement}"
    folder = write(initiatives_yaml=f"a: {{{ONE}, changes: [{change}]}}\n")
    (folder / "initiatives").mkdir()
    alone = f"name: x\nby: [north]\nsource: judgement\nchanges:\n  - {change}\n"
    (folder / "initiatives" / "slip.yaml").write_text(alone, encoding="utf-8")
    told = CliRunner().invoke(main, ["check", str(folder)]).stdout
    who = "what a (initiatives.yaml:1) and slip (initiatives/slip.yaml:1) would change was not looked at"
    assert f"{who}, as they could not be read" in told


def test_what_can_be_taken_is_not_spoken_of(write: Write) -> None:
    assert said(write, f"a: {{{ONE}, requires: [b], after: [b]}}\nb: {{{ONE}, not_with: [c]}}\nc: {{{ONE}}}\n") == []


def test_a_named_entry_can_be_removed_beside_an_initiative_that_gives_fields(write: Write) -> None:
    added = "{party: north, issue: catch, position: 5, salience: 80, from: 1990-02, source: judgement}"
    text = (
        f"a: {{{ONE}, changes: [{{op: remove, at: texts.draft, source: judgement}}]}}\n"
        f"b: {{{ONE}, changes: [{{op: add, at: stances, value: {added}, source: judgement}}]}}\n"
    )
    draft = "draft: {name: Draft, kind: draft, date: 1990-05, status: proposed, source: judgement}\n"
    found = inspect_dossier(write(texts_yaml=draft, initiatives_yaml=text))
    assert not [problem for problem in found.problems if problem.file == "initiatives.yaml"]
