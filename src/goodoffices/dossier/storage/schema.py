"""The dossier's files as JSON Schema, for editors that complete and check while one types.

The schema is read off the same records as the dossier itself. It describes files as an editor sees them, where a date may be a
number and a list in a table is text; whether names exist is checked by the reader, or by a schema made for one dossier.
"""

from collections.abc import Mapping
from typing import Any

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import ID_PATTERN, REFERS_TO
from goodoffices.dossier.storage.layout import ABOUT, DEFINED_IN, FILE_NAMES, FILES, DossierFile, entry_file
from goodoffices.errors import NotFoundError, nearest

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PROVISIONAL = "Provisional: no model reads this file yet, and its fields may still change."


def file_schema(name: str, dossier: Dossier | None = None) -> dict[str, Any]:
    """Return the JSON Schema of one file of a dossier; of a table, that of one row.

    Parameters
    ----------
    name : str
        Name of the file, such as ``parties.yaml``, or of its concept, such as ``parties``; of an entry in a file of its own,
        such as ``initiatives/host.yaml``, that file.
    dossier : Dossier, optional
        If given, names of parties, issues and so on are completed from this dossier, and others are refused.

    Returns
    -------
    dict
        The schema, in draft 2020-12.

    Raises
    ------
    NotFoundError
        If a dossier has no file of that name.

    Examples
    --------
    >>> file_schema("parties.yaml")["title"]
    'parties.yaml'
    >>> file_schema("stances")["properties"]["party"]["x-refers-to"]
    'party'
    """
    file = entry_file(name) or next((file for file in FILES if name in (file.name, file.concept)), None)
    if file is None:
        guess = next((f.name for f in FILES if f.concept == nearest(name, [f.concept for f in FILES])), "")
        raise NotFoundError(
            f"a dossier has no file {name!r}; "
            + (f"did you mean {guess!r}?" if guess else f"it has: {', '.join(FILE_NAMES)}")
        )
    record = file.record.model_json_schema(by_alias=True, mode="validation")
    definitions = record.pop("$defs", {})
    for part in (record, *definitions.values()):
        _without_titles(part)
    record["properties"].pop("id", None) if not file.is_table and file is not ABOUT else None
    if "required" in record:
        record["required"] = [field for field in record["required"] if field in record["properties"]]
    if file.is_table:
        record["properties"] = {field: _as_cell(part) for field, part in record["properties"].items()}
    schema = {
        "$schema": DIALECT,
        "title": name if entry_file(name) else file.name,
        **(_keyed(record) if _is_keyed(file) and not entry_file(name) else record),
    }
    if file.provisional:
        schema["description"] = f"{schema.get('description', '')} {PROVISIONAL}".strip()
    if definitions:
        schema["$defs"] = definitions
    if dossier is not None:
        _offer_names(schema, {str(target): _names(dossier, defining) for target, defining in DEFINED_IN.items()})
    return schema


def _is_keyed(file: DossierFile) -> bool:
    return not file.is_table and file is not ABOUT


def _keyed(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": record.get("description", ""),
        "type": "object",
        "propertyNames": {"pattern": ID_PATTERN},
        "additionalProperties": record,
    }


def _as_cell(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a field as a cell of a table: a list is text, its entries separated by semicolons."""
    if "anyOf" in part:
        return {**part, "anyOf": [_as_cell(choice) for choice in part["anyOf"]]}
    if part.get("type") in ("integer", "number", "boolean"):
        return {**part, "type": [part["type"], "string"]}
    if part.get("type") != "array":
        return dict(part)
    kept = {key: value for key, value in part.items() if key in ("description", "default")}
    return {"type": "string", **kept, **{key: part["items"][key] for key in (REFERS_TO,) if key in part["items"]}}


def _without_titles(part: dict[str, Any]) -> None:
    """Take out the titles that are made from field names and repeat them."""
    part.pop("title", None)
    for field in part.get("properties", {}).values():
        field.pop("title", None)


def _names(dossier: Dossier, file: DossierFile) -> list[str]:
    content = getattr(dossier, file.attribute)
    if file.is_table:
        return list(dict.fromkeys(row.id for row in content if row.id))
    return list(content)


def _offer_names(part: object, names: Mapping[str, list[str]]) -> None:
    if isinstance(part, dict):
        target = part.get(REFERS_TO, "")
        # A statement refers to options too, but is more than one name.
        if target in names and (part.get("pattern") == ID_PATTERN or set(part) == {REFERS_TO}):
            part["enum"] = names[target]
        for child in part.values():
            _offer_names(child, names)
    elif isinstance(part, list):
        for child in part:
            _offer_names(child, names)
