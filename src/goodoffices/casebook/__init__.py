"""The shipped dossiers: data only, one folder each, beside this file."""

from pathlib import Path

from goodoffices.errors import NotFoundError, nearest

FOLDER = Path(__file__).parent


def case_names() -> tuple[str, ...]:
    """Return the names of the shipped cases."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if (path / "dossier.yaml").is_file()))


def case_folder(name: str) -> Path:
    """Return the folder of a shipped case.

    Raises
    ------
    NotFoundError
        If there is no case of that name.
    """
    if name not in case_names():
        guess = nearest(name, case_names())
        raise NotFoundError(
            f"there is neither a folder nor a shipped case {name!r}; "
            + (f"did you mean {guess!r}? " if guess else "")
            + f"shipped cases: {', '.join(case_names())}"
        )
    return FOLDER / name
