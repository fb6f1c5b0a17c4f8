"""What a calibration says: prior against posterior, targets and forecasts, as tables and in Markdown."""

from entrepot.calibrated.tables import by_contraction, parameter_frame, quantity_frame, to_markdown, together, verdict

__all__ = ["by_contraction", "parameter_frame", "quantity_frame", "to_markdown", "together", "verdict"]
