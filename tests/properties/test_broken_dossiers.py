"""Whatever stands in the files, reading ends in located messages and never in a traceback."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import examples

from goodoffices.assessment.assess import assess
from goodoffices.brief.document import compose
from goodoffices.brief.json import render_json
from goodoffices.dossier import inspect_dossier
from goodoffices.dossier.storage.layout import FILE_NAMES
from goodoffices.dossier.storage.writing import new_dossier
from goodoffices.errors import Severity
from goodoffices.initiatives.patching.inspecting import change_problems


@pytest.fixture(scope="module")
def full_scaffold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full") / "case"
    new_dossier(folder, full=True)
    return folder


JUNK = st.sampled_from(
    ["", ":", "- ", "[", "]", "{", "}", "#", "|", ">", "&a", "*a", "!!python/object:x", "'", '"', ",", "\t", "..", "NaN", "1e999",
     "1990-13", "null", "no", "\u2028", "é", "'''", "%", "@", "`", "? ", "---\n", "...\n", "\n", "\n\n  ", "<<: "]
)  # fmt: skip


@settings(max_examples=examples(60, with_slow=600), deadline=None)
@given(file=st.sampled_from(FILE_NAMES), data=st.data())
def test_mutated_scaffold_never_raises(
    full_scaffold: Path, tmp_path_factory: pytest.TempPathFactory, file: str, data: st.DataObject
) -> None:
    folder = shutil.copytree(full_scaffold, tmp_path_factory.mktemp("mutated") / "case")
    text = (folder / file).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 25)))
        text = text[:start] + data.draw(JUNK) + text[end:]
    (folder / file).write_text(text, encoding="utf-8")
    inspection = inspect_dossier(folder)
    assert (inspection.dossier is None) == any(p.severity is Severity.ERROR for p in inspection.problems)
    told = (*inspection.problems, *change_problems(folder, inspection))
    assert all(problem.message and "\n" not in str(problem) for problem in told)


CELLS = [
    "0", "-1", "100", "0..0..0", "0..50..100", "1990", "2024-24", "198X", "upland", "delta", "downstream", "dry_year_flow",
    "monitor", "", "judgement", "joint_gauges", "upland_gauges = bank_gauges", "true", "0.5", "majority", "unanimity", "quota",
    "consensus_else_chair", "chair_breaks_ties", "coalition", "[]", "{}", "<b>x</b>", "[bold]x", "%",
]  # fmt: skip


@settings(max_examples=examples(50, with_slow=500), deadline=None)
@given(data=st.data())
def test_whatever_can_be_read_can_be_assessed(
    full_scaffold: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = shutil.copytree(full_scaffold, tmp_path_factory.mktemp("changed") / "case")
    for _ in range(data.draw(st.integers(1, 3))):
        file = folder / data.draw(st.sampled_from(FILE_NAMES))
        text = file.read_text(encoding="utf-8")
        word = data.draw(st.sampled_from(list(re.finditer(r"[A-Za-z0-9_.\->= ]+", text))))
        file.write_text(text[: word.start()] + data.draw(st.sampled_from(CELLS)) + text[word.end() :], encoding="utf-8")
    dossier = inspect_dossier(folder).dossier
    if dossier is not None and dossier.moments:
        render_json(compose(assess(dossier, draws=20)))


@settings(max_examples=examples(40, with_slow=200), deadline=None)
@given(file=st.sampled_from(FILE_NAMES), content=st.binary(max_size=200))
def test_binary_files_never_raise(
    full_scaffold: Path, tmp_path_factory: pytest.TempPathFactory, file: str, content: bytes
) -> None:
    folder = shutil.copytree(full_scaffold, tmp_path_factory.mktemp("binary") / "case")
    (folder / file).write_bytes(content)
    inspect_dossier(folder)
