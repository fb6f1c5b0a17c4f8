# %% [markdown]
# # A study in Python
#
# On this page you do a complete study in Python: from a run to a figure for a paper, a sweep and tables. The program needs less than a minute.
#
# ![Left: units leaked in a quarter rise to {{as_it_is_last}} with customs as they are, and to {{cooperation_last}} with cooperation, in the last quarter of 2024; their
# bands overlap. Right: the difference, {{difference_last}} in that quarter.](python/leaked.svg)
#
# | Section | You |
# |---|---|
# | [Run](#run), [Read](#read) | run the program, and read its result as named tables |
# | [An interval](#an-interval) | compute a mean and its interval |
# | [A comparison](#a-comparison-with-common-random-numbers) | compare two policies, replicate by replicate |
# | [A figure](#a-figure-for-a-paper) | draw the figure above |
# | [A sweep](#a-sweep-and-its-analysis) | vary a lever and an uncertain parameter, and find a threshold |
# | [Export](#export) | write tables for other programs |
#
# The page is generated from a script. Open [python.py](python.py) in Jupyter (with jupytext) or VS Code and run it cell by cell, or run all of it from the top of the
# repository:
#
#     PYTHONPATH=analysis /usr/bin/python3 docs/tutorials/python.py
#
# You need the program, built by `scripts/build` or installed, and the Debian packages of [analysis/README.md](../../analysis/README.md). [First results](first-results.md)
# explains the numbers.

# %%
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import entrepot
from entrepot.compare import compare
from entrepot.export import export
from entrepot.figures.style import BLUE, VERMILLION, date_axis, figure_style
from entrepot.scenario import vendor_names
from entrepot.statistics import estimate, over_replicates

top = next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir())
baseline = top / "scenarios" / "baseline.yaml"
work = top / "results" / "tutorial"
work.mkdir(parents=True, exist_ok=True)
program = os.environ.get("ENTREPOT_BINARY") or shutil.which("entrepot") or str(top / "build" / "release" / "entrepot")


def ask(*words):
    """The output of a command with --json."""
    done = subprocess.run([program, *map(str, words), "--json"], capture_output=True, check=True)
    return json.loads(done.stdout)


# %% [markdown]
# ## Run
#
# `program` is the program that the variable `ENTREPOT_BINARY` names, or `entrepot` on `PATH`, or this repository's release build. Twelve replicates of the first two years
# and a quarter are enough here. Omit `-n` and the end of the calendar to run the complete scenario.


# %%
def run(name, *settings):
    """Run the baseline with some settings; return the result file."""
    path = work / f"{name}.h5"
    command = [program, "run", str(baseline), "-n", "12", "-q", "-f", "-o", str(path)]
    for setting in ("calendar.end=2024-12-31", *settings):
        command += ["--set", setting]
    subprocess.run(command, check=True)
    return path


as_it_is = entrepot.open_result(run("as-it-is"))
print(as_it_is.info.title)
print(as_it_is.info.replicates, as_it_is.info.weeks, "weeks")

# %% [markdown]
# ## Read
#
# `outputs` has every output of every replicate as an xarray dataset: named dimensions, labels, units. [outputs.md](../reference/outputs.md) lists them.

# %%
leaked = as_it_is.outputs["leaked"]
print(leaked.dims, leaked.shape, leaked.attrs["units"])
print(leaked.attrs["description"])

by_product = leaked.sum("week").mean("replicate").to_series()
print(by_product[by_product > 0].round(1).sort_values(ascending=False).to_string())

# %% [markdown]
# ## An interval
#
# A replicate is one realisation. `over_replicates` gives the mean over replicates, its Student interval at the scenario's level (90 % here), and the spread of single
# replicates, as in `/summary` of the file. `estimate` does the same for one number. The interval covers sampling noise only; the sweep below covers uncertain parameters.

# %%
level = as_it_is.info.confidence
rate = estimate(as_it_is.outputs["leakage_rate"], level)
interval = f"{100 * rate.low:.2f} to {100 * rate.high:.2f} %"
print(f"leakage rate: {100 * rate.mean:.2f} %, {100 * level:g} % interval {interval}")

by_year = over_replicates(as_it_is.outputs["annual_leaked_units"], level)
print(by_year.to_pandas().T.round(0)[["mean", "low", "high", "p05", "p95"]].to_string())

# %% [markdown]
# ## A comparison with common random numbers
#
# What if customs of Singapore and Malaysia nearly always enforced another country's export rules? Both runs have the same seed. Replicate 7 of one therefore uses the same
# random numbers as replicate 7 of the other, and most noise cancels in their differences.

# %%
COOPERATE = ("jurisdictions.SG.customs.cooperation=0.9", "jurisdictions.MY.customs.cooperation=0.9")
cooperation = entrepot.open_result(run("cooperation", *COOPERATE))

difference = cooperation.outputs["leaked_units"] - as_it_is.outputs["leaked_units"]
change = estimate(difference, level)
print(f"leaked units: {change.mean:+,.0f} ({change.low:+,.0f} to {change.high:+,.0f}), replicate by replicate")

apart = [estimate(result.outputs["leaked_units"], level) for result in (as_it_is, cooperation)]
print("not paired:", "; ".join(f"{e.mean:,.0f} ({e.low:,.0f} to {e.high:,.0f})" for e in apart))

# %% [markdown]
# The two intervals overlap, but the interval of the paired difference excludes zero. The program does the same for a list of outputs. `variance_ratio` is the variance
# relative to independent runs. At 0.1, unpaired runs would need ten times as many replicates.

# %%
found = ask("compare", as_it_is.path, cooperation.path)
(row,) = compare(found, vendor_names(as_it_is)).rows
for name in ("leaked_units", "leakage_rate", "seized_units"):
    effect = row.effects[name]
    interval = f"({effect.low:+.2f} to {effect.high:+.2f})"
    print(f"{name:14s} {effect.mean:+10.2f} {interval}, variance ratio {effect.variance_ratio:.2f}")

# %% [markdown]
# Differences of rates are in percentage points. The differences by hub show where the flow shifted:

# %%
by_hub = (cooperation.outputs["leaked_by_hub"] - as_it_is.outputs["leaked_by_hub"]).sum("month")
print(over_replicates(by_hub, level).to_pandas().T.round(0)[["mean", "low", "high"]].to_string())

# %% [markdown]
# ## A figure for a paper
#
# This code draws the figure at the top of the page. `figure_style` sets fonts, colours and lines; the rest is matplotlib. The formats are SVG for the web, PDF for LaTeX, and
# PNG for slides. The files contain no date, so the same result gives the same file.


# %%
def by_quarter(result):
    return result.outputs["leaked"].sum("product").resample(week="QS").sum()


def draw(axes, values, colour, label=None):
    """The mean over replicates as a line, its interval as a band."""
    quarters, summary = values["week"].values, over_replicates(values, level)
    axes.plot(quarters, summary.sel(statistic="mean"), color=colour, label=label)
    axes.fill_between(quarters, summary.sel(statistic="low"), summary.sel(statistic="high"), color=colour, alpha=0.2)
    date_axis(axes, as_it_is.info.start, as_it_is.info.end)


with figure_style():
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3), layout="constrained")
    draw(left, by_quarter(as_it_is), BLUE, "as it is")
    draw(left, by_quarter(cooperation), VERMILLION, "SG and MY cooperate")
    left.set_title("Units leaked in the quarter")
    left.legend(loc="upper left")
    draw(right, by_quarter(cooperation) - by_quarter(as_it_is), VERMILLION)
    right.axhline(0, color="black", linewidth=0.8)
    right.set_title("Difference, replicate by replicate")
    for suffix, undated in (("svg", {"Date": None}), ("pdf", {"CreationDate": None}), ("png", {})):
        figure.savefig(work / f"leaked.{suffix}", facecolor="white", metadata=undated)
plt.close(figure)

quarters = [by_quarter(as_it_is), by_quarter(cooperation), by_quarter(cooperation) - by_quarter(as_it_is)]
as_it_is_last, cooperation_last, difference_last = (f"{float(values.isel(week=-1).mean()):,.0f}" for values in quarters)
print(as_it_is_last, cooperation_last, difference_last)

# %% [markdown]
# The bands are the intervals of the means. On the left they overlap, but that says nothing about the paired difference on the right. The last line prints the means of the
# last quarter. `entrepot figures` draws the figures of the package.

# %% [markdown]
# ## A sweep and its analysis
#
# Diverters keep an unknown share of their margins as working capital. How much cooperation meets a target, whatever that share is? A [sweep](../how-to/run-a-sweep.md) runs
# every level of the lever in every row of a design over the uncertain parameters, with common random numbers.

# %%
(work / "sweep.yaml").write_text(f"""\
title: Cooperation of customs in Singapore and Malaysia
scenario: {baseline}
set: {{calendar.end: 2024-12-31}}
replicates: 4
outputs: [leaked_units, "leaked_by_hub[SG]", "leaked_by_hub[MY]"]
design: {{kind: lhs, points: 4}}
levers:
  cooperation:
    paths: [jurisdictions.SG.customs.cooperation, jurisdictions.MY.customs.cooperation]
    values: [0.3, 0.5, 0.7, 0.9]
parameters:
  grey_market.retained_share: {{uniform: [0.1, 0.6], grade: C}}
""")
(work / "sweep.h5").unlink(missing_ok=True)
reads = ["--include-dir", str(baseline.parent)]  # the sweep file is in another folder than its scenario
subprocess.run([program, "sweep", str(work / "sweep.yaml"), *reads, "-q", "-o", str(work / "sweep.h5")], check=True)

sweep = entrepot.open_sweep(work / "sweep.h5")
print(sweep.info.runs)
print(sweep.points.head(5).round(3).to_string())

# %% [markdown]
# `runs` is an xarray dataset [policy, lever_point, row, replicate] with levers and parameters as coordinates. `table` holds the same with one row per run. Random numbers are
# common here too, so compare every run with the run that differs only in the lever.

# %%
runs = sweep.runs.isel(policy=0).swap_dims(lever_point="cooperation")
relative = 100 * runs["leaked_units"] / runs["leaked_units"].sel(cooperation=0.3)
print(relative.mean(["row", "replicate"]).to_series().round(1).to_string())

by_world = relative.mean("replicate").swap_dims(row="grey_market.retained_share").sortby("grey_market.retained_share")
print(by_world.to_pandas().round(1).rename(columns="{:.2f}".format).to_string())

# %% [markdown]
# In the second table, each column is a value of the share. The program computes thresholds, with intervals over both noise and values; `ask` returns the `--json` output of
# its commands. [Analyse a sweep](../how-to/analyse-a-sweep.md) answers other questions.

# %%
answer = ask("threshold", work / "sweep.h5", "--target", "leaked_units<95%", "--relative", "--mean")
(found,) = answer["found"][0]["thresholds"]
print("5 % fewer leaked units in the mean:", found["words"])

# %% [markdown]
# ## Export
#
# `export` writes tidy tables with types, units and descriptions, for R, Stata, a spreadsheet or a database ([export results](../how-to/export-results.md)). A program that
# reads them gets every number bit for bit.

# %%
done = export(as_it_is.path, work / "tables", outputs=["leaked_by_hub", "leakage_rate"], force=True)
print(*done.tables, sep=", ")
tables = pd.read_csv(work / "tables" / "outputs_leaked_by_hub.csv", float_precision="round_trip", parse_dates=["month"])
print(tables[tables["value"] > 0].head(4).to_string(index=False))
print("the same bits:", tables["value"].tolist() == as_it_is.outputs["leaked_by_hub"].values.ravel().tolist())

export(sweep.path, work / "sweep.sqlite", format="sqlite", force=True)
with closing(sqlite3.connect(work / "sweep.sqlite")) as database:
    question = "SELECT cooperation, count(*), round(avg(leaked_units)) FROM runs GROUP BY cooperation"
    for row in database.execute(question):
        print(*row)

# %%
as_it_is.close()
cooperation.close()

# %% [markdown]
# ## Next
#
# - [The result file](../reference/result-file.md): the contents of a result.
# - [Compare policies](../how-to/compare-policies.md) and [measure displacement](../how-to/measure-displacement.md): which rule causes a difference, and where flows shift.
# - [analysis/README.md](../../analysis/README.md): the modules of the Python package.
