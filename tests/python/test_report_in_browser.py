"""The report in a real browser: no error, switches that work, numbers of the file, print. Screenshots stay in the build folder."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import numpy as np
import pytest

import entrepot as package
from program import BINARY, entrepot, needs_program
from test_report import write_files

pytest.importorskip("selenium.webdriver", reason="python3-selenium is not installed")
from browser import DRIVER, open_browser  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

pytestmark = [needs_program, pytest.mark.skipif(DRIVER is None, reason="chromium-driver is not installed")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = write_files(tmp_path_factory.mktemp("browser"))
    files = (folder / "baseline.h5", folder / "strict-kyc.h5", folder / "worlds.h5")
    entrepot("report", *files, "-o", folder / "report.html", "--pdf")
    return folder


@pytest.fixture(scope="module")
def browser():
    driver = open_browser(1100)
    yield driver
    driver.quit()


@pytest.fixture
def page(browser, folder):
    browser.get((folder / "report.html").as_uri())
    return browser


def screenshot(page, name):
    shots = Path(BINARY).parent / "screenshots"
    shots.mkdir(exist_ok=True)
    page.save_screenshot(str(shots / f"{name}.png"))


def flows(page):
    """Rows of the table under the diagram: (vendor, way, end, kind, USD)."""
    script = """return [...document.querySelectorAll('#flow-table tbody tr')].map(row =>
        [...row.cells].slice(0, 4).map(cell => cell.textContent).concat(row.querySelector('data').value))"""
    return [(*row[:4], float(row[4])) for row in page.execute_script(script)]


def choose(page, view):
    page.find_element(By.CSS_SELECTOR, f'input[name="flow-view"][value="{view}"]').click()


def test_no_error_and_no_request_leaves_the_page(page):
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []
    sent = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent"]
    assert all(url.startswith(("file:", "data:")) for url in urls)
    screenshot(page, "wide")


@pytest.mark.parametrize("view", ["bill_to", "ship_to", "true_destination"])
def test_the_diagram_shows_the_numbers_of_the_file(page, folder, view):
    choose(page, view)
    with package.open_result(folder / "baseline.h5") as result:
        whole = result.outputs["flow"].sel(view=view).mean("replicate")
        leaked = result.outputs["leaked_flow"].sel(view=view).mean("replicate")
        shown = flows(page)
        assert sum(row[4] for row in shown) == pytest.approx(float(whole.sum()), rel=1e-9)
        assert sum(row[4] for row in shown if row[3] == "leaked") == pytest.approx(float(leaked.sum()), rel=1e-9)
        by_hub = sum(row[4] for row in shown if row[1] == "Singapore" and row[0] == "NVIDIA")
        assert by_hub == pytest.approx(float(whole.sel(vendor="nvidia", way="SG").sum()), rel=1e-9)


def test_the_slider_goes_through_the_quarters_by_keyboard(page, folder):
    slider = page.find_element(By.ID, "flow-quarter")
    page.execute_script("arguments[0].focus()", slider)
    slider.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert slider.get_attribute("value") == "2"
    with package.open_result(folder / "baseline.h5") as result:
        second = result.outputs["flow"].sel(view="bill_to").isel(quarter=1).mean("replicate")
        assert sum(row[4] for row in flows(page)) == pytest.approx(float(second.sum()), rel=1e-9)
    assert page.find_element(By.ID, "flow-when").text.startswith("2023 Q1: $")
    assert slider.get_attribute("aria-valuetext") == "2023 Q1"
    screenshot(page, "flow-2023-q1")


def test_only_what_leaks(page):
    page.find_element(By.ID, "flow-leaks").click()
    assert {row[3] for row in flows(page)} == {"leaked"}
    assert page.find_elements(By.CSS_SELECTOR, "#flow-plot path.lawful") == []
    assert page.find_elements(By.CSS_SELECTOR, "#flow-plot path.leak")


def test_bands_of_the_diagram_are_as_wide_as_their_values(page):
    script = """return [...document.querySelectorAll('#flow-plot path')].map(path =>
        [Number(path.getAttribute('stroke-width')), path.querySelector('title').textContent])"""
    bands = page.execute_script(script)
    assert len(bands) > 5
    units = {"bn": 1000.0, "m": 1.0}
    widths, values = [], []
    for width, title in bands:
        amount, unit = title.rsplit("$", 1)[1].split("\u00a0")
        if width > 5:
            widths.append(width)
            values.append(float(amount) * units[unit])
    assert np.ptp(np.array(widths) / np.array(values)) < 0.05 * np.mean(np.array(widths) / np.array(values))


def test_every_number_with_digits_says_them_in_full(page):
    script = "return [...document.querySelectorAll('data')].map(d => [d.value, d.textContent, d.title])"
    numbers = page.execute_script(script)
    assert len(numbers) > 200
    assert all(title in ("", value) for value, _, title in numbers)


def test_fits_a_phone_and_swaps_its_figures(page):
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 780, "deviceScaleFactor": 2, "mobile": True})
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= 360
        hidden = page.execute_script("return getComputedStyle(document.querySelector('.plot .wide')).display")
        shown = page.execute_script("return getComputedStyle(document.querySelector('.plot .narrow')).display")
        assert (hidden, shown) == ("none", "block")
        page.execute_script("document.getElementById('flow').scrollIntoView()")
        screenshot(page, "phone-flow")
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_at_390_pixels_the_diagram_and_the_differences_are_fully_visible(page):
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    try:
        page.refresh()
        right = "return Math.max(...[...document.querySelectorAll(arguments[0])].map(e => e.getBoundingClientRect().right))"
        left = right.replace("max", "min").replace(".right", ".left")
        for part in ("#flow-plot svg text", "#flow-plot svg rect", ".sheet td", ".activity td", ".flips td", ".files td"):
            assert page.execute_script(right, part) <= 390, part
            assert page.execute_script(left, part) >= 0, part
        assert page.execute_script("const p = document.querySelector('#flow-plot'); return p.scrollWidth <= p.clientWidth")
        page.execute_script("document.getElementById('costs').scrollIntoView()")
        screenshot(page, "phone-costs")
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_names_of_the_last_column_are_beside_the_bands(page):
    script = """const ends = [...document.querySelectorAll('#flow-plot path')].map(p => p.getBoundingClientRect().right);
        const texts = [...document.querySelectorAll('#flow-plot text.leaks')].map(t => t.getBoundingClientRect().left);
        return [Math.max(...ends), Math.min(...texts)]"""
    bands, names = page.execute_script(script)
    assert bands <= names


def test_dark_mode_has_contrast(page):
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    try:
        colours = page.execute_script(
            "const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]"
        )
        assert contrast(*map(rgb, colours)) >= 7
        muted = page.execute_script("return getComputedStyle(document.querySelector('figcaption')).color")
        assert contrast(rgb(muted), rgb(colours[1])) >= 4.5
        page.execute_script("document.getElementById('flow').scrollIntoView()")
        screenshot(page, "dark-flow")
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_screen_reader_finds_its_way(page):
    """What the accessibility tree has: named landmarks, controls, images and tables."""
    nodes = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    of = lambda role: [n for n in nodes if n.get("role", {}).get("value") == role and not n.get("ignored")]
    names = lambda role: [n.get("name", {}).get("value", "") for n in of(role)]
    assert names("navigation") == ["Parts of this report"]
    assert all(names("radio")) and len(names("radio")) == 4
    assert any("Quarter of the sale" in name for name in names("slider"))
    assert len(names("image")) + len(names("img")) >= 12
    assert all(names("image") + names("img"))
    assert all(names("region"))


def test_the_pdf_has_all_parts_and_the_numbers(folder):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    info = subprocess.run(["pdfinfo", folder / "report.pdf"], capture_output=True, text=True, check=True).stdout
    pages = int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))
    assert 10 <= pages <= 60
    text = subprocess.run(["pdftotext", "-layout", folder / "report.pdf", "-"], capture_output=True, text=True, check=True).stdout
    for part in ("In short", "Effects of the policies", "Flows from vendor through hubs", "Robust conclusions", "Facts used", "Provenance"):
        assert part in text, part
    with package.open_result(folder / "baseline.h5") as result:
        leaked = float(result.summary["leaked_units"].sel(statistic="mean"))
        assert f"{leaked:,.0f}" in text
        assert result.info.content_hash in text.replace("\n", "")


def test_the_pdf_has_contents_and_no_page_ends_with_a_heading(folder):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    text = subprocess.run(["pdftotext", "-layout", folder / "report.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f")]
    pages = [page for page in pages if page]
    assert "Contents" in pages[0]
    html = (folder / "report.html").read_text()
    headings = {unescape(re.sub(r"<[^>]*>", "", found)).strip() for found in re.findall(r"<h[2-4][^>]*>(.*?)</h", html)}
    assert [page[-1] for page in pages if page[-1] in headings] == []
    assert all(len(page) >= 8 for page in pages[:-1]), "a page that is nearly empty"


def rgb(colour):
    return [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]


def contrast(one, other):
    """Ratio of WCAG 2."""

    def luminance(colour):
        parts = [c / 255 for c in colour]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
