"""Whatever stands where a dossier should be, in whatever form, it is read or ends in plain words.

``python -m tests.fuzz`` does the same for as long as one likes.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.mutation import one_import, one_input, time_bound
from tests.support import examples

from goodoffices.dossier import inspect_dossier
from goodoffices.errors import GoodOfficesError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(
    max_examples=examples(120, with_slow=1000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed has no smaller neighbours that fail likewise
)
@given(seed=st.integers(0, 2**32))
def test_damaged_dossiers_end_in_plain_words(folder: Path, seed: int) -> None:
    one_input(seed, folder)


@settings(
    max_examples=examples(120, with_slow=1000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(seed=st.integers(0, 2**32))
def test_damaged_files_of_other_programs_end_in_plain_words(folder: Path, seed: int) -> None:
    one_import(seed, folder)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".zip", ".xlsx"]))
def test_any_bytes_end_in_plain_words(folder: Path, content: bytes, suffix: str) -> None:
    path = folder / f"bytes{suffix}"
    path.write_bytes(content)
    with time_bound():
        try:
            inspect_dossier(path)
        except GoodOfficesError:
            return
