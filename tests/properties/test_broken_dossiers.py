"""Whatever stands in the files, reading ends in located messages and never in a traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.dossier import inspect_dossier
from goodoffices.dossier.folder.layout import FILE_NAMES
from goodoffices.dossier.folder.writing import new_dossier
from goodoffices.errors import Severity

JUNK = st.sampled_from(
    ["", ":", "- ", "[", "]", "{", "}", "#", "|", ">", "&a", "*a", "!!python/object:x", "'", '"', ",", "\t", "..", "NaN", "1e999",
     "1990-13", "null", "no", "\u2028", "é", "'''", "%", "@", "`", "? ", "---\n", "...\n", "\n", "\n\n  ", "<<: "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(file=st.sampled_from(FILE_NAMES), data=st.data())
def test_mutated_scaffold_never_raises(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("mutated") / "case"
    new_dossier(folder)
    text = (folder / file).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 25)))
        text = text[:start] + data.draw(JUNK) + text[end:]
    (folder / file).write_text(text, encoding="utf-8")
    inspection = inspect_dossier(folder)
    assert (inspection.dossier is None) == any(p.severity is Severity.ERROR for p in inspection.problems)
    assert all(problem.message and "\n" not in str(problem) for problem in inspection.problems)


@settings(max_examples=60, deadline=None)
@given(file=st.sampled_from(FILE_NAMES), content=st.binary(max_size=200))
def test_binary_files_never_raise(tmp_path_factory: pytest.TempPathFactory, file: str, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("binary") / "case"
    new_dossier(folder)
    (folder / file).write_bytes(content)
    inspect_dossier(folder)
