"""The report page: one HTML file with everything in it, for screen, phone, dark mode and print."""

from entrepot.page.build import build_page, build_report
from entrepot.page.inputs import Inputs, open_inputs

__all__ = ["Inputs", "build_page", "build_report", "open_inputs"]
