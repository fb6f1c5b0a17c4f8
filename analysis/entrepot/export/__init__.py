"""Result files as tidy tables that other programs read: CSV with a description, SQLite, Parquet.

    >>> from entrepot.export import export
    >>> export("baseline.h5", "tables", outputs=["leaked"]).path
"""

from entrepot.export.formats import FORMATS
from entrepot.export.tables import Field, Package, Table
from entrepot.export.writing import Exported, export

__all__ = ["FORMATS", "Exported", "Field", "Package", "Table", "export"]
