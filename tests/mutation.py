"""Dossiers and other programs' files damaged at random: in text, in cells, in the bytes of an archive or workbook."""

import io
import random
import re
import signal
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import FrameType

from tests.other_programs import SAMPLES

from goodoffices.assessment.assess import assess
from goodoffices.casebook import case_folder, case_names
from goodoffices.dossier import Inspection, inspect_dossier
from goodoffices.dossier.storage.layout import FILE_NAMES, FILES
from goodoffices.dossier.storage.opening import read_contents
from goodoffices.dossier.storage.workbook.writing import workbook_bytes
from goodoffices.dossier.storage.writing import convert_dossier, new_dossier, set_value, upgrade_dossier, write_dossier
from goodoffices.errors import GoodOfficesError
from goodoffices.interchange.importing import inspect_import

LONGEST = 60
"""Seconds after which an input counts as one that hangs."""
JUNK = [
    "", ":", ": ", "- ", "[", "]", "{", "}", "#", "|", ">", "&a", "*a", "!!python/object:x", "!a", "'", '"', ",", ";", "\t", "..", "NaN",
    "1e999", "9" * 5_000, "1990-13", "9999999999-01", "0000", "null", "~", "no", "\u2028", "\u202e", "\ufeff", "é", "\U0001f600", "%",
    "@", "`", "? ", "---\n", "...\n", "\n", "\n\n  ", "<<: ", "=", " > ", "0..50..100", "1..2", "judgement", ":\n", "\r", "\0", "[" * 500,
    "{a: " * 50, "- " * 60, "a" * 3_000, "_x0041_", "1/1990", "true", "\x85", "\x1b", '""', "''", "signatories", "from", "until",
]  # fmt: skip
Mutate = Callable[[random.Random, bytes], bytes]


class HangError(BaseException):
    """An input took longer than any should; not an Exception, so that nothing on the way can swallow it."""


@contextmanager
def time_bound(seconds: int = LONGEST) -> Iterator[None]:
    """Raise :class:`HangError` if the body takes longer; on systems without alarms it may take as long as it likes."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def truncate(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def insert(chance: random.Random, content: bytes) -> bytes:
    place, junk = chance.randrange(len(content) + 1), chance.choice(JUNK).encode()
    return content[:place] + junk + content[min(len(content), place + chance.choice((0, 0, 1, 5, 30))) :]


def unicode_noise(chance: random.Random, content: bytes) -> bytes:
    place = chance.randrange(len(content) + 1)
    letters = (chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))) for _ in range(5))
    return content[:place] + "".join(letters).encode() + content[place:]


def lines(chance: random.Random, content: bytes) -> bytes:
    rows = content.split(b"\n")
    first, second = chance.randrange(len(rows)), chance.randrange(len(rows))
    match chance.randrange(5):
        case 0:
            del rows[first]
        case 1:
            rows.insert(second, rows[first])
        case 2:
            rows[first], rows[second] = rows[second], rows[first]
        case 3:
            rows[first:first] = [rows[second]] * chance.choice((3, 300))
        case _:
            rows[first] = b" " * chance.randrange(1, 9) + rows[first].lstrip()
    return b"\n".join(rows)


def swap(chance: random.Random, content: bytes) -> bytes:
    """Exchange two words, or two cells."""
    pattern = chance.choice((rb"[\w.\->= ]+", rb"[^,\n]+", rb"[^\s:,\[\]{}]+"))
    words = list(re.finditer(pattern, content))
    if not words:
        return content
    one, other = chance.choice(words), chance.choice(words)
    if chance.random() < 0.3:
        return content[: one.start()] + chance.choice(JUNK).encode() + content[one.end() :]
    first, last = sorted((one, other), key=lambda word: word.start())
    between = content[first.end() : last.start()] if first is not last else b""
    return content[: first.start()] + last[0] + between + first[0] + content[last.end() :]


MUTATIONS: tuple[Mutate, ...] = (flip, truncate, insert, insert, unicode_noise, lines, lines, swap, swap, swap)


@cache
def sources(folder: Path) -> tuple[dict[str, bytes], ...]:
    """Return the files of the scaffold and of the shipped cases."""
    new_dossier(folder / "scaffold", full=True)
    made = []
    for case in (folder / "scaffold", *(case_folder(name) for name in case_names())):
        made.append({path.name: path.read_bytes() for path in case.iterdir() if path.name in FILE_NAMES})
    return tuple(made)


def some_files(chance: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files of a dossier: mostly few, so that a hundred thousand can be read in an hour or two."""
    needed = {file.name for file in FILES if file.required}
    everyday = {file.name for file in FILES if file.everyday}
    match chance.randrange(10):
        case 0:
            kept = set(files)
        case 1 | 2 | 3:
            kept = needed | {name for name in files if chance.random() < 0.25}
        case _:
            kept = everyday
    return {name: content for name, content in files.items() if name in kept}


def damaged(chance: random.Random, files: dict[str, bytes]) -> dict[str, bytes]:
    files = dict(files)
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(sorted(files))
        files[name] = chance.choice(MUTATIONS)(chance, files[name])
        if chance.random() < 0.03:
            files[chance.choice(("stance.csv", "x.yaml", "ties.csv", "claims.yaml"))] = files[name]
    return files


def packed(files: dict[str, bytes], chance: random.Random | None = None) -> bytes:
    """Return files as an archive; with `chance`, one that may be laid out in an odd way."""
    made = io.BytesIO()
    root = chance.choice(("", "", "case/", "a/b/", "../")) if chance else ""
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)) if chance else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(made, "w", method) as archive, warnings.catch_warnings(action="ignore"):
        for name, content in files.items():
            for _ in range(1 + (chance is not None and chance.random() < 0.01)):
                archive.writestr(root + name, content)
    return made.getvalue()


def one_input(seed: int, folder: Path) -> None:
    """Read one damaged dossier in one of its forms, and convert, change and upgrade what can be read.

    Raises
    ------
    Exception
        Whatever is not a :class:`~goodoffices.errors.GoodOfficesError`, or a problem that is not told as it should be.
    """
    chance = random.Random(seed)
    original = sources(folder)[chance.choice((0,) * 40 + tuple(range(len(case_names()) + 1)))]
    files = some_files(chance, original)
    form = chance.choice(
        ("folder",) * 6
        + ("zip",) * 3
        + ("zip bytes",) * 3
        + ("xlsx cells",)
        + ("xlsx parts",) * 6
        + ("xlsx bytes",) * 2
    )
    path = folder / ("case" if form == "folder" else "case.zip" if form.startswith("zip") else "case.xlsx")
    if form == "folder":
        path.mkdir(exist_ok=True)
        for old in path.iterdir():
            old.unlink()
        for name, content in damaged(chance, files).items():
            (path / name).write_bytes(content)
    elif form == "zip":
        path.write_bytes(packed(damaged(chance, files), chance))
    elif form == "zip bytes":
        path.write_bytes(chance.choice((flip, truncate, insert))(chance, packed(files, chance)))
    else:
        path.write_bytes(_workbook(chance, form, files, folder))
    with time_bound():
        _use(chance, path, folder)


def one_import(seed: int, folder: Path) -> None:
    """Read one damaged file of another bargaining program, and what can be read once more as the dossier it becomes.

    Raises
    ------
    Exception
        As for :func:`one_input`.
    """
    chance = random.Random(seed)
    content = chance.choice(SAMPLES).encode()
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice((*MUTATIONS, _cells, _cells, _cells))(chance, content)
    path = folder / chance.choice(("talks.csv", "talks.txt", "talks.cmp"))
    path.write_bytes(content)
    with time_bound():
        try:
            imported = inspect_import(path)
        except GoodOfficesError:
            return
        inspection = imported.inspection
        _told_well(inspection)
        if inspection.dossier is None:
            return
        target = folder / chance.choice(("imported.zip", "imported.xlsx"))
        write_dossier(imported.texts, target)
        again = inspect_dossier(target)
        assert again.dossier is not None, [str(problem) for problem in again.errors]
        assert replace(again.dossier, id="", digest="") == replace(inspection.dossier, id="", digest="")
        if chance.random() < 0.2:
            with suppress(GoodOfficesError):
                assess(inspection.dossier, draws=5)


def _cells(chance: random.Random, content: bytes) -> bytes:
    """Put something else into one cell."""
    cells = list(re.finditer(rb"[^,;\n]+", content))
    if not cells:
        return content
    cell = chance.choice(cells)
    new = chance.choice(
        (
            b"",
            b"0",
            b"1",
            b"1e-300",
            b"1e300",
            b"1e12",
            b"-0",
            b"100",
            b"0,5",
            b"1e999",
            b"nan",
            b"#A",
            b"#D",
            cells[0][0],
        )
    )
    return content[: cell.start()] + new + content[cell.end() :]


def _workbook(chance: random.Random, form: str, files: dict[str, bytes], folder: Path) -> bytes:
    if form == "xlsx cells":
        return _made(tuple(damaged(chance, files).items()), folder)
    subset = some_files(random.Random(chance.randrange(20)), sources(folder)[0])
    book = _kept(tuple(subset.items()), folder)
    if form == "xlsx bytes":
        return chance.choice((flip, truncate, insert))(chance, book)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 2, 3))):
        name = chance.choice(sorted(parts))
        parts[name] = chance.choice((*MUTATIONS, _tags, _tags, _tags))(chance, parts[name])
    return packed(parts)


def _made(files: tuple[tuple[str, bytes], ...], folder: Path) -> bytes:
    """Return the workbook of a dossier's files, as far as they can be parsed."""
    plain = folder / "plain.zip"
    plain.write_bytes(packed(dict(files)))
    data = {name: located.data for name, located in read_contents(plain).files.items() if not located.is_broken}
    try:
        return workbook_bytes(data)
    except (GoodOfficesError, AttributeError, TypeError, ValueError):  # only what can be read is ever written
        return b"PK"


_kept = cache(_made)


def _tags(chance: random.Random, content: bytes) -> bytes:
    """Exchange, repeat or drop whole elements and attributes of XML."""
    tags = list(re.finditer(chance.choice((rb"<[^>]+>", rb'\w+="[^"]*"', rb'(?<=")[^"]*(?=")', rb">[^<]+<")), content))
    if not tags:
        return content
    one, other = chance.choice(tags), chance.choice(tags)
    new = chance.choice((other[0], one[0] * 2, b"", other[0] * 50, b"99999999999", b"-1", b"A1", b"1e999"))
    return content[: one.start()] + new + content[one.end() :]


def _use(chance: random.Random, path: Path, folder: Path) -> None:
    try:
        inspection = inspect_dossier(path)
    except GoodOfficesError:
        return
    _told_well(inspection)
    if inspection.dossier is not None and chance.random() < 0.4:
        target = folder / chance.choice(("same.zip", "same.xlsx"))
        convert_dossier(path, target)
        again = inspect_dossier(target)
        assert again.dossier is not None, [str(problem) for problem in again.errors]
        assert replace(again.dossier, id="", digest="") == replace(inspection.dossier, id="", digest="")
    file = chance.choice(FILE_NAMES)
    target = folder / chance.choice(("out.zip", "out.xlsx"))
    for use in (
        lambda: convert_dossier(path, target),
        lambda: upgrade_dossier(path),
        lambda: set_value(path / file, chance.choice(_PLACES), chance.choice(JUNK)),
    ):
        if chance.random() < 0.4:
            try:
                use()
            except GoodOfficesError:
                continue


def _told_well(inspection: Inspection) -> None:
    assert (inspection.dossier is None) == bool(inspection.errors)
    for problem in inspection.problems:
        told = str(problem)
        assert problem.message
        assert "\n" not in told
        assert len(told) < 3_000


_PLACES: tuple[tuple[str | int, ...], ...] = (
    ("title",), (0, "note"), (1, "party"), ("upland", "name"), ("upland",), ("x",), ("monitor", "formulas", 0, "name"),
    ("monitor", "formulas", 0, "seats", "upland"), ("upland", "members", 0), (),
)  # fmt: skip
