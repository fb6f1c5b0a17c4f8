"""The page as a PDF, printed by the browser that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from entrepot.errors import ResultError
from entrepot.files import whole_file

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 120


def print_pdf(page: Path) -> Path:
    """Print a page beside itself, with the suffix .pdf. Raises ResultError if no browser is there, or if it fails."""
    target = page.with_suffix(".pdf")
    browser = os.environ.get("ENTREPOT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise ResultError(f"{target}: found no Chromium or Chrome to print it; set ENTREPOT_BROWSER to the path of one")
    with tempfile.TemporaryDirectory() as profile:
        draft = Path(profile) / "page.pdf"
        command = [
            browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
            "--no-pdf-header-footer", "--virtual-time-budget=5000", f"--print-to-pdf={draft}", page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ResultError(f"{target}: {browser} failed to print it: {error}") from error
        if not draft.exists():
            reason = " ".join(done.stderr.split())[-200:]
            raise ResultError(f"{target}: {browser} failed to print it: {reason or done.returncode}")
        with whole_file(target) as part:
            shutil.copyfile(draft, part)
    return target
