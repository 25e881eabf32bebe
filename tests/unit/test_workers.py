"""Workers that are lost, searches that are stopped, and the same bits at the end."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from tests.support import MINIMAL

from goodoffices.cli import main
from goodoffices.dossier import read_dossier
from goodoffices.errors import (
    DossierError,
    GoodOfficesError,
    ModelInputError,
    NotFoundError,
    OutputError,
    PatchConflictError,
    Problem,
)
from goodoffices.initiatives.patching.conflicts import Conflict
from goodoffices.initiatives.workers import Assignment, Task, workforce
from goodoffices.initiatives.workers.processes import MOST_DEATHS, Processes, Worker, WorkerDiedError
from goodoffices.initiatives.workers.task import Done, Failure, attempt

NAMES = ("catch", "south", "host", "weight", "care")
TARGETS = (
    "stances.north.catch.position", "stances.south.catch.position", "stances.host.catch.position",
    "capabilities.north.capability", "stances.south.catch.salience",
)  # fmt: skip
FILES = MINIMAL | {
    "parties.yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\nhost: {name: Host, kind: state}\n",
    "moments.yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, host], must_sign: [north, south], issues: [catch], "
    "status_quo: {catch: 50..55..60}}\n",
    "stances.csv": "party,issue,position,salience,source\nnorth,catch,0..10..20,50,judgement\n"
    "south,catch,80..90..100,50,judgement\nhost,catch,40..50..60,5,judgement\n",
    "capabilities.csv": "party,capability,source\nnorth,30,judgement\nsouth,10..30..50,judgement\nhost,5,judgement\n",
    "initiatives.yaml": "".join(
        f"{name}:\n  name: Try {name}\n  by: [host]\n  cost: 10\n  source: judgement\n"
        f"  changes: [{{op: shift, at: {at}, value: -10..5..15, source: judgement}}]\n"
        for name, at in zip(NAMES, TARGETS, strict=True)
    ),
}
ASKED = ("search", "quarrel", "--draws", "64", "--json")
MANY = [Task((name,), draws) for name in NAMES for draws in range(8, 200)]
TASKS = [Task((name,), draws) for name in NAMES for draws in (8, 16, 32)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small dispute in it, named quarrel."""
    (tmp_path / "quarrel").mkdir()
    for name, text in FILES.items():
        (tmp_path / "quarrel" / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def assignment(folder: Path) -> Assignment:
    return Assignment(read_dossier(folder / "quarrel"), "talks", "host", 1)


def started(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """A search in a process of its own, which hears interrupts even where whoever runs the tests does not."""
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from goodoffices.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", heard, *ASKED, *more], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finished(*more: str) -> bytes:
    """What a search prints that nobody stops."""
    result = CliRunner().invoke(main, [*ASKED, *more], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def wait_for_lines(file: Path, lines: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so much finished work is kept, by a process that has more to do."""
    while not file.exists() or file.read_bytes().count(b"\n") < lines:
        assert process.poll() is None
        time.sleep(0.01)


def children(process: int) -> list[int]:
    """The processes started by one."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for file in tasks for child in file.read_text().split()]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(processes: list[int]) -> None:
    """Wait until none is left."""
    wait_until(lambda: not any(is_alive(each) for each in processes))


def wait_until(ready: Callable[[], bool]) -> None:
    """Wait for what other threads do; a minute is for a busy machine."""
    end = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.01)


def count(work: Iterable[Done]) -> int:
    return sum(len(piece) for piece in work)


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux which processes there are")


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_a_search_that_was_killed_goes_on_and_ends_with_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.chdir(folder)
    whole = finished("--workers", "1", "--keep", "whole")
    kept = folder / "kept"
    process = started(folder, "--workers", workers, "--keep", "kept")
    wait_for_lines(kept, 20, process)
    helpers = children(process.pid)
    process.kill()
    assert process.communicate()[0] == b""
    wait_until_gone(helpers)
    before = kept.read_bytes()
    assert before.count(b"\n") < (folder / "whole").read_bytes().count(b"\n")
    assert finished("--workers", workers, "--keep", "kept") == whole
    assert kept.read_bytes().startswith(before[: before.rfind(b"\n") + 1])


@linux
def test_an_interrupt_ends_all_processes_and_says_what_is_kept(folder: Path) -> None:
    process = started(folder, "--workers", "2", "--keep", "kept")
    wait_for_lines(folder / "kept", 20, process)
    helpers = children(process.pid)
    assert helpers
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 1
    assert out == b""
    assert err.decode() == "Stopped. What was finished is kept in kept; the same command goes on from there.\n"
    assert not [each for each in helpers if is_alive(each)]


@linux
def test_a_worker_that_is_killed_loses_no_finished_work(assignment: Assignment) -> None:
    with workforce(assignment, 1) as alone:
        expected = {task: found for piece in alone.assess(TASKS) for task, found in piece}
    found = {}
    with workforce(assignment, 2) as force:
        while all(len(piece) == 1 for piece in force.assess(MANY)):
            pass  # the other process has not begun yet
        for number, piece in enumerate(force.assess(TASKS)):
            found.update(dict(piece))
            if number == 0:
                os.kill(children(os.getpid())[0], signal.SIGKILL)
        with pytest.raises(RuntimeError, match=r"a worker failed:(.|\n)*KeyError: 'fish'"):
            list(force.assess([Task(("fish",), 8)]))
    assert found.keys() == expected.keys()
    for task, its in found.items():
        for name, values in expected[task].scores.items():
            assert values.tobytes() == its.scores[name].tobytes()


@linux
def test_workers_that_die_again_and_again_are_given_up(
    assignment: Assignment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("goodoffices.initiatives.workers.processes.PROGRAM", "import os; os.kill(os.getpid(), 9)")
    with Processes(assignment, 3) as force:
        wait_until(lambda: not force._at_work)
        assert count(force.assess(TASKS)) == len(TASKS)
    (said,) = caplog.messages
    assert said.endswith("one cannot be kept running: it was ended by signal 9, Killed.")
    assert not [each for each in children(os.getpid()) if is_alive(each)]


def test_the_work_goes_on_if_no_process_can_be_started(
    assignment: Assignment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with Processes(assignment, 3) as force:
        assert count(force.assess(TASKS)) == len(TASKS)
        wait_until(lambda: not force._at_work)
    (said,) = caplog.messages
    assert "No such file or directory" in said


class Pretended:
    """Workers in this process: they die at the start so many times, and on every piece with 13 draws."""

    def __init__(self, assignment: Assignment, deaths: int) -> None:
        self._evaluator = assignment.evaluator()
        self._lock = threading.Lock()
        self._begun: dict[Worker, int] = {}
        self._deaths = deaths
        self.done: list[Task] = []

    def do(self, worker: Worker, piece: Sequence[Task]) -> Done | Failure:
        with self._lock:
            begun = self._begun[worker] = self._begun.get(worker, 0) + 1
            if begun <= self._deaths or any(task.draws == 13 for task in piece):
                raise WorkerDiedError("it ended with code 3")
            self.done += piece
            return attempt(self._evaluator, piece)


@pytest.fixture
def pretend(assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Pretended]:
    def use(deaths: int) -> Pretended:
        pretended = Pretended(assignment, deaths)

        def do(worker: Worker, piece: Sequence[Task]) -> Done | Failure:
            return pretended.do(worker, piece)

        monkeypatch.setattr(Worker, "do", do)
        return pretended

    return use


def test_each_of_many_workers_may_die_at_the_start(
    assignment: Assignment, pretend: Callable[[int], Pretended], caplog: pytest.LogCaptureFixture
) -> None:
    pretended = pretend(MOST_DEATHS - 1)
    with Processes(assignment, 8) as force:
        work = force.assess(TASKS)
        found = len(next(work))
        wait_until(lambda: not force._waiting)
        assert found + count(work) == len(TASKS)
    assert not caplog.messages
    assert {*pretended.done} & {*TASKS}


def test_a_piece_that_loses_two_workers_is_refused_and_the_rest_is_done(
    assignment: Assignment, pretend: Callable[[int], Pretended]
) -> None:
    pretend(0)
    force = Processes(assignment, 2)
    work = force.assess([Task((), 8), Task((), 13), Task((), 9)])
    next(work)
    with force:
        wait_until(lambda: not force._waiting)
        with pytest.raises(
            GoodOfficesError, match=r"2 workers died on the same piece of work \(it ended with code 3\)"
        ):
            list(work)
        assert count(force.assess(TASKS)) == len(TASKS)


@pytest.mark.parametrize("workers", [1, 3])
def test_several_can_be_under_way_and_one_be_dropped(
    assignment: Assignment, pretend: Callable[[int], Pretended], workers: int
) -> None:
    pretend(0)
    first, second = ([Task((name,), draws) for name in NAMES for draws in range(a, a + 6)] for a in (20, 30))
    with Processes(assignment, workers) as force:
        one = force.assess(first)
        found = len(next(one))
        assert count(force.assess(second)) == len(second)
        assert found + count(one) == len(first)
        next(iter(force.assess(MANY)))
        assert not force._waiting
        assert count(force.assess(TASKS)) == len(TASKS)


def test_an_interrupt_of_the_start_leaves_nothing_behind(
    assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, start = threading.active_count(), threading.Thread.start
    starts: list[threading.Thread] = []

    def interrupted(thread: threading.Thread) -> None:
        starts.append(thread)
        if len(starts) == 3:
            raise KeyboardInterrupt
        start(thread)

    monkeypatch.setattr("threading.Thread.start", interrupted)
    monkeypatch.setattr("goodoffices.initiatives.workers.processes.PROGRAM", "import time; time.sleep(600)")
    with pytest.raises(KeyboardInterrupt), Processes(assignment, 4):
        pass
    assert threading.active_count() == before


def test_a_second_interrupt_leaves_no_process(assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    dismiss, calls = Worker.dismiss, []

    def interrupted(worker: Worker) -> None:
        calls.append(worker)
        if len(calls) == 1:
            raise KeyboardInterrupt
        dismiss(worker)

    monkeypatch.setattr(Worker, "dismiss", interrupted)
    force = Processes(assignment, 3)
    with pytest.raises(KeyboardInterrupt), force:
        pass
    wait_until(lambda: not any(thread.is_alive() for thread in force._threads))


@pytest.mark.parametrize(
    "error",
    [
        GoodOfficesError("all"), ModelInputError("weights"), NotFoundError("no such party"), OutputError("disk full"),
        PatchConflictError([Conflict("excluded", "a", "b", "not both")]), DossierError("asha", [Problem("a.csv", "odd", 3)]),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_an_error_is_the_same_from_far_away(error: GoodOfficesError) -> None:
    def evaluate(*_: object) -> None:
        raise error

    failure = attempt(SimpleNamespace(evaluate=evaluate), [Task((), 1)])  # type: ignore[arg-type]
    assert isinstance(failure, Failure)
    back = pickle.loads(pickle.dumps(failure)).error()
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


@pytest.mark.slow
def test_processes_work_from_standard_input_and_unguarded_scripts(folder: Path) -> None:
    script = (
        "from goodoffices.dossier import read_dossier\n"
        "from goodoffices.initiatives.workers import Assignment, Task, workforce\n"
        "with workforce(Assignment(read_dossier('quarrel'), 'talks', 'host', 1), 2) as force:\n"
        "    print(sum(len(piece) for piece in force.assess([Task((), 8), Task((), 16)])))\n"
    )
    (folder / "script.py").write_text(script, encoding="utf-8")
    for how, typed in (["-"], script), (["script.py"], None):
        done = subprocess.run(
            [sys.executable, *how], cwd=folder, input=typed, capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.stderr) == ("2\n", "")


def test_the_number_of_workers_is_not_negative(assignment: Assignment) -> None:
    with pytest.raises(ModelInputError, match="0 \\(all processors\\) or more, not -1"):
        workforce(assignment, -1)
