"""Headless Chromium for tests of pages."""

import shutil

from selenium import webdriver

DRIVER = shutil.which("chromedriver")


def open_browser(width):
    """A browser with a window of this width in pixels; it keeps the page's messages and requests. The caller quits it."""
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={width},900", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=webdriver.chrome.service.Service(DRIVER), options=options)
