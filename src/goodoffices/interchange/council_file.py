"""A file that describes bodies and nothing else, in the form of a dossier's ``councils.yaml``."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from goodoffices.dossier.storage.serialising import texts_of
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.interchange.as_dossier import NO_DATE

FILE = "councils.yaml"
FORM = "a description of bodies that decide"
MOMENT = "as_described"
LONGEST_ABBREVIATION = 5
ABBREVIATIONS = frozenset(
    {"us", "usa", "uk", "eu", "un", "uae", "ussr", "prc", "drc", "roc", "rok", "dprk", "asean", "nato", "oau", "ecowas"}
)
"""Of ids with vowels only these are taken for letters that stand for words."""
MAPPINGS = ("seats", "votes", "joins", "in_favour", "abstaining")
LISTS = ("of", "leaves", "veto", "bloc", "union")
"""Fields of a body that name parties."""
ONE_MOMENT = "everything holds at one moment, whose date is not known"


def parties_of(text: str) -> list[str]:
    """Return every party that a description of bodies names."""
    return sorted(set(_named(parse_yaml(FILE, text)[0].data)))


def council_texts(text: str, title: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a dossier around a description of bodies, which itself stays as it is.

    Parameters
    ----------
    text : str
        The description, as in ``councils.yaml``.
    title : str
        Title of the dossier, if the file describes no body or several.
    names : mapping of str to str
        What parties are called, by id; of the others the id is made a name.

    Returns
    -------
    dict of str
        Texts by the file's name. The parties are those that the bodies name.
    """
    bodies = parse_yaml(FILE, text)[0].data
    parties = parties_of(text)
    data: dict[str, Any] = {
        "dossier.yaml": {"format": "2", "title": _title_of(bodies) or title},
        "parties.yaml": {party: {"name": names.get(party) or _name(party), "kind": "group"} for party in parties},
        "moments.yaml": {
            MOMENT: {"name": "As described", "date": NO_DATE, "at_table": parties, "issues": []},
        },
    }
    return {**texts_of(data), FILE: text}


def _title_of(bodies: Any) -> str:
    """Return the name of the one body that is described."""
    if not isinstance(bodies, Mapping) or len(bodies) != 1:
        return ""
    (body,) = bodies.values()
    name = body.get("name") if isinstance(body, Mapping) else ""
    return name if isinstance(name, str) else ""


def _name(party: str) -> str:
    """Return an id as a name; well-known ones, and short ones without a vowel, are taken for letters that stand for words.

    >>> _name("us"), _name("cpp"), _name("elm"), _name("south_korea")
    ('US', 'CPP', 'Elm', 'South Korea')
    """
    unspeakable = len(party) <= LONGEST_ABBREVIATION and party.isalpha() and not set(party) & set("aeiouy")
    return party.upper() if unspeakable or party in ABBREVIATIONS else party.replace("_", " ").title()


def _named(value: Any) -> Iterator[str]:
    """Return every party named anywhere: who has seats or votes, who chairs, whose consent is asked for, whom reforms and motions name."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key in MAPPINGS and isinstance(part, Mapping):
                yield from (name for name in part if isinstance(name, str))
            elif key == "chair" and isinstance(part, str):
                yield part
            elif key in LISTS and isinstance(part, str | list):
                yield from (
                    name.strip()
                    for name in (part.split(";") if isinstance(part, str) else part)
                    if isinstance(name, str)
                )
            else:
                yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)


def assumed_of(parties: Collection[str], names: Collection[str]) -> tuple[str, ...]:
    """Return what is taken for granted, given the parties and those of them that have a name."""
    others = [party for party in parties if party not in names]
    whose = "the other parties" if len(others) < len(parties) else "the parties"
    told = [f"the names of {whose} are their ids (another name goes under names: in the file)"] if others else []
    return (*told, ONE_MOMENT)
