"""The workers of a Dask cluster: the same numbers, lost workers, and what is said if it cannot be used."""

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from tests.unit.test_workers import FILES, NAMES, TASKS

from goodoffices.dossier import read_dossier
from goodoffices.errors import GoodOfficesError, ModelInputError
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.workers import Assignment, Task, Workforce, cluster, workforce
from goodoffices.initiatives.workers.task import Failure

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra 'cluster' is missing"
)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = tmp_path_factory.mktemp("quarrel")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Assignment(read_dossier(folder), "talks", "host", 1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A scheduler with two workers on this machine."""
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"

    def start(what: str, *more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(file), "--no-dashboard", *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=file.parent,
        )  # fmt: skip

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
    workers = [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
    while not file.exists() or not file.read_text(encoding="utf-8").endswith("}"):
        assert scheduler.poll() is None
        time.sleep(0.02)
    address = json.loads(file.read_text(encoding="utf-8"))["address"]
    yield SimpleNamespace(address=address, scheduler=scheduler, workers=workers)
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def bits(found: dict[Task, Evaluation]) -> dict[Task, dict[str, bytes]]:
    return {task: {str(n): v.tobytes() for n, v in sorted(each.scores.items())} for task, each in found.items()}


@needs_dask
def test_other_versions_are_refused(
    assignment: Assignment, running: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_versions", lambda: dict.fromkeys(cluster.ALIKE, "9.9"))
    with pytest.raises(ModelInputError, match=r"other versions(.|\n)*goodoffices [0-9.]+ on tcp://.*, 9.9 here"):
        workforce(assignment, running.address)


@needs_dask
def test_a_cluster_gives_the_same_bits_and_loses_nothing_with_a_worker(
    assignment: Assignment, running: SimpleNamespace
) -> None:
    with workforce(assignment, 1) as alone:
        expected = {task: its for piece in alone.assess(TASKS) for task, its in piece}
    with workforce(assignment, running.address) as force:
        with pytest.raises(RuntimeError, match=r"a worker failed:(.|\n)*KeyError: 'fish'"):
            list(force.assess([Task(("fish",), 8)]))
        assert bits({task: its for piece in force.assess(TASKS) for task, its in piece}) == bits(expected)
        more = [Task(task.plan, task.draws + 1) for task in TASKS]
        found = {}
        for number, piece in enumerate(force.assess(more)):
            found.update(dict(piece))
            if number == 0:
                running.workers[0].kill()
    assert found.keys() == set(more)


@needs_dask
def test_a_lost_scheduler_is_said(assignment: Assignment, running: SimpleNamespace) -> None:
    many = [Task((name,), draws) for name in NAMES for draws in range(40, 140)]

    def assess(force: Workforce) -> None:
        for _ in force.assess(many):
            running.scheduler.kill()

    with (
        workforce(assignment, running.address) as force,
        pytest.raises(GoodOfficesError, match=r"scheduler .* was lost"),
    ):
        assess(force)
    with pytest.raises(ModelInputError, match="no Dask scheduler answers at tcp://127"):
        workforce(assignment, running.address)


@needs_dask
@pytest.mark.parametrize("address", ["tcp://somewhere", "http://127.0.0.1:80", "tcp://127.0.0.1:port", "tcp://[:1"])
def test_addresses_that_are_none(assignment: Assignment, address: str) -> None:
    with pytest.raises(ModelInputError, match="address"):
        workforce(assignment, address)


def test_a_worker_that_joins_later_with_other_versions_says_so() -> None:
    answer = cluster._work(dict.fromkeys(cluster.ALIKE, "9.9"), b"", [])
    assert isinstance(answer, Failure)
    assert "9.9 here" in answer.said


def test_the_missing_extra_is_named(assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ModelInputError, match=r"pip install 'goodoffices\[cluster\]'"):
        workforce(assignment, "tcp://127.0.0.1:1")
