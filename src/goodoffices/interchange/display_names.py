"""What parties are called, where a description of bodies says so under ``names``."""

from dataclasses import dataclass, field

from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.errors import Problem, nearest

KEY = "names"


@dataclass
class DisplayNames:
    """The names found, the description without them, and what is wrong with them.

    Attributes
    ----------
    names : dict of str
        What a party is called, by its id.
    text : str
        The description with empty lines where the names stood, so that all else keeps its place.
    places : dict of str to (int, int)
        Where each name stands.
    problems : list of Problem
    """

    text: str
    names: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def held_against(self, file: str, parties: list[str]) -> list[Problem]:
        """Return all problems, those of names of nobody among them."""
        unknown = [
            Problem(
                file, "no body names this party", *self.places[party], KEY, party, f"one of {', '.join(parties) or 'none'}",
                suggestion=nearest(party, parties),
            )
            for party in self.names if party not in parties
        ]  # fmt: skip
        return [*self.problems, *unknown]


def display_names(file: str, text: str) -> DisplayNames:
    r"""Take the names out of a description of bodies: beside the bodies, or within one of them.

    Examples
    --------
    >>> found = display_names("board.yaml", "names: {avon: Avon Valley}\nboard:\n  name: Board\n")
    >>> found.names, found.text.splitlines()
    ({'avon': 'Avon Valley'}, ['', 'board:', '  name: Board'])
    """
    located, _ = parse_yaml(file, text)
    found = DisplayNames(text)
    if not isinstance(located.data, dict):
        return found
    whole = located.data.get(KEY)
    is_body = isinstance(whole, dict) and ("formulas" in whole or "rules" in whole)
    paths: list[Path] = [(KEY,)] if KEY in located.data and not is_body else []
    paths += [(body, KEY) for body, held in located.data.items() if isinstance(held, dict) and KEY in held]
    for path in paths:
        held = located.data[KEY] if len(path) == 1 else located.data[path[0]][KEY]
        if (without := _without(found.text, located, path)) is not None:
            found.text = without
            _take(file, located, path, held, found)
    return found


def _take(file: str, located: Located, path: Path, held: object, found: DisplayNames) -> None:
    if not isinstance(held, dict):
        found.problems.append(
            Problem(file, "these are no names", *located.key_places[path], KEY, expected="PARTY: Name, one to a line")
        )
        return
    for party, name in held.items():
        place = located.key_places[(*path, party)]
        if not isinstance(name, str) or not name.strip():
            found.problems.append(Problem(file, "this is no name", *place, KEY, expected=f"{party}: Name"))
        elif found.names.setdefault(party, name.strip()) != name.strip():
            found.problems.append(
                Problem(file, "this party has another name above", *place, KEY, name, found.names[party])
            )
        found.places.setdefault(party, place)


def _without(text: str, located: Located, path: Path) -> str | None:
    """Return the text with empty lines in place of a field, or None if the field shares a line with another."""
    start = located.key_places[path][0]
    others = [place[0] for other, place in located.key_places.items() if other[: len(path)] != path]
    if start in others:
        return None
    end = min((line for line in others if line > start), default=text.count("\n") + 2)
    lines = text.split("\n")
    lines[start - 1 : end - 1] = ["" if not line.startswith("#") else line for line in lines[start - 1 : end - 1]]
    return "\n".join(lines)
