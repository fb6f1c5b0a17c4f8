#include "topics.hpp"

namespace entrepot::cli {

std::string orientation() {
  return R"(entrepot simulates export controls on AI chips: leakage, routes and costs.

First steps:
    entrepot run baseline -n 4               # the controls as they happened
    entrepot new mine --extends baseline     # write mine.yaml, to edit
    entrepot compare baseline mine.yaml -n 4 # what the change does

Everyday commands:
  validate   check a scenario; every error comes with its line
  run        run a scenario, write a result file, print the summary
  compare    show what changes against another scenario, with intervals
  trace      show which routes leaked chips took, and which checks failed
  report     write one page (HTML) with the figures of your results

Results: `run` writes NAME.h5 into the working folder; `entrepot show NAME.h5`
prints its summary again.

Next:
    entrepot example                         # questions with worked answers
    entrepot help                            # topics: scenarios, rules, ...
    entrepot --help                          # all commands by task
)";
}

const std::vector<Topic>& topics() {
  static const std::vector<Topic> all{
      {"start", "First steps and everyday commands", orientation()},
      {"scenarios", "Write a scenario of your own",
       R"(A scenario is a YAML file. It extends another one and changes a few lines.

    entrepot new mine --extends baseline     # write mine.yaml, with comments
    entrepot validate mine.yaml              # every error, with its line
    entrepot lint mine.yaml                  # rules without effect, conflicts
    entrepot run mine.yaml -n 4              # four replicates: a quick look
    entrepot compare baseline mine.yaml -n 4 # what the change does

Change one value without editing a file:
    entrepot run baseline -n 4 --set enforcement.investigators=300 -o more.h5

Find the key for a word, or the meaning of a key:
    entrepot explain investigators
    entrepot explain tariff

A value without a date applies from the first week of the run. Use a rule for
a change that begins later: `entrepot help rules`.
Shipped scenarios go by name: baseline, no-controls, strict-kyc and others.
    entrepot help files                      # where they are, and the rest
)"},
      {"rules", "Write a rule, and see what it decides", R"(A rule puts one instrument of policy into force on a date:

    rules:
      more_checks:
        instrument: end_use_checks
        effective: 2026-01-05
        factor: 2

    entrepot explain instruments             # all instruments, one line each
    entrepot explain end_use_checks          # one instrument and its keys
    entrepot explain tariff                  # find the instrument for a word

See which licensing decision a rule makes, and for which chips:
    entrepot rules baseline --on 2024-01-01 --destination CN
    entrepot rules baseline --all-dates --product H20

Find mistakes: a rule that another one overrides, or that decides nothing:
    entrepot lint baseline

Rules may have announced, ends and trigger; the scenario strict-kyc shows one.
To remove a rule of the extended scenario, write `NAME: ~` under `rules:`.
)"},
      {"results", "Where results go, and how to look at them",
       R"(`run` writes one result file (HDF5): NAME.h5 in the working folder, or FILE of
-o FILE.
It replaces an existing file only with --force. The file holds the scenario,
seed, version and hash, so that anyone can check it.

    entrepot run baseline -n 4 -o base.h5    # four replicates
    entrepot show base.h5                    # the summary again
    entrepot trace base.h5                   # causes of leakage, chains
    entrepot report base.h5 -o base.html     # a page to read and to send
    entrepot figures base.h5 -o figures      # figures, each with its table
    entrepot export base.h5 -o tables        # CSV for R or a spreadsheet
    entrepot verify base.h5                  # rerun a sample: same numbers?

An output is named as in the tables, for example leaked_units:
    entrepot compare baseline strict-kyc -n 4 --outputs leaked_units

Leaked units are chips that reached end users whom a rule bars. Levels rest on
inputs that nobody has measured; directions and shares are firmer.
)"},
      {"compare", "Compare policies, and find where leakage shifts",
       R"(Compare scenarios with the same random draws, so that few replicates suffice:
    entrepot compare baseline strict-kyc -n 4

Write the results as well, then ask more of them:
    entrepot compare baseline hub-cooperation -n 4 -q -o results
    entrepot displacement results/baseline.h5 results/hub-cooperation.h5
    entrepot costs results/baseline.h5 results/hub-cooperation.h5
    entrepot report results/baseline.h5 results/hub-cooperation.h5

Attribute a difference to single rules (Shapley values):
    entrepot credit baseline hub-cooperation -n 4

The first scenario is the reference; differences are scenario minus reference.
An interval that includes zero means: within sampling noise at this number of
replicates. Add replicates until the interval is narrow enough:
    entrepot compare baseline strict-kyc --until leaked_units:abs=5000 -n 64
)"},
      {"uncertainty", "What the intervals cover, and what they leave out",
       R"(Three kinds of uncertainty, from the smallest to the largest:

1. Sampling noise: replicates differ in their random draws. Every interval
   covers it. More replicates (-n, --until) reduce it.
2. Parameters: inputs have grades: A official, B research or press, C rough.
   A sweep varies the rough ones; `decide` shows which conclusions hold.
3. Form of the model: other rules of behaviour may fit as well. Rerun with
   another form and compare the sign of the result.

    entrepot sweep sweeps/first-sweep.yaml --plan
    entrepot docs alternatives               # the other forms
    entrepot compare baseline strict-kyc -n 4 --set model.diversion=logit

Published figures that the inputs rest on, and inputs that rest on none:
    entrepot evidence smuggled units
    entrepot evidence --coverage baseline

Before you quote a level, compare it with published estimates:
    entrepot run baseline -n 4 -o base.h5
    entrepot estimates estimates/published.yaml base.h5
)"},
      {"sweeps", "Vary parameters and policies, rank them, find thresholds",
       R"(A sweep runs a scenario at many points: policies, levels of a lever, and draws
of uncertain parameters. Its file names the scenario and the ranges.

    entrepot sweep sweeps/first-sweep.yaml --plan          # how many runs
    entrepot sweep sweeps/first-sweep.yaml -o first.h5     # resumable
    entrepot show first.h5                                 # means by policy
    entrepot decide first.h5 --minimise leaked_units       # rank policies
    entrepot analyse first.h5 --outputs leaked_units       # rank parameters

Ctrl-C keeps the finished runs; the same command resumes.
`discover` finds the ranges in which a condition holds; `threshold` finds the
level of a lever that meets a target.
A sweep too large for one machine: `entrepot help cluster`.
)"},
      {"calibration", "Fit parameters to observed data",
       R"(A calibration file names a scenario, uncertain parameters with their priors,
and the observed data (targets). The result is a posterior: sets of parameters
that reproduce the data.

    entrepot help calibrate                  # the command and its options
    entrepot example calibrate               # a worked calibration

The command writes three files: the result (FILE.h5), a scenario with the
posterior medians (FILE.posterior.yaml), and an ensemble of equally likely
parameter sets (FILE.ensemble.csv), which a sweep can use as its design.
)"},
      {"cluster", "Run a sweep on a cluster", R"(Divide a sweep into parts, run them anywhere, and merge them:
    entrepot sweep sweeps/first-sweep.yaml -o first.h5 --shard 0/2
    entrepot sweep sweeps/first-sweep.yaml -o first.h5 --shard 1/2
    entrepot merge first.h5

Slurm: submit an array job with a merge job, or print the scripts:
    entrepot slurm sweeps/first-sweep.yaml --shards 2 --print

All parts write to the folder first.h5.runs; keep it on a shared file system.
Failed and missing runs are done by the same command. Results do not depend on
the number of parts, threads or machines.
)"},
      {"files", "Where scenarios, results and documentation are",
       R"(Your files     The working folder, unless -o names another place.
Scenarios      Shipped with the program, in share/entrepot/scenarios or, in a
               source tree, in scenarios. Use them by name:
    entrepot validate baseline strict-kyc

A scenario of yours may extend a shipped one from any folder, by file name:
`extends: baseline.yaml`. A file of that name beside yours comes first. Allow
and search a further folder with --include-dir FOLDER.

Documentation  share/doc/entrepot/docs (installed) or docs (source tree);
               `man entrepot` for the commands.

Endings: .yaml scenario, sweep or calibration; .h5 result; .h5.runs unfinished
sweep; .h5.partial unfinished run.

Exit codes: 0 success, 1 a finding or a failure, 2 bad input, 3 a fault of the
program (please report it), 130 interrupted.
)"},
      {"terms", "Words of the field, in one line each",
       R"(bill-to, ship-to   country of the invoice; country of the first shipment
consignee          person abroad to whom goods are shipped
diversion          shipment to another end user or end use than authorised
end-use check      the authority verifies that goods are with the end user
Entity List        persons to whom exports need a licence
grey premium       price that a barred buyer pays above the list price
H100e              compute, in H100 equivalents
hub                place through which goods are transshipped or re-exported
instrument, rule   a kind of measure; a measure with its date
leakage rate       share of controlled goods that reach barred end users
lever, parameter   value that a policy sets; value that is uncertain
posterior          distribution of parameters, given the observed data
red flag           sign of diversion that a seller must resolve
regret             loss of a policy against the best one in the same case
replicate          one run of a scenario with its own random draws

The glossary in docs/reference/glossary.md gives sources.
    entrepot explain investigators           # the meaning of a scenario key
)"},
  };
  return all;
}

}  // namespace entrepot::cli
