"""Writing dossiers: a new one from the scaffold, and single values in an existing one."""

import io
import re
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from goodoffices.dossier.dossier import FORMAT
from goodoffices.dossier.folder.migration import RENAMED, format_of, old_names
from goodoffices.dossier.folder.yaml_file import parse_yaml
from goodoffices.errors import NotFoundError, OutputError
from goodoffices.files import permissions, write_atomically


def new_dossier(folder: Path, title: str = "") -> None:
    """Write the scaffold, a small complete dossier whose comments teach, into a new folder.

    Parameters
    ----------
    folder : Path
        Where to write; must not exist, or be empty. It appears with all its files or not at all.
    title : str
        Title of the new dossier; the scaffold's own if empty.

    Raises
    ------
    OutputError
        If the folder holds anything already, or cannot be written.
    """
    shown, folder = folder, folder.resolve()
    temporary: Path | None = None
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{shown} exists already; choose a new name, nothing was written")
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        with as_file(files("goodoffices.dossier.folder") / "scaffold") as scaffold:
            for source in sorted(scaffold.iterdir()):
                if source.suffix in (".yaml", ".csv"):
                    write_atomically(temporary / source.name, source.read_text(encoding="utf-8"))
        if title:
            set_value(temporary / "dossier.yaml", ("title",), title)
        temporary.chmod(permissions(0o777))
        if folder.exists():
            folder.rmdir()
        temporary.replace(folder)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {shown}: {error.strerror or error}") from error
    finally:
        if temporary is not None and temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)


def set_value(file: Path, path: tuple[str | int, ...], value: str) -> None:
    r"""Set one value in a YAML file of a dossier; comments, order and everything else stay as they are.

    Parameters
    ----------
    file : Path
        The file, for instance ``parties.yaml``.
    path : tuple
        Names of fields and list indices down to the value, which must exist except for its last name.
    value : str
        The new text.

    Raises
    ------
    NotFoundError
        If the file or a part of the path does not exist.
    OutputError
        If the file cannot be parsed or written; it is left as it was.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "parties.yaml"
    >>> _ = file.write_text("japan:  # host of the talks\n  name: Japan\n  kind: state\n")
    >>> set_value(file, ("japan", "short"), "Tokyo")
    >>> print(file.read_text(), end="")
    japan:  # host of the talks
      name: Japan
      kind: state
      short: Tokyo
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096  # long lines stay as their author broke them
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise NotFoundError(f"cannot read {file}: {error.strerror or error}") from error
    if dash := re.search(r"^( *)[^\s#-][^\n]*:[^\n]*\n( *)- ", text, flags=re.MULTILINE):
        offset = max(0, len(dash[2]) - len(dash[1]))
        yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    try:
        content = yaml.load(text)
        place = content
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    except YAMLError as error:
        raise OutputError(f"{file} cannot be parsed and was left as it was; run the check for the place") from error
    except (KeyError, IndexError, TypeError) as error:
        raise NotFoundError(f"{file.name} has no {'.'.join(map(str, path))}") from error
    buffer = io.StringIO()
    yaml.dump(content, buffer)
    write_atomically(file, buffer.getvalue())


def upgrade_dossier(folder: Path) -> tuple[str, ...]:
    """Rewrite a dossier of an older format in today's; nothing but the names of renamed fields changes.

    Parameters
    ----------
    folder : Path
        The dossier's folder.

    Returns
    -------
    tuple of str
        What was changed, in words; empty if the dossier is of today's format already.

    Raises
    ------
    NotFoundError
        If a file cannot be read.
    OutputError
        If a file cannot be written.
    """
    texts = {name: _text(folder / name) for name in ("dossier.yaml", *dict.fromkeys(r.file for r in RENAMED))}
    located = {name: parse_yaml(name, text)[0] for name, text in texts.items()}
    if format_of(located) >= FORMAT:
        return ()
    lines = {name: text.splitlines(keepends=True) for name, text in texts.items()}

    def replace(name: str, place: tuple[int, int], old: str, new: str) -> None:
        line, column = place
        text = lines[name][line - 1]
        quotes = 2 * (text[column - 1] in "'\"")
        lines[name][line - 1] = text[: column - 1] + new + text[column - 1 + len(old) + quotes :]

    done = []
    for file, path, new in old_names(located):
        replace(file.file, file.key_places[path], str(path[-1]), new)
        done.append(f"{file.file}:{file.key_places[path][0]}: {path[-1]} is now called {new}")
    about = located["dossier.yaml"]
    replace("dossier.yaml", about.places["format",], about.text(("format",)), str(FORMAT))
    done.append(f"dossier.yaml: the format is now {FORMAT}")
    for name in dict.fromkeys(line.partition(":")[0] for line in done):
        write_atomically(folder / name, "".join(lines[name]))
    return tuple(done)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.exists() else ""
    except OSError as error:
        raise NotFoundError(f"cannot read {file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise OutputError(f"{file} is not UTF-8 text and was left as it was") from error
