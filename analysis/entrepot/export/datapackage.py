"""`datapackage.json`: what a folder of tables holds, as Frictionless Data Package and Table Schema have it.

Table Schema has no units; fields have theirs as the additional property `unit`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from entrepot.csv_tables import Dialect
from entrepot.export.tables import Field, Package, Table
from entrepot.files import sha256_of

CSV = "text/csv"
FILE_NAME = "datapackage.json"
BY = "entrepot export"


def describe(package: Package, files: dict[str, Path], media_type: str, dialect: Dialect) -> dict[str, Any]:
    """The description of the package; files: of each table, by its name."""
    tabular = media_type == CSV
    described = {
        "profile": "tabular-data-package" if tabular else "data-package",
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "created": package.created,
        "made_by": BY,
        "result": {name: _json_number(value) for name, value in package.attributes.items()},
        "resources": [_resource(table, files[table.name], media_type, dialect) for table in package.tables],
    }
    return {name: value for name, value in described.items() if value != ""}


def files_of(folder: Path) -> set[str] | None:
    """The files of an earlier export in the folder, its description included; None if it is no export."""
    try:
        described = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        if described["made_by"] != BY:
            return None
        return {FILE_NAME, *(resource["path"] for resource in described["resources"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _resource(table: Table, file: Path, media_type: str, dialect: Dialect) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(f, dialect) for f in table.fields], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    tabular = media_type == CSV
    described = {
        "profile": "tabular-data-resource" if tabular else "data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": file.name,
        "format": file.suffix.lstrip("."),
        "mediatype": media_type,
        "encoding": "utf-8" if tabular else "",
        "dialect": _dialect(dialect) if tabular else "",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256_of(file)}",
        "schema": schema,
    }
    return {name: value for name, value in described.items() if value != ""}


def _dialect(dialect: Dialect) -> dict[str, Any]:
    """Explicit, so that no reader has to guess."""
    return {"delimiter": dialect.separator, "quoteChar": '"', "doubleQuote": True, "lineTerminator": dialect.line_end}


def _field(field: Field, dialect: Dialect) -> dict[str, str]:
    described = {"name": field.name, "type": field.type, "unit": field.unit, "description": field.description}
    if field.type == "number" and dialect.decimal != ".":
        described["decimalChar"] = dialect.decimal
    return {name: value for name, value in described.items() if value}


def _json_number(value: Any) -> Any:
    """JSON has neither NaN nor infinity."""
    return str(value) if isinstance(value, float) and value - value != 0 else value
