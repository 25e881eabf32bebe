"""Writing dossiers: a new one from the scaffold, one in another form, one of an older format in today's."""

import io
import zipfile
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from goodoffices.dossier.dossier import FORMAT, Dossier
from goodoffices.dossier.storage.containers.container import RefusedError, Texts, largest, read_file
from goodoffices.dossier.storage.containers.contents import Contents, read_files
from goodoffices.dossier.storage.containers.zip_file import MAX_ARCHIVE_BYTES, ZippedFolder
from goodoffices.dossier.storage.editing import saved_like, set_value, with_members, with_value
from goodoffices.dossier.storage.layout import ABOUT, FILE_NAMES, FILES, entry_file
from goodoffices.dossier.storage.migration import format_of, old_names, read_as_today
from goodoffices.dossier.storage.opening import WORKBOOK, ZIP, kind_of, read_contents
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.reading import inspect_dossier
from goodoffices.dossier.storage.serialising import data_of, texts_of
from goodoffices.dossier.storage.text.located import Located
from goodoffices.errors import DossierError, OutputError
from goodoffices.files import write_atomically, write_folder, write_together

_NOT_WRITTEN = (
    ".csv",
    ".ods",
    ".xls",
    ".xlsm",
    ".yaml",
    ".yml",
    ".json",
    ".tar",
    ".gz",
    ".7z",
    ".rar",
    ".docx",
    ".pdf",
)
"""Endings that ask for a form which is not written; nobody means a folder by them."""

__all__ = ["convert_dossier", "new_dossier", "set_value", "upgrade_dossier", "write_dossier"]


def new_dossier(folder: Path, title: str = "", full: bool = False) -> None:
    """Write the scaffold, a small complete dossier whose comments teach, into a new folder.

    Parameters
    ----------
    folder : Path
        Where to write; must not exist, or be empty. It appears with all its files or not at all.
    title : str
        Title of the new dossier; the scaffold's own if empty.
    full : bool
        Whether to write every kind of file there is, and not the everyday ones alone.

    Raises
    ------
    OutputError
        If the folder holds anything already, or cannot be written.
    """
    with as_file(files("goodoffices.dossier.storage") / "scaffold") as scaffold:
        contents = {file.name: (scaffold / file.name).read_bytes() for file in FILES if full or file.everyday}
    if title:
        contents[ABOUT.name] = with_value(folder / ABOUT.name, contents[ABOUT.name], ("title",), title)
    write_folder(folder, {name: content.decode() for name, content in contents.items()})


def write_dossier(content: Dossier | Mapping[str, str], target: str | Path) -> None:
    """Write a dossier as a folder, a zip archive or a workbook: as a whole or not at all.

    Parameters
    ----------
    content : Dossier or mapping of str to str
        The dossier; or the texts of its files by name, which a folder or an archive holds as they are, comments included.
    target : str or Path
        Where to write: ``name.zip`` for an archive, ``name.xlsx`` for a workbook, both of which take the place of an older
        one; any other name for a folder, which must be new or empty.

    Raises
    ------
    OutputError
        If it cannot be written.
    DossierError
        If the texts cannot be parsed, which a workbook needs.

    Examples
    --------
    >>> import tempfile
    >>> from goodoffices.casebook import case_folder
    >>> from goodoffices.dossier import read_dossier
    >>> target = Path(tempfile.mkdtemp()) / "cambodia.xlsx"
    >>> write_dossier(read_dossier(case_folder("cambodia-1990")), target)
    >>> read_dossier(target).about.title == read_dossier(case_folder("cambodia-1990")).about.title
    True
    """
    target = Path(target)
    suffix = target.suffix.lower()
    if suffix == WORKBOOK:
        data = data_of(content) if isinstance(content, Dossier) else _parsed(content, target)
        _write_workbook(data, target)
        return
    texts = texts_of(data_of(content)) if isinstance(content, Dossier) else content
    _write_texts(texts, target)


def convert_dossier(source: str | Path, target: str | Path) -> None:
    """Write a dossier in another form: a folder, a zip archive or a workbook.

    Between folders and archives files are copied as they are. A workbook holds all they say but not their comments.

    Parameters
    ----------
    source, target : str or Path
        What to read, and where to write as for :func:`write_dossier`.

    Raises
    ------
    NotFoundError
        If there is no dossier at the source.
    DossierError
        If the source holds errors.
    OutputError
        If the target cannot be written, or is the source.
    """
    source, target = Path(source), Path(target)
    check_target(source, target)
    inspection = inspect_dossier(source)
    if inspection.dossier is None:
        raise DossierError(source.name, inspection.errors)
    contents = read_contents(source)
    if contents.texts and target.suffix.lower() != WORKBOOK:
        _write_texts(contents.texts, target)
        return
    data = _today(contents.files)
    if target.suffix.lower() == WORKBOOK:
        _write_workbook(data, target)
    else:
        _write_texts(texts_of(data), target)


def check_target(source: Path, target: Path) -> None:
    """Refuse to write a dossier in a form there is not, or over what it is made from.

    Raises
    ------
    OutputError
        If the name of the target asks for either.
    """
    if target.suffix.lower() in _NOT_WRITTEN and not target.exists():
        raise OutputError(f"a dossier is not written as {target.suffix}; choose a folder, a name.zip or a name.xlsx")
    if target.exists() and source.exists() and target.samefile(source):
        raise OutputError(f"{target} is the dossier itself; choose another name")


def _today(located: dict[str, Located]) -> dict[str, Any]:
    """Return the content of files, those of an older format in today's."""
    is_older = format_of(located) < FORMAT
    read_as_today(located)
    data = {name: file.data for name, file in located.items()}
    if is_older:
        data[ABOUT.name]["format"] = str(FORMAT)
    return data


def _parsed(texts: Mapping[str, str], target: Path) -> dict[str, Any]:
    contents = read_files(Texts(texts))
    problems = [problem for problem in contents.problems if problem.file in contents.files or entry_file(problem.file)]
    if problems:
        raise DossierError(target.name, present(problems))
    return _today(contents.files)


def _write_workbook(data: Mapping[str, Any], target: Path) -> None:
    # Only who writes a workbook waits for the library that does.
    from goodoffices.dossier.storage.workbook.writing import workbook_bytes  # noqa: PLC0415

    write_atomically(target, workbook_bytes(data))


def _write_texts(texts: Mapping[str, str], target: Path) -> None:
    if unknown := sorted(name for name in texts if name not in FILE_NAMES and entry_file(name) is None):
        raise OutputError(f"a dossier has no file {unknown[0]!r}")
    if target.suffix.lower() != ZIP:
        write_folder(target, texts)
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (*FILE_NAMES, *sorted(filter(entry_file, texts))):
            if name in texts:
                info = zipfile.ZipInfo(f"{target.stem}/{name}", (1980, 1, 1, 0, 0, 0))  # the same bytes on any day
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
                archive.writestr(info, texts[name].encode())
    write_atomically(target, packed.getvalue())


def upgrade_dossier(path: Path) -> tuple[str, ...]:
    """Rewrite a dossier of an older format in today's; nothing but the names of renamed fields changes.

    Parameters
    ----------
    path : Path
        The dossier's folder or zip archive.

    Returns
    -------
    tuple of str
        What was changed, in words; empty if the dossier is of today's format already.

    Raises
    ------
    NotFoundError
        If there is no dossier.
    DossierError
        If a file cannot be parsed.
    OutputError
        If it is a workbook, or cannot be written.
    """
    kind = kind_of(path)
    if kind == WORKBOOK:
        raise OutputError(f"{path} is a workbook: convert it to a new workbook or a folder, which is of today's format")
    contents = read_contents(path)
    if contents.problems:
        raise DossierError(path.name, present(contents.problems))
    if format_of(contents.files) >= FORMAT:
        return ()
    done, changed = _upgraded(contents)
    try:
        if kind == ZIP:
            zipped = ZippedFolder(read_file(path, MAX_ARCHIVE_BYTES))
            renewed = {
                zipped.root + name: saved_like(zipped.read(name, largest(name)), text) for name, text in changed.items()
            }
            write_atomically(path, with_members(zipped.archive, renewed))
        else:
            write_together(
                {path / name: saved_like(read_file(path / name, largest(name)), text) for name, text in changed.items()}
            )
    except RefusedError as refused:
        raise OutputError(f"cannot rewrite {path}: {refused.message}") from refused
    return tuple(done)


def _upgraded(contents: Contents) -> tuple[list[str], dict[str, str]]:
    """Return what changes, in words, and the new texts; the file that names the format is the last of them."""
    lines = {name: text.split("\n") for name, text in contents.texts.items()}
    done = []
    changed = []
    about = contents.files[ABOUT.name]
    places = [(f, f.key_places[path], str(path[-1]), new) for f, path, new in old_names(contents.files)]
    # From the end of a line to its beginning, so that no change moves the place of another.
    for file, (line, column), old, new in sorted(places, key=lambda p: (p[0].file, p[1]), reverse=True):
        _replace(lines[file.file], (line, column), old, new)
        done.append(f"{file.file}:{line}: {old} is now called {new}")
        changed.append(file.file)
    _replace(lines[ABOUT.name], about.places["format",], about.text(("format",)), str(FORMAT))
    done = [*reversed(done), f"{ABOUT.name}: the format is now {FORMAT}"]
    return done, {name: "\n".join(lines[name]) for name in dict.fromkeys([*changed, ABOUT.name])}


def _replace(lines: list[str], place: tuple[int, int], old: str, new: str) -> None:
    line, column = place
    text = lines[line - 1]
    quotes = 2 * (text[column - 1] in "'\"")
    lines[line - 1] = text[: column - 1] + new + text[column - 1 + len(old) + quotes :]
