"""The built site in a browser, opened from disk: search, colours, phones. scripts/check-site builds it and runs this."""

import json
import os
import time
from pathlib import Path

import pytest

pytest.importorskip("selenium.webdriver", reason="python3-selenium is not installed")
from browser import open_browser  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

SITE = Path(os.environ.get("SITE", ""))
PAGES = sorted(str(page.relative_to(SITE)) for page in SITE.rglob("*.html")) if "SITE" in os.environ else []
pytestmark = pytest.mark.skipif(not PAGES, reason="SITE names no built site")


@pytest.fixture(scope="module")
def browser():
    driver = open_browser(1280)
    yield driver
    driver.quit()


@pytest.fixture
def phone(browser):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def open_page(browser, name):
    browser.get((SITE / name).as_uri())


def errors(browser):
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def requests(browser):
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [message["params"]["request"]["url"] for message in sent if message["method"] == "Network.requestWillBeSent"]


def search(browser, words):
    """The titles of the pages that a search finds, best first."""
    browser.find_element(By.TAG_NAME, "body").send_keys("/")  # the key that opens the search
    box = browser.find_element(By.CSS_SELECTOR, "input.md-search__input")
    WebDriverWait(browser, 10).until(lambda _: browser.switch_to.active_element == box)
    box.send_keys(words)
    WebDriverWait(browser, 20).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".md-search-result__item"))
    time.sleep(0.5)  # the list is filled item by item
    return [item.text for item in browser.find_elements(By.CSS_SELECTOR, ".md-search-result__item h1")]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone_or_has_errors_or_fetches_anything(phone, name):
    open_page(phone, name)
    assert phone.execute_script("return document.documentElement.scrollWidth") <= 390
    images = "return [...document.images].filter(i => i.loading !== 'lazy' && i.complete && i.naturalWidth === 0).map(i => i.src)"
    assert phone.execute_script(images) == []
    assert errors(phone) == []
    assert [url for url in requests(phone) if not url.startswith(("file:", "data:", "blob:"))] == []


def test_a_parameter_is_found_from_the_keyboard(browser):
    open_page(browser, "index.html")
    titles = search(browser, "end_use_checks_per_year")
    assert "Parameters" in titles[:3], titles


def test_a_word_is_found_and_opens_its_page(browser):
    open_page(browser, "how-to/install.html")
    assert "Glossary" in search(browser, "transshipment")
    browser.find_element(By.CSS_SELECTOR, "input.md-search__input").send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda page: "how-to/install.html" not in page.current_url)
    assert "transshipment" in browser.find_element(By.TAG_NAME, "main").text.lower()


def test_colours_follow_the_system_until_the_reader_chooses(browser):
    scheme = lambda: browser.execute_script("return document.body.getAttribute('data-md-color-scheme')")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    try:
        open_page(browser, "index.html")
        assert scheme() == "slate"
        shown = "return [...document.querySelectorAll('article img')].filter(i => i.offsetWidth > 0).map(i => i.getAttribute('src'))"
        assert any("dark" in image for image in browser.execute_script(shown))
        assert not any("light" in image for image in browser.execute_script(shown))
        browser.find_element(By.CSS_SELECTOR, "form[data-md-component=palette] label:not([hidden])").click()
        assert scheme() == "default"
        assert not any("dark" in image for image in browser.execute_script(shown))
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_phone_has_the_menu(phone):
    open_page(phone, "how-to/compare-policies.html")
    phone.find_element(By.CSS_SELECTOR, "label.md-header__button[for=__drawer]").click()
    link = phone.find_element(By.CSS_SELECTOR, "nav.md-nav--primary a[href$='trace-a-leak.html']")
    WebDriverWait(phone, 10).until(lambda _: link.is_displayed())


@pytest.mark.parametrize("name", ["index.html", "how-to/read-a-report.html"])
def test_the_live_example_opens(browser, name):
    open_page(browser, name)
    browser.execute_script("arguments[0].click()", browser.find_element(By.LINK_TEXT, "Open the report of the baseline"))
    WebDriverWait(browser, 10).until(lambda page: page.current_url.endswith("examples/baseline.html"))
    assert browser.find_element(By.TAG_NAME, "h1").text.startswith("Baseline")
