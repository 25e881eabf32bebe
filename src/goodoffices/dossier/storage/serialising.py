"""From records back to the nested text they are read from."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.storage.layout import ABOUT, FILES
from goodoffices.dossier.storage.text.csv_file import write_csv
from goodoffices.dossier.storage.text.yaml_text import write_yaml
from goodoffices.dossier.storage.workbook.spreadsheet import plain_number
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity


def data_of(dossier: Dossier) -> dict[str, Any]:
    """Return the content of a dossier's files as nested text, by the file's name; empty files are left out."""
    data: dict[str, Any] = {}
    for file in FILES:
        content = getattr(dossier, file.attribute)
        if file is ABOUT:
            data[file.name] = {"format": str(content.format), **_fields(content)}
        elif file.is_table and content:
            data[file.name] = [
                {name: ";".join(v) if isinstance(v, list) else v for name, v in _fields(row).items()} for row in content
            ]
        elif content or file.required:
            data[file.name] = {name: _fields(record, ("id",)) for name, record in content.items()}
    return data


def texts_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a dossier's files, by the file's name, from their content as nested text."""
    texts = {}
    for file in FILES:
        content = data.get(file.name)
        if content and file.is_table:
            texts[file.name] = write_csv(content, file.columns, file.required_columns)
        elif content or file.required:
            texts[file.name] = write_yaml(content or {})
    return texts


def _fields(record: BaseModel, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a record's fields as nested text, those left out that say what goes without saying."""
    fields = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name not in without and (field.is_required() or value != field.get_default(call_default_factory=True)):
            fields[field.alias or name] = _text(value)
    return fields


def _text(value: Any) -> Any:
    match value:
        case BaseModel():
            return _fields(value)
        case Mapping():
            return {str(key): _text(part) for key, part in value.items()}
        case tuple() if value and all(isinstance(part, Citation) for part in value):
            return "; ".join(str(part) for part in value)
        case tuple() | list():
            return [_text(part) for part in value]
        case Quantity():
            numbers = (value.likely,) if value.is_point else (value.low, value.likely, value.high)
            return "..".join(plain_number(number) for number in numbers)
        case bool():
            return "true" if value else "false"
        case float():
            return plain_number(value)
    return str(value)
