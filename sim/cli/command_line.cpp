// The table of commands: the arguments of each, and the function that runs it.

#include <fmt/format.h>

#include "commands.hpp"
#include "common_options.hpp"
#include "completion.hpp"
#include "entrepot_version.hpp"
#include "examples.hpp"
#include "help.hpp"
#include "help_format.hpp"
#include "log.hpp"
#include "page.hpp"
#include "program.hpp"
#include "topics.hpp"

namespace entrepot::cli {
namespace {

void add_run(CLI::App& program, RunOptions& options) {
  auto& command = *program.add_subcommand("run", "Run a scenario and write a result file");
  command.add_option("scenario", options.scenario.file, "Scenario file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Write the result here (HDF5); default: named after the scenario")
      ->type_name(result_file);
  add_replicates(command, options.replicates, "Run N replicates; default: as in the scenario");
  add_until(command, options.until, "Add replicates until the mean is this precise; repeatable");
  add_threads(command, options.threads);
  command
      .add_option("--custody", options.custody,
                  fmt::format("Keep chains of custody of N replicates; default: {}", results::default_custody))
      ->type_name("N")
      ->check(CLI::Range(0, 1000000));
  auto* folder = command
                     .add_option("--checkpoint", options.checkpoint,
                                 "Save checkpoints here and resume from them; deleted when done")
                     ->type_name(folder_name);
  command
      .add_option("--checkpoint-every", options.checkpoint_every,
                  "Save every 10min, or every 13w of the model; default: 60s")
      ->type_name("TIME|WEEKS")
      ->needs(folder);
  command.add_flag("-f,--force", options.overwrite, "Replace an existing result file");
  command.add_flag("-q,--quiet", options.quiet, "Print neither progress nor summary");
  add_settings(command, options.scenario.settings);
  add_include_dirs(command, options.scenario.include_dirs);
  command.callback([&options] { run(options); });
}

void add_sweep(CLI::App& program, SweepOptions& options) {
  auto& command = *program.add_subcommand("sweep", "Run a parameter sweep (resumable)");
  command.add_option("sweep", options.file, "Sweep file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Write the result here (HDF5); default: named after the sweep")
      ->type_name(result_file);
  command.add_flag("--plan", options.plan, "Print the number of runs and their cost, then exit");
  command.add_option("--point", options.point, "Print the settings of one point, then exit")
      ->check(CLI::Range(0, 2000000000));
  command.add_option("--shard", options.shard, "Run one part, e.g. 0/8; combine parts with merge")
      ->type_name("INDEX/COUNT");
  add_threads(command, options.threads);
  command.add_flag("-q,--quiet", options.quiet, "Print neither progress nor summary");
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { sweep_scenario(options); });
}

void add_merge(CLI::App& program, MergeOptions& options) {
  auto& command = *program.add_subcommand("merge", "Write a sweep's result file from its finished runs");
  command.add_option("output", options.output, "Result file (HDF5) of the sweep")->required()->type_name(result_file);
  command.add_flag("-q,--quiet", options.quiet, "Do not print the summary");
  command.callback([&options] { merge(options.output, options.quiet); });
}

void add_calibrate(CLI::App& program, CalibrateOptions& options) {
  auto& command = *program.add_subcommand("calibrate", "Calibrate scenario parameters to observed data");
  command.add_option("calibration", options.file, "Calibration file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Write here (HDF5); default: named after the calibration file")
      ->type_name(result_file);
  add_threads(command, options.threads);
  command.add_flag("-f,--force", options.overwrite, "Replace existing files");
  command.add_flag("-q,--quiet", options.quiet, "Print neither progress nor report");
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { calibrate(options); });
}

void add_slurm(CLI::App& program, SlurmCommand& options) {
  auto& command = *program.add_subcommand("slurm", "Submit a sweep to Slurm as an array job with a merge job");
  command.add_option("sweep", options.file, "Sweep file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Write the result here (HDF5); default: named after the sweep")
      ->type_name(result_file);
  command.add_option("--shards", options.shards, "Divide the sweep into N array tasks")
      ->required()
      ->check(CLI::Range(1, 100000));
  command.add_option("-j,--threads", options.processors, "Use N CPUs in each task; default: 1")
      ->check(CLI::Range(1, 4096));
  command.add_option("--time", options.time, "Limit the time of each task, e.g. 04:00:00")->type_name("TIME");
  command.add_option("--memory", options.memory, "Request memory for each task, e.g. 8G")->type_name("SIZE");
  command.add_option("--partition", options.partition, "Submit to this partition")->type_name("NAME");
  command.add_option("--account", options.account, "Charge this account")->type_name("NAME");
  command.add_option("--sbatch", options.more, "Pass this option to sbatch, e.g. --sbatch=--nice; repeatable")
      ->type_name("OPTION")
      ->allow_extra_args(false);
  command.add_flag("--print", options.print, "Print the batch scripts without submitting them");
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { slurm(options); });
}

/// Arguments of every command that reads the result of a sweep.
void add_selection(CLI::App& command, report::SweepSelection& sweep, bool& json) {
  command.add_option("file", sweep.file, "Result file of a sweep (HDF5)")->required()->type_name(result_file);
  command.add_option("--at", sweep.at, "Use only this policy or lever level; repeatable")
      ->type_name("policy=NAME|LEVER=LEVEL")
      ->allow_extra_args(false);
  command.add_flag("--incomplete", sweep.incomplete, "Accept a sweep with failed or missing runs");
  add_json(command, json);
}

void add_analyse(CLI::App& program, AnalyseOptions& options) {
  auto& command = *program.add_subcommand("analyse", "Rank the parameters of a sweep by their influence on outputs");
  add_selection(command, options.sweep, options.json);
  command.get_option("file")->required(false);
  add_outputs(command, options.outputs, "Analyse these outputs; default: all");
  command.add_option("--baseline", options.baseline, "Analyse differences from this policy, paired by replicate")
      ->type_name("POLICY");
  command.add_option("--table", options.table, "Analyse runs of another model: design and results (CSV)")
      ->expected(2)
      ->type_name("DESIGN.csv RESULTS.csv");
  command.add_option("--design", options.structure, "State the design of the table; auto: detect it")
      ->check(CLI::IsMember({"auto", "sobol", "morris", "any"}))
      ->capture_default_str();
  split_at_commas(command.add_option("--parameters", options.parameters,
                                     "Use these columns of the design, e.g. x1,x2; default: all"));
  command.add_option("--range", options.ranges, "Set a parameter's range; default: from its values; repeatable")
      ->type_name("NAME=LOW:HIGH")
      ->allow_extra_args(false);
  command.callback([&options] { analyse(options); });
}

void add_decide(CLI::App& program, DecideOptions& options) {
  auto& command = *program.add_subcommand("decide", "Rank the policies of a sweep: regret, tail risk, trade-offs");
  add_selection(command, options.sweep, options.json);
  command.add_option("--minimise", options.request.minimise, "Minimise this output; repeatable")
      ->type_name("OUTPUT")
      ->allow_extra_args(false);
  command.add_option("--maximise", options.request.maximise, "Maximise this output; repeatable")
      ->type_name("OUTPUT")
      ->allow_extra_args(false);
  command
      .add_option("--target", options.request.targets,
                  "Count runs that meet this target, e.g. \"leakage_rate<1%\"; repeatable")
      ->type_name("OUTPUT<LIMIT|OUTPUT>LIMIT")
      ->allow_extra_args(false);
  command.add_option("--tail", options.request.tail, "Average this share of the worst runs in the tail mean")
      ->check(CLI::Range(0.001, 1.0))
      ->capture_default_str();
  command.callback([&options] { decide(options); });
}

void add_discover(CLI::App& program, DiscoverOptions& options) {
  auto& command = *program.add_subcommand("discover", "Find the parameter ranges in which a condition holds");
  add_selection(command, options.sweep, options.json);
  command.add_option("--where", options.request.where, "Find where this condition holds, e.g. \"leakage_rate>2%\"")
      ->type_name("OUTPUT<LIMIT|OUTPUT>LIMIT")
      ->required();
  command.add_option("--boxes", options.request.boxes, "Report at most N boxes")
      ->check(CLI::Range(1, 20))
      ->capture_default_str();
  command
      .add_option("--coverage", options.request.coverage, "Cover at least this share of cases; default: best trade-off")
      ->check(CLI::Range(0.01, 1.0));
  command.callback([&options] { discover(options); });
}

void add_threshold(CLI::App& program, ThresholdOptions& options) {
  auto& command = *program.add_subcommand("threshold", "Find the lever level that meets a target");
  add_selection(command, options.sweep, options.json);
  command.add_option("--lever", options.request.lever, "Vary this lever; default: the only one")->type_name("LEVER");
  command.add_option("--target", options.request.target, "Meet this target, e.g. \"leaked_units<15000\"")
      ->type_name("OUTPUT<LIMIT|OUTPUT>LIMIT")
      ->required();
  auto* probability = command
                          .add_option("--probability", options.request.probability,
                                      "Require this probability, over replicates and uncertain parameters")
                          ->check(CLI::Range(0.001, 1.0))
                          ->capture_default_str();
  command.add_flag("--mean", options.request.mean, "Require the mean to meet the target")->excludes(probability);
  command.add_flag("--relative", options.request.relative,
                   "Measure the output relative to its value at the lowest level");
  command.add_option("--frontier", options.request.frontier, "Repeat for every level of a second lever")
      ->type_name("LEVER");
  command.callback([&options] { threshold(options); });
}

void add_report(CLI::App& program, ReportOptions& options) {
  auto& command = *program.add_subcommand("report", "Write an HTML report of results, and a PDF");
  command.add_option("files", options.files, "Result files, the reference run first; estimates (YAML)")
      ->required()
      ->type_name("FILE");
  command.add_option("-o,--output", options.output, "Write the page here (HTML); default: named after the first file")
      ->type_name("FILE.html");
  command.add_flag("--pdf", options.pdf, "Print a PDF beside the page (needs Chromium or Chrome)");
  command.callback([&options] { report(options); });
}

void add_figures(CLI::App& program, FiguresOptions& options) {
  auto& command = *program.add_subcommand("figures", "Draw the figures of a run or calibration, with their tables");
  command.add_option("result", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("-o,--output", options.folder, "Write into this folder")
      ->type_name(folder_name)
      ->capture_default_str();
  command.add_option("--format", options.format, "Draw in this format")
      ->check(CLI::IsMember({"svg", "pdf", "png"}))
      ->capture_default_str();
  command.add_option("--only", options.only, "Draw only this figure; repeatable; default: all")
      ->type_name("FIGURE")
      ->allow_extra_args(false);
  add_spreadsheet(command, options.spreadsheet);
  command.callback([&options] { figures(options); });
}

void add_export(CLI::App& program, ExportOptions& options) {
  auto& command = *program.add_subcommand("export", "Export a result as CSV, SQLite or Parquet tables");
  command.add_option("result", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command
      .add_option("-o,--output", options.output, "Write to this folder or SQLite file; default: named after the result")
      ->type_name("PLACE");
  command.add_option("--format", options.format, "Write in this format")
      ->check(CLI::IsMember({"csv", "sqlite", "parquet"}))
      ->capture_default_str();
  add_outputs(command, options.outputs, "Export these outputs; default: all");
  split_at_commas(command.add_option("--groups", options.groups, "Export these groups of tables; default: all")
                      ->type_name("GROUP,..."));
  command.add_flag("-f,--force", options.overwrite, "Replace an earlier export");
  add_spreadsheet(command, options.spreadsheet);
  command.callback([&options] { export_result(options); });
}

void add_compare(CLI::App& program, CompareOptions& options) {
  auto& command = *program.add_subcommand("compare", "Compare scenarios or results, paired by replicate");
  command.add_option("files", options.files, "Scenario or result files; the first is the reference")
      ->required()
      ->type_name(any_file);
  add_outputs(command, options.outputs, "Compare these outputs, e.g. leaked_units,leakage_rate");
  add_until(command, options.until, "Add replicates until differences are this precise; repeatable");
  add_replicates(command, options.replicates, "Run N replicates; default: as in the first scenario");
  add_threads(command, options.threads);
  command.add_option("-o,--output", options.output, "Write the results of the scenarios into this folder")
      ->type_name(folder_name);
  command.add_option("--table", options.table, "Write a table: .md, .csv or .html (result files)")
      ->type_name("FILE")
      ->check(ending_in({".md", ".csv", ".html"}));
  command.add_flag("-f,--force", options.overwrite, "Replace existing result files");
  command.add_flag("-q,--quiet", options.quiet, "Do not print progress");
  auto* json = command.add_flag("--json", options.json, "Print JSON instead of text");
  command.add_flag("--markdown", options.markdown, "Print Markdown tables (result files)")->excludes(json);
  command.add_option("--figure", options.figure, "Draw the changes in leakage (result files)")
      ->type_name(any_file)
      ->check(ending_in(figure_endings));
  command.add_flag("--unpaired", options.unpaired, "Compare results as independent samples (other seeds)");
  add_spreadsheet(command, options.spreadsheet);
  add_settings(command, options.settings);
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { compare(options); });
}

/// Arguments of commands that compare result files with a reference.
void add_reference(CLI::App& command, std::string& reference, std::vector<std::string>& others) {
  command.add_option("reference", reference, "Result file of the reference run (HDF5)")
      ->required()
      ->type_name(result_file);
  command.add_option("others", others, "Result files to compare with it")->required()->type_name(result_file);
}

void add_costs(CLI::App& program, CostsOptions& options) {
  auto& command = *program.add_subcommand("costs", "Tabulate the effects of policies and their costs to each party");
  add_reference(command, options.reference, options.others);
  add_json(command, options.json);
  command.callback([&options] { costs(options); });
}

void add_breakdown(CLI::App& program, BreakdownOptions& options) {
  auto& command = *program.add_subcommand("breakdown", "Break down the change of an output along a dimension");
  add_reference(command, options.reference, options.others);
  command.add_option("--of", options.output, "Break down this output, e.g. leaked_by_cause")
      ->required()
      ->type_name("OUTPUT");
  command.add_option("--by", options.dimension, "Break it down along this dimension, e.g. failed_check")
      ->required()
      ->type_name("DIMENSION");
  add_json(command, options.json);
  command.callback([&options] { breakdown(options); });
}

void add_estimates(CLI::App& program, EstimatesOptions& options) {
  auto& command = *program.add_subcommand("estimates", "Check results against published estimates");
  command.add_option("estimates", options.suite, "Estimates (YAML)")->required()->type_name(scenario_file);
  command.add_option("results", options.files, "Result files (HDF5)")->required()->type_name(result_file);
  add_table_output(command, options.output);
  command.add_option("--figure", options.figure, "Draw published and simulated ranges")
      ->type_name(any_file)
      ->check(ending_in(figure_endings));
  command.add_flag("--strict", options.strict, "Exit with 1 if an estimate fails or cannot be measured");
  command.add_flag("--json", options.json, "Print JSON instead of a table");
  add_spreadsheet(command, options.spreadsheet);
  command.callback([&options] { estimates(options); });
}

void add_credit(CLI::App& program, CreditOptions& options) {
  auto& command = *program.add_subcommand("credit", "Attribute a difference to individual rules (Shapley)");
  command.add_option("before", options.before, "Scenario file (YAML) without the rules")
      ->required()
      ->type_name(scenario_file);
  command.add_option("after", options.after, "Scenario file with the rules")->required()->type_name(scenario_file);
  split_at_commas(command.add_option("--instruments", options.instruments,
                                     "Attribute to these rules, e.g. a,b+c (+: together); default: all"));
  command.add_option("--of", options.output, "Attribute the change of this output")
      ->type_name("OUTPUT")
      ->capture_default_str();
  add_replicates(command, options.replicates, "Run N replicates; default: as in the first scenario");
  add_threads(command, options.threads);
  command.add_flag("-q,--quiet", options.quiet, "Do not print progress");
  add_json(command, options.json);
  add_settings(command, options.settings);
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { credit(options); });
}

void add_rules(CLI::App& program, RulesOptions& options) {
  auto& command = *program.add_subcommand("rules", "Show the licensing decisions of the rules on a date");
  command.add_option("scenario", options.scenario.file, "Scenario file (YAML)")->required()->type_name(scenario_file);
  auto* on = command.add_option("--on", options.query.on, "Show this date (YYYY-MM-DD); default: start of the run")
                 ->type_name("DATE");
  command.add_flag("--all-dates", options.query.all_dates, "Show every period with a different answer")->excludes(on);
  command.add_option("--product", options.query.product, "Show this product; default: all")->type_name("PRODUCT");
  command.add_option("--destination", options.query.destination, "Show this place of end use; default: all")
      ->type_name("PLACE");
  command
      .add_option("--headquarters", options.query.headquarters,
                  "Set the headquarters of the parent; default: the destination")
      ->type_name("PLACE");
  command.add_option("--end-user", options.query.end_user, "Show the approval probability for this segment")
      ->type_name("SEGMENT");
  add_json(command, options.json);
  add_settings(command, options.scenario.settings);
  add_include_dirs(command, options.scenario.include_dirs);
  command.callback([&options] { rules(options); });
}

void add_lint(CLI::App& program, LintOptions& options) {
  auto& command =
      *program.add_subcommand("lint", "Find rules without effect, conflicts, undated and out-of-range values");
  command.add_option("scenarios", options.files, "Scenario files (YAML)")->required()->type_name(scenario_file);
  command.add_flag("--run", options.run, "Run a replicate and list licence rules that decide nothing");
  add_replicates(command, options.replicates, "Run N replicates without each rule; takes (rules + 1) x N runs");
  add_threads(command, options.threads);
  command.add_flag("-q,--quiet", options.quiet, "Do not print progress");
  add_settings(command, options.settings);
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { lint(options); });
}

void add_displacement(CLI::App& program, DisplacementCommand& options) {
  auto& command = *program.add_subcommand("displacement", "Show how leakage shifts between hubs after a change");
  command.add_option("before", options.before, "Result file (HDF5) without the change")
      ->required()
      ->type_name(result_file);
  command.add_option("after", options.after, "Result files with the change: same calendar, seed, replicates")
      ->required()
      ->type_name(result_file);
  command.add_option("--hub", options.hub, "Examine this hub (ISO code); default: the largest fall")
      ->type_name("PLACE");
  command.add_option("--from", options.from, "Start at this date; default: the first week that differs")
      ->type_name("DATE");
  command.add_option("--confidence", options.confidence, "Set the level of intervals; default: as in the first file")
      ->check(CLI::Range(0.5, 0.999));
  add_table_output(command, options.output);
  auto* json = command.add_flag("--json", options.json, "Print JSON instead of text");
  command.add_flag("--markdown", options.markdown, "Print Markdown tables")->excludes(json);
  add_spreadsheet(command, options.spreadsheet);
  command.callback([&options] { displacement(options); });
}

void add_trace(CLI::App& program, TraceOptions& options) {
  auto& command = *program.add_subcommand("trace", "Trace leaked chips: causes and chains of custody");
  command.add_option("file", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("--lot", options.query.lot, "Show the chain of one lot; default: causes and chains")
      ->check(CLI::Range(0, 2000000000));
  command
      .add_option("--replicate", options.query.replicate, "Show this replicate; default: all; with --lot: the first")
      ->check(CLI::Range(0, 1000000));
  command.add_option("--to", options.query.to, "Show leaks to this place, e.g. CN or CHN; default: all")
      ->type_name("PLACE");
  command.add_option("--through", options.query.through, "Show leaks through this hub, e.g. SG or SGP; default: all")
      ->type_name("PLACE");
  command.add_option("--product", options.query.product, "Show this product; default: all")->type_name("PRODUCT");
  command.add_option("--failed-check", options.query.failed_check, "Show leaks past this check; default: all")
      ->type_name("CHECK");
  command.add_option("--limit", options.query.limit, "Print at most N rows of each table; default: 10")
      ->check(CLI::Range(1, 1000000));
  add_json(command, options.json);
  command.callback([&options] { trace(options); });
}

void add_replay(CLI::App& program, ReplayOptions& options) {
  auto& command = *program.add_subcommand("replay", "Rerun one replicate of a result file and check it");
  command.add_option("file", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("--replicate", options.replicate, "Rerun this replicate")
      ->required()
      ->check(CLI::Range(0, 999999));
  command.add_flag("--events", options.events, "Print events, one JSON object per line");
  command.add_option("-o,--output", options.output, "Write a result file of this replicate, with custody")
      ->type_name(result_file);
  command.add_flag("-f,--force", options.overwrite, "Replace an existing result file");
  command.callback([&options] { replay(options); });
}

void add_verify(CLI::App& program, VerifyOptions& options) {
  auto& command = *program.add_subcommand("verify", "Check a result file: rerun a sample of its replicates");
  command.add_option("file", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("--sample", options.sample, "Rerun N replicates; default: 3")->check(CLI::Range(1, 1000000));
  command.add_option("--seed", options.seed, "Draw the sample with this seed; default: 0")
      ->check(CLI::Range(0, 2147483647));
  add_threads(command, options.threads);
  command.callback([&options] { verify(options); });
}

void add_diverge(CLI::App& program, DivergeOptions& options) {
  auto& command = *program.add_subcommand("diverge", "Find where two runs first diverge");
  command.add_option("a", options.a, "Scenario (YAML) or result file (HDF5)")->required()->type_name(any_file);
  command.add_option("b", options.b, "The other scenario or result file")->required()->type_name(any_file);
  command.add_option("--replicate", options.replicate, "Run this replicate of both; default: 0")
      ->check(CLI::Range(0, 999999));
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { diverge(options); });
}

void add_diff(CLI::App& program, DiffOptions& options) {
  auto& command = *program.add_subcommand("diff", "Find headline results that changed between two releases");
  command.add_option("before", options.before, "Result file (HDF5) or headline results (JSON)")
      ->required()
      ->type_name(any_file);
  command.add_option("after", options.after, "The same for the later release")->required()->type_name(any_file);
  command.add_option("--between", options.between, "Use this result of the old scenario run by the new program")
      ->type_name(any_file);
  add_table_output(command, options.output);
  command.add_option("--margin", options.margin, "Treat this relative change as no change")
      ->check(CLI::Range(0.0001, 0.9999))
      ->capture_default_str();
  command
      .add_option("--confidence", options.confidence, "Set the joint level of all intervals; default: the first file's")
      ->check(CLI::Range(0.0001, 0.9999));
  command.add_option("--changelog", options.changelog, "Search this changelog; default: the source tree's")
      ->type_name("FILE.md");
  command.add_flag("--json", options.json, "Print JSON instead of a table");
  add_spreadsheet(command, options.spreadsheet);
  command.callback([&options] { diff(options); });
}

void add_headlines(CLI::App& program, HeadlinesOptions& options) {
  auto& command = *program.add_subcommand("headlines", "Save the headline results of a run for later diffs");
  command.add_option("result", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("-o,--output", options.output, "Write to this file (JSON); default: print")
      ->type_name("FILE.json")
      ->check(ending_in({".json"}));
  command.add_flag("--values", options.values, "Keep the value of every replicate, for pairing");
  command.callback([&options] { headlines(options); });
}

void add_show(CLI::App& program, std::string& file) {
  auto& command = *program.add_subcommand("show", "Print the summary of a result file");
  command.add_option("file", file, "Result file (HDF5)")->required()->type_name(result_file);
  command.callback([&file] { show(file); });
}

void add_new(CLI::App& program, NewOptions& options) {
  auto& command = *program.add_subcommand("new", "Write a scenario with comments, for you to edit");
  command.add_option("name", options.name, "Name of the new file; .yaml is added")->required();
  command.add_option("--extends", options.extends, "Extend this scenario, by its shipped name or file")
      ->type_name("SCENARIO")
      ->capture_default_str();
  command.add_flag("-f,--force", options.overwrite, "Replace an existing file");
  command.callback([&options] { new_scenario(options); });
}

void add_validate(CLI::App& program, ValidateOptions& options) {
  auto& command = *program.add_subcommand("validate", "Check scenario files and report every error");
  command.add_option("scenarios", options.files, "Scenario files (YAML)")->required()->type_name(scenario_file);
  command.add_flag("-v,--verbose", options.verbose, "Print the figures that end before the run");
  command.add_flag("--strict", options.strict, "Exit with 1 if there is a warning");
  add_settings(command, options.settings);
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { validate(options); });
}

void add_explain(CLI::App& program, std::vector<std::string>& words) {
  auto& command = *program.add_subcommand("explain", "Explain a scenario key or instrument, or search for a word");
  command.add_option("words", words, "Key, instrument or words; KEY SCENARIO: its value and evidence there")
      ->required()
      ->type_name("KEY|INSTRUMENT|WORDS");
  command.callback([&words] { explain(words); });
}

void add_evidence(CLI::App& program, EvidenceOptions& options) {
  auto& command = *program.add_subcommand("evidence", "Search the published figures that scenarios cite");
  auto* words =
      command.add_option("words", options.words, "Id of a row, or words; default: an overview")->type_name("ID|WORDS");
  command.add_option("--coverage", options.coverage, "Count the figures of this scenario that cite evidence")
      ->type_name(scenario_file)
      ->excludes(words);
  add_json(command, options.json);
  add_settings(command, options.settings);
  add_include_dirs(command, options.include_dirs);
  command.callback([&options] { evidence(options); });
}

void add_bills(CLI::App& program, BillsOptions& options) {
  auto& command = *program.add_subcommand("bills", "Search the catalogue of bills and events, with their scenarios");
  command.add_option("words", options.words, "Id of a bill, or words; default: list all")->type_name("ID|WORDS");
  add_json(command, options.json);
  command.callback([&options] { bills(options); });
}

void add_schema(CLI::App& program, std::string& of) {
  auto& command = *program.add_subcommand("schema", "Print the JSON Schema of scenario or evidence files");
  of = "scenario";
  command.add_option("files", of, "Kind of file")
      ->check(CLI::IsMember({"scenario", "evidence"}))
      ->capture_default_str()
      ->type_name("KIND");
  command.callback([&of] { schema(of); });
}

void add_docs(CLI::App& program, std::string& page) {
  auto& command = *program.add_subcommand("docs", "Print generated documentation");
  command.add_option("page", page, "Page in Markdown; alternatives: JSON")
      ->required()
      ->check(CLI::IsMember({"parameters", "outputs", "odd", "phases", "alternatives"}))
      ->type_name("PAGE");
  command.callback([&page] { docs(page); });
}

void add_help(CLI::App& program, std::vector<std::string>& words) {
  auto& command = *program.add_subcommand("help", "Explain a topic or a command");
  command.add_option("topic", words, "Topic or command; default: list the topics")->type_name("TOPIC");
  command.callback([&program, &words] { print_page(help_text(program, words)); });
}

void add_example(CLI::App& program, std::vector<std::string>& words) {
  auto& command = *program.add_subcommand("example", "Print the commands that answer a question");
  command.add_option("question", words, "Name, or words of a question; default: list all")->type_name("EXAMPLE");
  command.callback([&words] { print_page(example_text(words)); });
}

void add_completion(CLI::App& program, std::string& shell) {
  auto& command = *program.add_subcommand("completion", "Print a shell completion script");
  command.add_option("shell", shell, "Shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  command.callback([&shell] { print("{}", completion_script(shell)); });
}

}  // namespace

Program::Program()
    : app_("entrepot simulates export controls on AI chips: leakage, diversion routes and costs.", "entrepot") {
  app_.set_version_flag("--version", fmt::format("entrepot {} ({})", generated::version, generated::commit),
                        "Print the version and exit");
  app_.require_subcommand(0, 1);
  app_.set_help_flag("-h,--help", "Print this help and exit");

  app_.formatter(std::make_shared<HelpFormat>());

  add_group("Write and check scenarios", add_new, add_validate, add_lint, add_rules, add_explain, add_evidence,
            add_bills);
  add_group("Run", add_run, add_sweep, add_merge, add_slurm, add_calibrate);
  add_group("Look at a result", add_show, add_trace, add_report, add_figures, add_export);
  add_group("Compare", add_compare, add_costs, add_breakdown, add_credit, add_displacement, add_estimates);
  add_group("Analyse a sweep", add_analyse, add_decide, add_discover, add_threshold);
  add_group("Reproduce", add_verify, add_replay, add_diverge, add_diff, add_headlines);
  add_group("Help and reference", add_help, add_example, add_docs, add_schema, add_completion);
  app_.footer("Topics: entrepot help. Questions with worked answers: entrepot example.");
  app_.callback([this] {
    if (app_.get_subcommands().empty()) print_page(orientation());
  });
}

}  // namespace entrepot::cli
