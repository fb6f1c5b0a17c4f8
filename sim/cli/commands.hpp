#pragma once
// The commands of the program, one function each. All return normally on success and throw Error otherwise.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/results/custody.hpp"

namespace entrepot::cli {

/// A scenario as the command line names it.
struct ScenarioChoice {
  std::string file;
  std::vector<std::string> settings;           ///< path=value, laid over the file
  std::vector<std::string> include_dirs = {};  ///< folders in which files may lie that files name, beside their tree
};

struct RunOptions {
  ScenarioChoice scenario;
  std::string output;              ///< result file; named after the scenario, in the working directory, if empty
  int replicates = 0;              ///< 0: as the scenario says; the most there may be, if there is an `until`
  std::vector<std::string> until;  ///< OUTPUT:rel=WIDTH or OUTPUT:abs=WIDTH
  int threads = 0;                 ///< 0: all processors
  int custody = static_cast<int>(results::default_custody);  ///< the first replicates keep their chains of custody
  bool overwrite = false;
  bool quiet = false;
  std::optional<std::string> checkpoint;  ///< folder that the run is saved in; not saved, if none
  std::string checkpoint_every;           ///< time or weeks of the model; as experiment::CheckpointPace, if empty
};

struct SweepOptions {
  std::string file;
  std::string output;  ///< result file; named after the sweep file, in the working directory, if empty
  int threads = 0;     ///< 0: all processors
  std::string shard;   ///< INDEX/COUNT; all, if empty
  int point = -1;      ///< say what this point is, in place of running
  bool plan = false;   ///< say what there is to do, in place of doing it
  bool quiet = false;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
};

struct MergeOptions {
  std::string output;  ///< result file that the sweep was to write
  bool quiet = false;
};

/// A scenario, to be fitted to what was observed.
struct CalibrateOptions {
  std::string file;
  std::string output;  ///< result file; named after the calibration file, in the working directory, if empty
  int threads = 0;     ///< 0: all processors
  bool overwrite = false;
  bool quiet = false;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
};

/// A sweep for Slurm. What is empty is left to the cluster.
struct SlurmCommand {
  std::string file;
  std::string output;  ///< as of SweepOptions
  int shards = 1;
  int processors = 1;  ///< of a shard
  std::string time;
  std::string memory;
  std::string partition;
  std::string account;
  std::vector<std::string> more;               ///< options of sbatch
  bool print = false;                          ///< show the scripts in place of submitting them
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
};

/// The result of a sweep, and which part of it is meant.
struct SweepChoice {
  std::string file;
  std::vector<std::string> at = {};  ///< policy=NAME or LEVER=LEVEL
  bool incomplete = false;           ///< go on although runs failed or are missing
  bool json = false;
};

struct AnalyseOptions {
  SweepChoice choice;
  std::vector<std::string> outputs = {};     ///< all of the sweep, if empty
  std::string baseline = {};                 ///< policy that the others' outputs are taken as differences from
  std::vector<std::string> table = {};       ///< CSV files of a design and of its results, in place of a sweep
  std::string structure = "auto";            ///< of that design: auto, sobol, morris or any
  std::vector<std::string> ranges = {};      ///< NAME=LOW:HIGH of its parameters
  std::vector<std::string> parameters = {};  ///< its columns that are parameters; all, if empty
};

/// Policies, and levels of levers, side by side over all that is uncertain.
struct DecideOptions {
  SweepChoice choice;
  std::vector<std::string> minimise = {};  ///< outputs of which less is better
  std::vector<std::string> maximise = {};
  std::vector<std::string> targets = {};  ///< conditions that an acceptable outcome meets
  double tail = 0.1;                      ///< share of the worst runs, whose mean is taken
};

/// In which states of the world something happens.
struct DiscoverOptions {
  SweepChoice choice;
  std::string where;    ///< condition
  int boxes = 1;        ///< the most
  double coverage = 0;  ///< the least; the knee of the trajectory, if 0
};

/// How much of a lever it takes.
struct ThresholdOptions {
  SweepChoice choice;
  std::string lever;
  std::string target;        ///< condition
  double probability = 0.9;  ///< that it holds with
  bool mean = false;         ///< of the mean instead of a probability
  bool relative = false;     ///< of the output as a share of what it is at the lowest level
  std::string frontier;      ///< a second lever, for whose every level the threshold is asked
};

/// Results of runs and of sweeps, in any order; the first run is the one that others are compared with.
struct ReportOptions {
  std::vector<std::string> files;
  std::string output;  ///< page; named after the first file, beside it, if empty
  bool pdf = false;    ///< beside the page
};

struct ValidateOptions {
  std::vector<std::string> files;
  std::vector<std::string> settings;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
};

/// What to ask of a scenario's rules; an empty name asks for all.
struct RulesOptions {
  ScenarioChoice scenario;
  std::string on;  ///< date; the start of the run, if empty
  bool all_dates = false;
  std::string product;
  std::string destination;
  std::string headquarters;  ///< of the ultimate parent; at the destination, if empty
  std::string end_user;      ///< kind of buyer; civilian, if empty
  bool json = false;
};

struct LintOptions {
  std::vector<std::string> files;
  std::vector<std::string> settings;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
  bool run = false;                            ///< simulate one replicate too, for rules that decide nothing
};

/// Tables as CSV for a spreadsheet.
struct SpreadsheetChoice {
  bool spreadsheet = false;
  std::string separator;  ///< comma or semicolon; the usual one, if empty
};

struct DisplacementCommand {
  std::string before;  ///< result files
  std::vector<std::string> after;
  std::string hub;        ///< ISO code; the hub whose leaks fall most, if empty
  std::string from;       ///< date; the first week in which the two differ, if empty
  double confidence = 0;  ///< 0: that of the first file
  std::string output;     ///< Markdown or CSV file; printed, if empty
  bool markdown = false;
  bool json = false;
  SpreadsheetChoice spreadsheet;
};

/// Scenario files or result files, side by side; the first is the reference.
struct CompareOptions {
  std::vector<std::string> files;
  std::vector<std::string> settings;  ///< over every scenario
  std::vector<std::string> outputs;   ///< the usual ones, if empty
  std::vector<std::string> until;     ///< of the differences
  std::string output;     ///< of scenarios: folder for result files; of result files: table; none is written, if empty
  std::string figure;     ///< of result files
  bool unpaired = false;  ///< result files as independent samples
  bool markdown = false;
  int replicates = 0;  ///< 0: as the first scenario says
  int threads = 0;     ///< 0: all processors
  bool overwrite = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
  SpreadsheetChoice spreadsheet;
};

struct FiguresOptions {
  std::string file;
  std::string folder = "figures";
  std::string format = "svg";
  std::vector<std::string> only;  ///< all, if empty
  SpreadsheetChoice spreadsheet;
};

struct ExportOptions {
  std::string file;
  std::string output;  ///< folder, or file of a data base; named after the result file, if empty
  std::string format = "csv";
  std::vector<std::string> outputs;  ///< all, if empty
  std::vector<std::string> groups;
  bool overwrite = false;
  SpreadsheetChoice spreadsheet;
};

/// Result files beside published estimates.
struct EstimatesOptions {
  std::string suite;
  std::vector<std::string> files;
  std::string output;  ///< table; printed, if empty
  std::string figure;
  bool strict = false;  ///< fail if an estimate does
  SpreadsheetChoice spreadsheet;
};

/// Headline results of two releases.
struct DiffOptions {
  std::string before;  ///< result file, or file of headline results
  std::string after;
  std::string between;  ///< the old scenario run by the new program
  std::string output;   ///< table; printed, if empty
  double margin = 0.02;
  double confidence = 0;  ///< 0: that of the first file
  std::string changelog;
  SpreadsheetChoice spreadsheet;
};

struct HeadlinesOptions {
  std::string file;
  std::string output;   ///< JSON; printed, if empty
  bool values = false;  ///< of every replicate too
};

/// What policies achieve, and what they cost whom.
struct CostsOptions {
  std::string reference;
  std::vector<std::string> others;
  bool json = false;
};

/// Where along a dimension of an output a difference lies.
struct BreakdownOptions {
  std::string reference;
  std::vector<std::string> others;
  std::string output;
  std::string dimension;
  bool json = false;
};

/// Two scenarios that differ by rules, which share the credit for the difference.
struct CreditOptions {
  std::string before;
  std::string after;
  std::vector<std::string> settings;
  std::vector<std::string> instruments;  ///< names of rules, joined by + to stand together; all that differ, if empty
  std::string output = "leaked_units";
  int replicates = 0;
  int threads = 0;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
};

/// Which chains of custody to show; an empty name asks for all.
struct TraceOptions {
  std::string file;
  int lot = -1;         ///< one chain, hop by hop; -1: causes and the largest chains
  int replicate = -1;   ///< -1: all; of one lot, the first that the file keeps
  std::string to;       ///< place of end use, ISO alpha-2 or a common alpha-3 code
  std::string through;  ///< hub, the same
  std::string product;
  std::string failed_check;
  int limit = 10;  ///< rows of each table
  bool json = false;
};

struct ReplayOptions {
  std::string file;
  std::int64_t replicate = 0;
  std::string output;  ///< result file of this replicate alone; none if empty
  bool events = false;
  bool overwrite = false;
};

struct VerifyOptions {
  std::string file;
  int sample = 3;
  std::int64_t seed = 0;
  int threads = 0;  ///< 0: all processors
};

/// Two scenarios, or result files with one in them, to run side by side.
struct DivergeOptions {
  std::string a;
  std::string b;
  std::int64_t replicate = 0;
  std::vector<std::string> include_dirs = {};  ///< as of ScenarioChoice
};

void run(const RunOptions& options);
void replay(const ReplayOptions& options);
void verify(const VerifyOptions& options);
void diverge(const DivergeOptions& options);
void sweep_scenario(const SweepOptions& options);
void merge(const std::string& output, bool quiet);
void calibrate(const CalibrateOptions& options);
void slurm(const SlurmCommand& options);
void analyse(const AnalyseOptions& options);
void decide(const DecideOptions& options);
void discover(const DiscoverOptions& options);
void threshold(const ThresholdOptions& options);
void show(const std::string& file);
void trace(const TraceOptions& options);
void validate(const ValidateOptions& options);
void explain(const std::string& key);
void schema();
void rules(const RulesOptions& options);
void lint(const LintOptions& options);
void report(const ReportOptions& options);
void figures(const FiguresOptions& options);
void export_result(const ExportOptions& options);
void estimates(const EstimatesOptions& options);
void diff(const DiffOptions& options);
void headlines(const HeadlinesOptions& options);
void costs(const CostsOptions& options);
void breakdown(const BreakdownOptions& options);
void compare(const CompareOptions& options);
void credit(const CreditOptions& options);
void displacement(const DisplacementCommand& options);
void docs(const std::string& page);

}  // namespace entrepot::cli
