"""Titles, labels and names of files are text in figures, pages, tables of Markdown and on the terminal, whatever they look like."""

import os
import re
import subprocess
import unicodedata
import warnings
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import matplotlib
import numpy as np
import pytest
import synthetic_calibration
import yaml
from conftest import plain_run, write_result
from program import BINARY, ROOT, main

import entrepot
from entrepot import terminal
from entrepot.calibration_view import to_markdown
from entrepot.estimates.tables import to_markdown as estimates_markdown
from entrepot.figures import FIGURES, NARROW, WIDE, fonts, inline_svg, save, style
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.figures.sweeps import regret, sobol_bars, tornado, trade_offs
from entrepot.page import build_page
from entrepot.result import open_result
from entrepot.scenario import place_name, rules, vendor_name
from entrepot.terminal import one_line, printable
from entrepot.words import markdown_code, markdown_table, markdown_text

#: What somebody may call a place, and what makes it awkward.
NAMES = {
    "one dollar": "A$B_$",
    "two dollars": "Singapore S$ and US$ zone",
    "half a formula": "$\\frac{1}{2",
    "a formula": "$x^2_i$",
    "backslashes": "C:\\new\\table",
    "underscore in front": "_private",
    "underscores alone": "__",
    "braces and percents": "{0} %s %(x)d {name}",
    "tag": "<b>bold</b>",
    "entity": "R&amp;D &lt; &#36;",
    "end of script": "</script><script>alert(1)</script>",
    "quotes": "\"quoted\" and 'quoted'",
    "svg words": 'id="x" url(#a) #0072b2 xmlns="y" <metadata>',
    "number": "1e5",
    "date": "2024-01-01",
    "not a number": "nan",
    "yes": "yes",
    "tilde quoted": "null",
    "tab and line": "two\twords\nand a line",
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "c1": "\x9b31m",
    "bidi override": "abc\u202edef\u2066ghi",
    "zero width": "a\u200bb\u2060c",
    "chinese": "新加坡",
    "thai": "มาเลเซีย",
    "korean": "싱가포르",
    "japanese": "シンガポール",
    "arabic": "سنغافورة الحرة",
    "hebrew": "סינגפור",
    "hindi": "सिंगापुर",
    "cyrillic": "Сингапур",
    "emoji": "🚢",
    "rare script": "\U00012000",
    "long": "A very long name " * 20,
    "long without blanks": "x" * 300,
    "long chinese": "新加坡" * 60,
    "spreadsheet": "=1+1",
}
EACH_NAME = pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))


def scenario_of(names, **more):
    return yaml.safe_dump({"title": "Small", "jurisdictions": {key: {"name": name} for key, name in names.items()}, **more}, allow_unicode=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("names")


@pytest.fixture(scope="module")
def shared(folder):
    """One result, whose scenario a test changes."""
    return write_result(folder / "shared.h5", plain_run(weeks=16, replicates=2, planned=2))


@pytest.fixture
def named(shared):
    """The result with a scenario of these names."""
    with open_result(shared) as result:

        def rename(names, **more):
            for attribute in ("scenario", "scenario_words"):
                result.__dict__.pop(attribute, None)
            result.__dict__["scenario_text"] = scenario_of(names, **more)
            return result

        yield rename


def texts_of(svg):
    return ["".join(e.itertext()).strip() for e in ElementTree.fromstring(svg).iter() if e.tag.rpartition("}")[2] == "text"]


# ---- figures -------------------------------------------------------------------------------------------------------


@EACH_NAME
def test_a_name_is_in_the_figure_as_it_is_written(named, name):
    result = named({"SG": name})
    shown = style.shortened(one_line(name), 22)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = inline_svg(FIGURES["hubs"](result, WIDE), "hubs")
    assert shown in texts_of(svg)
    assert "font: oblique" not in svg  # as letters of formulas are


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_awkward_names_leave_room_for_the_figure(named, key, size):
    names = {"SG": NAMES["long"], "MY": NAMES["long chinese"], "US": NAMES["long without blanks"], "CN": "_$a$", "DE": NAMES["tab and line"]}
    result = named(names, vendors={"nvidia": {"name": NAMES["long"]}})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            drawing = FIGURES[key](result, size)
        except entrepot.MissingData:
            return
        inline_svg(drawing, key)
    for axes in drawing.figure.axes:
        if axes.axison:
            assert axes.get_position().width * size.width > 0.6, "the axes are squeezed"


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_names_of_the_world_are_drawn_without_a_word_of_python(named, form, tmp_path):
    result = named({"SG": NAMES["chinese"], "MY": NAMES["cyrillic"], "US": NAMES["hebrew"]})
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        save(FIGURES["revenue"](result, WIDE), tmp_path / f"figure.{form}")
    assert not [w for w in said if "Glyph" in str(w.message) or "natively" in str(w.message)]
    if form == "svg":
        assert said == [] and NAMES["chinese"] in (tmp_path / "figure.svg").read_text()


def test_text_in_svg_names_fonts_that_its_readers_may_have(named, tmp_path):
    save(FIGURES["hubs"](named({"SG": "Singapore"}), WIDE), tmp_path / "plain.svg")
    save(FIGURES["hubs"](named({"SG": NAMES["chinese"]}), WIDE), tmp_path / "chinese.svg")
    assert "Noto Sans CJK" not in (tmp_path / "plain.svg").read_text()
    fonts_named = set(re.findall(r"font: [^;\"]*", (tmp_path / "chinese.svg").read_text()))
    assert all("Noto Sans CJK" in named or "'DejaVu Sans'," not in named for named in fonts_named)


def test_what_no_font_has_is_said_once_with_the_package_that_has_it(named, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(fonts, "_others", lambda: iter(()))
    result = named({"SG": NAMES["chinese"], "MY": NAMES["thai"], "US": NAMES["hindi"], "CN": NAMES["rare script"]})
    with terminal.command_line():
        for key in ("hubs", "revenue", "shares"):
            save(FIGURES[key](result, WIDE), tmp_path / f"{key}.png")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(set(lines)) and all(line.startswith("entrepot: warning: ") for line in lines)
    for script, package in (("Chinese", "fonts-wqy-microhei"), ("Thai", "fonts-tlwg-garuda-ttf"), ("Devanagari", "fonts-lohit-deva"), ("Cuneiform", "fonts-noto-core")):
        assert [line for line in lines if script in line and package in line], script


def test_the_library_warns_of_missing_letters_in_its_own_words(named, monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "_others", lambda: iter(()))
    drawing = FIGURES["hubs"](named({"SG": NAMES["thai"]}), WIDE)
    with pytest.warns(UserWarning, match="fonts-tlwg-garuda-ttf"):
        save(drawing, tmp_path / "hubs.png")


def test_the_fonts_that_are_named_are_those_that_are_declared():
    declared = (ROOT / "scripts/packages.txt").read_text()
    package = (ROOT / "cmake/EntrepotPackage.cmake").read_text()
    for name in {*fonts.PACKAGES.values(), *fonts.SHAPERS.values()}:
        assert name in declared and name in package, name


def test_arabic_is_joined_and_runs_from_right_to_left():
    if fonts.absent_shapers():
        pytest.skip("no packages for it")
    shown = fonts.drawn("سلام")
    assert shown != "سلام" and unicodedata.name(shown[-1]).startswith("ARABIC LETTER SEEN INITIAL")
    assert fonts.drawn("Port 12") == "Port 12"


def test_a_figure_can_be_written_twice(named, tmp_path):
    drawing = FIGURES["hubs"](named({"SG": NAMES["arabic"]}), WIDE)
    for name in ("first.svg", "figure.png", "second.svg"):
        save(drawing, tmp_path / name)
    said = [texts_of((tmp_path / name).read_text()) for name in ("first.svg", "second.svg")]
    assert said[0] == said[1] and NAMES["arabic"] in said[0]


def test_settings_of_the_user_make_no_formulas_either(named):
    with matplotlib.rc_context({"text.parse_math": True, "axes.formatter.use_mathtext": True}):
        svg = inline_svg(FIGURES["hubs"](named({"SG": NAMES["a formula"]}), WIDE), "hubs")
    assert NAMES["a formula"] in texts_of(svg)


def test_two_places_of_one_name_are_told_apart(named):
    result = named({"SG": "Free zone", "MY": "Free zone"})
    assert {place_name(result, key) for key in ("SG", "MY")} == {"Free zone (SG)", "Free zone (MY)"}
    assert {"Free zone (SG)", "Free zone (MY)"} <= set(texts_of(inline_svg(FIGURES["hubs"](result, WIDE), "h")))


def test_keys_and_names_are_read_as_written(named):
    """YAML 1.1 takes Norway's code, and words such as `on`, for truth values."""
    result = named({"SG": "x"})
    result.__dict__["scenario_text"] = (
        "jurisdictions: {NO: {name: Norway}, SG: {name: on}}\nvendors: {off: {name: 1_000}}\nrules: {yes: {effective: 2023-01-09}, 2024: {effective: 2023-01-16}}\n"
    )
    result.__dict__.pop("scenario_words", None)
    assert (place_name(result, "NO"), place_name(result, "SG"), vendor_name(result, "off")) == ("Norway", "on", "1_000")
    assert [rule.key for rule in rules(result)] == ["yes", "2024"]


def test_figures_of_sweeps_take_any_name(tmp_path):
    number = {"value": 1.0, "low": 0.5, "high": 2.0}
    names = list(NAMES.values())
    output = {
        "output": "leaked_units", "unit": "units", "mean": 2.0, "noise_share": None,
        "sobol": {"blocks": 8, "blocks_used": 8, "groups": [{"group": n, "first": number, "total": number} for n in names]},
        "ends": [{"parameter": n, "low_at": 0, "high_at": 1, "low": 1.0, "high": 3.0} for n in names],
    }  # fmt: skip
    keys = ("mean", "mean_of_worst", "mean_regret", "regret_of_90_percent", "largest_regret")
    objective = {"output": "leaked_units", "unit": "units", "better": "less", "choice": names[0], "choice_in": 0.5,
                 "options": [{"option": n, "regret_by_row": [at, None, 2 * at], **dict.fromkeys(keys, number)} for at, n in enumerate(names)]}  # fmt: skip
    decision = {"objectives": [objective, {**objective, "better": "more"}],
                "trade_offs": [{"option": n, "means": [at, at % 7], "not_beaten": at % 2 == 0, "in_resamples": 0.5} for at, n in enumerate(names)]}  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for size in (WIDE, NARROW):
            for drawing in (sobol_bars(output, 0.9, size), tornado(output, size), regret(objective, 0.9, size), trade_offs(decision, size)):
                ElementTree.fromstring(inline_svg(drawing, drawing.key))


@pytest.fixture(scope="module")
def calibration(folder):
    unit = np.linspace(0.05, 0.95, 10)[:, None] * np.ones(3)
    generation = (unit, 1e4 * unit[:, :2], np.full(10, 0.1))
    parameters = {
        "_hidden $x$": synthetic_calibration.uniform(0, 1), NAMES["long"]: synthetic_calibration.loguniform(0.001, 10),
        NAMES["chinese"]: synthetic_calibration.categories("$a$", "_b", "新加坡"),
    }  # fmt: skip
    made = synthetic_calibration.Made(
        parameters, {"$q$ | <b>": (1.0, 0.1, False), "_f\x1b[31m": (1e4, 2e3, True)}, [generation, generation], attributes={"title": "`T` $x$ <i>"}
    )
    return entrepot.open_calibration(synthetic_calibration.write(folder / "calibration.h5", made))


@pytest.mark.parametrize("key", CALIBRATION_FIGURES)
def test_figures_of_calibrations_take_any_name_on_plain_and_logarithmic_axes(calibration, key):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for size in (WIDE, NARROW):
            svg = inline_svg(CALIBRATION_FIGURES[key](calibration, size), key)
            assert "\x1b" not in svg and "font: oblique" not in svg
    said = texts_of(svg)
    assert any("_hidden $x$" in text or "$q$" in text for text in said)


# ---- pages ---------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.said = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.said.append(data)


def test_the_page_says_names_as_they_are_and_runs_nothing(named):
    plain = Page(build_page(named({"SG": "Singapore", "MY": "Malaysia"})))
    awkward = {"SG": NAMES["end of script"], "MY": NAMES["escape"] + NAMES["bidi override"], "US": NAMES["svg words"], "CN": NAMES["entity"] + NAMES["quotes"]}
    text = build_page(named(awkward, vendors={"nvidia": {"name": NAMES["tag"]}}))
    page = Page(text)
    assert page.tags.count("script") == plain.tags.count("script") and "b" not in page.tags
    assert not {name for name, _ in page.attributes} - {name for name, _ in plain.attributes}
    said = "".join(page.said)
    assert NAMES["end of script"] in said and NAMES["entity"] in said and NAMES["tag"] in said and NAMES["svg words"] in said
    assert not [c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\t" or c in "\u202e\u2066"]
    assert "\\x1b[31mred" in said and "\\u202edef" in said


# ---- Markdown ------------------------------------------------------------------------------------------------------


@EACH_NAME
def test_a_name_stays_in_its_cell_of_markdown(name):
    row = markdown_table([[markdown_text(name), markdown_code(name), "end"]])
    assert "\n" not in row and len(re.findall(r"(?<!\\)\|", row)) == 4
    said = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown_text(name))
    assert said == one_line(name)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a_b", "a_b"), ("_a_", "\\_a\\_"), ("$a$", "\\$a\\$"), ("a|b", "a\\|b"), ("`x`", "\\`x\\`"), ("[a](b)", "\\[a\\](b)"), ("<b>", "\\<b>"),
        ("R&amp;D", "R\\&amp;D"), ("R&D", "R&D"), ("*a*", "\\*a\\*"), ("~~a~~", "\\~~a\\~~"), ("- a", "\\- a"), ("# a", "\\# a"), ("1. a", "1\\. a"),
        ("+12 (+1 to 3)", "+12 (+1 to 3)"), ("C:\\x", "C:\\\\x"), ("a\nb", "a b"), ("https://x.org/a_b", "https://x.org/a_b"),
    ],
)  # fmt: skip
def test_marks_of_markdown_are_escaped_where_they_would_count(text, written):
    assert markdown_text(text) == written


def test_code_in_markdown_holds_backticks():
    assert (markdown_code("a"), markdown_code("a`b"), markdown_code("`a`"), markdown_code("a|b")) == ("`a`", "``a`b``", "`` `a` ``", "`a\\|b`")


def test_a_calibration_is_told_with_any_name(calibration):
    said = to_markdown(calibration)
    assert "## \\`T\\` \\$x\\$ \\<i>" in said and "\\$q\\$ \\| \\<b>" in said and "\x1b" not in said


def test_estimates_are_told_with_any_title():
    assert estimates_markdown("$a$ | `b`", []).startswith("## \\$a\\$ \\| \\`b\\`")


# ---- the terminal --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"), ("新加坡 سنغافورة", "新加坡 سنغافورة"), ("\x1b[31m", "\\x1b[31m"), ("\x07\x08", "\\x07\\x08"), ("a\rb", "a\\x0db"), ("\x00", "\\x00"),
        ("\x7f", "\\x7f"), ("\x9b31m\x85", "\\x9b31m\\x85"), ("\u202eabc\u202c", "\\u202eabc\\u202c"), ("\u2066a\u2069", "\\u2066a\\u2069"),
        ("\u2028", "\\u2028"), ("caf\u00e9\u200d", "caf\u00e9\u200d"), ("\udcff.h5", "\\xff.h5"), ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)  # fmt: skip
def test_control_characters_are_written_out(text, shown):
    assert printable(text) == shown


def test_names_of_files_do_not_act_on_the_terminal(tmp_path, capsys):
    evil = tmp_path / "\x1b]0;title\x07\u202eevil.h5"
    for command in (["show"], ["report"], ["export"], ["figures"], ["diff", str(evil)]):
        assert main([*command, str(evil)]) == 2
        said = capsys.readouterr()
        shown = said.err.replace("\\u00", "\\x")  # Python or the program found it first, each with its own escapes
        assert "\\x1b]0;title\\x07\\u202eevil.h5" in shown and "\x1b" not in said.err + said.out
    assert main(["compare", "a.h5", "b.h5", "--table", "\x1b[31m.txt"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_titles_do_not_act_on_the_terminal(tmp_path, capsys):
    path = write_result(tmp_path / "r.h5", plain_run(weeks=9, title="\x1b[31mred\x9b\u202e\nend"))
    assert main(["headlines", str(path)]) == 0
    assert "\x1b" not in capsys.readouterr().out
    with open_result(path) as result:
        assert "\x1b" not in repr(result)
        assert result.info.title == "\x1b[31mred\x9b\u202e\nend"  # the library has it as it is


def test_output_that_the_terminal_cannot_encode_is_escaped(tmp_path):
    path = write_result(tmp_path / "r.h5", plain_run(weeks=9, title="新加坡"))
    done = _program(["diff", path, path], PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and done.stderr == b""


def test_a_name_that_is_no_utf8_is_in_the_page_and_no_error(tmp_path):
    path = write_result(tmp_path / "r.h5", plain_run(weeks=9))
    odd = os.fsencode(tmp_path) + b"/\xff.h5"
    os.rename(path, odd)
    done = _program(["report", odd])
    assert done.returncode == 0 and done.stderr == b"", done.stderr
    assert b"\\xff.h5" in open(odd.replace(b".h5", b".html"), "rb").read()


def _program(arguments, **environment):
    """The program, whose Python takes every warning for an error."""
    return subprocess.run([BINARY, *arguments], capture_output=True, env={**os.environ, "PYTHONWARNINGS": "error", "MPLBACKEND": "Agg", **environment})
