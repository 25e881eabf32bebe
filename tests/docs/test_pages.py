"""Promises about the documentation as a whole."""

import re
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    + [path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts]
)
RUN_OR_CHECKED = {"python", "console", "yaml", "csv", "sh"}
DIRECTIVES = {"{toctree}", "{image}", "{eval-rst}", "{include}"}
LARGEST_IMAGE = 250_000


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_block_of_code_escapes_the_tests(path: Path) -> None:
    fences = re.findall(r"^ *```(\S*)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    opening = set(fences[::2])
    assert opening <= RUN_OR_CHECKED | DIRECTIVES | {"text"}
    assert set(fences[1::2]) <= {""}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [t for t in targets if "://" not in t and not (path.parent / t).exists()]
    assert missing == []


def test_readme_names_folders_that_exist() -> None:
    tree = re.search(
        r"```text\n(src/goodoffices/\n.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert tree
    for line in tree[1].splitlines()[1:]:
        base = ROOT / "src" / "goodoffices" if line.startswith("  ") else ROOT
        assert (base / line.split()[0]).exists(), line


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture.stat().st_size < LARGEST_IMAGE


def test_citation_and_changelog_name_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = YAML(typ="safe", pure=True).load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project["version"]
    assert citation["type"] == "software"
    assert citation["license"] == project["license"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]
    newest = re.search(r"^## \[(\S+)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert (newest[1], newest[2]) == (project["version"], str(citation["date-released"]))


def test_pages_need_no_network() -> None:
    for path in (ROOT / "src").rglob("*.html.j2"):
        assert not re.search(r"(?:src|href)=\"https?:", path.read_text(encoding="utf-8"))
