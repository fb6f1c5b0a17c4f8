"""Checks as Markdown, CSV and sentences."""

from __future__ import annotations

import math

import pandas as pd

from entrepot.estimates.checks import Check, Verdict, counts
from entrepot.words import NBSP, NONE, WRITERS, markdown_table, markdown_text

READING = (
    "Inside (a pass): the mean over replicates lies in the published range. Overlaps: the mean does not, but the middle 90 % of replicates reach into the range, "
    "so a single history such as the real one may lie there. Below, above (fails): the middle of the replicates does not reach it either. The interval of the mean covers "
    "sampling noise only, not uncertain parameters or the form of the model. Figures that were used to set inputs are marked: agreement with them is no evidence."
)


def to_markdown(title: str, checks: list[Check]) -> str:
    heads = ["Estimate", "Scenario", "Published", "Model: mean", "Interval of the mean", f"Middle 90{NBSP}% of replicates", "Verdict", "Grade", "Source"]
    rows = [heads, ["---", "---", "---:", "---:", "---:", "---:", "---", "---", "---"], *map(_row, checks)]
    table = markdown_table(rows)
    differs = "\n".join(f"- {markdown_text(c.estimate.what)}: {markdown_text(c.estimate.differs)}" for c in checks)
    parts = [f"## {markdown_text(title)}", f"**{summary(checks)}**", READING, table, "### How the model's quantity differs from the published one", differs]
    return "\n\n".join(parts) + "\n"


def _row(check: Check) -> list[str]:
    e = check.estimate
    verdict = f"**{check.verdict.value}**" if check.failed else check.verdict.value
    shown = [mean(check), interval(check), spread(check)]
    if check.note:
        verdict += f" ({markdown_text(check.note)})"
    return [markdown_text(e.what), markdown_text(e.scenario), published(check), *shown, verdict, e.grade + marks(check), markdown_text(e.source)]


def to_frame(_: str, checks: list[Check]) -> pd.DataFrame:
    """One row for each estimate, unrounded, in the estimate's unit."""
    return pd.DataFrame([_record(check) for check in checks])


def _record(check: Check) -> dict[str, object]:
    e, m = check.estimate, check.model
    nan = math.nan
    return {
        "estimate": e.name, "what": e.what, "scenario": e.scenario, "unit": e.unit,
        "published_low": e.low if math.isfinite(e.low) else nan, "published_high": e.high if math.isfinite(e.high) else nan,
        **{name: getattr(m, name) if m else nan for name in ("mean", "low", "high", "p05", "p95")},
        "replicates": m.replicates if m else 0, "confidence": check.confidence, "verdict": check.verdict.value,
        "grade": e.grade, "seen": e.seen, "used": e.used, "source": e.source, "differs": e.differs, "note": check.note,
        "file": str(check.file) if check.file else "",
    }  # fmt: skip


# ---- in words ------------------------------------------------------------------------------------------------------


def summary(checks: list[Check]) -> str:
    """`5 pass, 3 overlap, 12 fail, of 20 measured; 2 of the passes are no evidence ...`"""
    n = counts(checks)
    measured = n["pass"] + n["overlap"] + n["fail"]
    text = f"{n['pass']} pass, {n['overlap']} overlap, {n['fail']} fail, of {measured} measured"
    used = sum(check.passed and check.estimate.used for check in checks)
    if used:
        text += f"; {used} of the passes {'is' if used == 1 else 'are'} no evidence, because the published figure was used to set inputs"
    if n["not measured"]:
        text += f"; {n['not measured']} could not be measured"
    if n["no result"]:
        text += f"; {n['no result']} without a result of their scenario"
    return text + "."


def published(check: Check) -> str:
    """`10,000 to 500,000`, `at least 1`, `at most 2.00 %`."""
    e = check.estimate
    write = WRITERS[e.kind]
    if not math.isfinite(e.low):
        return f"at most {write(e.high)}"
    if not math.isfinite(e.high):
        return f"at least {write(e.low)}"
    return f"{write(e.low)} to {write(e.high)}"


def mean(check: Check) -> str:
    return WRITERS[check.estimate.kind](check.model.mean) if check.model else NONE


def interval(check: Check) -> str:
    return _range(check, "low", "high") if check.model and check.model.has_interval else NONE


def spread(check: Check) -> str:
    return _range(check, "p05", "p95") if check.model and check.model.replicates > 1 else NONE


def _range(check: Check, low: str, high: str) -> str:
    write = WRITERS[check.estimate.kind]
    return f"{write(getattr(check.model, low))} to {write(getattr(check.model, high))}"


def marks(check: Check) -> str:
    """Reservations about the published figure."""
    marks = [] if check.estimate.seen else ["not looked up"]
    marks += ["used for inputs"] if check.estimate.used else []
    return f"{NBSP}({', '.join(marks)})" if marks else ""


def left_out(checks: list[Check]) -> list[str]:
    """A line for each scenario that has no result."""
    names = dict.fromkeys(c.estimate.scenario for c in checks if c.verdict is Verdict.NO_RESULT)
    return [f"no result of {name}: {sum(c.estimate.scenario == name and c.verdict is Verdict.NO_RESULT for c in checks)} estimates left out" for name in names]
