"""Templates of HTML that escape all texts."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from entrepot.terminal import printable


def environment_of(package: str) -> Environment:
    """For the templates of a package. Values are escaped; control characters and marks that reorder text become visible escapes."""
    return Environment(
        loader=PackageLoader("entrepot", package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_shown,
    )  # fmt: skip


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
