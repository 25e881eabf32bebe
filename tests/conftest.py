"""Fixtures shared by all kinds of tests."""

from pathlib import Path

import pytest
from hypothesis import settings
from tests import support
from tests.support import MINIMAL, Write

from goodoffices.assessment.assess import Assessment, assess
from goodoffices.brief.document import Brief, compose
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.pictures import Drawings, draw
from goodoffices.casebook import case_folder
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.storage.writing import new_dossier


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--eu-decisions", metavar="FILE", help="the EU decisions data set, long form, as CSV")
    parser.addoption("--scenarios", metavar="FOLDER", help="public GENIUS scenarios, with the folders anac and other")
    parser.addoption("--slow", action="store_true", help="run the tests that take minutes too")


def pytest_configure(config: pytest.Config) -> None:
    support.thorough = bool(config.getoption("--slow"))
    # No test asserts a time: an example may be slow because all processors are busy. The everyday run looks at the
    # same examples each time, so that a change is judged by what it changes; new ones are drawn with --slow.
    settings.register_profile("untimed", parent=settings.default, deadline=None, derandomize=not support.thorough)
    settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        skip = pytest.mark.skip(reason="takes minutes; runs with --slow")
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(skip)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a minimal dossier; keyword arguments replace files (stances_csv=...), None leaves one out."""

    def write_files(name: str = "case", **changes: str | None) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        files: dict[str, str | None] = {**MINIMAL, **{_file_name(key): text for key, text in changes.items()}}
        for file, text in files.items():
            if text is not None:
                (folder / file).write_text(text, encoding="utf-8")
        return folder

    return write_files


def _file_name(key: str) -> str:
    stem, _, suffix = key.rpartition("_")
    return f"{stem}.{suffix}"


@pytest.fixture(scope="session")
def cambodia() -> Dossier:
    return read_dossier(case_folder("cambodia-1990"))


@pytest.fixture(scope="session")
def cambodian_assessment(cambodia: Dossier) -> Assessment:
    return assess(cambodia, draws=300)


@pytest.fixture(scope="session")
def cambodian_brief(cambodian_assessment: Assessment) -> Brief:
    return compose(cambodian_assessment)


@pytest.fixture(scope="session")
def cambodian_drawings(cambodian_brief: Brief) -> Drawings:
    """Return every picture of the brief; drawing them takes longer than all else."""
    return draw(set_out(cambodian_brief))


@pytest.fixture(scope="session")
def scaffold(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("new") / "my-case"
    new_dossier(folder)
    return read_dossier(folder)
