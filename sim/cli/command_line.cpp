// The table of commands: what each takes, and the function that it calls.

#include <fmt/format.h>

#include "commands.hpp"
#include "completion.hpp"
#include "entrepot_version.hpp"
#include "program.hpp"
#include "tell.hpp"

namespace entrepot::cli {
namespace {

// Names of values that are files, with the ending they usually have: shells complete them so (completion.cpp).
constexpr const char* scenario_file = "FILE.yaml";
constexpr const char* result_file = "FILE.h5";
constexpr const char* any_file = "FILE";
constexpr const char* folder_name = "FOLDER";

constexpr const char* set_help =
    "Lay a value over the scenario, e.g. --set enforcement.investigators=300; may be given again";

void add_settings(CLI::App& command, std::vector<std::string>& settings) {
  command.add_option("--set", settings, set_help)->type_name("PATH=VALUE")->allow_extra_args(false);
}

void add_also_read(CLI::App& command, std::vector<std::string>& also_read) {
  command
      .add_option(
          "--also-read", also_read,
          "Folder in which files that a file names (extends, scenario, file) may lie too; default: only its own "
          "folder, or all below the nearest above it with a file .entrepot-tree; may be given again")
      ->type_name(folder_name)
      ->check(CLI::ExistingDirectory)
      ->allow_extra_args(false);
}

void add_threads(CLI::App& command, int& threads) {
  command.add_option("-j,--threads", threads, "Threads; default: all processors. Results do not depend on it")
      ->check(CLI::Range(1, 4096));
}

void add_replicates(CLI::App& command, int& replicates, const std::string& meaning) {
  command.add_option("-n,--replicates", replicates, meaning)->check(CLI::Range(1, 1000000));
}

void add_outputs(CLI::App& command, std::vector<std::string>& outputs, const std::string& meaning) {
  command.add_option("--outputs", outputs, meaning)->type_name("OUTPUT,...")->delimiter(',')->allow_extra_args(false);
}

void add_until(CLI::App& command, std::vector<std::string>& until, const std::string& of) {
  command
      .add_option("--until", until,
                  "Add replicates, 16 at a time, until half the interval of " + of +
                      " is at most WIDTH (abs) or that share of it (rel); --replicates is the most (default: 1024). "
                      "May be given again: then all must hold")
      ->type_name("OUTPUT:rel=WIDTH|OUTPUT:abs=WIDTH")
      ->allow_extra_args(false);
}

void add_run(CLI::App& program, RunOptions& options) {
  auto& command = *program.add_subcommand("run", "Run a scenario and write a result file");
  command.add_option("scenario", options.scenario.file, "Scenario file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Result file (HDF5); default: the scenario's name with .h5")
      ->type_name(result_file);
  add_replicates(command, options.replicates, "Independent repetitions; default: as the scenario says");
  add_until(command, options.until, "its mean");
  add_threads(command, options.threads);
  command
      .add_option(
          "--custody", options.custody,
          fmt::format(
              "Keep the chains of custody of the first N replicates, for trace; default: {}. They take far more "
              "room than all other results; what leaked by cause is kept of all replicates",
              results::usual_custody))
      ->type_name("N")
      ->check(CLI::Range(0, 1000000));
  auto* folder = command
                     .add_option("--checkpoint", options.checkpoint,
                                 "Save the run in a folder as it goes, and go on from what is saved there; the folder "
                                 "is taken away when the result file is written")
                     ->type_name(folder_name);
  command
      .add_option("--checkpoint-every", options.checkpoint_every,
                  "How often a replicate under way is saved: a time (90s, 10min, 2h) or weeks of the model (13w); "
                  "default: 60s")
      ->type_name("TIME|WEEKS")
      ->needs(folder);
  command.add_flag("-f,--force", options.overwrite, "Replace the result file if it exists");
  command.add_flag("-q,--quiet", options.quiet, "No progress and no summary");
  add_settings(command, options.scenario.settings);
  add_also_read(command, options.scenario.also_read);
  command.callback([&options] { run(options); });
}

void add_sweep(CLI::App& program, SweepOptions& options) {
  auto& command = *program.add_subcommand("sweep", "Run a scenario at many points; run again, it goes on");
  command.add_option("sweep", options.file, "Sweep file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Result file (HDF5); default: the sweep file's name with .h5")
      ->type_name(result_file);
  command.add_flag("--plan", options.plan, "Say how many runs there are, and what they will cost, and stop");
  command.add_option("--point", options.point, "Say what a point sets, and stop")->check(CLI::Range(0, 2000000000));
  command.add_option("--shard", options.shard, "Run a part only, to be merged later, e.g. 0/8")
      ->type_name("INDEX/COUNT");
  add_threads(command, options.threads);
  command.add_flag("-q,--quiet", options.quiet, "No progress and no summary");
  add_also_read(command, options.also_read);
  command.callback([&options] { sweep_scenario(options); });
}

void add_merge(CLI::App& program, MergeOptions& options) {
  auto& command = *program.add_subcommand("merge", "Make the result file of a sweep from the runs that there are");
  command.add_option("output", options.output, "Result file (HDF5) that the sweep was to write")
      ->required()
      ->type_name(result_file);
  command.add_flag("-q,--quiet", options.quiet, "No summary");
  command.callback([&options] { merge(options.output, options.quiet); });
}

void add_calibrate(CLI::App& program, CalibrateOptions& options) {
  auto& command = *program.add_subcommand("calibrate", "Fit a scenario to what was observed");
  command.add_option("calibration", options.file, "Calibration file (YAML)")->required()->type_name(scenario_file);
  command
      .add_option("-o,--output", options.output,
                  "Result file (HDF5); default: the calibration file's name with .h5. The overlay and the ensemble "
                  "stand beside it")
      ->type_name(result_file);
  add_threads(command, options.threads);
  command.add_flag("-f,--force", options.overwrite, "Replace files that exist");
  command.add_flag("-q,--quiet", options.quiet, "No progress and no report");
  add_also_read(command, options.also_read);
  command.callback([&options] { calibrate(options); });
}

void add_slurm(CLI::App& program, SlurmCommand& options) {
  auto& command = *program.add_subcommand("slurm", "Hand a sweep to Slurm: an array job of shards, and their merge");
  command.add_option("sweep", options.file, "Sweep file (YAML)")->required()->type_name(scenario_file);
  command.add_option("-o,--output", options.output, "Result file (HDF5); default: the sweep file's name with .h5")
      ->type_name(result_file);
  command.add_option("--shards", options.shards, "Tasks of the array")->required()->check(CLI::Range(1, 100000));
  command.add_option("-j,--threads", options.processors, "Processors, and threads, of each")
      ->check(CLI::Range(1, 4096));
  command.add_option("--time", options.time, "Limit of each, e.g. 04:00:00")->type_name("TIME");
  command.add_option("--memory", options.memory, "Memory of each, e.g. 8G")->type_name("SIZE");
  command.add_option("--partition", options.partition, "Partition");
  command.add_option("--account", options.account, "Account");
  command
      .add_option("--sbatch", options.more,
                  "A further option of sbatch, e.g. --sbatch=--constraint=avx2; may be given again")
      ->type_name("OPTION")
      ->allow_extra_args(false);
  command.add_flag("--print", options.print, "Print the batch scripts, and submit nothing");
  add_also_read(command, options.also_read);
  command.callback([&options] { slurm(options); });
}

/// What every command takes that reads the result of a sweep.
void add_choice(CLI::App& command, SweepChoice& choice) {
  command.add_option("file", choice.file, "Result file of a sweep (HDF5)")->required()->type_name(result_file);
  command.add_option("--at", choice.at, "Look at one policy or one level of a lever only; may be given again")
      ->type_name("policy=NAME|LEVER=LEVEL")
      ->allow_extra_args(false);
  command.add_flag("--incomplete", choice.incomplete, "Go on although runs failed or are missing");
  command.add_flag("--json", choice.json, "JSON in place of text");
}

void add_analyse(CLI::App& program, AnalyseOptions& options) {
  auto& command = *program.add_subcommand("analyse", "Say which parameters of a sweep its outputs depend on");
  add_choice(command, options.choice);
  command.get_option("file")->required(false);
  add_outputs(command, options.outputs, "Outputs to look at; default: all that the sweep kept");
  command
      .add_option("--against", options.against,
                  "Look at what the other policies change against this one, row by row and replicate by replicate")
      ->type_name("POLICY");
  command
      .add_option(
          "--table", options.table,
          "Analyse runs of any model, in place of a sweep: a design (CSV, one row a run, one column a parameter) "
          "and its results")
      ->expected(2)
      ->type_name("DESIGN.csv RESULTS.csv");
  command.add_option("--design", options.structure, "Which design the table is; auto: recognise it from its values")
      ->check(CLI::IsMember({"auto", "sobol", "morris", "any"}))
      ->capture_default_str();
  command.add_option("--parameters", options.parameters, "Columns of the design to look at, e.g. x1,x2; default: all")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--range", options.ranges,
                  "Range of a parameter of the table; default: of its values. May be given again")
      ->type_name("NAME=LOW:HIGH")
      ->allow_extra_args(false);
  command.callback([&options] { analyse(options); });
}

void add_decide(CLI::App& program, DecideOptions& options) {
  auto& command = *program.add_subcommand(
      "decide", "Set policies and levers of a sweep side by side: regret, worst runs, what is good enough, trade-offs");
  add_choice(command, options.choice);
  command.add_option("--less", options.less, "Output of which less is better; may be given again")
      ->type_name("OUTPUT")
      ->allow_extra_args(false);
  command.add_option("--more", options.more, "Output of which more is better; may be given again")
      ->type_name("OUTPUT")
      ->allow_extra_args(false);
  command
      .add_option("--want", options.want,
                  "What is good enough, e.g. \"leakage_rate<1%\"; may be given again: then all must hold")
      ->type_name("OUTPUT<LIMIT|OUTPUT>LIMIT")
      ->allow_extra_args(false);
  command.add_option("--worst", options.worst, "Share of the worst runs whose mean is given")
      ->check(CLI::Range(0.001, 1.0))
      ->capture_default_str();
  command.callback([&options] { decide(options); });
}

void add_discover(CLI::App& program, DiscoverOptions& options) {
  auto& command = *program.add_subcommand("discover", "Say in which part of a sweep's ranges a condition is met");
  add_choice(command, options.choice);
  command.add_option("--where", options.where, "The condition, e.g. \"leakage_rate>2%\"")
      ->type_name("OUTPUT<LIMIT|OUTPUT>LIMIT")
      ->required();
  command.add_option("--boxes", options.boxes, "Parts to look for at most, one after the other")
      ->check(CLI::Range(1, 20))
      ->capture_default_str();
  command
      .add_option("--coverage", options.coverage,
                  "Take the densest part that holds at least this share of what meets the condition; default: "
                  "where density and coverage are best together")
      ->check(CLI::Range(0.01, 1.0));
  command.callback([&options] { discover(options); });
}

void add_threshold(CLI::App& program, ThresholdOptions& options) {
  auto& command = *program.add_subcommand("threshold", "Say how much of a lever it takes to reach an aim");
  add_choice(command, options.choice);
  command.add_option("--lever", options.lever, "The lever; default: the only one that the sweep has")
      ->type_name("LEVER");
  command.add_option("--want", options.want, "The aim, e.g. \"leaked_units<15000\" or \"leakage_rate<1%\"")
      ->type_name("OUTPUT<LIMIT|OUTPUT>LIMIT")
      ->required();
  auto* probability = command
                          .add_option("--probability", options.probability,
                                      "With which it is to hold, over replicates and all that is uncertain")
                          ->check(CLI::Range(0.001, 1.0))
                          ->capture_default_str();
  command.add_flag("--mean", options.mean, "The mean is to reach the aim, instead")->excludes(probability);
  command.add_flag("--relative", options.relative,
                   "The aim is a share of what the output is at the lowest level (of both levers), run by run, e.g. "
                   "\"leaked_units<90%\"");
  command.add_option("--frontier", options.frontier, "Say so for every level of this second lever")->type_name("LEVER");
  command.callback([&options] { threshold(options); });
}

void add_report(CLI::App& program, ReportOptions& options) {
  auto& command = *program.add_subcommand("report", "Write a report of results: one page, and a PDF of it");
  command
      .add_option("files", options.files,
                  "Result files (HDF5) of runs, sweeps and calibrations, other runs being compared with the first, and "
                  "files of published estimates (YAML) to set them beside")
      ->required()
      ->type_name("FILE");
  command.add_option("-o,--output", options.output, "Page (HTML); default: the first file's name with .html")
      ->type_name("FILE.html");
  command.add_flag("--pdf", options.pdf, "Print it too, as a PDF of the same name; needs Chromium or Chrome");
  command.callback([&options] { report(options); });
}

void add_compare(CLI::App& program, CompareOptions& options) {
  auto& command = *program.add_subcommand("compare", "Compare scenarios, or result files, under the same chance");
  command.add_option("files", options.files, "Scenario files or result files; the first is the reference")
      ->required()
      ->type_name(any_file);
  add_outputs(command, options.outputs, "Outputs to compare, e.g. leakage_rate,annual_leaked_units[2025]");
  add_until(command, options.until, "every difference from the first scenario");
  add_replicates(command, options.replicates, "Repetitions of each; default: as the first scenario says");
  add_threads(command, options.threads);
  command.add_option("-o,--output", options.folder, "Folder for the scenarios' result files; default: none are kept")
      ->type_name(folder_name);
  command.add_flag("-f,--force", options.overwrite, "Replace result files that exist");
  command.add_flag("-q,--quiet", options.quiet, "No progress");
  command.add_flag("--json", options.json, "JSON in place of text");
  add_settings(command, options.settings);
  add_also_read(command, options.also_read);
  command.callback([&options] { compare(options); });
}

void add_credit(CLI::App& program, CreditOptions& options) {
  auto& command = *program.add_subcommand("credit", "Share the difference of two scenarios out over their rules");
  command.add_option("before", options.before, "Scenario file (YAML) without the rules")
      ->required()
      ->type_name(scenario_file);
  command.add_option("after", options.after, "Scenario file with them")->required()->type_name(scenario_file);
  command
      .add_option("--instruments", options.instruments,
                  "Rules that share the credit, e.g. rule1,rule2+rule3 (+: together); default: all that differ")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--of", options.output, "Output whose fall is shared out")
      ->type_name("OUTPUT")
      ->capture_default_str();
  add_replicates(command, options.replicates, "Repetitions of each; default: as the first scenario says");
  add_threads(command, options.threads);
  command.add_flag("-q,--quiet", options.quiet, "No progress");
  command.add_flag("--json", options.json, "JSON in place of text");
  add_settings(command, options.settings);
  add_also_read(command, options.also_read);
  command.callback([&options] { credit(options); });
}

void add_rules(CLI::App& program, RulesOptions& options) {
  auto& command = *program.add_subcommand("rules", "Say what the rules decide on a date, and which rule decides");
  command.add_option("scenario", options.scenario.file, "Scenario file (YAML)")->required()->type_name(scenario_file);
  auto* on =
      command.add_option("--on", options.on, "Date (YYYY-MM-DD); default: the start of the run")->type_name("DATE");
  command.add_flag("--all-dates", options.all_dates, "Every span of weeks in which the answer differs")->excludes(on);
  command.add_option("--product", options.product, "Product; default: all")->type_name("PRODUCT");
  command.add_option("--destination", options.destination, "Place of end use; default: all")->type_name("PLACE");
  command.add_option("--headquarters", options.headquarters, "Seat of the ultimate parent; default: the destination")
      ->type_name("PLACE");
  command.add_option("--end-user", options.end_user, "Kind of end user (segment), for the odds of a licence")
      ->type_name("SEGMENT");
  command.add_flag("--json", options.json, "JSON in place of text");
  add_settings(command, options.scenario.settings);
  add_also_read(command, options.scenario.also_read);
  command.callback([&options] { rules(options); });
}

void add_lint(CLI::App& program, LintOptions& options) {
  auto& command = *program.add_subcommand("lint", "Find rules that do nothing or conflict, and undated changes");
  command.add_option("scenarios", options.files, "Scenario files (YAML)")->required()->type_name(scenario_file);
  command.add_flag("--run", options.run, "Simulate one replicate too, and name rules that decide no transaction");
  add_settings(command, options.settings);
  add_also_read(command, options.also_read);
  command.callback([&options] { lint(options); });
}

void add_displacement(CLI::App& program, DisplacementCommand& options) {
  auto& command = *program.add_subcommand("displacement", "Say what moved where between two results, and what stopped");
  command.add_option("before", options.before, "Result file (HDF5) without the change")
      ->required()
      ->type_name(result_file);
  command.add_option("after", options.after, "Result file with it: same calendar, seed and replicates")
      ->required()
      ->type_name(result_file);
  command
      .add_option("--hub", options.hub, "The hub that was changed (ISO code); default: the one whose leaks fall most")
      ->type_name("PLACE");
  command.add_option("--from", options.from, "Date of the change; default: the first week in which the files differ")
      ->type_name("DATE");
  command.add_option("--confidence", options.confidence, "Level of the intervals; default: the first file's own")
      ->check(CLI::Range(0.5, 0.999));
  command.add_flag("--json", options.json, "JSON in place of text");
  command.callback([&options] { displacement(options); });
}

void add_trace(CLI::App& program, TraceOptions& options) {
  auto& command = *program.add_subcommand("trace", "Follow leaked chips: causes, and chains of custody");
  command.add_option("file", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("--lot", options.lot, "One chain, hop by hop; default: causes and the largest chains")
      ->check(CLI::Range(0, 2000000000));
  command.add_option("--replicate", options.replicate, "Replicate; default: all, or with --lot the first")
      ->check(CLI::Range(0, 1000000));
  command.add_option("--to", options.to, "Place of end use, e.g. CN or CHN; default: all")->type_name("PLACE");
  command.add_option("--through", options.through, "Hub, e.g. SG or SGP; default: all")->type_name("PLACE");
  command.add_option("--product", options.product, "Product; default: all")->type_name("PRODUCT");
  command
      .add_option("--failed-check", options.failed_check,
                  "customs, open_case, end_use_check, licence, screening or none; default: all")
      ->type_name("CHECK");
  command.add_option("--limit", options.limit, "Rows of each table; default: 10")->check(CLI::Range(1, 1000000));
  command.add_flag("--json", options.json, "JSON in place of text");
  command.callback([&options] { trace(options); });
}

void add_replay(CLI::App& program, ReplayOptions& options) {
  auto& command = *program.add_subcommand("replay", "Run one replicate of a result file again and check it");
  command.add_option("file", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("--replicate", options.replicate, "Its number")->required()->check(CLI::Range(0, 999999));
  command.add_flag("--events", options.events, "Print what happens, a JSON object a line, in place of the summary");
  command
      .add_option("-o,--output", options.output, "Write a result file of this replicate, with its chains of custody")
      ->type_name(result_file);
  command.add_flag("-f,--force", options.overwrite, "Replace that file if it exists");
  command.callback([&options] { replay(options); });
}

void add_verify(CLI::App& program, VerifyOptions& options) {
  auto& command = *program.add_subcommand("verify", "Run a sample of a result file's replicates again and check them");
  command.add_option("file", options.file, "Result file (HDF5)")->required()->type_name(result_file);
  command.add_option("--sample", options.sample, "Replicates to run again; default: 3, or all if there are fewer")
      ->check(CLI::Range(1, 1000000));
  command.add_option("--seed", options.seed, "Of the choice of the sample; default: 0")
      ->check(CLI::Range(0, 2147483647));
  add_threads(command, options.threads);
  command.callback([&options] { verify(options); });
}

void add_diverge(CLI::App& program, DivergeOptions& options) {
  auto& command =
      *program.add_subcommand("diverge", "Say where two scenarios first part: week, phase, agent, quantity");
  command.add_option("a", options.a, "Scenario (YAML) or result file (HDF5)")->required()->type_name(any_file);
  command.add_option("b", options.b, "The other")->required()->type_name(any_file);
  command.add_option("--replicate", options.replicate, "Replicate to run of both; default: 0")
      ->check(CLI::Range(0, 999999));
  add_also_read(command, options.also_read);
  command.callback([&options] { diverge(options); });
}

void add_show(CLI::App& program, std::string& file) {
  auto& command = *program.add_subcommand("show", "Print the summary of a result file");
  command.add_option("file", file, "Result file (HDF5)")->required()->type_name(result_file);
  command.callback([&file] { show(file); });
}

void add_validate(CLI::App& program, ValidateOptions& options) {
  auto& command = *program.add_subcommand("validate", "Check scenario files and show every error at once");
  command.add_option("scenarios", options.files, "Scenario files (YAML)")->required()->type_name(scenario_file);
  add_settings(command, options.settings);
  add_also_read(command, options.also_read);
  command.callback([&options] { validate(options); });
}

void add_explain(CLI::App& program, std::vector<std::string>& words) {
  auto& command = *program.add_subcommand("explain", "Explain a scenario key or instrument, or search for a word");
  command
      .add_option(
          "words", words,
          "Key (enforcement.investigators, or just investigators), instrument (licence_levy, or instruments for "
          "all), or words to search their meanings for (tariff)")
      ->required()
      ->type_name("KEY|INSTRUMENT|WORDS");
  command.callback([&words] { explain(fmt::format("{}", fmt::join(words, " "))); });
}

void add_docs(CLI::App& program, std::string& page) {
  auto& command = *program.add_subcommand("docs", "Print what the documentation has from the program's own tables");
  command.add_option("page", page, "Page in Markdown; alternatives: JSON")
      ->required()
      ->check(CLI::IsMember({"parameters", "outputs", "odd", "alternatives"}))
      ->type_name("PAGE");
  command.callback([&page] { docs(page); });
}

void add_completion(CLI::App& program, std::string& shell) {
  auto& command = *program.add_subcommand("completion", "Print a script that completes command lines in a shell");
  command.add_option("shell", shell, "The shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  command.callback([&shell] { print("{}", completion_script(shell)); });
}

}  // namespace

Program::Program()
    : app_("entrepot simulates how export controls on AI chips work out: what leaks, through where, and what it costs.",
           "entrepot") {
  app_.set_version_flag("--version", fmt::format("entrepot {} ({})", generated::version, generated::commit));
  app_.require_subcommand(1);

  add(add_run);
  add(add_sweep);
  add(add_merge);
  add(add_slurm);
  add(add_calibrate);

  add(add_analyse);
  add(add_decide);
  add(add_discover);
  add(add_threshold);

  add(add_report);
  add(add_compare);
  add(add_credit);
  add(add_rules);
  add(add_lint);
  add(add_displacement);
  add(add_trace);

  add(add_replay);
  add(add_verify);
  add(add_diverge);

  add(add_show);
  add(add_validate);
  add(add_explain);
  app_.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors")->callback(schema);
  add(add_docs);
  add(add_completion);
}

}  // namespace entrepot::cli
