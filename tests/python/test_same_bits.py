"""Results depend neither on the C library nor on the processor: the program takes its elementary functions from core."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from program import BASELINE, BINARY, ROOT, needs_program

#: Has glibc select the variants of exp, log and pow for a processor without fused multiply-add.
WITHOUT_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"}

#: Functions whose last place differs between C libraries, or in glibc between processors. sqrt, floor, ldexp and the like are exact.
INEXACT = (
    "acos acosh asin asinh atan atan2 atanh cbrt cos cosh erf erfc exp exp10 exp2 expm1 hypot lgamma log log10 log1p log2 pow sin "
    "sincos sinh tan tanh tgamma beta riemann_zeta"
).split()

#: The folder that computes them.
CORE = ("sim/core/musl", "sim/core/real.hpp", "sim/core/distributions.cpp")
#: Other sources that may include a header of Boost.Math, and why.
BOOST_MATH = {"sim/statistics/predictive.cpp": "bisection: nothing but sums and halves"}


def printed(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=os.environ | environment)
    return done.stdout


# ---- the program ----------------------------------------------------------------------------------------------------


@needs_program
def test_processor_without_fma_gives_the_same_content_hash(tmp_path):
    code = "import math, struct, sys; sys.stdout.write(''.join(struct.pack('<d', math.exp(k / 7919)).hex() for k in range(20000)))"
    if printed(sys.executable, "-c", code) == printed(sys.executable, "-c", code, **WITHOUT_FMA):
        pytest.skip("this processor has no FMA, or this C library does not select by it")

    def content_hash(name, **environment):
        output = printed(BINARY, "run", str(BASELINE), "--replicates=8", f"--output={tmp_path / name}", **environment)
        return re.search(r"Content hash ([0-9a-f]{32})", output)[1]

    assert content_hash("with.h5") == content_hash("without.h5", **WITHOUT_FMA)


@needs_program
@pytest.mark.skipif(not shutil.which("readelf"), reason="readelf is not installed")
def test_program_imports_no_inexact_function():
    symbols = re.findall(r" UND (\w+)@", printed("readelf", "--dyn-syms", "--wide", BINARY))
    assert "sqrt" in symbols or "memcpy" in symbols, "no symbols read"
    inexact = {name + suffix for name in INEXACT for suffix in ("", "f", "l", "_finite")}
    found = sorted(inexact & {symbol.strip("_") for symbol in symbols})
    assert not found, f"the program takes {', '.join(found)} from the C library; what was expected: entrepot::core"


# ---- the sources ----------------------------------------------------------------------------------------------------


def sources():
    """Sources of the model and their text without comments, by path."""
    for path in sorted(p for folder in ("sim", "include") for p in (ROOT / folder).rglob("*.?pp")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(CORE):
            yield name, re.sub(r"//.*|/\*.*?\*/", "", path.read_text(encoding="utf-8"))


def places(pattern, texts):
    """FILE:LINE: text of each line that matches."""
    found = re.compile(pattern)
    return [f"{name}:{n}: {line.strip()}" for name, text in texts for n, line in enumerate(text.splitlines(), 1) if found.search(line)]


def test_sources_take_elementary_functions_from_core():
    functions = "|".join(INEXACT)
    found = places(rf"\bstd::({functions})[fl]?\b(?!::)|(?<![\w:]):: ?({functions})\(", sources())
    assert not found, "use entrepot/core/elementary.hpp:\n" + "\n".join(found)


def test_sources_take_distributions_from_core():
    texts = [(name, text) for name, text in sources() if name not in BOOST_MATH]
    found = places(r"boost/math|boost::math", texts)
    assert not found, "use entrepot/core/distributions.hpp:\n" + "\n".join(found)


def test_sources_draw_from_core_alone():
    """Distributions and shuffles of the standard are left to each library."""
    found = places(r"#include <random>|\bstd::(\w+_distribution|shuffle|sample)\b", sources())
    assert not found, "use entrepot/core/random.hpp:\n" + "\n".join(found)


def test_the_check_of_sources_finds_what_it_looks_for():
    wrong = [("a.cpp", "double x = std::exp(1);\nstd::log1pf(2);\n::pow(2, 3);\nstd::beta_distribution b;")]
    functions = "|".join(INEXACT)
    assert len(places(rf"\bstd::({functions})[fl]?\b(?!::)|(?<![\w:]):: ?({functions})\(", wrong)) == 3


def test_sources_of_musl_are_unmodified():
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=ROOT / "sim/core/musl", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {line.split()[1] for line in (ROOT / "sim/core/musl/SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert {p.name for p in (ROOT / "sim/core/musl").iterdir()} - listed == {"SHA256SUMS", "README.md", "libm.h"}
