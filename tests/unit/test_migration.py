"""Dossiers of an older format read as today's, and can be rewritten without losing a comment."""

from pathlib import Path

import pytest
from tests.support import MINIMAL, Write

from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.dossier.comparison import compare
from goodoffices.dossier.storage.writing import upgrade_dossier

OLD_MOMENTS = """\
# the talks
talks:   # only one
  name: Talks
  date: 1990-06
  at_table: [north, south]
  KEY: [north, south]    # without whom nothing holds
  issues: [catch]
"""


@pytest.fixture(params=["signatories", "'signatories'", '"signatories"'])
def old(write: Write, request: pytest.FixtureRequest) -> Path:
    moments = OLD_MOMENTS.replace("KEY", request.param)
    return write(
        dossier_yaml='format: "1"   # of the first version\ntitle: A quarrel over fish\n', moments_yaml=moments
    )


def test_an_older_format_reads_as_todays(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    for name, text in MINIMAL.items():
        (new / name).write_text(text, encoding="utf-8")
    (new / "moments.yaml").write_text(OLD_MOMENTS.replace("KEY", "must_sign"), encoding="utf-8")
    assert [d.field for d in compare(read_dossier(old), read_dossier(new))] == ["format"]


def test_upgrading_changes_nothing_but_names(old: Path) -> None:
    assert upgrade_dossier(old) == (
        "moments.yaml:6: signatories is now called must_sign",
        "dossier.yaml: the format is now 2",
    )
    assert (old / "moments.yaml").read_text(encoding="utf-8") == OLD_MOMENTS.replace("KEY", "must_sign")
    assert (old / "dossier.yaml").read_text(encoding="utf-8") == (
        "format: 2   # of the first version\ntitle: A quarrel over fish\n"
    )
    assert read_dossier(old).moments["talks"].must_sign == ("north", "south")
    assert upgrade_dossier(old) == ()


def test_problems_in_a_renamed_field_are_told_at_their_place(old: Path) -> None:
    moments = old / "moments.yaml"
    moments.write_text(
        moments.read_text(encoding="utf-8").replace(": [north, south]    #", ": [nroth, south]    #"), encoding="utf-8"
    )
    problem = inspect_dossier(old).errors[0]
    assert (problem.line, problem.found, problem.suggestion) == (6, "nroth", "north")


def test_the_old_name_is_an_error_in_todays_format(old: Path) -> None:
    (old / "dossier.yaml").write_text("format: 2\ntitle: x\n", encoding="utf-8")
    assert "signatories" in {problem.field for problem in inspect_dossier(old).errors}
