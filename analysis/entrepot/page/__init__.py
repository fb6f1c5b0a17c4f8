"""The report page: one HTML file with everything in it, for screen, phone, dark mode and print."""

from entrepot.page.build import build_page

__all__ = ["build_page"]
