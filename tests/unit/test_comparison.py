"""What differs between two dossiers is told in words, entry by entry."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import MINIMAL, Write

from goodoffices.casebook import case_folder, case_names
from goodoffices.dossier import read_dossier
from goodoffices.dossier.comparison import compare
from goodoffices.dossier.storage.writing import new_dossier

Words = Callable[..., list[str]]


@pytest.fixture
def words(write: Write, tmp_path: Path) -> Words:
    before = read_dossier(write())
    folder = tmp_path / "after"

    def differ(**files: str) -> list[str]:
        folder.mkdir()
        for name, text in (MINIMAL | {name.replace("_", "."): text for name, text in files.items()}).items():
            (folder / name).write_text(text, encoding="utf-8")
        return [difference.words for difference in compare(before, read_dossier(folder))]

    return differ


def test_a_case_does_not_differ_from_itself() -> None:
    for name in case_names():
        case = read_dossier(case_folder(name))
        assert compare(case, case) == ()


def test_comments_order_and_ways_of_writing_do_not_count(words: Words) -> None:
    assert words(
        parties_yaml="# two\nsouth: {kind: state, name: 'South'}\nnorth:\n  name: North\n  kind: state\n",
        capabilities_csv="party,issue,capability,source\nsouth,,10.0,judgement\nnorth,,30,judgement\n",
    ) == []  # fmt: skip


def test_numbers_rise_and_fall(words: Words) -> None:
    changed = MINIMAL["stances.csv"].replace("north,catch,0,50", "north,catch,0..10..20,40")
    assert words(stances_csv=changed) == [
        "Stance North, catch: position rises from 0 to 0..10..20.",
        "Stance North, catch: salience falls from 50 to 40.",
    ]


def test_entries_come_and_go(words: Words) -> None:
    assert words(
        parties_yaml=MINIMAL["parties.yaml"] + "east: {name: East, kind: state}\n",
        stances_csv=MINIMAL["stances.csv"].replace("south,catch", "east,catch"),
    ) == ["Party east (East) is new.", "Stance East, catch is new.", "Stance South, catch is gone."]  # fmt: skip


def test_lists_gain_and_lose(words: Words) -> None:
    text = MINIMAL["parties.yaml"] + "east: {name: East, kind: state}\n"
    moment = MINIMAL["moments.yaml"].replace("[north, south]", "[north, east]")
    assert "Moment talks (Talks): at_table gains east and loses south." in words(parties_yaml=text, moments_yaml=moment)


def test_parts_of_an_entry_are_known_again_by_name(words: Words) -> None:
    scale = "catch:\n  name: Catch\n  scale: {marks: [{at: 100, name: every fish}, {at: 0, name: none}]}\n"
    told = words(issues_yaml=scale)
    assert told == ["Issue catch (Catch): scale.marks gains every fish and loses all."]


def test_what_is_given_anew_and_what_no_longer(words: Words) -> None:
    assert words(
        parties_yaml="north: {name: North, kind: state, note: Has the larger fleet}\nsouth: {name: South, kind: faction}\n"
    ) == [
        "Party north (North): note is now given: Has the larger fleet.",
        "Party south (South): kind is now faction; it was state.",
    ]  # fmt: skip


def test_long_texts_are_not_repeated(words: Words) -> None:
    long = "x" * 130
    told = words(dossier_yaml=f"title: {long}\n")
    assert told == ["The dossier: title is worded differently."]


def test_every_kind_of_entry_can_come_and_go(tmp_path: Path) -> None:
    new_dossier(tmp_path / "asha", full=True)
    full, cases = read_dossier(tmp_path / "asha"), [read_dossier(case_folder(name)) for name in case_names()]
    for case in cases:
        found = compare(full, case)
        assert {difference.file for difference in found if difference.kind == "removed"} >= {
            "sources.yaml",
            "claims.yaml",
        }
        assert all(difference.words.endswith(".") for difference in found)
