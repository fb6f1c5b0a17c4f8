"""Figures of single results and of pairs of results: the tutorials and the guides for analysts."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import textwrap

import h5py
import numpy as np
import yaml
from matplotlib.dates import date2num
from matplotlib.ticker import FuncFormatter, MaxNLocator

import entrepot
from doc_figures import drawing
from doc_figures.drawing import MINUS, PLACES, ROOT, figure, signed
from doc_figures.from_pages import Interval, forest
from doc_figures.runs import Runs, program, program_json, scenario_title
from entrepot.figures import style
from entrepot.figures.displacement import displacement_matrix
from entrepot.figures.style import WIDE
from entrepot.statistics import estimate, over_replicates

TUTORIAL = "tutorials/first-results.md"


def thousands(axis) -> None:
    axis.set_major_locator(MaxNLocator(5))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace("-", MINUS)))


def interval_of(found: dict) -> Interval:
    return Interval(found["value"], found["low"], found["high"])


# ---- first results --------------------------------------------------------------------------------------------------


def blocks_of_tutorial() -> str:
    """The Python code of the page, as its reader saves and runs it, with a figure for the web."""
    text = (ROOT / "docs" / TUTORIAL).read_text(encoding="utf-8")
    code = re.findall(r"<!-- saved as \w+\.py -->\n```python\n(.*?)```", text, re.DOTALL)
    return "\n".join(code).replace("figure.savefig(", "keep(figure) or (lambda *_, **__: None)(")


@figure("first-results", TUTORIAL, needs_runs=True)
def draw_first_results(runs: Runs):
    folder = runs.folder / "tutorial" / "results"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("baseline", "cooperation"):
        target = folder / f"{name}.h5"
        target.unlink(missing_ok=True)
        target.symlink_to(runs.run(name))
    kept, before = [], os.getcwd()
    os.chdir(folder.parent)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(blocks_of_tutorial(), {"keep": kept.append})
    finally:
        os.chdir(before)
    both = [entrepot.open_result(folder / f"{name}.h5").outputs["annual_leaked_units"].mean("replicate") for name in ("baseline", "cooperation")]
    years = [(int(year), *(float(result.sel(year=year)) for result in both)) for year in both[0]["year"].values]
    words = "; ".join(f"{year}: {a:,.0f} and {b:,.0f}" for year, a, b in years)
    return kept[0], f"Units leaked in each quarter, with bands for 90 % of replicates: baseline and cooperation. Mean of each year: {words}."


@figure("cooperation-hubs", TUTORIAL, needs_runs=True)
def draw_cooperation_hubs(runs: Runs):
    before, after = (entrepot.open_result(runs.run(name)) for name in ("baseline", "cooperation"))
    change = (after.outputs["leaked_by_hub"] - before.outputs["leaked_by_hub"]).sum("month")
    found = over_replicates(change, before.info.confidence)
    rows = [(PLACES[str(hub)], Interval(*(float(found.sel(hub=hub, statistic=s)) for s in ("mean", "low", "high")))) for hub in found["hub"].values]
    rows.sort(key=lambda row: row[1].value)
    total = estimate(change.sum("hub"), before.info.confidence)
    rows.append(("All hubs", Interval(total.mean, total.low, total.high)))
    drawn = drawing.new_figure(0.3 * len(rows) + 0.7)
    axes = drawn.subplots()
    forest(axes, [row for _, row in rows])
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.axhline(len(rows) - 1.5, color=style.GRID)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value) if value else "0"))
    axes.margins(x=0.1)
    axes.set_title("Change of leaked units if customs of Singapore and Malaysia cooperate")
    drawing.note(drawn, f"{before.info.replicates.finished} pairs of replicates, 90 % intervals of sampling noise. Hollow: the interval includes zero.")
    return drawn, "Change of leaked units by hub: " + ", ".join(f"{name} {signed(row.value)}" for name, row in rows) + "."


# ---- compare policies -----------------------------------------------------------------------------------------------


@figure("compared", "how-to/compare-policies.md", needs_runs=True)
def draw_compared(runs: Runs):
    names = ("strict-kyc", "hub-cooperation", "enforcement-surge")
    outputs = {"leaked_units": "Leaked units", "final_restricted_stock": "Restricted stock", "honest_orders_refused": "Honest orders refused"}
    files = [runs.run(name) for name in ("baseline", *names)]
    scenarios = program_json("compare", *files, "--outputs", ",".join(outputs))["scenarios"]
    drawn = drawing.new_figure(1.95)
    parts: dict[str, list[str]] = {name: [] for name in names}
    for k, (axes, head) in enumerate(zip(drawn.subplots(1, 3, sharey=True), outputs.values())):
        relative = k < 2
        effects = [scenario["effects"][k] for scenario in scenarios]
        found = [interval_of({**e["difference"], "value": e["difference"]["mean"]}).scaled(100 / e["reference"]["mean"] if relative else 1) for e in effects]
        forest(axes, found, digits=1 if relative else 0)
        axes.set_title(head)
        axes.margins(x=0.25)
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _, unit=" %" if relative else "": f"{signed(value)}{unit}" if value else "0"))
        for name, one in zip(names, found):
            parts[name].append(f"{head.lower()} {signed(one.value, 1 if relative else 0)}{' %' if relative else ''}")
    drawn.axes[0].set_yticks(range(len(names)), [style.in_lines(scenario_title(name), 24, 2) for name in names])
    drawing.note(drawn, "Change from the baseline, 32 pairs of replicates, 90 % intervals of sampling noise. Hollow: the interval includes zero.")
    return drawn, "Change from the baseline. " + "; ".join(f"{scenario_title(name)}: {', '.join(said)}" for name, said in parts.items()) + "."


@figure("release-verdicts", "how-to/compare-releases.md", needs_runs=True)
def draw_verdicts(runs: Runs):
    found = program_json("diff", ROOT / "docs" / "reference" / "answers.json", runs.run("strict-kyc"))
    shown = ["leaked_units", "leaked_h100e", "revenue[nvidia/bill_to]", "revenue[amd/bill_to]", "hub_leak_share[SG]", "final_restricted_stock", "seized_units"]
    rows = [next(change for change in found["changes"] if change["measure"] == name) for name in shown]
    drawn = drawing.new_figure(0.3 * len(rows) + 0.95)
    axes = drawn.subplots()
    axes.axvspan(-2, 2, color="#e5efe9", zorder=0)
    scaled = [interval_of({**row["difference"], "value": row["difference"]["mean"]}).scaled(100 / row["before"]) for row in rows]
    forest(axes, scaled, label=False)
    for at, row in enumerate(rows):
        axes.annotate(row["change"], (1, at), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(range(len(rows)), [row["measure"] for row in rows], fontsize=8.5)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{signed(value)} %" if value else "0"))
    drawing.note(drawn, "Difference of the means with its joint 90 % interval, percent of the old result. Shaded: the margin of 2 %. "
                        "Old: the baseline's headline results. New: strict know-your-customer duties.")  # fmt: skip
    return drawn, "Differences and verdicts: " + "; ".join(f"{row['measure']} {signed(one.value, 1)} %, {row['change']}" for row, one in zip(rows, scaled)) + "."


# ---- displacement ---------------------------------------------------------------------------------------------------

DISPLACEMENT = "how-to/measure-displacement.md"


def displacement(runs: Runs) -> dict:
    return program_json("displacement", runs.run("baseline"), runs.run("philippines-displacement"))


@figure("displacement-windows", DISPLACEMENT, needs_runs=True)
def draw_windows(runs: Runs):
    found = displacement(runs)
    start = dt.date.fromisoformat(found["from"])
    windows = [w for w in found["windows"] if (w["end_week"] - w["first_week"]) == 26]
    drawn = drawing.new_figure(2.9)
    axes = drawn.subplots()
    words = []
    for at, window in enumerate(windows):
        for k, (key, colour, label) in enumerate((("leaked_units_at_hub", style.BLUE, "through the Philippines"), ("leaked_units", style.ORANGE, "through all hubs"))):
            one = interval_of(window[key]["difference"])
            axes.bar(at + 0.36 * (k - 0.5), one.value, 0.34, color=colour, label=label if not at else None)
            axes.vlines(at + 0.36 * (k - 0.5), one.low, one.high, color=style.INK, linewidth=1)
        share = window["share_still_stopped"]["value"]
        words.append(f"{window['leaked_units_at_hub']['difference']['value']:,.0f} and {window['leaked_units']['difference']['value']:,.0f} ({share:.0%})".replace("-", MINUS))
        persists = f"{share:.0%} persists".replace("-", MINUS)
        axes.annotate(persists, (at, 1), (0, 3), xycoords=("data", "axes fraction"), textcoords="offset points", ha="center", fontsize=8)
    axes.axhline(0, color=style.MUTED, linewidth=1)
    axes.set_xticks(range(len(windows)), [f"{start + dt.timedelta(weeks=w['first_week']):%b %Y}" for w in windows])
    axes.set_xlabel("half-year that begins in")
    axes.set_title("Change of leaked units by half-year after stricter customs in the Philippines", pad=20)
    thousands(axes.yaxis)
    axes.legend(loc="lower left")
    drawing.note(drawn, f"{found['replicates']} pairs of replicates, 90 % intervals of sampling noise.")
    return drawn, "Change of leaked units in each half-year through the Philippines and in total, with the share that persists: " + "; ".join(words) + "."


@figure("displacement-matrix", DISPLACEMENT, needs_runs=True)
def draw_matrix(runs: Runs):
    made = displacement_matrix(displacement(runs), scenario_title("philippines-displacement"), WIDE)
    labels = made.figure.axes[0].get_xticklabels()
    made.figure.axes[0].set_xticklabels([re.sub("Stopped", "Not replaced", label.get_text()) for label in labels])
    words = made.alt.replace("Stopped", "not replaced").removeprefix("A table of numbers with shades. ")
    return made.figure, f"Compute that sources lost (rows) and others gained (columns), H100e. {words}"


# ---- trace a leak ---------------------------------------------------------------------------------------------------

TRACE = "how-to/trace-a-leak.md"
CHECKS = {
    "none": "no red flag", "screening": "screening", "licence": "licence", "end_use_check": "end-use check", "open_case": "open case", "customs": "customs",
}  # fmt: skip


@figure("failed-checks", TRACE, needs_runs=True)
def draw_failed_checks(runs: Runs):
    causes = entrepot.open_result(runs.run("baseline")).outputs["leaked_by_cause"]
    found = causes.mean("replicate").sum(["month", "intermediary_group"]).rename(leak_hub="hub")
    found = found.sel(hub=[hub for hub in found["hub"].values if str(hub) in PLACES])
    order = found["hub"].values[np.argsort(-found.sum("failed_check").values)]
    drawn = drawing.new_figure(2.6)
    axes = drawn.subplots()
    drawing.only_x_grid(axes)
    start = np.zeros(len(order))
    shades = dict(zip(CHECKS, (style.GREY, style.ORANGE, style.GREEN, style.PURPLE, style.SKY, style.BLUE)))
    for check, label in CHECKS.items():
        values = found.sel(hub=order, failed_check=check).values
        axes.barh(range(len(order)), values, left=start, color=shades[check], edgecolor="white", linewidth=0.6, label=label)
        start = start + values
    axes.set_yticks(range(len(order)), [PLACES[str(hub)] for hub in order])
    axes.invert_yaxis()
    thousands(axes.xaxis)
    axes.set_xlabel("leaked units over the run, mean of 32 replicates")
    axes.legend(loc="lower right", title="Failed check", ncols=2, fontsize=8)
    axes.set_title("Leaked units by hub and failed check, baseline")
    total = float(found.sum())
    words = ", ".join(f"{label} {float(found.sel(failed_check=check).sum()):,.0f} ({float(found.sel(failed_check=check).sum()) / total:.0%})" for check, label in CHECKS.items())
    hubs = ", ".join(f"{PLACES[str(hub)]} {float(found.sel(hub=hub).sum()):,.0f}" for hub in order)
    return drawn, f"Leaked units by failed check: {words}. By hub: {hubs}."


EVENTS = {
    "first_sale": "First sale", "reaches_channel": "Reaches channel partner", "sold_to_intermediary": "Sold to intermediary", "reaches_hub": "Reaches hub",
    "sets_out": "Sets out", "passes_inspection": "Passes inspection", "seized": "Seized", "delivered": "Delivered",
}  # fmt: skip


def holder_name(text: str) -> str:
    """A group or an authority: `server_makers_us` is server makers (US), `customs of TW` customs of Taiwan."""
    words = re.sub(r"_(us|cn|eu)$", lambda code: f" ({code[1].upper()})", text).replace("_", " ")
    return re.sub(r"\b[A-Z]{2}$", lambda code: PLACES.get(code[0], code[0]), words)


@figure("chain-of-custody", TRACE, needs_runs=True)
def draw_chain(runs: Runs):
    lot = program_json("trace", runs.run("baseline"), "--replicate", 3, "--lot", 1972)
    hops = lot["hops"]
    drawn, axes = drawing.diagram(2.15, 10, 3.45)
    place, each = PLACES, 9.7 / len(hops)
    head = f"Lot 1972 of replicate 3: {lot['units']} {lot['product']} ordered for {place[lot['end_user_place']]}, {lot['fate']}"
    axes.text(0.15, 0.35, head, fontsize=10, fontweight="bold", va="center")
    parts = []
    for at, hop in enumerate(hops):
        x, event = 0.15 + each * at, EVENTS[hop["event"]]
        last = at == len(hops) - 1
        holder = holder_name(hop["holder"])
        between = place[hop["from"]] if hop["from"] == hop["to"] else f"{place[hop['from']]} to {place[hop['to']]}"
        money = f"{hop['amount']:,.0f} USD/unit" if hop["amount"] else ""
        drawing.box(axes, x, 1.15, each - 0.25, 0.95, "\n".join(textwrap.wrap(event, 12)), weight="bold", size=8.5,
                    fill="#fbe9e0" if last else "#eaf3fa", edge=style.VERMILLION if last else style.BLUE)  # fmt: skip
        text = "\n".join([*textwrap.wrap(holder, 17), *textwrap.wrap(between, 17), money])
        axes.text(x, 2.25, text, fontsize=7.5, va="top", linespacing=1.35)
        axes.text(x, 0.95, f"{dt.date.fromisoformat(hop['week']):%-d %b %Y}", fontsize=8, color=style.MUTED, va="center")
        if not last:
            drawing.arrow(axes, (x + each - 0.25, 1.62), (x + each, 1.62))
        parts.append(f"{hop['week']} {event.lower()}, {holder}, {between}" + (f", {money}" if money else ""))
    return drawn, f"{head}. " + "; ".join(parts) + "."


# ---- diverge --------------------------------------------------------------------------------------------------------


@figure("divergence", "how-to/replay-and-verify.md", needs_runs=True)
def draw_divergence(runs: Runs):
    names = ("baseline", "singapore-probe")
    results = [entrepot.open_result(runs.run(name)) for name in names]
    weeks = [result.outputs["leaked"].isel(replicate=0).sum("product").cumsum("week") for result in results]
    told = program("diverge", *(runs.scenarios / f"{name}.yaml" for name in names))
    week = int(re.search(r"week (\d+) \([\d-]+\), phase", told)[1])
    first = weeks[0]["week"].values[week]
    gap = weeks[1] - weeks[0]
    drawn = drawing.new_figure(2.5)
    left, right = drawn.subplots(1, 2)
    for axes in (left, right):
        axes.axvline(first, color=style.MUTED, linestyle="--", linewidth=1)
        style.date_axis(axes, results[0].info.start, results[0].info.end)
        thousands(axes.yaxis)
    for name, values, colour, line in zip(names, weeks, (style.BLUE, style.VERMILLION), ("-", "--")):
        left.plot(values["week"].values, values, line, color=colour, label=style.in_lines(scenario_title(name), 22, 2))
    right.plot(gap["week"].values, gap, color=style.VERMILLION)
    left.legend(loc="upper left", fontsize=8)
    left.set_title("Units leaked since the start, replicate 0")
    right.set_title("Difference")
    day = str(first)[:10]
    end = float(gap[-1])
    return drawn, (
        f"Units leaked since the start in replicate 0 of the baseline and of a probe of Singapore. The runs are identical until week {week} ({day}), the "
        f"dashed line; at the end the totals are {float(weeks[0][-1]):,.0f} and {float(weeks[1][-1]):,.0f}, a difference of {signed(end)}."
    )


# ---- rules ----------------------------------------------------------------------------------------------------------

DECISIONS = {
    "no licence": "#dcebf6", "approve": style.SKY, "case by case": style.ORANGE, "presumption of denial": style.VERMILLION, "deny": "#7a2d00",
}  # fmt: skip


@figure("licence-decisions", "how-to/check-rules.md", needs_runs=True)
def draw_decisions(runs: Runs):
    spans = program_json("rules", runs.scenarios / "baseline.yaml", "--all-dates", "--destination", "CN")["spans"]
    products = ["A100", "H100", "H800", "H20", "H200", "B200", "MI300X"]
    drawn = drawing.new_figure(0.3 * len(products) + 1.05)
    axes = drawn.subplots()
    lines: dict[str, list[str]] = {product: [] for product in products}
    for span in spans:
        first, last = (dt.date.fromisoformat(span[key]) for key in ("from", "to"))
        for answer in span["answers"]:
            if answer["product"] in products:
                decision = answer["decision"]
                at = products.index(answer["product"])
                axes.barh(at, (last - first).days + 1, left=date2num(first), color=DECISIONS[decision], height=0.78, linewidth=0)
                said = lines[answer["product"]]
                if not said or not said[-1].startswith(decision):
                    said.append(f"{decision} from {span['from']}")
    style.date_axis(axes, dt.date.fromisoformat(spans[0]["from"]), dt.date.fromisoformat(spans[-1]["to"]))
    axes.set_yticks(range(len(products)), products)
    axes.invert_yaxis()
    axes.grid(False)
    axes.set_title("Decision for a civilian end user in China, by product and date, baseline", pad=24)
    used = [decision for decision in DECISIONS if any(decision in said for line in lines.values() for said in line)]
    patches = [drawing.plt.Rectangle((0, 0), 1, 1, color=DECISIONS[decision]) for decision in used]
    axes.legend(patches, used, loc="lower left", bbox_to_anchor=(0, 1), ncols=5, borderaxespad=0.2, columnspacing=1.2)
    return drawn, "Decisions for a civilian end user in China. " + "; ".join(f"{product}: {', '.join(said)}" for product, said in lines.items()) + "."


# ---- published estimates --------------------------------------------------------------------------------------------

MARKS = {"inside": (style.BLUE, "o"), "overlaps": (style.SKY, "o"), "below": (style.VERMILLION, "<"), "above": (style.VERMILLION, ">")}


@figure("estimates", "how-to/check-against-estimates.md", needs_runs=True)
def draw_estimates(runs: Runs):
    results = [runs.run(name) for name in ("baseline", "no-controls", "h20-ban")]
    checks = program_json("estimates", ROOT / "scenarios" / "estimates" / "published.yaml", *results)["checks"]
    rows = [row for row in checks if row["model"] and row["verdict"] in MARKS and not row["used"]]
    rows.sort(key=lambda row: list(MARKS).index(row["verdict"]))
    drawn = drawing.new_figure(0.25 * len(rows) + 0.9)
    axes = drawn.subplots()
    drawing.only_x_grid(axes)
    for at, row in enumerate(rows):
        low, high = row["low"], row["high"]
        scale = (low * high) ** 0.5 if low and high else low or high
        colour, marker = MARKS[row["verdict"]]
        axes.barh(at, (high or 20 * scale) / scale - (low or 0) / scale, left=max((low or 0) / scale, 1e-9), color=style.GRID, height=0.7)
        axes.plot(row["model"]["mean"] / scale, at, marker, color=colour, markersize=6)
    axes.set_xscale("log")
    axes.set_xlim(0.02, 20)
    style.log_ticks(axes.xaxis, 0.02, 20)
    axes.set_yticks(range(len(rows)), [row["name"].replace("_", " ") for row in rows], fontsize=7)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    handles = [drawing.plt.Line2D([], [], linestyle="", marker=marker, color=colour) for colour, marker in MARKS.values()]
    axes.legend([*handles, drawing.plt.Rectangle((0, 0), 1, 1, color=style.GRID)], [*MARKS, "published range"], loc="lower left", bbox_to_anchor=(-0.4, 1), ncols=5)
    axes.set_xlabel("relative to the middle of the published range", fontsize=8.5)
    counted = {verdict: [row for row in rows if row["verdict"] == verdict] for verdict in MARKS}
    words = ", ".join(f"{len(found)} {verdict}" for verdict, found in counted.items())
    return drawn, f"The model's mean beside {len(rows)} published ranges that were not used for inputs: {words}. The table below has every number."


# ---- observation ----------------------------------------------------------------------------------------------------


@figure("balance-gap", "explanation/observation.md", needs_runs=True)
def draw_gaps(runs: Runs):
    outputs = entrepot.open_result(runs.run("baseline")).outputs
    hubs = ("MY", "SG", "PH")
    drawn = drawing.new_figure(2.7)
    words = []
    for axes, hub in zip(drawn.subplots(1, 3, sharey=True), hubs):
        series = {
            "leaked through the hub": outputs["acquired"].sel(source=hub).sum("buyer_group"),
            "balance gap, published": outputs["observed_balance_gap"].sel(place=hub),
            "mirror gap, published": outputs["observed_mirror_gap"].sel(place=hub),
        }
        published = series["balance gap, published"].notnull().all("replicate")
        ends = []
        for (label, values), colour, line in zip(series.items(), (style.VERMILLION, style.BLUE, style.MUTED), ("-", "-", "--")):
            total = values.mean("replicate").where(published, drop=True).cumsum("month")
            axes.plot(total["month"].values, total / 1000, line, color=colour, label=label)
            ends.append(f"{label} {float(total[-1]):,.0f}".replace("-", MINUS))
        style.date_axis(axes, dt.date(2022, 10, 3), dt.date(2026, 12, 31))
        axes.set_title(PLACES[hub])
        words.append(f"{PLACES[hub]}: {', '.join(ends)}")
    drawn.axes[0].legend(loc="upper left", fontsize=8)
    drawn.axes[0].set_ylabel("thousand H100e since October 2022")
    return drawn, f"Cumulative sums at the last published month, H100e, means of 32 replicates of the baseline. {'; '.join(words)}."



# ---- the grey market ------------------------------------------------------------------------------------------------

CHIPS_PER_SERVER = 8
YUAN_PER_DOLLAR = 7.2
#: Published street prices by product: rows of the register, and what makes USD a chip of their unit.
STREET_PRICES = {
    "H100": {"cn_h100_server_early2024": CHIPS_PER_SERVER * YUAN_PER_DOLLAR, "cn_h100_server_mid2024": CHIPS_PER_SERVER * YUAN_PER_DOLLAR},
    "B200": {"cn_b200_server_2025": CHIPS_PER_SERVER * YUAN_PER_DOLLAR, "ft_b200_rack": CHIPS_PER_SERVER, "epoch_grey_price_2025": 1},
}


def quarterly_prices(file: h5py.File, product: str) -> tuple[np.ndarray, np.ndarray]:
    """Starts of quarters, and mean price of a product in diverted lots ordered then, USD/unit: [replicate, quarter]."""
    lots, products = file["custody/lots"], [name.decode() for name in file["outputs/product"][...]]
    chosen = (lots["product"][...] == products.index(product)) & (lots["end_user_price"][...] > 0)
    replicate, units, price = (lots[name][...][chosen] for name in ("replicate", "units", "end_user_price"))
    days = np.datetime64("2022-10-03") + 7 * lots["ordered"][...][chosen]
    quarters = days.astype("datetime64[M]").astype(int) // 3
    rows, columns = np.arange(replicate.max() + 1), np.unique(quarters)
    cells = np.full((rows.size, columns.size), np.nan)
    for row in rows:
        for column, quarter in enumerate(columns):
            of_cell = (replicate == row) & (quarters == quarter)
            if of_cell.any():
                cells[row, column] = np.average(price[of_cell], weights=units[of_cell])
    return (3 * columns).astype("datetime64[M]").astype("datetime64[D]"), cells


@figure("street-price", "explanation/grey-market.md", needs_runs=True)
def draw_street_price(runs: Runs):
    register = yaml.safe_load((ROOT / "scenarios" / "evidence" / "grey-market.yaml").read_text(encoding="utf-8"))["evidence"]
    drawn = drawing.new_figure(3.0)
    words = []
    with h5py.File(runs.run("baseline")) as file:
        for axes, (product, rows) in zip(drawn.subplots(1, 2, sharey=True), STREET_PRICES.items()):
            quarters, prices = quarterly_prices(file, product)
            low, middle, high = np.nanpercentile(prices, [5, 50, 95], axis=0) / 1000
            middles = quarters + np.timedelta64(45, "D")
            axes.fill_between(middles, low, high, color=style.SKY, alpha=0.35, linewidth=0)
            axes.plot(middles, middle, color=style.BLUE, label="the model")
            for row, divisor in rows.items():
                found = register[row]
                ends = [float(found.get(end, found.get("value", 0))) / divisor / 1000 for end in ("low", "high")]
                days = [np.datetime64(str(found[key])) for key in ("from", "until")]
                axes.fill_between(days, ends[0] - 0.4, ends[1] + 0.4, color=style.ORANGE, alpha=0.7, linewidth=0)
                at = np.searchsorted(quarters, days[0], side="right") - 1
                words.append(f"{product} from {days[0]}: published {ends[0]:.0f}" + (f" to {ends[1]:.0f}" if ends[1] > ends[0] else "") + f", model {low[at]:.0f} to {high[at]:.0f}")
            style.date_axis(axes, dt.date(2022, 10, 3), dt.date(2026, 12, 31))
            axes.set_title(product)
            axes.set_ylim(0, 100)
        drawn.axes[0].set_ylabel("thousand USD a chip")
    number = prices.shape[0]
    drawing.note(drawn, f"Blue: mean price of diverted lots by quarter of the order, median and middle 90 % of {number} replicates of the baseline. Orange: published prices, of servers per chip.")
    return drawn, f"Street price in thousand USD a chip, middle 90 % of {number} replicates of the baseline. {'; '.join(words)}."
