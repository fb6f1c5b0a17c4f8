"""A calibration as tables and in Markdown: prior against posterior, targets and forecasts."""

from entrepot.calibration_view.tables import by_contraction, correlations, parameter_frame, quantity_frame, to_markdown, too_few, verdict

__all__ = ["by_contraction", "correlations", "parameter_frame", "quantity_frame", "to_markdown", "too_few", "verdict"]
