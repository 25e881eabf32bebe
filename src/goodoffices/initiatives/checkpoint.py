"""Finished work kept in a file, so that a search that was stopped goes on from there and ends with the same bits."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from goodoffices.errors import ModelInputError, OutputError
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.packing import Array, packed, unpacked
from goodoffices.initiatives.workers.task import Assignment, Task

FORMAT = 3
PARTS = ("scores", "links", "settlements", "distances", "losses")


class Checkpoint:
    """A file with one line for each assessed plan; the last may be cut off, whatever stopped the work.

    The arrays of numbers are counted through the file. A line says which its plan has, and brings those that no line before it brought:
    many plans share what none of them changes.

    Parameters
    ----------
    path : Path or None
        Where; None keeps the work in memory alone.
    assignment : Assignment
        What it is about: a file kept for something else is refused.

    Raises
    ------
    ModelInputError
        If the file there belongs to another search, or is none of ours.
    OutputError
        If it cannot be read or written.
    """

    def __init__(self, path: Path | None, assignment: Assignment) -> None:
        self._done: dict[Task, Evaluation] = {}
        self._file: IO[str] | None = None
        self._numbers: dict[bytes, int] = {}
        self.found = 0
        if path is None:
            return
        try:
            self._open(path, _title(assignment))
        except OSError as error:
            raise OutputError(f"cannot keep finished work in {path}: {error.strerror or error}") from error
        self.found = len(self._done)

    def _open(self, path: Path, title: Mapping[str, Any]) -> None:
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        whole = text[: text.rfind("\n") + 1]
        lines = whole.splitlines()
        if lines:
            _check_title(path, lines[0], title)
            arrays: list[Array] = []
            for number, line in enumerate(lines[1:], 2):
                try:
                    task, evaluation = _read(json.loads(line), arrays)
                except (ValueError, LookupError, TypeError) as error:
                    raise ModelInputError(
                        f"{path}, line {number}: not a piece of finished work; remove the file to begin anew"
                    ) from error
                self._done[task] = evaluation
            self._numbers = {_digest(array): number for number, array in enumerate(arrays)}
        elif text:
            raise ModelInputError(f"{path} is not a file of finished work; name another")
        self._file = path.open("r+" if path.exists() else "w", encoding="utf-8", newline="\n")
        self._file.seek(len(whole.encode()))
        self._file.truncate()  # a line that was cut off is written anew
        if not lines:
            self._write([json.dumps(title)])

    def known(self, task: Task) -> Evaluation | None:
        """Return what was found of a task before."""
        return self._done.get(task)

    def keep(self, done: Iterable[tuple[Task, Evaluation]]) -> None:
        """Keep finished work, on disk before this returns."""
        found = list(done)
        self._done.update(found)
        if self._file is not None:
            self._write([json.dumps(_written(task, evaluation, self._numbers)) for task, evaluation in found])

    def _write(self, lines: Iterable[str]) -> None:
        if self._file is None:
            return
        try:
            self._file.write("".join(f"{line}\n" for line in lines))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(f"cannot keep finished work: {error.strerror or error}") from error

    def __enter__(self) -> Self:
        """Keep the file open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def _title(assignment: Assignment) -> dict[str, Any]:
    aim = "" if assignment.aim is None else hashlib.sha256(repr(assignment.aim).encode()).hexdigest()
    return {
        "goodoffices": "finished work of a search", "format": FORMAT, "dossier": assignment.dossier.digest,
        "moment": assignment.moment, "actor": assignment.actor, "seed": assignment.seed, "aim": aim,
    }  # fmt: skip


def _check_title(path: Path, line: str, title: Mapping[str, Any]) -> None:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("goodoffices") != title["goodoffices"]:
        raise ModelInputError(f"{path} is not a file of finished work; name another")
    other = [name for name in title if found.get(name) != title[name]]
    if "format" in other:
        raise ModelInputError(
            f"{path} was kept by another version of goodoffices, in another format; name another file, or remove this one to begin anew"
        )
    if "dossier" in other:
        raise ModelInputError(
            f"{path} was kept for another dossier, or for this one before it was changed; name another file, or remove this one to begin anew"
        )
    if other:
        raise ModelInputError(
            f"{path} was kept for another search: its {other[0]} is {found.get(other[0])!r}, not {title[other[0]]!r}; "
            "name another file, or remove this one to begin anew"
        )


def _written(task: Task, evaluation: Evaluation, numbers: dict[bytes, int]) -> dict[str, Any]:
    """Return a line; the numbers of the arrays that it brings are added to those known."""
    new: list[Array] = []

    def number(array: Array) -> int:
        name = _digest(array)
        if name not in numbers:
            numbers[name] = len(numbers)
            new.append(array)
        return numbers[name]

    held = {part: {n: number(array) for n, array in getattr(evaluation, part).items()} for part in PARTS}
    kinds, text = packed(new)
    return {
        "plan": task.plan, "draws": task.draws, "strengths": task.strengths, **held, "kinds": kinds, "new": text,
    }  # fmt: skip


def _read(line: Mapping[str, Any], arrays: list[Array]) -> tuple[Task, Evaluation]:
    """Return what a line says; the arrays that it brings are added to those known."""
    plan = tuple(line["plan"])
    task = Task(plan, line["draws"], tuple((name, float(factor)) for name, factor in line["strengths"]))
    arrays += unpacked(line["kinds"], line["new"])
    scores, *rest = ({name: arrays[number] for name, number in line[part].items()} for part in PARTS)
    return task, Evaluation(plan, scores, *rest)


def _digest(array: Array) -> bytes:
    return hashlib.blake2b(array.dtype.str.encode() + array.tobytes(), digest_size=16).digest()
