"""Reader, aggregations, figures, report page and export for entrepot's result files.

    >>> import entrepot
    >>> with entrepot.open_result("baseline.h5") as result:
    ...     result.info.replicates.finished
    ...     result.outputs["leakage_rate"]          # xarray, [replicate]
    >>> sweep = entrepot.open_sweep("sweep.h5")
    >>> sweep.runs["leakage_rate"]                  # xarray, [policy, lever_point, row, replicate]
    >>> calibration = entrepot.open_calibration("calibration.h5")
    >>> calibration.table()                         # pandas, a particle of the posterior a row
"""

from entrepot.calibration import Calibration, CalibrationInfo, open_calibration
from entrepot.errors import MissingData, ResultError
from entrepot.result import Replicates, Result, RunInfo, open_result
from entrepot.sweep import RunCounts, Sweep, SweepInfo, open_sweep

__all__ = [
    "Calibration", "CalibrationInfo", "MissingData", "Replicates", "Result", "ResultError", "RunCounts", "RunInfo", "Sweep",
    "SweepInfo", "open_calibration", "open_result", "open_sweep",
]  # fmt: skip
