"""Reader, aggregations, figures and report page for entrepot's result files.

    >>> import entrepot
    >>> with entrepot.open_result("baseline.h5") as result:
    ...     result.info.replicates.finished
    ...     result.outputs["leakage_rate"]          # xarray, [replicate]
"""

from entrepot.errors import MissingData, ResultError
from entrepot.result import Replicates, Result, RunInfo, open_result

__all__ = ["MissingData", "Replicates", "Result", "ResultError", "RunInfo", "open_result"]
