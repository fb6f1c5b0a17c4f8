"""Figures of the shipped sweep of policies."""

from __future__ import annotations

from functools import cache

import yaml
from matplotlib.ticker import FuncFormatter

import entrepot
from doc_figures import drawing
from doc_figures.drawing import ROOT, figure
from doc_figures.runs import Runs, program_json, scenario_title
from entrepot.figures import style

SWEEP = "policies"


@cache
def policy_titles() -> dict[str, str]:
    """Policies of the sweep by the titles of their scenarios."""
    policies = yaml.safe_load((ROOT / "scenarios" / "sweeps" / f"{SWEEP}.yaml").read_text(encoding="utf-8"))["policies"]
    return {key: scenario_title(value["scenario"].split("/")[-1].removesuffix(".yaml")) if value else "Baseline" for key, value in policies.items()}


def decision(runs: Runs) -> dict:
    """The command of docs/how-to/analyse-a-sweep.md."""
    options = ("--minimise", "leaked_units", "--maximise", "revenue[nvidia/bill_to]", "--target", "leakage_rate<2.5%")
    return program_json("decide", runs.sweep(SWEEP), *options)


@figure("sweep-design", "how-to/run-a-sweep.md", needs_runs=True)
def draw_design(runs: Runs):
    sweep = entrepot.open_sweep(runs.sweep(SWEEP))
    rate = 100 * sweep.runs["leakage_rate"].isel(lever_point=0).mean("replicate")
    shown = ("as_it_is", "strict_kyc", "diffusion_tiers")
    x, y = rate.coords["grey_market.retained_share"], rate.coords["enforcement.investigators"]
    drawn = drawing.new_figure(2.9)
    words = []
    for axes, policy in zip(drawn.subplots(1, len(shown), sharey=True), shown):
        values = rate.sel(policy=policy).values
        dots = axes.scatter(x.values, y.values, c=values, cmap="YlOrRd", vmin=1, vmax=3.5, s=42, edgecolor=style.INK, linewidth=0.5)
        axes.set_title(style.in_lines(policy_titles()[policy], 26, 2))
        axes.set_yscale("log")
        style.log_ticks(axes.yaxis, 75, 300)
        axes.grid(True)
        words.append(f"{policy_titles()[policy]} {values.min():.1f} to {values.max():.1f} %")
    drawn.axes[0].set_ylabel("investigators")
    drawn.axes[1].set_xlabel("share of margins that diverters keep as capital")
    bar = drawn.colorbar(dots, ax=drawn.axes, shrink=0.9, aspect=18)
    bar.set_label("leakage rate, %", fontsize=8.5)
    return drawn, f"The {x.size} rows of a Latin hypercube over two of five parameters, the same under each policy. Leakage rates: {'; '.join(words)}."


@figure("regret", "explanation/decisions.md", needs_runs=True)
def draw_regret(runs: Runs):
    objective = decision(runs)["objectives"][0]
    options = sorted(objective["options"], key=lambda option: option["largest_regret"]["value"])
    drawn = drawing.new_figure(0.34 * len(options) + 0.85)
    axes = drawn.subplots()
    drawing.only_x_grid(axes)
    words = []
    for at, option in enumerate(options):
        for key, offset, colour, height, label in (
            ("largest_regret", -0.2, style.BAR, 0.36, "in the worst state of the world"), ("mean_regret", 0.2, style.BLUE, 0.26, "mean over states"),
        ):  # fmt: skip
            found = option[key]
            axes.barh(at + offset, found["value"], height, color=colour, label=label if not at else None)
            axes.hlines(at + offset, found["low"], found["high"], color=style.INK, linewidth=1.2)
        if not option["largest_regret"]["value"]:
            axes.annotate("0: the best in every state", (0, at), (5, 0), textcoords="offset points", va="center", fontsize=8.5)
        words.append(f"{policy_titles()[option['option']]} {option['mean_regret']['value']:,.0f} and {option['largest_regret']['value']:,.0f}")
    axes.set_yticks(range(len(options)), [policy_titles()[option["option"]] for option in options])
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.set_xlabel("regret: leaked units more than under the best policy in the same state", fontsize=8.5)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
    return drawn, f"Mean and largest regret in leaked units: {'; '.join(words)}."


@figure("options", "how-to/analyse-a-sweep.md", needs_runs=True)
def draw_options(runs: Runs):
    found = decision(runs)
    options = sorted(found["objectives"][0]["options"], key=lambda option: option["mean"]["value"])
    enough = {row["option"]: row for row in found["good_enough"]}
    drawn = drawing.new_figure(0.36 * len(options) + 0.95)
    left, right = drawn.subplots(1, 2, sharey=True)
    words = []
    for at, option in enumerate(options):
        for key, colour, marker, label in (("mean", style.BLUE, "o", "mean"), ("mean_of_worst", style.VERMILLION, "s", "worst 10 % of runs")):
            one = option[key]
            left.hlines(at, one["low"] / 1000, one["high"] / 1000, color=colour, linewidth=1.8)
            left.plot(one["value"] / 1000, at, marker, color=colour, label=label if not at else None)
        share = enough[option["option"]]["runs"]
        right.barh(at, 100 * share["value"], 0.5, color=style.BAR)
        right.hlines(at, 100 * share["low"], 100 * share["high"], color=style.INK, linewidth=1.2)
        right.annotate(f"{share['value']:.0%}", (100 * max(share["high"], share["value"]), at), (5, 0), textcoords="offset points", va="center", fontsize=8)
        words.append(f"{policy_titles()[option['option']]} {option['mean']['value']:,.0f} and {option['mean_of_worst']['value']:,.0f}, target met in {share['value']:.0%} of runs")
    for axes in (left, right):
        drawing.only_x_grid(axes)
    left.set_yticks(range(len(options)), [policy_titles()[option["option"]] for option in options])
    left.set_ylim(len(options) - 0.4, -0.6)
    left.set_xlabel("leaked units, thousand")
    left.legend(loc="upper right", fontsize=8)
    right.set_xlabel("runs with a leakage rate below 2.5 %")
    right.set_xlim(0, 118)
    right.set_xticks(range(0, 101, 25), [f"{share} %" for share in range(0, 101, 25)])
    return drawn, f"Leaked units by policy, mean and mean of the worst tenth of runs: {'; '.join(words)}."
