"""What `check` says of initiatives that can never be taken."""

from tests.support import Write

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
